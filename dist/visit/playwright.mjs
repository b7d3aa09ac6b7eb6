/** playwright-core: the copy beside this file in the bundle, else the package. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @returns {Promise<typeof import('playwright-core')>} */
export async function loadPlaywright() {
  const copy = new URL('playwright-core/index.js', import.meta.url);
  const from = existsSync(fileURLToPath(copy)) ? copy.href : 'playwright-core';
  const loaded = await import(from);
  return loaded.default;
}
