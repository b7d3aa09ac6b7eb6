/** Times of programs that are no step of ours: spawned as the step runner does it, so that the two can be compared. */

import { spawn } from 'node:child_process';
import { WORLD_VARIABLE, type World } from '../../test/support/world.js';

/** The environment of a job's `run:` step, as far as git and Node look at it. */
export function plainEnv(world: World): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: world.home,
    TMPDIR: world.tmp,
    LANG: 'C.UTF-8',
    [WORLD_VARIABLE]: world.root,
  };
}

/** @returns what Node needs to start and end, in milliseconds. */
export function emptyNode(world: World): Promise<number> {
  return timed(process.execPath, ['-e', '0'], world, plainEnv(world));
}

/**
 * Runs a program in the world's workspace.
 * @returns milliseconds until it has ended and its output is closed.
 * @throws Error with its output when it fails.
 */
export function timed(
  file: string,
  args: readonly string[],
  world: World,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(file, args, { cwd: world.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
      });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(performance.now() - startedAt);
      else
        reject(new Error(`${file} ${args.join(' ')}: ${signal ?? `exit code ${code}`}; its output:\n${log}`));
    });
  });
}
