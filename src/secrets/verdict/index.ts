/** The verdict on a workflow's jobs: needs and rules in, a table and an exit code out. */

import { EXIT } from '../../lib/errors.js';
import type { Job } from '../../lib/job.js';
import type { Log } from '../../lib/log.js';
import { judge } from './judge.js';
import type { Verdict } from './model.js';
import { parseNeeds } from './needs.js';
import { parseRules } from './rules.js';
import { logTable, sentenceOf, summaryTable } from './table.js';

/**
 * Says in the log and the summary what each job came to, and sets the outputs `verdict` (`pass` or `fail`), `mode` (what the
 * guard said: `full`, `offline` or nothing) and `reason` (the jobs that are red, in a sentence).
 *
 * @param needs the text of `toJSON(needs)`. @param rules YAML (docs/secrets.md#verdict); empty: every job is required.
 * @returns 0, or 3 where the verdict is red.
 * @throws UserError for a text that can't be read and for rules that contradict each other.
 */
export function sayVerdict(needs: string, rules: string, { job, log }: { job: Job; log: Log }): number {
  const verdict: Verdict = judge(parseNeeds(needs), parseRules(rules));
  log.info(logTable(verdict));
  const reds = verdict.rows.filter((row) => !row.isGood);
  for (const { subject, why } of reds) log.error(`verdict: ${subject}: ${why}`);
  const sentence = sentenceOf(verdict);
  if (verdict.isGood) log.info(sentence);
  else log.error(sentence);
  job.setOutput('verdict', verdict.isGood ? 'pass' : 'fail');
  job.setOutput('mode', verdict.mode ?? '');
  job.setOutput(
    'reason',
    verdict.isGood ? '' : reds.map(({ subject, why }) => `${subject}: ${why}`).join('; '),
  );
  job.summary(summaryTable(verdict));
  return verdict.isGood ? EXIT.good : EXIT.verdict;
}
