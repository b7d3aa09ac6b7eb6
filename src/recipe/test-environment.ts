/** What the recipe's own tests and scripts see: where the app is, and nothing of the job's environment that could be a secret. Pure. */

import type { AppPlan } from './plan/app.js';

/** Of the job's environment: what programs need to be found and to write text. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/**
 * @param app.baseUrl where the tests find the app; null for one without http.
 * @returns the whole environment: CCCI_APP_DOMAIN, CCCI_BASE_URL, CCCI_ENGINE, CCCI_RECIPE, CCCI_STACK, CCCI_VERSION, those of
 * needEnvironment, and the names above.
 */
export function testEnvironment(
  app: Pick<AppPlan, 'domain' | 'stack' | 'recipe' | 'needs'>,
  env: NodeJS.ProcessEnv,
  more: { readonly baseUrl: string | null; readonly engine?: string | undefined },
): Record<string, string> {
  const passedOn = PASSED_ON.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    LANG: 'C.UTF-8',
    ...Object.fromEntries(passedOn),
    CCCI_APP_DOMAIN: app.domain,
    CCCI_STACK: app.stack,
    CCCI_RECIPE: app.recipe.name,
    CCCI_VERSION: app.recipe.version ?? '',
    ...needEnvironment(app),
    ...(more.baseUrl === null ? {} : { CCCI_BASE_URL: more.baseUrl }),
    ...(more.engine === undefined ? {} : { CCCI_ENGINE: more.engine }),
  };
}

/** @returns where each need is: `CCCI_NEED_SSO_DOMAIN` and `CCCI_NEED_SSO_STACK` of the need `sso`. */
export function needEnvironment({ needs = [] }: Pick<AppPlan, 'needs'>): Record<string, string> {
  return Object.fromEntries(
    needs.flatMap(({ name, domain, stack }) => {
      const prefix = `CCCI_NEED_${name.toUpperCase().replaceAll('-', '_')}`;
      return [
        [`${prefix}_DOMAIN`, domain],
        [`${prefix}_STACK`, stack],
      ];
    }),
  );
}
