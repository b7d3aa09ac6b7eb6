/** What the recipe's own tests and scripts see: where the app is, and nothing of the job's environment that could be a secret. Pure. */

import type { AppPlan } from './plan/app.js';

/** Of the job's environment: what programs need to be found and to write text. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/**
 * @param app.baseUrl where the tests find the app; null for one without http.
 * @returns the whole environment: CCCI_APP_DOMAIN, CCCI_BASE_URL, CCCI_ENGINE, CCCI_RECIPE, CCCI_STACK, CCCI_VERSION, and the names above.
 */
export function testEnvironment(
  app: Pick<AppPlan, 'domain' | 'stack' | 'recipe'>,
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
    ...(more.baseUrl === null ? {} : { CCCI_BASE_URL: more.baseUrl }),
    ...(more.engine === undefined ? {} : { CCCI_ENGINE: more.engine }),
  };
}
