/** One call of abra: what it sees of the environment, its terminal where it wants one, and what it said. */

import { stripVTControlCharacters } from 'node:util';
import { EnvironmentError } from '../../../lib/errors.js';
import { describe, type Finished, orThrowCancelled } from '../../../lib/process.js';
import { formatDuration } from '../../../lib/units.js';
import type { Finding } from '../../../report/results.js';
import type { AppContext } from '../../context.js';
import type { Abra } from './abra.js';
import type { Home } from './home.js';

export type Call = { readonly abra: Abra; readonly home: Home; readonly context: AppContext };

export type CallOptions = {
  readonly timeoutMs: number;
  /** `backup create`, `restore` and `recipe lint` run only on a terminal. Both streams are then one. */
  readonly onTerminal?: boolean;
};

/** Nothing else of a job's environment can reach abra, or a container, this way. */
const PASSED = /^(PATH|DOCKER_.*|SSH_AUTH_SOCK|XDG_RUNTIME_DIR|(https?|no|all)_proxy|ABRA_EMULATOR.*)$/i;

/** @returns `0.13.0-beta-06a57de` of what `--version` says. */
export function versionIn(text: string): string | undefined {
  return /(?:^|\s)(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)(?:\s|$)/.exec(text)?.[1];
}

/** Runs `abra ARGS`. A non-zero exit is a result. @throws EnvironmentError when it takes longer than it may. */
export async function callAbra(
  { abra, home, context }: Call,
  args: readonly string[],
  { timeoutMs, onTerminal = false }: CallOptions,
): Promise<Finished> {
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(abra.env).filter(([name]) => PASSED.test(name))),
    // abra translates its messages, and looks for .abra below HOME where ABRA_DIR is unset.
    LANG: 'C.UTF-8',
    LANGUAGE: 'en',
    HOME: abra.env.HOME || home.folder,
    ABRA_DIR: home.folder,
  };
  const [file, argv, more] = onTerminal ? onPty(abra.program, args) : [abra.program, args, {}];
  const options = { cwd: home.folder, env: { ...env, ...more }, timeoutMs, signal: context.signal };
  const finished = orThrowCancelled(await abra.run(file, argv, options), context.signal);
  if (finished.outcome.kind === 'timed-out')
    throw new EnvironmentError(`abra ${words(args)} took longer than ${formatDuration(timeoutMs)}`);
  return finished;
}

/**
 * util-linux's `script` gives a program a terminal, and takes a line for a shell. Ours holds names of variables only: what they
 * hold never becomes a part of it.
 */
function onPty(program: string, args: readonly string[]): [string, readonly string[], NodeJS.ProcessEnv] {
  const all = [program, ...args];
  const line = `exec ${all.map((_, index) => `"$CC_CI_WORD_${index}"`).join(' ')}`;
  const variables = Object.fromEntries(all.map((word, index) => [`CC_CI_WORD_${index}`, word]));
  return ['script', ['-q', '-e', '-c', line, '/dev/null'], { ...variables, SHELL: '/bin/sh' }];
}

/** A command without what it is about: `app deploy`. */
export function words(args: readonly string[]): string {
  return args
    .slice(0, args[1] === 'secret' || args[1] === 'volume' || args[1] === 'backup' ? 3 : 2)
    .join(' ');
}

const LAST_LINES = 40;

/** @returns what it wrote, without colours and empty lines. */
export function allLinesOf({ stdout, stderr }: Pick<Finished, 'stdout' | 'stderr'>): readonly string[] {
  return stripVTControlCharacters(`${stdout}\n${stderr}`)
    .replaceAll('\r', '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

/** @returns the end of what it wrote. */
export function linesOf(finished: Finished): readonly string[] {
  return allLinesOf(finished).slice(-LAST_LINES);
}

/** The sentence behind FATA, which is abra's only word for what went wrong. */
export function fatalIn(finished: Finished): string {
  const fatal = linesOf(finished)
    .map((line) => /\bFATA\b[:\s]*(.*)$/.exec(line)?.[1]?.trim())
    .filter((line) => line !== undefined && line !== '');
  return fatal.at(-1) ?? linesOf(finished).at(-1) ?? `it ended with ${describe(finished.outcome)}`;
}

/** A finding for a call that failed. */
export function failed(
  finished: Finished,
  args: readonly string[],
  of: Pick<Finding, 'code' | 'blame' | 'remedy'>,
): Finding {
  return { ...of, message: `abra ${words(args)}: ${fatalIn(finished)}`, evidence: [...linesOf(finished)] };
}
