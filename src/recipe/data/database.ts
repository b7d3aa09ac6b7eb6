/** Which services are databases, and which of them a table of our own can be written into. Pure. */

import type { MarkerSpec } from '../manifest/model.js';
import type { AppPlan, PlannedService } from '../plan/app.js';

export type Database = {
  readonly service: string;
  readonly spec: MarkerSpec & { readonly kind: 'sql' };
  /** Keys of the volumes that its files are in. */
  readonly volumes: readonly string[];
};

type Engine = Database['spec']['engine'];

/** The last part of an image's name. Exporters, poolers and backup programs have the database's name in theirs too. */
const IMAGES: readonly (readonly [Engine, RegExp])[] = [
  [
    'postgres',
    /^(postgres|postgresql|postgis|timescaledb|timescaledb-ha|pgvector|pgvecto-rs|pgautoupgrade)$/,
  ],
  ['mariadb', /^(mariadb|mysql|mysql-server|percona|percona-server)$/],
];
/** Where their files are; an image of another name is one of them when it has both such a volume and such a variable. */
const FOLDERS: Readonly<Record<Engine, RegExp>> = {
  postgres: /^\/(var\/lib\/postgres(ql)?|bitnami\/postgresql|home\/postgres\/pgdata)(\/|$)/,
  mariadb: /^\/(var\/lib\/mysql|bitnami\/(mariadb|mysql))(\/|$)/,
};
const VARIABLES: Readonly<Record<Engine, RegExp>> = {
  postgres: /^POSTGRES(QL)?_(USER|USERNAME|DB|DATABASE|PASSWORD)(_FILE)?$/,
  mariadb: /^(MYSQL|MARIADB)_/,
};

/** Others that hold what an app can't do without. Not among them: caches, such as redis and its likes. */
const OTHERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(mongo|mongodb|mongodb-community-server|percona-server-mongodb|ferretdb)$/, /mongo_?dump/i],
  [/^(influxdb|influxdb3)$/, /influxd?3? backup/i],
  [/^couchdb$/, /couchbackup/i],
  [/^(cassandra|scylla)$/, /nodetool snapshot/i],
  [/^(clickhouse|clickhouse-server)$/, /clickhouse-backup/i],
  [/^neo4j$/, /neo4j-admin/i],
  [/^(arangodb)$/, /arangodump/i],
  [/^(rethinkdb)$/, /rethinkdb dump/i],
  [/^(surrealdb)$/, /surreal export/i],
];
const DUMPS: Readonly<Record<Engine, RegExp>> = {
  postgres: /pg_?dump|pg_?backup/i,
  mariadb: /(mysql|maria(db)?)[-_]?(dump|backup)/i,
};

/** @returns which volumes a database's files are in, and what dumps it; undefined for a service that is none. */
export function databaseOf(
  service: PlannedService,
): { readonly volumes: readonly string[]; readonly dumpProgram: RegExp } | undefined {
  const engine = engineOf(service);
  const writable = service.volumes.filter(({ isReadOnly }) => !isReadOnly);
  const all = writable.map(({ volume }) => volume);
  if (engine !== undefined) {
    const own = dataMounts(engine, service).map(({ volume }) => volume);
    return { volumes: own.length === 0 ? all : own, dumpProgram: DUMPS[engine] };
  }
  const other = OTHERS.find(([image]) => image.test(imageName(service)));
  return other && { volumes: all, dumpProgram: other[1] };
}

/** @returns those that run, and say the name of a database. */
export function findDatabases(app: Pick<AppPlan, 'services'>): readonly Database[] {
  return app.services.flatMap((service) => {
    const engine = service.replicas === 0 ? undefined : engineOf(service);
    if (engine === undefined || !hasDatabase(engine, service)) return [];
    const volumes = dataMounts(engine, service).map(({ volume }) => volume);
    return [{ service: service.name, volumes, spec: { kind: 'sql', engine, service: service.name } }];
  });
}

/** `postgres` for `docker.io/library/postgres:16@sha256:…`. */
function imageName({ image }: PlannedService): string {
  return /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image)?.[1] ?? '';
}

function engineOf(service: PlannedService): Engine | undefined {
  const image = imageName(service);
  const named = IMAGES.find(([, pattern]) => pattern.test(image))?.[0];
  if (named !== undefined) return named;
  const names = Object.keys(service.environment);
  return IMAGES.map(([engine]) => engine).find(
    (engine) => dataMounts(engine, service).length > 0 && names.some((name) => VARIABLES[engine].test(name)),
  );
}

function dataMounts(engine: Engine, service: PlannedService): PlannedService['volumes'] {
  return service.volumes.filter(({ target, isReadOnly }) => !isReadOnly && FOLDERS[engine].test(target));
}

/** PostgreSQL makes one of the user's name where none is named; the others make none. */
function hasDatabase(engine: Engine, { environment }: PlannedService): boolean {
  const names = Object.keys(environment);
  return engine === 'postgres' || names.some((name) => /^(MYSQL|MARIADB)_DATABASE(_FILE)?$/.test(name));
}
