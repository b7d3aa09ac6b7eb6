/** What a visit says about the app. Pure. */

import { formatDuration } from '../../../lib/units.js';
import type { Finding } from '../../../report/results.js';
import type { CheckSpec } from '../../manifest/model.js';
import type { VisitProblem, VisitReport } from './task.js';

export type BrowserCheck = Extract<CheckSpec, { kind: 'browser' }>;

type Judged = {
  readonly check: BrowserCheck;
  /** `https://DOMAIN/path` */
  readonly url: string;
  readonly timeoutMs: number;
};

/** Not the recipe's to mend: the certificate of the router. */
const CERTIFICATE = /net::ERR_CERT_|net::ERR_SSL_/;
const LINES = 20;
const LINE_LENGTH = 300;

/** @returns why the check is not green; undefined when it is. */
export function judgeVisit(report: VisitReport, judged: Judged): Finding | undefined {
  const finding = findingOf(report, judged);
  if (finding === undefined || report.networkChanges === 0) return finding;
  const disturbed = `Chromium broke off requests (${report.networkChanges}) because the host's network interfaces changed`;
  return {
    ...finding,
    blame: 'host',
    evidence: [disturbed, ...finding.evidence],
    remedy:
      'Containers that came or went while the page loaded disturbed it, at each try. Run again when the host is quieter.',
  };
}

function findingOf(report: VisitReport, judged: Judged): Finding | undefined {
  const { check, url } = judged;
  const evidence = evidenceOf(report);
  if (report.problem !== null) return problemFinding(report.problem, judged, evidence);
  if (report.status !== null && report.status >= 400)
    return checkFailed(check, `${url} answers ${report.status}`, evidence, 'Read the log of the app.');
  const title = plain(report.title);
  if (check.title !== undefined && title !== plain(check.title))
    return checkFailed(
      check,
      `the title of ${report.url} is ${JSON.stringify(title)}, expected ${JSON.stringify(plain(check.title))}`,
      evidence,
      'Look at the screenshot: it shows the page that came instead, or the check expects an old title.',
    );
  const complaints = [
    ...forbidden(check, 'console-errors', report.consoleErrors, 'console error'),
    ...forbidden(check, 'failed-requests', requestLines(report), 'failed request'),
  ];
  if (complaints.length === 0) return undefined;
  return {
    code: 'page-errors',
    blame: 'recipe',
    message: `check ${check.name}: ${report.url} has ${complaints.join(' and ')}`,
    evidence: [...evidence],
    remedy:
      'Open trace.zip on trace.playwright.dev to see each request and message; a page that is meant to be so needs another `forbid`.',
  };
}

function problemFinding(problem: VisitProblem, judged: Judged, evidence: readonly string[]): Finding {
  const { check, url, timeoutMs } = judged;
  const [first = '', ...rest] = problem.message.split('\n').map(plain);
  const lines = [...[...rest, ...problem.stack].map(plain).filter((line) => line !== ''), ...evidence];
  const shown = lines.slice(0, 2 * LINES);
  switch (problem.kind) {
    case 'chromium':
      return {
        ...checkFailed(check, `Chromium could not do it: ${first}`, shown, HOST_REMEDY),
        blame: 'host',
      };
    case 'crash':
      return checkFailed(check, `${url} crashed the browser’s process for it`, shown, CRASH_REMEDY);
    case 'deadline':
      return checkFailed(
        check,
        `${check.script ?? url} did not come to an end within ${formatDuration(timeoutMs)}`,
        shown,
        'Look at the screenshot and the trace for what it waits for.',
      );
    case 'script':
      return checkFailed(check, `${check.script ?? 'the script'}: ${first}`, shown, SCRIPT_REMEDY);
    case 'page':
      if (CERTIFICATE.test(problem.message)) return untrusted(check, url, first, shown);
      return checkFailed(check, `${url} can't be opened: ${first}`, shown, PAGE_REMEDY);
  }
}

const HOST_REMEDY =
  'See that it starts on this machine (chromium --headless --dump-dom about:blank), with enough memory and, without root, user namespaces for its sandbox.';
const CRASH_REMEDY = 'Open the page by hand: a page that takes all the memory there is ends like this.';
const SCRIPT_REMEDY =
  'Open trace.zip on trace.playwright.dev: it shows the page at each step of the script, and where the script stopped.';
const PAGE_REMEDY = 'Ask for the page with curl, and read the log of the app.';

function untrusted(check: BrowserCheck, url: string, why: string, evidence: readonly string[]): Finding {
  return {
    code: 'tls-not-trusted',
    blame: 'host',
    message: `check ${check.name}: ${url}: the browser does not trust the router's certificate: ${why}`,
    evidence: [...evidence],
    remedy:
      'Give the router a certificate for the zone that this machine’s Chromium trusts, or set tls-verify: false.',
  };
}

function checkFailed(
  check: BrowserCheck,
  what: string,
  evidence: readonly string[],
  remedy: string,
): Finding {
  return {
    code: 'check-failed',
    blame: 'recipe',
    message: `check ${check.name}: ${what}`,
    evidence: [...evidence],
    remedy,
  };
}

/** `2 console errors (the first: …)` */
function forbidden(
  check: BrowserCheck,
  kind: BrowserCheck['forbid'][number],
  found: readonly string[],
  name: string,
): readonly string[] {
  if (!check.forbid.includes(kind) || found.length === 0) return [];
  const first = found[0] ?? '';
  return [found.length === 1 ? `a ${name}: ${first}` : `${found.length} ${name}s, the first: ${first}`];
}

function evidenceOf(report: VisitReport): readonly string[] {
  return [
    ...report.consoleErrors.map((line) => `console: ${line}`),
    ...requestLines(report).map((line) => `request: ${line}`),
    ...report.notes.map((line) => `the page ${line}`),
  ]
    .map(plain)
    .slice(0, LINES);
}

function requestLines({ failedRequests }: VisitReport): readonly string[] {
  return failedRequests.map(({ method, url, why }) => `${method} ${url}: ${why}`);
}

/** One line, without what a terminal would act upon (Playwright colours its messages). */
function plain(text: string): string {
  const coloured = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
  const line = text
    .replace(coloured, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line;
}
