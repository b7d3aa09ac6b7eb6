/** Runs a program: argv only, never a shell, always with a deadline, and an error that says what the program said. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] working folder
 * @property {NodeJS.ProcessEnv} [env] variables on top of this process's own; `undefined` takes one away
 * @property {string} [input] what the program reads on its standard input
 * @property {number} [timeoutMs] deadline, 120,000 where not given; then SIGTERM, and SIGKILL 5 s later
 * @property {AbortSignal} [signal] asks the program to end (SIGTERM); it is still waited for
 * @property {boolean} [inherit] let the program write to our own stdout and stderr instead of collecting it
 * @property {(line: string) => void} [onLine] called with each line of stdout and stderr as it comes
 *
 * @typedef {object} Outcome
 * @property {readonly string[]} argv
 * @property {number | undefined} code undefined where a signal or the deadline ended it, or it never started
 * @property {string | undefined} signal
 * @property {boolean} timedOut
 * @property {string} stdout
 * @property {string} stderr
 * @property {Error | undefined} startError why it could not be started
 */

const DEFAULT_TIMEOUT_MS = 120_000;
const KILL_AFTER_MS = 5_000;
const TAIL_LINES = 20;

/** A program that could not be started, was killed, ran out of time, or exited with a code other than 0. */
export class RunError extends Error {
  /** @param {Outcome} outcome */
  constructor(outcome) {
    super(describe(outcome), { cause: outcome.startError });
    this.name = 'RunError';
    this.outcome = outcome;
  }
}

/** @param {Outcome} outcome */
function describe(outcome) {
  const command = outcome.argv.join(' ');
  if (outcome.startError) return `${command}: could not be started: ${outcome.startError.message}`;
  const how = outcome.timedOut
    ? 'ran out of time'
    : outcome.signal
      ? `killed by ${outcome.signal}`
      : `exit ${outcome.code}`;
  return `${command}: ${how}\n${tail(outcome.stderr || outcome.stdout)}`.trimEnd();
}

/**
 * The last lines of a text, for an error message.
 * @param {string} text
 * @param {number} [lines]
 */
export function tail(text, lines = TAIL_LINES) {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Runs a program and gives its outcome, whatever it was.
 * @param {readonly string[]} argv program and arguments
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function outcomeOf(argv, options = {}) {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: [
      options.input === undefined ? 'ignore' : 'pipe',
      options.inherit ? 'inherit' : 'pipe',
      options.inherit ? 'inherit' : 'pipe',
    ],
  });
  const stdout = collect(child.stdout, options.onLine);
  const stderr = collect(child.stderr, options.onLine);
  // A program that ends before it has read its input is judged by its exit code, not by our EPIPE.
  child.stdin?.on('error', () => undefined).end(options.input);
  const cancel = () => child.kill('SIGTERM');
  options.signal?.addEventListener('abort', cancel, { once: true });
  const deadline = startDeadline(child, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  return new Promise((settle) => {
    /** @param {number | null} code @param {string | null} signal @param {Error} [startError] */
    const end = (code, signal, startError) => {
      const timedOut = deadline.stop();
      options.signal?.removeEventListener('abort', cancel);
      settle({
        argv,
        code: timedOut ? undefined : (code ?? undefined),
        signal: signal ?? undefined,
        timedOut,
        stdout: stdout(),
        stderr: stderr(),
        startError,
      });
    };
    child.once('error', (error) => end(null, null, error));
    child.once('close', end);
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} timeoutMs
 * @returns {{ stop: () => boolean }} `stop` tells whether the deadline had passed
 */
function startDeadline(child, timeoutMs) {
  let passed = false;
  /** @type {NodeJS.Timeout | undefined} */
  let hard;
  const soft = setTimeout(() => {
    passed = true;
    child.kill('SIGTERM');
    hard = setTimeout(() => {
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open for ever; without this `close` would never come.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, KILL_AFTER_MS);
  }, timeoutMs);
  return {
    stop() {
      clearTimeout(soft);
      clearTimeout(hard);
      return passed;
    },
  };
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @param {((line: string) => void) | undefined} onLine
 * @returns {() => string}
 */
function collect(stream, onLine) {
  let text = '';
  let begun = '';
  stream?.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
    text += chunk;
    if (!onLine) return;
    const lines = (begun + chunk).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return () => text;
}

/**
 * Runs a program that has to succeed.
 * @param {readonly string[]} argv program and arguments
 * @param {RunOptions} [options]
 * @returns {Promise<string>} its standard output, without the last line break
 * @throws {RunError}
 */
export async function run(argv, options) {
  const outcome = await outcomeOf(argv, options);
  if (outcome.code !== 0) throw new RunError(outcome);
  return outcome.stdout.replace(/\n$/, '');
}

/**
 * Finds a program as a shell would, and in the folders that a service's PATH often lacks.
 * @param {string} name
 * @returns {string | undefined} its absolute path
 */
export function findProgram(name) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/local/go/bin',
    '/usr/local/sbin',
    '/usr/sbin',
    '/sbin',
  ];
  return folders.map((folder) => join(folder || '.', name)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not ours to run: for a search both mean "look in the next folder".
    return false;
  }
}
