/** What the jobs came to against what was asked of them: a row each, with its reason. Pure. */

import { type ModeSaid, modeSaid } from './mode.js';
import type { Condition, Need, Needs, Path, Row, Rule, Verdict } from './model.js';
import { shown } from './needs.js';

/**
 * A job without a rule is required. Red: no job at all, a rule for a job that is not among the needs, a job that was cancelled
 * or failed, a required one that was skipped, and a pair of which not exactly one ran, or not the one that the guard asked for.
 */
export function judge(needs: Needs, rules: readonly Rule[]): Verdict {
  const named = new Set(rules.flatMap(jobsOf));
  const byDefault = [...needs.keys()]
    .filter((job) => !named.has(job))
    .map((job): Rule => ({ kind: 'required', job, isByDefault: true }));
  const said = modeSaid(needs, undefined);
  const rows = [...rules, ...byDefault].map((rule) => rowOf(rule, needs));
  if (needs.size === 0) rows.unshift(NO_JOB);
  return {
    isGood: rows.every(({ isGood }) => isGood),
    rows,
    mode: said.kind === 'said' ? said.mode : undefined,
  };
}

const NO_JOB: Row = {
  subject: 'needs',
  rule: '',
  results: 'empty',
  isGood: false,
  why: 'no job is in the list: this job has to have needs: [the jobs to judge]',
};

function jobsOf(rule: Rule): readonly string[] {
  return rule.kind === 'either' ? [...rule.full, ...rule.offline] : [rule.job];
}

function rowOf(rule: Rule, needs: Needs): Row {
  const jobs = jobsOf(rule);
  const row = {
    subject: shown(rule.kind === 'either' ? rule.name : rule.job),
    rule: ruleText(rule),
    results: resultsText(rule, needs),
  };
  const fault = jobs.map((job) => faultOf(job, needs)).find((why) => why !== undefined);
  const isTolerated = rule.kind === 'optional' && needs.get(rule.job)?.result === 'failure';
  if (fault !== undefined && !isTolerated) return { ...row, isGood: false, why: fault };
  return { ...row, ...judgeRule(rule, needs) };
}

type Judged = Pick<Row, 'isGood' | 'why'>;

function judgeRule(rule: Rule, needs: Needs): Judged {
  switch (rule.kind) {
    case 'required':
      if (needs.get(rule.job)?.result === 'skipped') return { isGood: false, why: SKIPPED };
      return { isGood: true, why: rule.isByDefault ? 'has no rule: required' : '' };
    case 'optional':
      return { isGood: true, why: needs.get(rule.job)?.result === 'success' ? '' : 'counts either way' };
    case 'skippable':
      return needs.get(rule.job)?.result === 'skipped'
        ? judgeSkip(rule.when, needs)
        : { isGood: true, why: '' };
    case 'either':
      return judgePair(rule, needs);
  }
}

const SKIPPED =
  'was skipped: its own if said no, or a job before it did not succeed. One that may be skipped has the rule optional or skippable-when';

/** What is wrong whatever the rule: not there, cancelled, failed, unknown. */
function faultOf(job: string, needs: Needs): string | undefined {
  const need = needs.get(job);
  const name = shown(job);
  if (need === undefined)
    return `${name} is not among the needs (${[...needs.keys()].map(shown).join(', ') || 'none'}): add it to needs, or take it out of the rules`;
  if (need.result === undefined) return `${name} has a result that no forge is known to give`;
  if (need.result === 'cancelled') return `${name} was cancelled: what it would have come to is not known`;
  if (need.result === 'failure') return `${name} failed`;
  return undefined;
}

function judgePair(rule: Extract<Rule, { kind: 'either' }>, needs: Needs): Judged {
  const ran = { full: ranWhole(rule.full, needs), offline: ranWhole(rule.offline, needs) };
  const part = ran.full === 'in part' ? rule.full : ran.offline === 'in part' ? rule.offline : undefined;
  if (part !== undefined)
    return {
      isGood: false,
      why: `of ${part.join(' and ')} some were skipped: a path runs whole or not at all`,
    };
  if (ran.full === 'yes' && ran.offline === 'yes')
    return { isGood: false, why: 'both paths ran: their conditions have to exclude each other' };
  if (ran.full === 'no' && ran.offline === 'no')
    return {
      isGood: false,
      why: 'neither path ran: nothing was tested. Are their conditions the guard’s mode, full and offline?',
    };
  return judgeMode(ran.full === 'yes' ? 'full' : 'offline', modeSaid(needs, rule.modeFrom));
}

function ranWhole(path: Path, needs: Needs): 'yes' | 'no' | 'in part' {
  const count = path.filter((job) => needs.get(job)?.result === 'success').length;
  return count === path.length ? 'yes' : count === 0 ? 'no' : 'in part';
}

/** The offline path is as good as the full one only where the guard asked for it. */
function judgeMode(ran: 'full' | 'offline', said: ModeSaid): Judged {
  switch (said.kind) {
    case 'said':
      if (said.mode === ran) return { isGood: true, why: `${ran}, as ${said.by} says` };
      return { isGood: false, why: `the ${ran} path ran, and ${said.by} says ${said.mode}` };
    case 'unsaid':
      return {
        isGood: true,
        why: `${ran}; no job among the needs has the guard’s mode as an output, so it is taken as it is`,
      };
    case 'unclear':
      return { isGood: false, why: said.why };
  }
}

function judgeSkip(when: Condition, needs: Needs): Judged {
  if (when.kind === 'always') return { isGood: true, why: 'may be skipped' };
  if (when.kind === 'offline') {
    const said = modeSaid(needs, undefined);
    if (said.kind === 'said' && said.mode === 'offline')
      return { isGood: true, why: `skipped, as ${said.by} says offline` };
    const why =
      said.kind === 'said'
        ? `${said.by} says full`
        : said.kind === 'unclear'
          ? said.why
          : 'no job among the needs has the guard’s mode as an output';
    return { isGood: false, why: `was skipped, which is right only offline, and ${why}` };
  }
  // An output may be a secret: the value is compared and not shown.
  const failing = when.all.find(({ job, output, is }) => needs.get(job)?.outputs.get(output) !== is);
  if (failing === undefined) return { isGood: true, why: 'skipped, as its condition allows' };
  return {
    isGood: false,
    why: `was skipped, and ${whyNot(failing.job, failing.output, failing.is, needs.get(failing.job))}`,
  };
}

function whyNot(job: string, output: string, is: string, need: Need | undefined): string {
  if (need === undefined) return `${job}, whose output would allow it, is not among the needs`;
  if (!need.outputs.has(output)) return `${job} has no output ${output}`;
  return `${job}.${output} is not ${JSON.stringify(is)}`;
}

function ruleText(rule: Rule): string {
  switch (rule.kind) {
    case 'required':
    case 'optional':
      return rule.kind;
    case 'skippable':
      return `skippable-when ${rule.when.kind === 'outputs' ? rule.when.all.map(({ job, output }) => `${job}.${output}`).join(', ') : rule.when.kind}`;
    case 'either':
      return 'either';
  }
}

function resultsText(rule: Rule, needs: Needs): string {
  const result = (job: string): string => {
    const need = needs.get(job);
    return need === undefined ? 'not there' : (need.result ?? 'unknown');
  };
  if (rule.kind !== 'either') return result(rule.job);
  return jobsOf(rule)
    .map((job) => `${job} ${result(job)}`)
    .join(', ');
}
