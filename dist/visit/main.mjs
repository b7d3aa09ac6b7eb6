/**
 * One visit of a browser, in a process of its own. The first argument names the file that holds the task, the second one that for the report;
 * on standard input comes what no picture may show, as a JSON list.
 * It is the recipe's script that runs in here, so nothing of the job's environment is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { drive, messageOf, Problem } from './drive.mjs';
import { hideIn } from './hide.mjs';
import { loadPlaywright } from './playwright.mjs';
import { watch } from './watch.mjs';

/**
 * @typedef {import('../task.js').VisitTask} VisitTask
 * @typedef {import('../task.js').VisitReport} VisitReport
 */

const TRIES = 4;
/** Less time than this is not worth another try. */
const AGAIN_MS = 5_000;
const START_MS = 30_000;
const SCREENSHOT_MS = 10_000;
const CLOSE_MS = 5_000;
const STACK_LINES = 15;

/** @param {VisitTask} task @returns {Promise<VisitReport>} */
async function visit(task) {
  const { chromium } = await loadPlaywright();
  const browser = await chromium
    .launch({
      executablePath: task.chromium,
      args: [...task.args],
      chromiumSandbox: task.sandbox,
      timeout: Math.min(START_MS, task.timeoutMs),
    })
    .catch((error) => new Problem('chromium', messageOf(error), error));
  if (browser instanceof Problem) return { ...nothing, problem: inWords(browser) };
  try {
    return { ...(await tries(browser, task)), chromium: browser.version() };
  } finally {
    await within(CLOSE_MS, browser.close());
  }
}

/**
 * Anew, with nothing kept, where Chromium broke off requests because a container of whomever came or went. A script that came to
 * its end in spite of that is left at it.
 * @param {import('playwright-core').Browser} browser
 * @param {VisitTask} task
 * @returns {Promise<VisitReport>}
 */
async function tries(browser, task) {
  const endsAt = performance.now() + task.timeoutMs;
  for (let left = TRIES - 1; ; left -= 1) {
    const timeoutMs = Math.round(endsAt - performance.now());
    const report = await visitWith(browser, { ...task, timeoutMs });
    const isDisturbed = report.networkChanges > 0 && (task.script === null || report.problem !== null);
    const hasTime = endsAt - performance.now() > AGAIN_MS;
    if (!isDisturbed || left === 0 || !hasTime || !browser.isConnected()) return report;
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {VisitTask} task
 * @returns {Promise<VisitReport>}
 */
async function visitWith(browser, task) {
  const context = await browser.newContext({
    baseURL: task.baseUrl,
    ignoreHTTPSErrors: task.ignoreCertificates,
    // Nobody would look at it, and it may be without end.
    acceptDownloads: task.script !== null,
  });
  const crashed = outcome();
  const onCrash = () => crashed.reject(new Problem('crash', 'the page’s process died'));
  browser.on('disconnected', () => crashed.reject(new Problem('chromium', 'it died')));
  const seen = watch(context, { domain: task.domain, isAlone: task.script === null, onCrash });
  await context.tracing.start({ screenshots: true, snapshots: true });
  const page = await context.newPage();
  page.setDefaultTimeout(task.timeoutMs);
  const deadline = outcome();
  const timer = setTimeout(() => deadline.reject(new Problem('deadline', 'out of time')), task.timeoutMs);
  /** @type {Problem | null} */
  let problem = null;
  const status = await Promise.race([drive(page, task), crashed.promise, deadline.promise]).catch((error) => {
    problem = error instanceof Problem ? error : new Problem('page', messageOf(error), error);
    return null;
  });
  clearTimeout(timer);
  const ended = { status, ...seen, problem: problem === null ? null : inWords(problem) };
  const looked = await lastLook(page, context, task);
  await within(CLOSE_MS, context.close());
  return { ...nothing, ...ended, ...looked };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').BrowserContext} context
 * @param {VisitTask} task
 */
async function lastLook(page, context, task) {
  // A page that is busy, gone or crashed has no picture; why it is so is the report's problem already.
  const url = page.url();
  const title = (await within(CLOSE_MS, page.title())) ?? '';
  // Before anything is hidden: the trace would have what is.
  const trace = await within(
    SCREENSHOT_MS,
    context.tracing.stop({ path: task.trace }).then(() => true),
  );
  const screenshot = await within(2 * SCREENSHOT_MS, photograph(page, task));
  return { url, title, hasScreenshot: screenshot !== undefined, hasTrace: trace === true };
}

/**
 * A page in which nothing could be hidden is not photographed.
 * @param {import('playwright-core').Page} page
 * @param {VisitTask} task
 */
async function photograph(page, task) {
  await hideIn(page, { domain: task.domain, hidden });
  return page.screenshot({ path: task.screenshot, timeout: SCREENSHOT_MS, animations: 'disabled' });
}

/** @type {VisitReport} */
const nothing = {
  chromium: '',
  url: '',
  title: '',
  status: null,
  consoleErrors: [],
  failedRequests: [],
  notes: [],
  networkChanges: 0,
  hasScreenshot: false,
  hasTrace: false,
  problem: null,
};

/** @param {Problem} problem @returns {import('../task.js').VisitProblem} */
function inWords({ kind, message, cause }) {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  const lines = stack.split('\n').filter((line) => line.trim() !== '');
  return { kind, message, stack: lines.slice(0, STACK_LINES) };
}

/**
 * A promise that is only ever rejected, and need not be waited for.
 * @returns {{ promise: Promise<never>, reject: (problem: Problem) => void }}
 */
function outcome() {
  /** @type {(problem: Problem) => void} */
  let reject = () => undefined;
  /** @type {Promise<never>} */
  const promise = new Promise((_, rejectIt) => {
    reject = rejectIt;
  });
  promise.catch(() => undefined);
  return { promise, reject };
}

/**
 * @template T
 * @param {number} ms
 * @param {Promise<T>} work
 * @returns {Promise<T | undefined>} undefined where it fails or takes too long
 */
async function within(ms, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const done = await Promise.race([work.catch(() => undefined), timeout]);
  clearTimeout(timer);
  return /** @type {T | undefined} */ (done);
}

/** @type {readonly string[]} */
const hidden = JSON.parse(readFileSync(0, 'utf8'));
const report = await visit(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
writeFileSync(process.argv[3] ?? '', JSON.stringify(report));
// A script may have left a timer or a server: the visit is over all the same.
process.exit(0);
