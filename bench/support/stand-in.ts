/** A process in a runner's place: it sits in the cgroup of the builds, holds more memory than any of their processes, and has to survive. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestCgroup } from '../../test/support/cgroup.js';

export type StandIn = {
  isAlive(): boolean;
  stop(): Promise<void>;
};

const PROGRAM = `const held = Buffer.alloc(Number(process.argv[1]), 1); console.log('holds', held.length); setInterval(() => held[0]++, 60_000);`;

export async function startStandIn(cgroup: TestCgroup, bytes: number): Promise<StandIn> {
  const [file, args] = cgroup.inside(process.execPath, ['-e', PROGRAM, String(bytes)]);
  const child: ChildProcess = spawn(file, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  if (child.stdout === null) throw new Error('the stand-in has no output');
  await Promise.race([once(child.stdout, 'data'), ended]);
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  if (!isAlive()) throw new Error('the stand-in did not start');
  return {
    isAlive,
    stop: async () => {
      if (isAlive()) child.kill('SIGKILL');
      await ended;
    },
  };
}
