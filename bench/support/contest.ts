/** Contenders measured side by side: each round runs all of them, in an order that rotates, so that noise falls on all alike. */

import type { Row } from './benchmark.js';

export type Contender = {
  readonly name: string;
  /** Does it once; gives back what it took, in milliseconds, without its set-up and clean-up. */
  readonly run: () => Promise<number>;
};

/** Per contender what each round took, in milliseconds: the same index is the same round. */
export type Times = ReadonlyMap<string, readonly number[]>;

/** A deadline may cut the rounds short, but never below this many: a median of fewer says nothing. */
const LEAST_ROUNDS = 3;

/** Runs one round that isn't counted (disk and page cache fill), then up to `rounds` until `deadline` has passed. */
export async function contest(
  contenders: readonly Contender[],
  limits: { readonly rounds: number; readonly deadline: number; readonly signal: AbortSignal },
): Promise<Times> {
  const times = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  for (const contender of contenders) {
    limits.signal.throwIfAborted();
    await contender.run();
  }
  for (let round = 0; round < limits.rounds; round += 1) {
    if (round >= LEAST_ROUNDS && performance.now() > limits.deadline) break;
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      limits.signal.throwIfAborted();
      times.get(contender.name)?.push(await contender.run());
    }
  }
  return times;
}

/** A row per contender, with its median ratio to the first one. */
export function rowsOf(label: string, times: Times): readonly Row[] {
  const [first = ''] = times.keys();
  return [...times].map(([contender, values]) => ({
    case: label,
    contender,
    runs: values.length,
    medianMs: rounded(median(values)),
    quartile1Ms: rounded(quantile(values, 0.25)),
    quartile3Ms: rounded(quantile(values, 0.75)),
    minMs: rounded(Math.min(...values)),
    maxMs: rounded(Math.max(...values)),
    ratioToFirst: Number(medianRatio(times, contender, first).toFixed(3)),
  }));
}

/** The median over the rounds of a's time by b's: pairs of one round met the same noise. */
export function medianRatio(times: Times, a: string, b: string): number {
  return median(pairs(times, a, b).map(([ofA, ofB]) => ofA / ofB));
}

/** The median over the rounds of a's time less b's, in milliseconds. */
export function medianDifference(times: Times, a: string, b: string): number {
  return median(pairs(times, a, b).map(([ofA, ofB]) => ofA - ofB));
}

function pairs(times: Times, a: string, b: string): readonly (readonly [number, number])[] {
  const [ofA, ofB] = [times.get(a), times.get(b)];
  if (ofA === undefined || ofB === undefined) throw new Error(`no contender ${ofA === undefined ? a : b}`);
  return ofA.flatMap((value, round) => {
    const other = ofB[round];
    return other === undefined ? [] : [[value, other] as const];
  });
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error('a median needs a value');
  return below + (above - below) * (place % 1);
}

function rounded(ms: number): number {
  return Number(ms.toFixed(2));
}
