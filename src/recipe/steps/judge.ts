/** lint and policy: what the plan, and an engine, have found out about the files, as verdicts. */

import type { Finding } from '../../report/results.js';
import type { Linted } from '../engine/engine.js';
import { showHit } from '../format/place.js';
import { type LintProblem, mergeLint, showProblem } from '../lint/index.js';
import { showViolation } from '../policy/index.js';
import type { Report } from './outcome.js';
import type { StepContext } from './step.js';

/** Ours needs no more than the files; an engine that has a lint of its own is asked as well. */
export async function lint(context: StepContext): Promise<Report> {
  const { plan, engine } = context;
  if (engine.lint === undefined) return lintReport(plan.lint);
  context.waiting(`${engine.name} recipe lint`);
  const asked = (): Promise<Linted> | undefined => engine.lint?.(context, plan.releases);
  const linted = await context.phase(`${engine.name} recipe lint`, async () => asked());
  return lintBeside(plan.lint, linted, engine.name);
}

/** Pure. What an engine found, beside what we did. */
export function lintBeside(ours: readonly LintProblem[], linted: Linted | undefined, engine: string): Report {
  if (linted === undefined) return lintReport(ours);
  if (linted.kind === 'linted') {
    const { problems, remarks } = mergeLint(ours, linted.rows, engine);
    return lintReport(problems, remarks);
  }
  if (linted.kind === 'invalid') return lintReport([invalid(linted, engine), ...ours], linted.evidence);
  const report = lintReport(ours, [`${engine} has not linted it: ${linted.reason}`]);
  // Green, but for the half that nobody looked at.
  return report.status === 'pass'
    ? { status: 'unverified', reason: linted.reason, details: report.details ?? [] }
    : report;
}

function invalid({ message }: { readonly message: string }, engine: string): LintProblem {
  return {
    rule: `${engine} recipe lint`,
    level: 'error',
    message,
    remedy: `Mend what ${engine} names: it can neither lint nor deploy the recipe.`,
  };
}

function lintReport(problems: readonly LintProblem[], remarks: readonly string[] = []): Report {
  const errors = problems.filter(({ level }) => level === 'error');
  const warnings = problems.filter(({ level }) => level === 'warning').map(showProblem);
  const details = [...warnings, ...remarks];
  const [first] = errors;
  if (first === undefined) return { status: 'pass', details };
  const finding: Finding = {
    code: 'lint-error',
    blame: 'recipe',
    message: errors.length === 1 ? showHit(first) : `${errors.length} errors, the first: ${showHit(first)}`,
    evidence: [...errors.map(showProblem), ...details],
    remedy: first.remedy,
  };
  return { status: 'fail', finding, details };
}

/** A fork's pull request may not; a member's is told. */
export async function policy({ plan }: StepContext): Promise<Report> {
  const { mode, why, violations } = plan.policy;
  const lines = violations.map(showViolation);
  const [first] = violations;
  if (first === undefined) return { status: 'pass' };
  if (mode === 'warn')
    return { status: 'pass', details: lines.map((line) => `allowed, since ${why}: ${line}`) };
  const finding: Finding = {
    code: 'policy-violation',
    blame: 'recipe',
    ...(first.service === undefined ? {} : { service: first.service }),
    message: `${violations.length === 1 ? '' : `${violations.length} violations, the first: `}${showHit(first)}`,
    evidence: lines,
    remedy: `${first.remedy} Denied because ${why}; the base branch's cc-ci.yml can allow it (policy.allow).`,
  };
  return { status: 'fail', finding };
}
