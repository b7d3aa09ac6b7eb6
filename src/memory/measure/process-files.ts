/** What /proc says about one process, read as cheaply as it can be: this happens for every process of a build, several times a second. */

import { closeSync, openSync, readdirSync, readSync } from 'node:fs';

/** What is looked at of /proc/PID/stat (proc_pid_stat(5)). */
export type Stat = {
  readonly name: string;
  /** `Z` has ended and holds no memory. */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly majorFaults: number;
  /** In clock ticks since the machine's start; with the id it names a process for good. */
  readonly startTime: string;
};

/** Almost every Linux; where a kernel has larger pages (arm64 with 16 or 64 KiB) Node has no way to ask. */
const PAGE_BYTES = 4096;

/** @returns the ids of all processes that can be seen. */
export function processIds(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    const first = name.charCodeAt(0);
    return first >= 48 && first <= 57 ? [Number(name)] : [];
  });
}

/** @returns undefined for a process that has ended. */
export function readStat(pid: number): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The name is in brackets and may hold any character, brackets and blanks among them.
  const end = text?.lastIndexOf(')') ?? -1;
  if (text === undefined || end < 0) return undefined;
  const fields = text.slice(end + 2).split(' ', 20);
  return {
    // It ends up in a log, where a line of its own could look like a runner's command.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    name: text.slice(text.indexOf('(') + 1, end).replace(/[\u0000-\u001f\u007f]/g, '?'),
    state: fields[0] ?? '',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    majorFaults: Number(fields[9]),
    startTime: fields[19] ?? '',
  };
}

/**
 * @returns bytes, none for a process that has ended, that are this process's own: resident, without what it shares with others (the compiler's own libraries are mapped by every
 * compiler). The exact share (smaps_rollup's Pss) walks all page tables, milliseconds for a large process.
 */
export function readPrivateBytes(pid: number): number {
  const [, resident, shared] = read(`/proc/${pid}/statm`)?.split(' ', 3) ?? [];
  const pages = Number(resident ?? 0) - Number(shared ?? 0);
  return Math.max(0, pages) * PAGE_BYTES;
}

/** Both files are shorter. readFileSync asks for the size first and makes a buffer for each. */
const buffer = Buffer.allocUnsafe(2_048);

function read(path: string): string | undefined {
  try {
    const fd = openSync(path, 'r');
    try {
      return buffer.toString('latin1', 0, readSync(fd, buffer, 0, buffer.length, null));
    } finally {
      closeSync(fd);
    }
  } catch {
    // It has ended between two looks, or is hidden from us (hidepid): nothing to count.
    return undefined;
  }
}
