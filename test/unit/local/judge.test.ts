import { describe, expect, test } from 'vitest';
import { judgeRuns, type SuiteRun } from '../../../src/recipe/local/judge.js';
import { readJunit, type TestCase } from '../../../src/recipe/local/junit.js';
import { commandSuite, type Found, suitesIn, type TestFile } from '../../../src/recipe/local/runners.js';

const file = (path: string, isExecutable = false): TestFile => ({ path, isExecutable });
const found = (files: readonly TestFile[], more: Partial<Found> = {}): Found => ({
  files,
  vitest: undefined,
  isVitest: false,
  leftOut: undefined,
  node: '/usr/bin/node',
  ...more,
});
const named = (of: Found): readonly string[] =>
  suitesIn(of, (name) => `/out/${name}.xml`).map(({ name }) => name);

describe('what a folder of tests holds', () => {
  test.each<[string, Found, readonly string[]]>([
    ['nothing', found([]), []],
    ['only a page to read', found([file('README.md'), file('data.json')]), []],
    ['pytest’s, by test_*.py', found([file('test_login.py')]), ['pytest']],
    ['pytest’s, by conftest.py, in a folder below', found([file('web/conftest.py')]), ['pytest']],
    ['node’s', found([file('a.test.mjs'), file('sub/b.test.js')]), ['node']],
    ['vitest’s, and then no file is node’s', found([file('a.test.js')], { isVitest: true }), ['vitest']],
    ['programs, in their order', found([file('20-b', true), file('10-a.sh', true)]), ['10-a.sh', '20-b']],
    [
      'programs in folders below and with odd names, which run-parts leaves out as well',
      found([file('lib/x.sh', true), file('.hidden', true), file('a b', true), file('x~', true)]),
      [],
    ],
    ['a test of pytest’s that is executable, which runs once', found([file('test_a.py', true)]), ['pytest']],
    [
      'all of it',
      found([file('test_a.py'), file('b.test.mjs'), file('c.sh', true)]),
      ['pytest', 'node', 'c.sh'],
    ],
  ])('%s', (_, of, names) => {
    expect(named(of)).toEqual(names);
  });

  test('the tests of the other suite below it are left out', () => {
    const [pytest] = suitesIn(found([file('test_a.py')], { leftOut: 'extra' }), () => '/out.xml');
    expect(pytest?.invocation.args).toContain('--ignore=extra');
  });

  test('a command is taken word by word', () => {
    expect(commandSuite(['make', 'a b']).invocation).toEqual({ file: 'make', args: ['a b'] });
  });
});

describe('JUnit', () => {
  test('of pytest: failures, errors, skips and what is to be escaped', async () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
<testcase classname="test_a" name="test_good" time="0.001" />
<testcase classname="test_a" name="test_login[&lt;x&gt;]" time="0.002"><failure message="AssertionError: assert 500 == 200&#10;  where 500">def test():&#10;...</failure></testcase>
<testcase classname="test_a" name="test_skip"><skipped type="pytest.skip" message="no"/></testcase>
<testcase classname="" name="test_b"><error message="collection failure">ImportError</error></testcase></testsuite></testsuites>`;
    expect(await readJunit(xml)).toEqual([
      { name: 'test_good', outcome: 'passed', message: '' },
      { name: 'test_login[<x>]', outcome: 'failed', message: 'AssertionError: assert 500 == 200' },
      { name: 'test_skip', outcome: 'skipped', message: '' },
      { name: 'test_b', outcome: 'failed', message: 'collection failure' },
    ]);
  });

  test('of node --test: cases beside suites and suites in suites', async () => {
    const xml = `<testsuites><testsuite name="d"><testsuite name="e"><testcase name="inner" classname="test"/></testsuite><testcase name="outer" classname="test"><failure>boom
more</failure></testcase></testsuite><testcase name="top"/><!-- tests 3 --></testsuites>`;
    expect(
      (await readJunit(xml)).map(({ name, outcome, message }) => `${name} ${outcome} ${message}`),
    ).toEqual(['top passed ', 'outer failed boom', 'inner passed ']);
  });

  test('without a test, and no XML at all', async () => {
    expect(await readJunit('<testsuites/>')).toEqual([]);
    expect(await readJunit('<testsuites><testsuite name="pytest" tests="0"/></testsuites>')).toEqual([]);
    await expect(readJunit('<testsuites><testsuite>')).rejects.toThrow(/no XML/);
    await expect(readJunit('')).rejects.toThrow(/no XML/);
  });

  test('that tries to grow without end is not followed', async () => {
    const entities = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`,
    ).join('');
    const bomb = `<!DOCTYPE x [<!ENTITY a0 "lol">${entities}]><testsuites><testcase name="&a9;"/></testsuites>`;
    const startedAt = performance.now();
    await readJunit(bomb).catch(() => undefined);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

const ended = (code: number) => ({ kind: 'exited', code }) as const;
const one = (name: string, outcome: TestCase['outcome'] = 'passed', message = ''): TestCase => ({
  name,
  outcome,
  message,
});
const suiteRun = (more: Partial<SuiteRun>): SuiteRun => ({
  name: 'pytest',
  outcome: ended(0),
  cases: [one('test_a')],
  lastLines: ['the end'],
  ...more,
});
const judge = (...runs: readonly SuiteRun[]): ReturnType<typeof judgeRuns> =>
  judgeRuns(runs, 'local tests', 600_000);

describe('the tests are green', () => {
  test('when every kind of them is', () => {
    expect(judge(suiteRun({}), suiteRun({ name: 'run.sh', cases: null }))).toEqual({
      kind: 'passed',
      passed: 2,
      how: 'pytest (1 passed), run.sh (1 passed)',
    });
  });

  test('when some are skipped', () => {
    expect(judge(suiteRun({ cases: [one('a'), one('b', 'skipped')] }))).toMatchObject({
      kind: 'passed',
      passed: 1,
    });
  });
});

describe('the tests are red', () => {
  const login = one('test_login', 'failed', 'assert 500 == 200');
  test.each<[string, SuiteRun, string]>([
    [
      'when one fails',
      suiteRun({ outcome: ended(1), cases: [one('a'), one('b'), login] }),
      'local tests: 1 of 3 failed: test_login (assert 500 == 200)',
    ],
    [
      'when many fail, and the message stays short',
      suiteRun({ outcome: ended(1), cases: [login, login, login, login, one('a')] }),
      `local tests: 4 of 5 failed: ${'test_login (assert 500 == 200), '.repeat(3)}and 1 more`,
    ],
    [
      'when a program fails',
      suiteRun({ name: '10-login.sh', outcome: ended(7), cases: null }),
      'local tests: 1 of 1 failed: 10-login.sh (exit code 7)',
    ],
    [
      'when no test ran',
      suiteRun({ outcome: ended(5), cases: [] }),
      'local tests: pytest: no test ran (exit code 5), so nothing was tested',
    ],
    [
      'when all were skipped',
      suiteRun({ cases: [one('a', 'skipped')] }),
      'local tests: pytest: no test ran (exit code 0), so nothing was tested',
    ],
    [
      'when the runner fails although its tests did not',
      suiteRun({ outcome: ended(3) }),
      'local tests: pytest ended with exit code 3 although no test failed',
    ],
    [
      'when there is no report',
      suiteRun({ outcome: ended(0), cases: null, reportProblem: 'it wrote no report' }),
      'local tests: pytest: it wrote no report (exit code 0)',
    ],
    [
      'when they take too long',
      suiteRun({ outcome: { kind: 'timed-out' }, cases: null }),
      'local tests: pytest did not end within the 10 min 00 s that the tests have, and was stopped',
    ],
    [
      'when the runner is killed',
      suiteRun({ outcome: { kind: 'signalled', signal: 'SIGKILL' }, cases: null }),
      'local tests: pytest was killed by SIGKILL',
    ],
    [
      'when a program can not be started',
      suiteRun({ name: 'x.sh', outcome: { kind: 'not-started', why: 'spawn ENOEXEC' }, cases: null }),
      "local tests: x.sh can't be started: spawn ENOEXEC",
    ],
  ])('%s', (_, run, message) => {
    expect(judge(suiteRun({ name: 'node', cases: [] }), run).kind).toBe('failed');
    expect(judge(run)).toMatchObject({
      kind: 'failed',
      finding: { code: 'local-tests-failed', blame: 'recipe', message },
    });
  });

  test('with all that failed, and the end of the output, as evidence', () => {
    const verdict = judge(suiteRun({ outcome: ended(1), cases: [login] }), suiteRun({ name: 'node' }));
    expect(verdict).toMatchObject({
      finding: { evidence: ['failed: test_login (assert 500 == 200)', 'pytest: exit code 1', 'the end'] },
    });
  });

  test('and it is the recipe’s where one suite failed, whatever the host lacks for another', () => {
    const failed = suiteRun({ name: 'node', outcome: ended(1), cases: [login] });
    expect(judge(suiteRun({ missing: 'pytest', outcome: ended(1), cases: null }), failed)).toMatchObject({
      finding: {
        code: 'local-tests-failed',
        blame: 'recipe',
        evidence: expect.arrayContaining(['pytest: not run, pytest is not installed here']),
      },
    });
  });

  test('and it is the host that lacks a runner, which is named with what to install', () => {
    expect(judge(suiteRun({ missing: 'pytest', outcome: ended(1), cases: null }))).toMatchObject({
      finding: {
        code: 'missing-program',
        blame: 'host',
        message: 'local tests: they are written for pytest, which is not installed here',
        remedy: expect.stringContaining('pip install pytest'),
      },
    });
  });
});
