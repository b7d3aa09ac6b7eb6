/** Whether an answer is the one that was expected. Pure. */

import type { BodySpec } from '../manifest/model.js';
import type { Answered } from './ask.js';
import { bodyProblem } from './body.js';

export type Expected = {
  readonly statuses: readonly number[];
  /** Each value has to be part of the answer's header of that name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodySpec;
};

/** @returns what is wrong, to follow the URL: `answers 404, expected 200`; undefined when nothing is. */
export function answerProblem(answer: Answered, expected: Expected): string | undefined {
  if (!expected.statuses.includes(answer.status))
    return `answers ${answer.status}, expected ${statusWords(expected.statuses)}`;
  for (const [name, part] of Object.entries(expected.headers ?? {})) {
    const value = answer.headers[name.toLowerCase()];
    if (value === undefined) return `answers ${answer.status} without the header ${name}`;
    if (!value.includes(part))
      return `answers ${answer.status} with ${name}: ${value.slice(0, 200)}, expected ${part}`;
  }
  const problem = expected.body === undefined ? undefined : bodyProblem(answer.body, expected.body);
  return problem === undefined
    ? undefined
    : `answers ${answer.status}, and its body ${problem}${howWhole(answer)}`;
}

function howWhole({ bodyEnd, headers, body }: Answered): string {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return ` (it came packed with ${encoding}, although it was asked for plain)`;
  if (bodyEnd === 'broken-off') return ` (it broke off after ${body.length} characters)`;
  return bodyEnd === 'cut' ? ` (of its first ${body.length} characters)` : '';
}

/** `200`, `200 or 401`, `200 to 399`. */
export function statusWords(statuses: readonly number[]): string {
  const ranges: { readonly from: number; readonly to: number }[] = [];
  for (const status of [...new Set(statuses)].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && status === last.to + 1)
      ranges[ranges.length - 1] = { from: last.from, to: status };
    else ranges.push({ from: status, to: status });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(' or ');
}
