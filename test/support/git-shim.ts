/** A `git` for PATH that notes every call and then runs the real one. Git's own children don't come by it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world.js';

export interface GitCall {
  readonly args: readonly string[];
  /** True when an Authorization header was in the process' environment, in whichever variable. */
  readonly hasCredential: boolean;
}

export interface GitShim {
  /** PATH with the shim in front. */
  readonly path: string;
  /** The calls so far, in order. */
  calls(): readonly GitCall[];
}

/** Writes the shim into the world. */
export function gitShim(world: World): GitShim {
  const folder = join(world.root, 'shim');
  const log = join(world.root, 'git-calls');
  mkdirSync(folder);
  const realGit = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  // One line to a call: the mark, then the arguments between unit separators.
  const script = `#!/bin/sh
mark=plain
if env | grep -qi 'authorization: *basic'; then mark=credential; fi
line=$mark
for argument in "$@"; do line="$line$(printf '\\037')$argument"; done
printf '%s\\n' "$line" >> '${log}'
exec '${realGit}' "$@"
`;
  writeFileSync(join(folder, 'git'), script);
  chmodSync(join(folder, 'git'), 0o755);
  return {
    path: `${folder}:${process.env.PATH ?? ''}`,
    calls: () =>
      (existsSync(log) ? readFileSync(log, 'utf8') : '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const [mark, ...args] = line.split('\u001f');
          return { args, hasCredential: mark === 'credential' };
        }),
  };
}
