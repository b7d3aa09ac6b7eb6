// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** The web app beside a PostgreSQL whose hooks dump and load it, in the way that many recipes have it. */

import type { Files } from './repository.js';
import { QUICK, type Web, web } from './web.js';

export type WithDatabase = {
  readonly web: Web;
  readonly postgres: string;
  /** pg_backup.sh, in place of one that works. */
  readonly script?: string;
};

/** `/pg_backup.sh backup` writes backup.sql into the database's own volume, `/pg_backup.sh restore` loads it. */
export const PG_BACKUP = `#!/bin/sh
set -eu
dump=/var/lib/postgresql/data/backup.sql
case $1 in
backup) pg_dump --username "$POSTGRES_USER" "$POSTGRES_DB" > "$dump" ;;
restore)
  psql --quiet --username "$POSTGRES_USER" postgres -c "DROP DATABASE $POSTGRES_DB WITH (FORCE)"
  createdb --username "$POSTGRES_USER" "$POSTGRES_DB"
  psql --quiet --username "$POSTGRES_USER" --single-transaction --file "$dump" "$POSTGRES_DB" ;;
esac
`;

export function webWithDatabase(of: WithDatabase): Files {
  const db = {
    image: of.postgres,
    environment: {
      POSTGRES_USER: 'notes',
      POSTGRES_DB: 'notes',
      POSTGRES_PASSWORD_FILE: '/run/secrets/db_password',
    },
    secrets: ['db_password'],
    configs: [{ source: 'pg_backup', target: '/pg_backup.sh', mode: 0o555 }],
    volumes: ['db-data:/var/lib/postgresql/data'],
    stop_grace_period: '5s',
    healthcheck: {
      test: ['CMD', 'pg_isready', '--username', 'notes', '--host', '127.0.0.1'],
      ...{ interval: '1s', timeout: '3s', retries: 30 },
    },
    deploy: {
      restart_policy: QUICK,
      update_config: { failure_action: 'rollback', order: 'stop-first', monitor: '2s' },
      labels: {
        'backupbot.backup': 'true',
        'backupbot.backup.pre-hook': '/pg_backup.sh backup',
        'backupbot.backup.volumes.db-data.path': 'backup.sql',
        'backupbot.restore.post-hook': '/pg_backup.sh restore',
      },
    },
  };
  return web({
    ...of.web,
    services: { db, ...of.web.services },
    volumes: { 'db-data': {}, ...of.web.volumes },
    configs: {
      pg_backup: { name: '${STACK_NAME}_pg_backup_${PG_BACKUP_VERSION}', file: 'pg_backup.sh' },
      ...of.web.configs,
    },
    secrets: {
      db_password: { external: true, name: '${STACK_NAME}_db_password_${SECRET_DB_PASSWORD_VERSION}' },
      ...of.web.secrets,
    },
    env: [`SECRET_DB_PASSWORD_VERSION=v1 # ${SEARCHABLE}`, ...(of.web.env ?? [])],
    exports: ['export PG_BACKUP_VERSION=v1', ...(of.web.exports ?? [])],
    files: { 'pg_backup.sh': of.script ?? PG_BACKUP, ...of.web.files },
  });
}

/** A secret's value of this form is like nothing else in a log: no commit id and no digest is 57 digits long. */
export const SEARCHABLE = 'length=57 charset=hex';
export const SEARCHED = /(?<![0-9a-f])[0-9a-f]{57}(?![0-9a-f])/;
