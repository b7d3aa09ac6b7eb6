/** Keeps what the pages of a browser complain of, and answers for the person who isn't there. */

/**
 * @typedef {import('../task.js').FailedRequest} FailedRequest
 * @typedef {{ consoleErrors: string[], failedRequests: FailedRequest[], notes: string[], networkChanges: number }} Seen
 */

/** Of each kind; a page in a loop complains without end. */
const KEEP = 50;
const TEXT_LENGTH = 500;

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {{ domain: string, isAlone: boolean, onCrash: () => void }} options isAlone: no script is there to answer dialogs
 * @returns {Seen} filled while the pages live
 */
export function watch(context, { domain, isAlone, onCrash }) {
  /** @type {Seen} */
  const seen = { consoleErrors: [], failedRequests: [], notes: [], networkChanges: 0 };
  context.on('console', (message) => {
    if (message.type() === 'error' && !isAboutRequest(message.text()))
      keep(seen.consoleErrors, `${cut(message.text())} (${placeOf(message.location())})`);
  });
  context.on('weberror', (error) => keep(seen.consoleErrors, `Uncaught ${cut(String(error.error()))}`));
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    if (why === 'net::ERR_NETWORK_CHANGED') seen.networkChanges += 1;
    // The page itself, or a navigation, called it off.
    else if (why !== 'net::ERR_ABORTED') keepRequest(request, why);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) keepRequest(response.request(), `status ${response.status()}`);
  });
  context.on('page', (page) => {
    page.on('crash', onCrash);
    page.on('download', (download) => keep(seen.notes, `began a download of ${cut(download.url())}`));
    if (isAlone) watchAlone(page);
  });
  return seen;

  /**
   * @param {import('playwright-core').Request} request
   * @param {string} why
   */
  function keepRequest(request, why) {
    const url = new URL(request.url());
    const isOwn = url.hostname === domain || url.hostname.endsWith(`.${domain}`);
    // Browsers ask for it unasked.
    if (!isOwn || url.pathname === '/favicon.ico') return;
    keep(seen.failedRequests, { method: request.method(), url: cut(url.href), why });
  }

  /** @param {import('playwright-core').Page} page */
  function watchAlone(page) {
    page.on('dialog', (dialog) => {
      keep(seen.notes, `opened a dialog (${dialog.type()}): ${cut(dialog.message())}`);
      // Closed with its page: there is nothing left to dismiss.
      dialog.dismiss().catch(() => undefined);
    });
    if (context.pages().length <= 1) return;
    keep(seen.notes, `opened another window: ${cut(page.url())}`);
    // Closed by its page already.
    page.close().catch(() => undefined);
  }
}

/** Chromium says so on the console of every request that fails; they are counted as requests, and those of other sites not at all. */
const isAboutRequest = (/** @type {string} */ text) => text.startsWith('Failed to load resource:');

/** @param {{ url: string, lineNumber: number }} location */
const placeOf = ({ url, lineNumber }) => (url === '' ? 'no place' : `${cut(url)}:${lineNumber + 1}`);

/** @param {string} text */
const cut = (text) => (text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}…` : text);

/**
 * @template T
 * @param {T[]} list
 * @param {T} item
 */
function keep(list, item) {
  if (list.length < KEEP) list.push(item);
}
