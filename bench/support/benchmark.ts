/** What every benchmark has in common: options, clean-up also on Ctrl-C, and a result for people and for programs. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './machine.js';
import { column, printTable } from './table.js';

/** One line of the result: what was measured, in which case, with which numbers. Units are in the keys. */
export type Row = Readonly<Record<string, string | number | readonly string[]>>;

/** A limit of docs/ and of the design, and where this run stands. Missing it is news, not a failure. */
export type Target = {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: 'ratio' | 'ms' | 'bytes';
  readonly pass: boolean;
};

export type Measured = { readonly rows: readonly Row[]; readonly targets: readonly Target[] };

export type Session = {
  /** Rounds of the main case; a benchmark may run its slow cases fewer times. */
  readonly runs: number;
  /** The benchmark's own options, as given. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** A throw-away folder. */
  readonly folder: string;
  /** Fires when the benchmark has to end. */
  readonly signal: AbortSignal;
  /** Performance.now() after which no further round is begun. */
  readonly deadline: number;
  /** Runs `undo` at the end, newest first, however the benchmark ends. Gives back a way to do it earlier. */
  defer(undo: () => Promise<void> | void): () => Promise<void>;
  /** Progress, on stderr. */
  say(message: string): void;
};

export type Benchmark = {
  readonly name: string;
  readonly runs: number;
  readonly minutes: number;
  /** Options of its own, each with a value: name -> what it is for. */
  readonly options: Readonly<Record<string, string>>;
  measure(session: Session): Promise<Measured>;
};

/**
 * @returns the benchmark's command: takes the arguments after its name, prints, and gives back the exit code: 0 also when a
 * target is missed, 1 when it could not measure, 2 for bad usage, 130 after Ctrl-C.
 */
export function command(benchmark: Benchmark): (argv: readonly string[]) => Promise<number> {
  return async (argv) => {
    const asked = readOptions(benchmark, argv);
    if (typeof asked === 'string') {
      console.error(asked);
      return 2;
    }
    const folder = realpathSync(mkdtempSync(join(tmpdir(), `cc-ci-bench-${benchmark.name}-`)));
    // Everything temporary, of the tests' support code too, lies in this one folder.
    process.env.TMPDIR = folder;
    try {
      const measured = await untilStopped(benchmark, asked, folder);
      if (measured === undefined) return 130;
      report(benchmark, measured, asked.json);
      return 0;
    } catch (error) {
      console.error(error);
      return 1;
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  };
}

/** @returns what was measured; undefined when SIGINT or SIGTERM came first. Either way nothing runs any more. */
async function untilStopped(
  benchmark: Benchmark,
  asked: Asked,
  folder: string,
): Promise<Measured | undefined> {
  const undos = new Undos();
  const stop = new AbortController();
  const stopped = new Promise<undefined>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve(undefined));
  });
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const measuring = benchmark.measure({
    runs: asked.runs,
    options: asked.own,
    folder,
    signal: stop.signal,
    deadline: performance.now() + benchmark.minutes * 60_000,
    defer: (undo) => undos.add(undo),
    say: (message) => console.error(`bench ${benchmark.name}: ${message}`),
  });
  try {
    return await Promise.race([measuring, stopped]);
  } finally {
    await undos.all();
    // After a signal what was under way fails, for its processes are gone; that is all there is to wait for.
    await measuring.catch(() => undefined);
  }
}

type Asked = { readonly runs: number; readonly json: string | undefined; readonly own: Session['options'] };

function readOptions(benchmark: Benchmark, argv: readonly string[]): Asked | string {
  const own = Object.keys(benchmark.options);
  const names = ['runs', 'json', ...own];
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values } = parseArgs({ args: [...argv], options });
    const given = values as Record<string, string | undefined>;
    const runs = given.runs ?? String(benchmark.runs);
    if (!/^[1-9]\d{0,2}$/.test(runs)) return `--runs ${runs}: a whole number from 1 to 999 is accepted`;
    return {
      runs: Number(runs),
      json: given.json,
      own: Object.fromEntries(own.map((name) => [name, given[name]])),
    };
  } catch (error) {
    const lines = Object.entries(benchmark.options).map(([name, text]) => `  --${name} ${text}`);
    const usage = ['  --runs N', '  --json FILE', ...lines].join('\n');
    return `${error instanceof Error ? error.message : error}\nbench ${benchmark.name} takes:\n${usage}`;
  }
}

function report(benchmark: Benchmark, { rows, targets }: Measured, json: string | undefined): void {
  const about = machine();
  console.log(`\n${Object.values(about).join(', ')}\n`);
  for (const group of groupsOf(rows)) printTable(group.map(cells));
  printTable(targets.map(targetCells));
  const result = JSON.stringify({ bench: benchmark.name, machine: about, rows, targets });
  if (json !== undefined) writeFileSync(resolve(json), `${result}\n`);
  console.log(result);
}

/** Rows that have the same columns make one table. */
function groupsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const columns = Object.keys(row).join(' ');
    groups.set(columns, [...(groups.get(columns) ?? []), row]);
  }
  return [...groups.values()];
}

function cells(row: Row): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => column(key, value)));
}

function targetCells({ name, value, limit, unit, pass }: Target): Readonly<Record<string, string>> {
  const number = (amount: number): string => column(unit, amount)[1];
  return {
    target: name,
    value: number(value),
    limit: `≤ ${number(limit)}`,
    unit,
    verdict: pass ? 'met' : 'MISSED',
  };
}

export function target(name: string, value: number, limit: number, unit: Target['unit']): Target {
  const rounded = Number(value.toFixed(unit === 'bytes' ? 0 : 3));
  return { name, value: rounded, limit, unit, pass: rounded <= limit };
}

/** What has to be undone, newest first. */
class Undos {
  #left: (() => Promise<void> | void)[] = [];

  add(undo: () => Promise<void> | void): () => Promise<void> {
    this.#left.push(undo);
    return async () => {
      if (!this.#left.includes(undo)) return;
      this.#left = this.#left.filter((entry) => entry !== undo);
      await undo();
    };
  }

  async all(): Promise<void> {
    for (let undo = this.#left.pop(); undo !== undefined; undo = this.#left.pop()) {
      // One that fails must not keep the others from being done.
      try {
        await undo();
      } catch (error) {
        console.error(error);
      }
    }
  }
}
