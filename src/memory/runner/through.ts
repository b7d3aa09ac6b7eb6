/** A command within a command that is run adaptively already: it just runs, and the one around it looks after both. */

import { spawnOn } from '../../lib/process.js';
import { codeOf } from './exit-code.js';
import type { RunPorts } from './run.js';

/** @returns its exit code; 128 + the signal's number for a death by signal. */
export async function passThrough(
  argv: readonly string[],
  { env, cwd, signals }: Pick<RunPorts, 'env' | 'cwd' | 'signals'>,
): Promise<number> {
  const [file = '', ...args] = argv;
  const command = spawnOn(file, args, { cwd, env, stdio: [0, 1, 2], ownGroup: false });
  // It shares our process group: what was sent to the group has reached it, what was sent to us alone has not.
  const off = signals.on((name) => {
    if (command.pid !== 0 && name !== 'SIGINT') process.kill(command.pid, name);
  });
  try {
    return codeOf(await command.ended);
  } finally {
    off();
  }
}
