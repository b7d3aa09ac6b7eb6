/** The processes that can be seen from here: all of the machine's, or a container's own. */

import { basename } from 'node:path';
import { parseCount } from '../limits/values.js';
import type { System } from '../system.js';
import type { SeenProcess } from './model.js';

/** @returns the processes with memory of their own; the kernel's threads have none. */
export function seenProcesses(system: System): readonly SeenProcess[] {
  return system.folders('/proc').flatMap((name) => {
    const pid = parseCount(name);
    const status = pid === undefined ? undefined : system.read(`/proc/${name}/status`);
    if (pid === undefined || status === undefined) return [];
    const of = (key: string): string => new RegExp(`^${key}:\\s*(.*?)(?: kB)?$`, 'm').exec(status)?.[1] ?? '';
    const residentBytes = (parseCount(of('VmRSS')) ?? 0) * 1024;
    return residentBytes === 0
      ? []
      : [{ pid, parent: parseCount(of('PPid')) ?? 0, name: of('Name'), residentBytes }];
  });
}

/** @returns the processes that have started this one, the nearest first. */
export function ancestorsOf(system: System, all: readonly SeenProcess[]): readonly SeenProcess[] {
  const byPid = new Map(all.map((process) => [process.pid, process]));
  const own = /^PPid:\s*(\d+)$/m.exec(system.read('/proc/self/status') ?? '')?.[1];
  const chain: SeenProcess[] = [];
  for (let next = byPid.get(Number(own)); next !== undefined && !chain.includes(next); ) {
    chain.push(next);
    next = byPid.get(next.parent);
  }
  return chain;
}

/** @returns argv of a process; empty where it can't be read. */
export function argvOf(system: System, pid: number): readonly string[] {
  return (system.read(`/proc/${pid}/cmdline`) ?? '').split('\0').filter((part) => part !== '');
}

/** act_runner, gitea-runner-1.0.8-linux-amd64, forgejo-runner; a `runner` only where it is told to take jobs; actions/runner's two. */
export function isRunner(argv: readonly string[]): boolean {
  const program = basename(argv[0] ?? '');
  if (/^(act_runner|gitea-runner|forgejo-runner)(?![a-z])/.test(program)) return true;
  if (/^Runner\.(Listener|Worker)$/.test(program)) return true;
  return /^runner(?![a-z])/.test(program) && argv.some((part) => part === 'daemon' || part === 'one-job');
}
