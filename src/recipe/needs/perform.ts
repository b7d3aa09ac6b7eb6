/** Steps on a need: the same as on an app, but what goes wrong is never the verdict of the recipe under test. */

import type { Finding } from '../../report/results.js';
import type { SecretSpec } from '../format/secrets.js';
import { showViolation } from '../policy/index.js';
import { type Report, reportOf } from '../steps/outcome.js';
import type { StepContext, StepWork } from '../steps/step.js';
import type { FreshNeed } from './model.js';

/** @returns the step's work with its own words and outcomes; its phases and what it waits for begin with the need's name. */
export function onNeed(need: FreshNeed, work: StepWork): StepWork {
  return async (context) => {
    const { step } = context;
    const denied = step.act === 'images' ? whyDenied(need, context) : undefined;
    if (denied !== undefined) return { status: 'error', finding: denied };
    const report = await work(inItsName(need, context)).catch((thrown: unknown) =>
      reportOf(thrown, step.stage),
    );
    return ofNeed(need, context, report);
  };
}

function inItsName({ name }: FreshNeed, context: StepContext): StepContext {
  return {
    ...context,
    phase: (what, stretch) => context.phase(`${name}: ${what}`, stretch),
    waiting: (what) => context.waiting(`${name}: ${what}`),
    note: (level, message) => context.note(level, `${name}: ${message}`),
  };
}

function ofNeed(need: FreshNeed, { step, plan }: StepContext, report: Report): Report {
  if (report.status === 'fail' || report.status === 'error')
    return { status: 'error', finding: needFinding(need, report.finding) };
  // Where the need answers is not where the app does, and what was looked at is no merit of the recipe.
  if (report.status === 'skip') return { status: 'skip', reason: report.reason };
  return { status: 'pass', details: step.act === 'http' ? detailsOf(need, plan.policy) : [] };
}

function detailsOf(need: FreshNeed, { mode, why }: StepContext['plan']['policy']): readonly string[] {
  const { recipe, domain } = need.app;
  const told = mode === 'warn' ? need.violations : [];
  return [
    `needs ${need.name}: ${recipe.name} ${recipe.version ?? '(no version label)'}, up at ${domain}`,
    ...told.map((violation) => `allowed to ${need.name}, since ${why}: ${showViolation(violation)}`),
  ];
}

/** The run was stopped, or broke: that is nobody's app's. */
const NOBODYS: readonly Finding['code'][] = ['cancelled', 'time-limit', 'internal', 'docker-unreachable'];

/** A recipe's own fault is the need's recipe's; a registry's or the host's stays theirs. */
function needFinding(need: FreshNeed, finding: Finding): Finding {
  const { code, blame } = finding;
  if (NOBODYS.includes(code)) return finding;
  const { name, from, app } = need;
  const message = `the need ${name} (${from}, at ${app.domain}): ${finding.message}`;
  if (blame !== 'recipe') return { ...finding, message };
  return {
    ...finding,
    code: 'need-failed',
    blame: 'harness',
    message,
    evidence: [`found of ${name}: ${code}`, ...finding.evidence],
    remedy: `${finding.remedy} That is for the recipe ${app.recipe.name}, which ${name} is of: test it by itself first, or name one that runs under needs: warm.`,
  };
}

/** What a need may do on the host is bounded as it is for the recipe that brings it. */
function whyDenied(need: FreshNeed, { plan }: StepContext): Finding | undefined {
  const [first] = need.violations;
  if (first === undefined || plan.policy.mode === 'warn') return undefined;
  const { name, from, violations } = need;
  const more = violations.length === 1 ? '' : `${violations.length} violations of the policy, the first: `;
  return {
    code: 'need-failed',
    blame: 'harness',
    message: `the need ${name} (${from}) may not be deployed: ${more}${showViolation(first)}`,
    evidence: violations.map(showViolation),
    remedy: `Denied because ${plan.policy.why}. Name an app that runs already under needs: warm, or a git URL whose own cc-ci.yml allows it (policy.allow).`,
  };
}

/** Secrets of its own: a value of the recipe under test is none of its business. */
export function ownSecrets(draw: (spec: SecretSpec) => string): (role: string, spec: SecretSpec) => string {
  const values = new Map<string, string>();
  return (role, spec) => {
    const key = `${role}/${spec.versionKey}`;
    const value = values.get(key) ?? draw(spec);
    values.set(key, value);
    return value;
  };
}
