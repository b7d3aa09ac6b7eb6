/**
 * Nothing of a command may outlive a runner that is killed: runners end a step by SIGKILL to its process group, which the command isn't in. A
 * shell of a few hundred kilobytes waits for our end and then kills the command's group.
 */

import { openPipe } from '../../lib/process.js';

/** Reads from a pipe that we alone hold the other end of: a line is "all is well", the pipe's end is ours. */
const WAIT = 'trap "" HUP INT TERM; read -r line || kill -s KILL -- "-$1"';

/** @param group a process group of ours. @returns what ends the watch; to be called when the group is to be left alone. */
export function guardGroup(group: number): () => void {
  const watcher = openPipe('sh', ['-c', WAIT, 'cc-ci-guard', String(group)]);
  // No shell, no watch: the command runs all the same.
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  for (const stream of [watcher.stdout, watcher.stderr]) stream.destroy();
  return () => watcher.stdin.end('done\n');
}
