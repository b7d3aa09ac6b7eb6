/** What passes between a browser check and the process in which it runs: two JSON texts. */

/** Everything that the visit has to know. Paths are absolute. */
export type VisitTask = {
  readonly chromium: string;
  readonly args: readonly string[];
  readonly sandbox: boolean;
  readonly domain: string;
  /** `https://DOMAIN` */
  readonly baseUrl: string;
  readonly path: string;
  /** A module of the recipe's, whose default export drives the page. */
  readonly script: string | null;
  /** Waited for a little: pages set their title late. */
  readonly title: string | null;
  readonly ignoreCertificates: boolean;
  readonly timeoutMs: number;
  readonly screenshot: string;
  readonly trace: string;
};

/**
 * Why a visit did not get to its end.
 * chromium: the browser itself failed to start. crash: it, or the page's process, died. page: the page did not load. deadline: out of time.
 * script: the recipe's script threw.
 */
export type VisitProblem = {
  readonly kind: 'chromium' | 'crash' | 'page' | 'deadline' | 'script';
  readonly message: string;
  readonly stack: readonly string[];
};

export type FailedRequest = { readonly method: string; readonly url: string; readonly why: string };

export type VisitReport = {
  readonly chromium: string;
  /** Where the page ended up. */
  readonly url: string;
  readonly title: string;
  /** Of the page itself; null where nothing answered, or a script opened what it liked. */
  readonly status: number | null;
  readonly consoleErrors: readonly string[];
  /** Of the app's own domain. */
  readonly failedRequests: readonly FailedRequest[];
  /** Dialogs, downloads, further windows: what a page did that nobody is there to answer. */
  readonly notes: readonly string[];
  /**
   * Requests that Chromium broke off because an interface of the host came or went (net::ERR_NETWORK_CHANGED), as it does with
   * every container: the last try's.
   */
  readonly networkChanges: number;
  readonly hasScreenshot: boolean;
  readonly hasTrace: boolean;
  readonly problem: VisitProblem | null;
};
