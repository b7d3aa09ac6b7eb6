/** A program run to its end, with what it cost: wall clock, CPU of it and its children, resident memory. */

import { spawn } from 'node:child_process';

export type Spent = { readonly wallMs: number; readonly cpuMs: number; readonly memoryKiB: number };

const LIMIT_MS = 180_000;

/** @throws Error with the end of its output when it fails or takes longer than three minutes. */
export async function spentBy(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Spent> {
  const startedAt = performance.now();
  // GNU time adds up what wait4 says of the process and of all that it has waited for.
  const child = spawn('/usr/bin/env', ['time', '--format', '\ncc-ci-bench %U %S %M', file, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-20_000);
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const wallMs = performance.now() - startedAt;
  const [, user, system, memory] = /cc-ci-bench ([\d.]+) ([\d.]+) (\d+)/.exec(said) ?? [];
  if (code !== 0 || user === undefined)
    throw new Error(`${file} ${args.join(' ')}: exit code ${code}\n${said}`);
  return { wallMs, cpuMs: (Number(user) + Number(system)) * 1000, memoryKiB: Number(memory) };
}
