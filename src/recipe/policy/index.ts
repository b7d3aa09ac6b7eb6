/** What a pull request's compose file may not do on a shared host; judged on the merged and interpolated compose. */

import { UserError } from '../../lib/errors.js';
import type { Compose } from '../format/compose.js';
import type { Domain, StackName } from '../format/names.js';
import { type Place, showHit } from '../format/place.js';
import type { Manifest } from '../manifest/model.js';
import { policyRules } from './rules.js';

export { type RouterRule, readRouterRule } from './router-rule.js';
export type { PolicyRule } from './rule.js';
export { policyRules } from './rules.js';

export type PolicyMode = 'deny' | 'warn';

export type Violation = {
  /** `bind-mount`, `docker-socket`, `privileged`, … */
  readonly rule: string;
  readonly service?: string;
  readonly place: Place;
  readonly message: string;
  readonly remedy: string;
};

/**
 * Pure. @param allow exceptions of the base branch's manifest; each has a reason. One that names a service holds for it alone; what
 * belongs to no service (a volume, a network) needs one without.
 * @returns the violations that no exception covers, in the order of the rules.
 * @throws UserError for an exception from a rule that isn't there: it would silently allow nothing.
 */
export function checkPolicy(
  compose: Compose,
  app: { readonly domain: Domain; readonly stack: StackName },
  allow: Manifest['policy']['allow'],
): readonly Violation[] {
  checkRuleNames(allow);
  const { domain, stack } = app;
  return policyRules.flatMap(({ id, instead, find }) =>
    find({ compose, domain, stack })
      .filter(({ service }) => !allow.some((one) => one.rule === id && covers(one.service, service)))
      .map(({ place, message, service }) => ({
        rule: id,
        ...(service === undefined ? {} : { service }),
        place,
        message,
        remedy: instead,
      })),
  );
}

function covers(allowed: string | undefined, service: string | undefined): boolean {
  return allowed === undefined || allowed === service;
}

function checkRuleNames(allow: Manifest['policy']['allow']): void {
  const unknown = allow.find(({ rule }) => !policyRules.some(({ id }) => id === rule));
  if (unknown === undefined) return;
  const known = policyRules.map(({ id }) => id).join(', ');
  throw new UserError(
    `cc-ci.yml: policy.allow names the rule ${JSON.stringify(unknown.rule)}, which there isn't; accepted: ${known}`,
  );
}

/** @returns `compose.yml:12:9: app mounts /etc of the host (bind-mount). Use a named volume …` */
export function showViolation(violation: Violation): string {
  return `${showHit(violation)}. ${violation.remedy}`;
}
