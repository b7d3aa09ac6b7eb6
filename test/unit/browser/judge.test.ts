import { describe, expect, test } from 'vitest';
import { chromiumArgs, findChromium } from '../../../src/recipe/checks/browser/chromium.js';
import { artifactNames } from '../../../src/recipe/checks/browser/index.js';
import { type BrowserCheck, judgeVisit } from '../../../src/recipe/checks/browser/judge.js';
import type { VisitProblem, VisitReport } from '../../../src/recipe/checks/browser/task.js';

const seen: VisitReport = {
  chromium: '156',
  url: 'https://app.test/',
  title: 'Welcome',
  status: 200,
  consoleErrors: [],
  failedRequests: [],
  notes: [],
  networkChanges: 0,
  hasScreenshot: true,
  hasTrace: true,
  problem: null,
};
const check: BrowserCheck = { kind: 'browser', name: 'front page', path: '/', forbid: [] };
const errors = ['x is not defined (https://app.test/a.js:3)', 'second'];
const requests = [{ method: 'GET', url: 'https://app.test/logo.png', why: 'status 404' }];
const problem = (kind: VisitProblem['kind'], message: string): VisitProblem => ({ kind, message, stack: [] });

const judge = (
  report: Partial<VisitReport>,
  more: Partial<BrowserCheck> = {},
): ReturnType<typeof judgeVisit> =>
  judgeVisit(
    { ...seen, ...report },
    { check: { ...check, ...more }, url: 'https://app.test/', timeoutMs: 60_000 },
  );

describe('a visit is green', () => {
  test.each<[string, Partial<VisitReport>, Partial<BrowserCheck>]>([
    ['when the page is there', {}, {}],
    ['with errors that the check does not forbid', { consoleErrors: errors, failedRequests: requests }, {}],
    [
      'with failed requests where console errors are forbidden',
      { failedRequests: requests },
      { forbid: ['console-errors'] },
    ],
    ['with the expected title, whatever its white space', { title: ' Wel\n come ' }, { title: 'Wel come' }],
    ['when a script opened pages that answer for themselves', { status: null }, { script: 'tests/x.mjs' }],
  ])('%s', (_, report, more) => {
    expect(judge(report, more)).toBeUndefined();
  });
});

describe('a visit is red', () => {
  test.each<[string, Partial<VisitReport>, Partial<BrowserCheck>, object]>([
    [
      'with console errors where they are forbidden',
      { consoleErrors: errors },
      { forbid: ['console-errors'] },
      {
        code: 'page-errors',
        blame: 'recipe',
        message:
          'check front page: https://app.test/ has 2 console errors, the first: x is not defined (https://app.test/a.js:3)',
        evidence: [`console: ${errors[0]}`, 'console: second'],
      },
    ],
    [
      'with failed requests where they are forbidden',
      { failedRequests: requests },
      { forbid: ['console-errors', 'failed-requests'] },
      {
        code: 'page-errors',
        message:
          'check front page: https://app.test/ has a failed request: GET https://app.test/logo.png: status 404',
      },
    ],
    [
      'when the page itself is an error',
      { status: 503 },
      {},
      { code: 'check-failed', message: 'check front page: https://app.test/ answers 503' },
    ],
    [
      'with another title',
      {},
      { title: 'Log in' },
      {
        code: 'check-failed',
        message: 'check front page: the title of https://app.test/ is "Welcome", expected "Log in"',
      },
    ],
    [
      'when it can not be opened',
      {
        status: null,
        problem: problem(
          'page',
          'page.goto: net::ERR_TOO_MANY_REDIRECTS at https://app.test/\nCall log:\n  - navigating',
        ),
      },
      {},
      {
        code: 'check-failed',
        blame: 'recipe',
        message:
          "check front page: https://app.test/ can't be opened: page.goto: net::ERR_TOO_MANY_REDIRECTS at https://app.test/",
        evidence: ['Call log:', '- navigating'],
      },
    ],
    [
      'and the host’s fault, when the certificate is not trusted',
      { problem: problem('page', 'net::ERR_CERT_AUTHORITY_INVALID') },
      {},
      { code: 'tls-not-trusted', blame: 'host' },
    ],
    [
      'and the host’s fault, when Chromium does not start',
      { problem: problem('chromium', 'no usable sandbox') },
      {},
      { code: 'check-failed', blame: 'host' },
    ],
    ['when it crashes', { problem: problem('crash', '') }, {}, { code: 'check-failed', blame: 'recipe' }],
    [
      'when it takes too long',
      { problem: problem('deadline', '') },
      {},
      { message: 'check front page: https://app.test/ did not come to an end within 1 min 00 s' },
    ],
    [
      'when the script throws, in its own words without colours',
      { problem: problem('script', '\u001b[31mno button\u001b[39m') },
      { script: 'tests/login.mjs' },
      { code: 'check-failed', blame: 'recipe', message: 'check front page: tests/login.mjs: no button' },
    ],
  ])('%s', (_, report, more, finding) => {
    expect(judge(report, more)).toMatchObject(finding);
  });

  test('and not the recipe’s fault, when the host’s interfaces changed under it at each try', () => {
    expect(judge({ networkChanges: 2 })).toBeUndefined();
    expect(judge({ networkChanges: 2, problem: problem('page', 'net::ERR_NETWORK_CHANGED') })).toMatchObject({
      code: 'check-failed',
      blame: 'host',
      evidence: [expect.stringContaining('broke off requests (2)')],
    });
  });

  test('with evidence that stays short, however much a page complains', () => {
    const consoleErrors = Array.from({ length: 50 }, () => 'x'.repeat(2_000));
    const finding = judge({ consoleErrors }, { forbid: ['console-errors'] });
    expect(JSON.stringify(finding).length).toBeLessThan(10_000);
  });
});

describe('the browser', () => {
  test('finds the domain, and all below it, at the forwarder', () => {
    expect(chromiumArgs('app.test', { kind: 'task' }, 4000)).toContain(
      '--host-resolver-rules=MAP app.test 127.0.0.1:4000, MAP *.app.test 127.0.0.1:4000',
    );
  });

  test('asks a router with TLS itself, so that its certificate is judged', () => {
    const route = { kind: 'router', address: '[::1]:8443', tlsVerify: true } as const;
    expect(chromiumArgs('app.test', route, 4000)).toContain(
      '--host-resolver-rules=MAP app.test:443 [::1]:8443, MAP *.app.test:443 [::1]:8443, MAP app.test 127.0.0.1:4000, MAP *.app.test 127.0.0.1:4000',
    );
  });

  test('that is missing is a finding about the host that says what to install', () => {
    expect(findChromium({ PATH: '/nowhere' })).toMatchObject({
      finding: {
        code: 'missing-program',
        blame: 'host',
        message: expect.stringContaining('there is none on PATH'),
        remedy: expect.stringContaining('apt-get install'),
      },
    });
    expect(findChromium({ PATH: '/usr/bin', CC_CI_CHROMIUM: '/etc/passwd' })).toMatchObject({
      finding: { message: expect.stringContaining('CC_CI_CHROMIUM is "/etc/passwd"') },
    });
  });
});

test('a check’s name becomes a file name inside the folder, and two names never become one', () => {
  expect(artifactNames('login')).toEqual({ screenshot: 'checks/login.png', trace: 'checks/login-trace.zip' });
  const odd = ['../../etc/passwd', 'a b', 'a/b', 'ä', 'x'.repeat(300)].map(
    (name) => artifactNames(name).screenshot,
  );
  for (const name of odd) expect(name).toMatch(/^checks\/[A-Za-z0-9_-]{1,70}\.png$/);
  expect(new Set(odd).size).toBe(odd.length);
});
