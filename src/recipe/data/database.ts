/** Which services are databases that a table of our own can be written into. Pure. */

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

/** @returns those that run, and say the name of a database. */
export function findDatabases(app: Pick<AppPlan, 'services'>): readonly Database[] {
  return app.services.flatMap((service) => {
    const engine = service.replicas === 0 ? undefined : engineOf(service);
    if (engine === undefined || !hasDatabase(engine, service)) return [];
    const volumes = dataMounts(engine, service).map(({ volume }) => volume);
    return [{ service: service.name, volumes, spec: { kind: 'sql', engine, service: service.name } }];
  });
}

function engineOf(service: PlannedService): Engine | undefined {
  const image = /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(service.image)?.[1] ?? '';
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
