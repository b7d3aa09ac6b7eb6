/** abra for a test: the real program where this machine has one, else the emulator. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { MODES } from './modes.mjs';

export type AbraMode = string & { readonly brand: 'AbraMode' };

export type Abra = {
  /** The executable. */
  readonly path: string;
  readonly isEmulator: boolean;
  /** As `--version` says it. */
  readonly version: string;
  /** What a process needs to find this abra first on PATH and to keep everything of it in `abraDir`. */
  env(abraDir: string): NodeJS.ProcessEnv;
};

const EMULATOR = join(import.meta.dirname, 'abra');
const ANSWER = 'ABRA_EMULATOR=1';

/**
 * The program that CC_CI_REAL_ABRA names, else the first on PATH that is not the emulator, else the emulator.
 * @throws Error where CC_CI_REAL_ABRA names nothing that can be run
 */
export function useAbra(): Abra {
  const path = realAbra() ?? EMULATOR;
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  if (answer.status !== 0) throw new Error(`${path} --version: ${answer.stderr}${answer.error ?? ''}`);
  return {
    path,
    isEmulator: path === EMULATOR,
    version: answer.stdout.trim(),
    env: (abraDir) => ({
      PATH: `${dirname(path)}${delimiter}${process.env.PATH ?? ''}`,
      HOME: dirname(abraDir),
      ABRA_DIR: abraDir,
      LANG: 'C.UTF-8',
      LANGUAGE: 'en',
    }),
  };
}

function realAbra(): string | undefined {
  const named = process.env.CC_CI_REAL_ABRA;
  if (named) {
    if (!existsSync(named)) throw new Error(`CC_CI_REAL_ABRA: there is no ${named}`);
    return named;
  }
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'abra'))
    .find((path) => isExecutable(path) && !isEmulatorAt(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not to be run: then it is none of the candidates.
    return false;
  }
}

/** The real program doesn't know the flag. */
function isEmulatorAt(path: string): boolean {
  return spawnSync(path, ['--emulator'], { encoding: 'utf8', timeout: 10_000 }).stdout?.trim() === ANSWER;
}

/** A value for ABRA_EMULATOR_MODE. @throws Error for a name that modes.mjs doesn't list */
export function abraMode(...names: readonly string[]): AbraMode {
  const unknown = names.filter((name) => !MODES.some((mode) => mode.name === name));
  if (unknown.length > 0) throw new Error(`no mode of the emulator: ${unknown.join(', ')}`);
  return names.join(',') as AbraMode;
}

export type AbraOutcome = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type AbraCall = {
  readonly env: NodeJS.ProcessEnv;
  /** On a pseudo-terminal, by util-linux's `script`: then stdout carries both streams. */
  readonly tty?: boolean;
  readonly cwd?: string;
  readonly timeoutMs?: number;
};

/** Runs it and waits. @throws Error when the time is up: a call that hangs is killed with everything it started. */
export function runAbra(abra: Abra, args: readonly string[], call: AbraCall): Promise<AbraOutcome> {
  const { env, tty = false, cwd, timeoutMs = 90_000 } = call;
  const quoted = [abra.path, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const [program, argv] = tty ? ['script', ['-qec', quoted, '/dev/null']] : [abra.path, [...args]];
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(new Error(`abra ${args.join(' ')} took longer than ${timeoutMs / 1000} s\n${texts.stderr}`));
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 128, ...texts });
    });
  });
}
