/** Programs that want memory, and what runs them through the adaptive runner of the bundle. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Finished, type RunOptions, run } from '../../../src/lib/process.js';
import type { TestCgroup } from '../../support/cgroup.js';
import { PROJECT } from '../../support/step.js';

export const MIB = 1024 ** 2;

/** The bundle under test: another one than the committed, where that is asked for. */
const DIST = process.env.CC_CI_TEST_DIST || join(PROJECT, 'dist');
export const entry = (name: string): string => join(DIST, name);

/** python3 hog.py MEBIBYTES SECONDS [FILE]: takes the memory, holds it, then says so in the file. */
const HOG = `import sys, time
kept = [bytearray(1024 * 1024) for _ in range(int(sys.argv[1]))]
time.sleep(float(sys.argv[2]))
if len(sys.argv) > 3: open(sys.argv[3], 'w').write('built')
`;

/** @returns a folder with hog.py in it, gone after the test. */
export function workplace(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'cc-ci-adaptive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ 'hog.py': HOG, ...files }))
    writeFileSync(join(folder, name), text);
  return folder;
}

/** A command that notes in the file `tries` that it was started. */
export const counted = (script: string): readonly string[] => ['sh', '-c', `echo x >> tries; ${script}`];

export type ExecOptions = RunOptions & { readonly cgroup?: TestCgroup; readonly flags?: readonly string[] };

/** `cc-ci exec FLAGS -- ARGV`. */
export function exec(
  argv: readonly string[],
  { cgroup, flags = [], ...options }: ExecOptions,
): Promise<Finished> {
  const args = [entry('cc-ci.js'), 'exec', ...flags, '--', ...argv];
  const start = cgroup?.run ?? run;
  return start(process.execPath, args, { timeoutMs: 60_000, env: jobEnv(), ...options });
}

/** What a job has in its environment, and nothing of what the tests have in theirs. */
export function jobEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', TMPDIR: tmpdir(), ...more };
}

export const code = ({ outcome }: Finished): number | string =>
  outcome.kind === 'exited' ? outcome.code : JSON.stringify(outcome);
