/** Compose files of an app in a world where nothing is asked, to be judged by the policy. */

import type { Compose } from '../../../src/recipe/format/compose.js';
import { readCompose } from '../../../src/recipe/format/compose.js';
import type { Variables } from '../../../src/recipe/format/interpolate.js';
import { parseDomain, stackNameOf } from '../../../src/recipe/format/names.js';
import { checkPolicy, type Violation } from '../../../src/recipe/policy/index.js';

export const domain = parseDomain('demo-3fa9c1.ci.test', 'test');
export const stack = stackNameOf(domain);

const given: Readonly<Record<string, string>> = {
  DOMAIN: domain,
  STACK_NAME: stack,
  EXTRA_DOMAINS: '',
  SECRET_TOKEN_VERSION: 'v1',
  SITE_VERSION: 'v1',
};

/** The first file, and those over it. */
export function compose(texts: readonly string[], more: Readonly<Record<string, string>> = {}): Compose {
  const values = { ...given, ...more };
  const variables: Variables = {
    get: (name) => values[name],
    mayBeMissing: () => false,
    remedy: (name) => `set ${name}`,
  };
  const files = texts.map((text, index) => ({
    file: index === 0 ? 'compose.yml' : `compose.${index}.yml`,
    text,
  }));
  return readCompose(files, stack, variables);
}

export function violations(
  texts: readonly string[],
  more: Readonly<Record<string, string>> = {},
  allow: Parameters<typeof checkPolicy>[2] = [],
): readonly Violation[] {
  return checkPolicy(compose(texts, more), { domain, stack }, allow);
}
