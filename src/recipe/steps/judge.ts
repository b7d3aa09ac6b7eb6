/** lint and policy: what the plan has found out about the files, as verdicts. */

import type { Finding } from '../../report/results.js';
import { showHit } from '../format/place.js';
import { showProblem } from '../lint/index.js';
import { showViolation } from '../policy/index.js';
import type { Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function lint({ plan }: StepContext): Promise<Report> {
  const errors = plan.lint.filter(({ level }) => level === 'error');
  const warnings = plan.lint.filter(({ level }) => level === 'warning').map(showProblem);
  const [first] = errors;
  if (first === undefined) return { status: 'pass', details: warnings };
  const finding: Finding = {
    code: 'lint-error',
    blame: 'recipe',
    message: errors.length === 1 ? showHit(first) : `${errors.length} errors, the first: ${showHit(first)}`,
    evidence: [...errors.map(showProblem), ...warnings],
    remedy: first.remedy,
  };
  return { status: 'fail', finding, details: warnings };
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
