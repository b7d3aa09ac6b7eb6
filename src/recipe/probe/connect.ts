/** One TCP connection, to see whether it is accepted. */

import { connect as tcpConnect } from 'node:net';
import { throwIfAborted, withinTime } from '../../lib/abort.js';
import { formatDuration } from '../../lib/units.js';

export type Connected =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'not-accepted'; readonly code: string; readonly message: string };

const ONE_TRY_MS = 5_000;

/** @returns what came of it; nothing that the network does is an error here. @throws the signal's reason. */
export async function connect(
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal | undefined,
): Promise<Connected> {
  const late = `no answer within ${formatDuration(ONE_TRY_MS)}`;
  const connected = await withinTime(
    ONE_TRY_MS,
    late,
    signal,
    (limited) =>
      new Promise<Connected>((resolve) => {
        const socket = tcpConnect({ host, port, signal: limited });
        const end = (result: Connected): void => {
          socket.destroy();
          resolve(result);
        };
        socket.once('connect', () => end({ kind: 'accepted' }));
        socket.on('error', (error: NodeJS.ErrnoException) =>
          end(
            limited.aborted
              ? { kind: 'not-accepted', code: 'ETIMEDOUT', message: late }
              : { kind: 'not-accepted', code: error.code ?? 'UNKNOWN', message: error.message },
          ),
        );
      }),
  );
  throwIfAborted(signal);
  return connected;
}
