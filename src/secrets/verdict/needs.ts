/** Reads `toJSON(needs)`. Outputs may hold anything: no message repeats a value. */

import { UserError } from '../../lib/errors.js';
import { isRecord } from '../../lib/record.js';
import { type JobResult, type Need, type Needs, RESULTS } from './model.js';

const HOW = `write needs: \${{ toJSON(needs) }}`;

/** @throws UserError for what isn't an object of jobs. An empty one is no mistake here: the verdict on it is red. */
export function parseNeeds(text: string): Needs {
  if (text === '') throw new UserError(`input needs is empty: ${HOW}`);
  const parsed = parseJson(text);
  // What toJSON makes of a job without needs.
  if (parsed === null) return new Map();
  if (!isRecord(parsed)) throw new UserError(`input needs is JSON, but no object of jobs: ${HOW}`);
  return new Map(Object.entries(parsed).map(([job, value]) => [job, needOf(job, value)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the text.
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw new UserError(
      `input needs is not JSON${at === undefined ? '' : ` from character ${at} on`}: ${HOW}`,
    );
  }
}

function needOf(job: string, value: unknown): Need {
  if (!isRecord(value) || !('result' in value))
    throw new UserError(`input needs: ${shown(job)} has no result: ${HOW}`);
  const outputs = isRecord(value.outputs) ? Object.entries(value.outputs) : [];
  return {
    result: RESULTS.find((result): result is JobResult => result === value.result),
    outputs: new Map(outputs.map(([name, output]) => [name, textOf(output)])),
  };
}

/** Forges write texts; what is none is compared as its JSON. */
function textOf(output: unknown): string {
  return typeof output === 'object' && output !== null ? JSON.stringify(output) : String(output ?? '');
}

/** A job's id as it can be printed. */
export function shown(job: string): string {
  return /^[\w.-]{1,100}$/.test(job) ? job : JSON.stringify(job.slice(0, 100));
}
