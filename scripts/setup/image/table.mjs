/** The images that the examples and the tests deploy, as data: Debian's own packages on one base, so that no registry is needed. */

/**
 * @typedef {object} ImageRow
 * @property {string} name without the tag, such as `cc-ci/hello-nginx`
 * @property {string} what for people, after `the image of`
 * @property {string} why what it holds and is needed for
 * @property {readonly (string | readonly string[])[]} packages where it is a list, the first that this system's release has
 * @property {string} versionOf the package (a pattern of dpkg's) whose upstream version is the image's tag
 * @property {readonly string[]} changes lines of a Dockerfile: CMD, ENTRYPOINT, ENV, EXPOSE, USER, VOLUME, WORKDIR
 * @property {readonly (readonly string[])[]} [commands] run in the image's root after the packages are installed
 * @property {Readonly<Record<string, ImageFile>>} [files] by absolute path; they replace what is there
 * @property {readonly string[]} [removed] absolute paths that are taken away
 *
 * @typedef {{ readonly text: string, readonly mode?: number } | { readonly link: string }} ImageFile
 */

/** @type {ImageRow} */
export const helloRow = {
  name: 'cc-ci/hello-nginx',
  what: 'the hello recipe',
  why: 'nginx on this system’s own packages, so that no registry is needed',
  // Later releases have the small build under the plain name.
  packages: [['nginx-light', 'nginx'], 'curl', 'ca-certificates'],
  versionOf: 'nginx-common',
  changes: ['CMD ["nginx", "-g", "daemon off;"]', 'EXPOSE 80'],
  files: {
    '/var/log/nginx/access.log': { link: '/dev/stdout' },
    '/var/log/nginx/error.log': { link: '/dev/stderr' },
    '/var/www/html/index.html': { text: 'The volume has not been filled yet.\n' },
  },
  removed: ['/var/www/html/index.nginx-debian.html'],
};

/** @type {ImageRow} */
export const toolboxRow = {
  name: 'cc-ci/toolbox',
  what: 'the toolbox',
  why: 'restic beside a shell and tar, as the official restic image has them',
  packages: ['restic', 'ca-certificates'],
  versionOf: 'restic',
  // The official image's entrypoint: whoever starts a toolbox has to set it aside.
  changes: ['ENTRYPOINT ["/usr/bin/restic"]'],
};

/**
 * As the official image behaves, as far as recipes use it: POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD and its _FILE form, a
 * cluster made at the first start, the data under /var/lib/postgresql/data.
 * @type {ImageRow}
 */
export const postgresRow = {
  name: 'cc-ci/postgres',
  what: 'a PostgreSQL database',
  why: 'for recipes whose data is in a database',
  packages: ['postgresql', 'ca-certificates'],
  versionOf: 'postgresql-[1-9]*',
  changes: ['ENTRYPOINT ["/docker-entrypoint.sh"]', 'CMD ["postgres"]', 'EXPOSE 5432'],
  commands: [
    // Debian's own cluster, which nobody starts.
    ['sh', '-c', 'rm -rf /var/lib/postgresql/*/ /etc/postgresql'],
    ['sh', '-c', 'for tool in /usr/lib/postgresql/*/bin/*; do ln -sf "$tool" /usr/local/bin/; done'],
    ['sh', '-c', 'mkdir -p /run/postgresql && chown postgres /run/postgresql'],
  ],
  files: {
    '/docker-entrypoint.sh': {
      mode: 0o755,
      text: `#!/bin/sh
set -eu
PGDATA=/var/lib/postgresql/data
export PGDATA
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /run/postgresql
  chown postgres "$PGDATA" /run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi
user="\${POSTGRES_USER:-postgres}"
database="\${POSTGRES_DB:-$user}"
password="\${POSTGRES_PASSWORD:-}"
if [ -n "\${POSTGRES_PASSWORD_FILE:-}" ]; then password=$(cat "$POSTGRES_PASSWORD_FILE"); fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  [ -n "$password" ] || { echo 'POSTGRES_PASSWORD is not set' >&2; exit 1; }
  printf %s "$password" >/dev/shm/password
  initdb --username="$user" --pwfile=/dev/shm/password --auth-host=scram-sha-256 --auth-local=trust --no-sync >/dev/null
  rm /dev/shm/password
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    echo "CREATE DATABASE \\"$database\\";" | postgres --single -D "$PGDATA" postgres >/dev/null
  fi
fi
exec "$@" -c listen_addresses='*' -c fsync=off
`,
    },
  },
};

/**
 * As the official image behaves, as far as recipes use it: MARIADB_DATABASE, MARIADB_USER, MARIADB_PASSWORD and its _FILE form,
 * MARIADB_ROOT_PASSWORD, tables made at the first start, the data under /var/lib/mysql.
 * @type {ImageRow}
 */
export const mariadbRow = {
  name: 'cc-ci/mariadb',
  what: 'a MariaDB database',
  why: 'for recipes whose data is in a database',
  packages: ['mariadb-server-core', 'mariadb-client-core', 'ca-certificates'],
  versionOf: 'mariadb-server-core',
  changes: ['ENTRYPOINT ["/docker-entrypoint.sh"]', 'CMD ["mariadbd"]', 'EXPOSE 3306'],
  // The packages leave the user to the one that starts a server with the system.
  commands: [['useradd', '--system', '--user-group', '--home-dir', '/nonexistent', 'mysql']],
  files: {
    '/docker-entrypoint.sh': {
      mode: 0o755,
      text: `#!/bin/sh
set -eu
data=/var/lib/mysql
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$data" /run/mysqld
  chown mysql "$data" /run/mysqld
  exec setpriv --reuid=mysql --regid=mysql --clear-groups "$0" "$@"
fi
password="\${MARIADB_PASSWORD:-}"
if [ -n "\${MARIADB_PASSWORD_FILE:-}" ]; then password=$(cat "$MARIADB_PASSWORD_FILE"); fi
if [ ! -d "$data/mysql" ]; then
  [ -n "\${MARIADB_ROOT_PASSWORD:-}" ] || { echo 'MARIADB_ROOT_PASSWORD is not set' >&2; exit 1; }
  mariadb-install-db --datadir="$data" --skip-test-db --auth-root-authentication-method=normal >/dev/null
  {
    echo "ALTER USER root@localhost IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';"
    if [ -n "\${MARIADB_DATABASE:-}" ]; then echo "CREATE DATABASE $MARIADB_DATABASE;"; fi
    if [ -n "\${MARIADB_USER:-}" ]; then
      echo "CREATE USER '$MARIADB_USER'@'%' IDENTIFIED BY '$password';"
      echo "GRANT ALL ON $MARIADB_DATABASE.* TO '$MARIADB_USER'@'%';"
    fi
  } >/run/mysqld/first.sql
  set -- "$@" --init-file=/run/mysqld/first.sql
fi
exec "$@" --datadir="$data" --socket=/run/mysqld/mysqld.sock --bind-address=0.0.0.0
`,
    },
  },
};
