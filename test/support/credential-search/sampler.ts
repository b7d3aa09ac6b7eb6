/** Watches every command line of the machine while something runs. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Needle } from './forms.js';

export interface ArgvReport {
  /** How many times all of /proc was read. */
  readonly samples: number;
  /** How many different command lines were seen. */
  readonly commandsSeen: number;
  /** The git subcommands among them: proof that the watch was close enough. */
  readonly gitSeen: readonly string[];
  readonly hits: readonly { readonly pid: number; readonly form: string; readonly command: string }[];
}

export interface Sampler {
  /** Ends the watch. */
  report(): Promise<ArgvReport>;
}

/** Starts watching; resolves when the first sample is about to be taken. */
export async function sampleArgv(needles: readonly Needle[]): Promise<Sampler> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    [fileURLToPath(new URL('./sampler.mjs', import.meta.url))],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.write(`${JSON.stringify(needles)}\n`);
  await lines.next();
  return {
    report: async () => {
      const gone = once(child, 'close');
      child.stdin.end();
      const last = await lines.next();
      await gone;
      return JSON.parse(String(last.value)) as ArgvReport;
    },
  };
}
