/**
 * What runs in a database's container: a shell that finds out user, database and password as the image itself does, and the
 * database's own client. The password stays in that container, in the environment of the client alone.
 */

import type { MarkerSpec } from '../manifest/model.js';
import type { Values } from './marker.js';
import { SPOILED } from './place.js';

type Engine = (MarkerSpec & { readonly kind: 'sql' })['engine'];

export const TABLE = 'cc_ci_marker';

/** `take A B`: the value of $A, else of the file that $A_FILE names; else so with B. The names are ours alone. */
const TAKE = `
set -u
take() {
  for one in "$@"; do
    eval "value=\\\${$one:-} file=\\\${\${one}_FILE:-}"
    if [ -z "$value" ] && [ -n "$file" ]; then value=$(cat "$file"); fi
    if [ -n "$value" ]; then printf %s "$value"; return; fi
  done
}
or() { if [ -n "$1" ]; then printf %s "$1"; else shift; take "$@"; fi; }
`;

const POSTGRES = `${TAKE}
user=$(or "$CC_CI_USER" POSTGRES_USER POSTGRESQL_USERNAME)
user=\${user:-postgres}
database=$(or "$CC_CI_DATABASE" POSTGRES_DB POSTGRESQL_DATABASE)
database=\${database:-$user}
if [ -n "$CC_CI_PASSWORD_FILE" ]; then password=$(cat "$CC_CI_PASSWORD_FILE") || exit 9
else password=$(take POSTGRES_PASSWORD POSTGRESQL_PASSWORD); fi
if [ -n "$password" ]; then PGPASSWORD=$password; export PGPASSWORD; fi
ask() { psql -X -q -A -t -w -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -U "$user" -d "$database" -c "$CC_CI_SQL" "$@"; }
ask
code=$?
# 2: no connection by the socket; some images listen on TCP alone.
if [ "$code" = 2 ]; then ask -h 127.0.0.1; code=$?; fi
exit "$code"
`;

const MARIADB = `${TAKE}
client=$(command -v mariadb || command -v mysql) || { echo 'neither mariadb nor mysql is in the image' >&2; exit 9; }
database=$(or "$CC_CI_DATABASE" MYSQL_DATABASE MARIADB_DATABASE)
if [ -z "$database" ]; then echo 'the service names no database: name it in cc-ci.yml' >&2; exit 9; fi
user=$(or "$CC_CI_USER" MYSQL_USER MARIADB_USER)
user=\${user:-root}
if [ -n "$CC_CI_PASSWORD_FILE" ]; then password=$(cat "$CC_CI_PASSWORD_FILE") || exit 9
elif [ "$user" = root ]; then password=$(take MYSQL_ROOT_PASSWORD MARIADB_ROOT_PASSWORD)
else password=$(take MYSQL_PASSWORD MARIADB_PASSWORD); fi
if [ -n "$password" ]; then MYSQL_PWD=$password; export MYSQL_PWD; fi
ask() { "$client" --batch --skip-column-names --connect-timeout=10 --user="$user" --database="$database" --execute="$CC_CI_SQL" "$@"; }
if message=$(ask 2>&1); then printf '%s\\n' "$message"; exit 0; fi
case $message in
*'ERROR 2002 '*) ask --protocol=TCP --host=127.0.0.1 ;;
*) printf '%s\\n' "$message" >&2; exit 1 ;;
esac
`;

export function scriptFor(engine: Engine): string {
  return engine === 'postgres' ? POSTGRES : MARIADB;
}

export const statements = {
  write: ({ kept, lost }: Values): string =>
    [
      `CREATE TABLE IF NOT EXISTS ${TABLE} (name varchar(64) NOT NULL PRIMARY KEY, value varchar(255) NOT NULL)`,
      `DELETE FROM ${TABLE}`,
      `INSERT INTO ${TABLE} (name, value) VALUES ('kept', '${kept}'), ('lost', '${lost}')`,
    ].join('; '),
  spoil: `UPDATE ${TABLE} SET value = '${SPOILED}' WHERE name = 'kept'; DELETE FROM ${TABLE} WHERE name = 'lost'`,
  read: `SELECT concat(name, '=', value) FROM ${TABLE}`,
} as const;

/** SQLSTATE 42P01 and error 1146: the table isn't there. By number: the words are in the server's language. */
export const NO_TABLE = /\b42P01\b|ERROR 1146\b/;
