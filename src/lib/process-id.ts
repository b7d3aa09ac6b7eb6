/** Who a process is, in a way that another process of the same machine can check later; and whether it still lives. */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A process, identified beyond the reuse of its number. Empty strings where the system doesn't say (not Linux): such an owner
 * is judged by the age of what it owns alone.
 */
export type ProcessId = {
  readonly host: string;
  /** Tells machines of the same name apart. */
  readonly machineId: string;
  /** Changes with every start of the machine. */
  readonly bootId: string;
  /** `pid:[4026531836]`: numbers of processes mean something only inside it. */
  readonly pidNamespace: string;
  readonly pid: number;
  /** Clock ticks between the machine's start and the process's (field 22 of /proc/PID/stat). */
  readonly pidStart: string;
};

/** @returns this process: to be written beside what it owns, as JSON or as labels, and read back with `isProcessId`. */
export function ownProcess(): ProcessId {
  return {
    ...thisMachine(),
    pid: process.pid,
    pidStart: startOf(process.pid) ?? '',
  };
}

/** Whether what was read back is a process's identity. Its numbers are not judged: `lifeOf` does that. Pure. */
export function isProcessId(value: unknown): value is ProcessId {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, bootId, pidStart } = value as Partial<ProcessId>;
  return typeof pid === 'number' && typeof bootId === 'string' && typeof pidStart === 'string';
}

export type Machine = Pick<ProcessId, 'host' | 'machineId' | 'bootId' | 'pidNamespace'>;

/** @returns the machine and the pid namespace that this process runs in: what `lifeOf` judges from. */
export function thisMachine(): Machine {
  return {
    host: hostname(),
    machineId: textOf('/etc/machine-id'),
    bootId: textOf('/proc/sys/kernel/random/boot_id'),
    pidNamespace: linkOf('/proc/self/ns/pid'),
  };
}

/** `unknown` where it can't be told from here: another machine, or a container's processes seen from outside it. */
export type Life = 'alive' | 'dead' | 'unknown';

/**
 * Whether the process that `owner` describes still lives, as far as `machine` can tell. Pure but for `start`.
 * @param start the start time of the process with that number now, undefined when there is none.
 */
export function lifeOf(
  owner: ProcessId,
  machine: Machine,
  start: (pid: number) => string | undefined = startOf,
): Life {
  if (owner.bootId === '' || machine.bootId === '') return 'unknown';
  if (owner.bootId !== machine.bootId) {
    const isSameMachine =
      owner.machineId !== '' && owner.machineId === machine.machineId && owner.host === machine.host;
    return isSameMachine ? 'dead' : 'unknown';
  }
  const isSameNamespace = owner.pidNamespace !== '' && owner.pidNamespace === machine.pidNamespace;
  if (!isSameNamespace || owner.pidStart === '') return 'unknown';
  return start(owner.pid) === owner.pidStart ? 'alive' : 'dead';
}

/** @returns the start time (`pidStart`) of a process that is there and not a zombie; undefined for every other number. */
export function startOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  return stat === '' || state === 'Z' || state === 'X' ? undefined : fields[19];
}

/** @returns the other processes of this machine, as far as they can be seen, that have `word` as an argument of its own. */
export function processesNaming(word: string): readonly number[] {
  return entriesOf('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => textOf(`/proc/${name}/cmdline`).split('\0').includes(word))
    .map(Number);
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not Linux
  }
}

/** Empty where there is no such file: not Linux, or no such process. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
