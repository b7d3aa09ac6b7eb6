/** Processes by number and start time together: a number alone may by now be someone else's. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @typedef {object} ProcessId
 * @property {number} pid
 * @property {string} startedAt field 22 of /proc/PID/stat: clock ticks since boot
 * @property {string} bootId
 */

/** Long enough for a daemon to stop its containers, each of which has 10 s to end. */
const TERM_MS = 30_000;
const KILL_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/**
 * @param {number} pid
 * @returns {ProcessId | undefined} undefined where no such process lives
 */
export function identify(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the program's name, may hold spaces and brackets: count from behind it. Field 3 is the state.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { pid, startedAt: fields[19] ?? '', bootId };
  } catch {
    // No such folder in /proc: it has ended, which is an answer and no error.
    return undefined;
  }
}

/** @param {ProcessId} known */
export function isAlive(known) {
  const now = identify(known.pid);
  return now !== undefined && now.startedAt === known.startedAt && now.bootId === known.bootId;
}

/**
 * Processes by an option in their command line and the folder that its value begins with.
 * @param {string} option such as `--config`
 * @param {string} folder
 * @returns {readonly ProcessId[]}
 */
export function processesWith(option, folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) =>
      argvOf(name).some((arg, i, all) => all[i - 1] === option && arg.startsWith(`${folder}/`)),
    )
    .flatMap((name) => identify(Number(name)) ?? []);
}

/** @param {string} pid */
function argvOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    // It ended between the listing and the look.
    return [];
  }
}

/**
 * @param {number} pid
 * @returns {readonly number[]}
 */
export function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    // It has ended, and its children are someone else's by now.
    return [];
  }
}

/**
 * Ends a process: SIGTERM, then SIGKILL. Does nothing where it has ended already.
 * @param {ProcessId} known
 * @throws {Error} where it outlives both
 */
export async function end(known) {
  for (const [signal, ms] of /** @type {const} */ ([
    ['SIGTERM', TERM_MS],
    ['SIGKILL', KILL_MS],
  ])) {
    if (!isAlive(known)) return;
    process.kill(known.pid, signal);
    if (await until(() => !isAlive(known), ms, LOOK_AGAIN_MS)) return;
  }
  throw new Error(`process ${known.pid} is still there ${KILL_MS / 1000} s after SIGKILL`);
}

/**
 * Waits for something that sends no event.
 * @param {() => boolean | Promise<boolean>} isSo
 * @param {number} timeoutMs
 * @param {number} [everyMs]
 * @returns {Promise<boolean>} false where the time is over
 */
export async function until(isSo, timeoutMs, everyMs = 100) {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) return false;
    await delay(everyMs);
  }
  return true;
}
