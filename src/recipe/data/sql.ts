/** A table of our own in a database, by the client that is in its image. */

import type { Executed } from '../../docker/index.js';
import { sleep } from '../../lib/abort.js';
import { AppUnavailableError, type ContainerContext, execInService } from '../app-container.js';
import type { MarkerSpec } from '../manifest/model.js';
import type { Slot } from './marker.js';
import { type Found, firstLine, NOTHING, type Place, PlaceError } from './place.js';
import { NO_TABLE, scriptFor, statements } from './sql-script.js';

type SqlSpec = MarkerSpec & { readonly kind: 'sql' };

const SQL_MS = 60_000;
/** A database that has just been restored or started anew takes no connections for a while. */
const CONNECT_MS = 30_000;
const PAUSE_MS = 500;

export function sqlPlace(context: ContainerContext, spec: SqlSpec): Place {
  const must = async (sql: string): Promise<string> => {
    const executed = await execute(context, spec, sql);
    if (executed.exitCode !== 0) throw failed(spec, executed);
    return executed.stdout;
  };
  return {
    write: async (values) => void (await must(statements.write(values))),
    spoil: async () => void (await must(statements.spoil)),
    read: async () => {
      const executed = await execute(context, spec, statements.read);
      if (executed.exitCode === 0) return parseRows(executed.stdout);
      if (!NO_TABLE.test(executed.output)) throw failed(spec, executed);
      const words = 'no such table';
      return { kept: { kind: 'absent', words }, lost: { kind: 'absent', words } };
    },
  };
}

/** Pure. */
function parseRows(stdout: string): Record<Slot, Found> {
  const rows = stdout.split('\n').map((line) => line.trim());
  const of = (slot: Slot): Found => {
    const row = rows.find((one) => one.startsWith(`${slot}=`));
    return row === undefined ? NOTHING : { kind: 'value', value: row.slice(slot.length + 1) };
  };
  return { kept: of('kept'), lost: of('lost') };
}

function failed({ engine, service }: SqlSpec, { exitCode, output }: Executed): PlaceError {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  // The mariadb client repeats the statement before it says what is wrong with it.
  const said = lines.find((line) => /error|fatal/i.test(line)) ?? firstLine(output);
  const client = engine === 'postgres' ? 'psql' : 'the mariadb client';
  return new PlaceError(
    `${client} in ${service} ended with ${exitCode}: ${said.trim().slice(0, 300) || 'it said nothing'}`,
    lines.slice(0, 10),
  );
}

/** Tries again while no connection is taken. */
async function execute(context: ContainerContext, spec: SqlSpec, sql: string): Promise<Executed> {
  const { engine, service, user = '', database = '', passwordFile = '' } = spec;
  const env = {
    CC_CI_SQL: sql,
    CC_CI_USER: user,
    CC_CI_DATABASE: database,
    CC_CI_PASSWORD_FILE: passwordFile,
    PGCONNECT_TIMEOUT: '10',
    LC_ALL: 'C',
  };
  const endsAt = performance.now() + CONNECT_MS;
  try {
    for (;;) {
      const executed = await execInService(context, service, ['sh', '-c', scriptFor(engine)], {
        timeoutMs: SQL_MS,
        env,
      });
      if (!isConnecting(engine, executed) || performance.now() > endsAt) return executed;
      await sleep(PAUSE_MS, context.signal);
    }
  } catch (error) {
    if (error instanceof AppUnavailableError) throw new PlaceError(error.message);
    throw error;
  }
}

/** psql ends with 2 for that alone. MariaDB: no server, connection lost, shutting down, the database is being made anew. */
function isConnecting(engine: SqlSpec['engine'], { exitCode, output }: Executed): boolean {
  if (engine === 'postgres') return exitCode === 2;
  return exitCode !== 0 && /ERROR (2002|2003|2006|2013|1053|1049)\b/.test(output);
}
