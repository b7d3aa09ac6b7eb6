/** What is done on the page: it is opened, or the recipe's script has it. */
import { pathToFileURL } from 'node:url';

/** After `load`, for what a page fetches by itself once it is there; a page that never stops is not waited for longer. */
const QUIET_MS = 3_000;
const TITLE_MS = 5_000;

/** A thrown value with the kind of problem that it is. */
export class Problem extends Error {
  /**
   * @param {import('../task.js').VisitProblem['kind']} kind
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(kind, message, cause) {
    super(message, { cause });
    this.kind = kind;
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('../task.js').VisitTask} task
 * @returns {Promise<number | null>} the status of the page
 */
export async function drive(page, task) {
  const status = task.script === null ? await open(page, task) : await runScript(page, task, task.script);
  await page.waitForLoadState('networkidle', { timeout: QUIET_MS }).catch(ignoreTimeout);
  if (task.title !== null) await waitForTitle(page, task.title);
  return status;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('../task.js').VisitTask} task
 */
async function open(page, task) {
  const url = new URL(task.path, task.baseUrl).href;
  try {
    const response = await page.goto(url, { waitUntil: 'load', timeout: task.timeoutMs });
    return response?.status() ?? null;
  } catch (error) {
    throw new Problem('page', messageOf(error), error);
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('../task.js').VisitTask} task
 * @param {string} script
 */
async function runScript(page, task, script) {
  try {
    const { default: run } = await import(pathToFileURL(script).href);
    if (typeof run !== 'function')
      throw new Error(
        'it has no default export that is a function: export default async ({ page }) => { … }',
      );
    const { baseUrl, domain, path } = task;
    await run({ page, context: page.context(), baseUrl, domain, path });
    return null;
  } catch (error) {
    throw new Problem('script', messageOf(error), error);
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} title
 */
async function waitForTitle(page, title) {
  const isThere = `document.title.trim().replace(/\\s+/g, ' ') === ${JSON.stringify(title)}`;
  await page.waitForFunction(isThere, undefined, { timeout: TITLE_MS }).catch(ignoreTimeout);
}

/** What was waited for may not come; what there is instead is judged. @param {unknown} error */
function ignoreTimeout(error) {
  if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
}

/** Playwright's messages go on with a log of what it did. @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));
