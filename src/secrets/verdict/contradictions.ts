/** Rules that can't all hold. Pure. */

import type { Placed } from './model.js';

/** @returns a sentence for each, with the place of the later rule. */
export function contradictionsOf(placed: readonly Placed[]): readonly string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const { rule, place } of placed) {
    const subject = rule.kind === 'either' ? rule.name : rule.job;
    const jobs = rule.kind === 'either' ? [...rule.full, ...rule.offline] : [rule.job];
    for (const job of jobs) {
      const owner = owners.get(job);
      if (owner === subject)
        problems.push(`${place}: ${job} is in ${subject} twice: a job is in one path, once`);
      else if (owner !== undefined)
        problems.push(`${place}: ${job} has two rules, ${owner} and ${subject}: leave one of them out`);
      owners.set(job, subject);
    }
    if (
      rule.kind === 'skippable' &&
      rule.when.kind === 'outputs' &&
      rule.when.all.some(({ job }) => job === rule.job)
    )
      problems.push(
        `${place}: ${rule.job} is skippable by an output of its own: a job that was skipped has none`,
      );
  }
  return problems;
}
