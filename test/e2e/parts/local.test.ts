/** The tests that a recipe ships, of each kind, against an app on the Swarm. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findProgram, outcomeOf } from '../../../scripts/setup/run.mjs';
import { waitHealthy } from '../../../src/recipe/health/index.js';
import { type LocalTests, runLocalTests } from '../../../src/recipe/local/index.js';
import type { TestsSpec } from '../../../src/recipe/manifest/model.js';
import { makeMask } from '../../../src/recipe/mask.js';
import { type AppWords, appContext } from '../../support/app-context.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';

// Browsers and test runners start slowly on a machine that does something else as well.
vi.setConfig({ testTimeout: 120_000 });
const swarmFor = useSwarm();
const DOMAIN = 'tests.local-e2e.test';
let folder = '';
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-test-'));
  // So that what a run leaves is seen, whoever else uses the machine.
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  vi.unstubAllEnvs();
  const left = readdirSync(folder).filter((name) => name.startsWith('cc-ci-'));
  rmSync(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});

/** nginx, which says by which Host it was asked. */
async function deploy(swarm: TestSwarm): Promise<string> {
  const stack = swarm.stackName();
  const site =
    'server { listen 80; location / { return 200 "hello from $host"; } location /gone { return 302 https://$host/; } }';
  const command = `printf '%s' '${site}' > /etc/nginx/sites-enabled/default; exec nginx -g "daemon off;"`;
  const app = {
    image: swarm.image,
    command: ['sh', '-c', command.replaceAll('$', () => '$$')],
    healthcheck: { test: ['CMD', 'true'], interval: '200ms' },
  };
  await swarm.deploy(stack, JSON.stringify({ version: '3.8', services: { app } }));
  expect((await waitHealthy(swarm.docker, stack, { timeoutMs: 90_000 })).kind).toBe('healthy');
  return stack;
}

/** The same from a server of the test's own, which stands for the router. */
async function serve(): Promise<string> {
  const server = createServer((incoming, answer) => {
    const host = incoming.headers.host ?? '';
    if (incoming.url === '/gone') answer.writeHead(302, { location: `https://${host}/` }).end();
    else answer.end(`hello from ${host}`);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @param files below the recipe; those that begin with #! are executable. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'recipe', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (text.startsWith('#!')) chmodSync(file, 0o755);
  }
}

/** Without `words` of a Swarm, the app is the test's own server. */
async function runTests(
  files: Readonly<Record<string, string>>,
  spec: Partial<TestsSpec> = {},
  words: Partial<AppWords> = {},
): Promise<LocalTests> {
  write({ 'compose.yml': '', ...files });
  const way = words.docker === undefined ? { routerAddress: await serve() } : {};
  return runLocalTests(
    appContext({ domain: DOMAIN, ...way, ...words }),
    { folder: 'tests', timeoutMs: 60_000, ...spec },
    { testsFolder: join(folder, 'recipe'), artifactFolder: join(folder, 'report'), engine: 'swarm' },
  );
}

const messageOf = (ended: LocalTests): string =>
  ended.kind === 'failed' ? ended.finding.message : ended.kind;
const kept = (path: string): string => readFileSync(join(folder, 'report', path), 'utf8');

const NODE_TEST = `import test from 'node:test'; import assert from 'node:assert';
const get = async (path) => (await fetch(process.env.CCCI_BASE_URL + path)).text();
`;
const SHELL = '#!/bin/sh\n';

describe('tests for node --test', () => {
  test('reach the app by its domain, over redirections to https as well', async () => {
    const ended = await runTests({
      'tests/app.test.mjs': `${NODE_TEST}
        test('home', async () => assert.equal(await get('/'), 'hello from ${DOMAIN}'));
        test('redirected', async () => assert.equal(await get('/gone'), 'hello from ${DOMAIN}'));
        test('knows', () => assert.equal(process.env.CCCI_APP_DOMAIN + process.env.CCCI_ENGINE, '${DOMAIN}swarm'));`,
    });
    expect(ended).toEqual({
      kind: 'passed',
      passed: 3,
      how: 'node (3 passed)',
      artifacts: ['tests/node.txt', 'tests/node.xml'],
    });
    expect(kept('tests/node.xml')).toContain('<testcase name="home"');
  });

  test('that fail are named, with the end of the output', async () => {
    const ended = await runTests({
      'tests/app.test.mjs': `${NODE_TEST}
        test('home', async () => assert.equal(await get('/'), 'else')); test('fine', () => {}); test('fine too', () => {});`,
    });
    expect(messageOf(ended)).toMatch(
      /^local tests: 1 of 3 failed: home \(.*hello from tests\.local-e2e\.test/,
    );
    expect(ended.kind === 'failed' && ended.finding.evidence.join('\n')).toMatch(
      /node: exit code 1[\s\S]*✖ home/,
    );
  });

  test('that hold no test, or can not be loaded, are no green run', async () => {
    expect(messageOf(await runTests({ 'tests/app.test.mjs': 'export {};' }))).toMatch(
      /^local tests: node: no test ran/,
    );
    const broken = await runTests({ 'tests/app.test.mjs': 'import "./nowhere.mjs";' });
    expect(messageOf(broken)).toMatch(/^local tests: 1 of 1 failed: .*app\.test\.mjs/);
  });
});

describe('programs', () => {
  test('run in their order, and see nothing of the job’s environment', async () => {
    const env = { ...process.env, FORGE_TOKEN: 'planted', GITHUB_TOKEN: 'planted', DOCKER_HOST: 'planted' };
    const files = {
      'tests/10-env': `${SHELL}env; ! env | grep planted`,
      'tests/20-page': `${SHELL}set -e; echo second; test "$(pwd)" = "$(dirname "$(readlink -f "$0")")"`,
    };
    const ended = await runTests(files, {}, { env });
    expect(messageOf(ended)).toBe('passed');
    expect(ended).toMatchObject({ passed: 2, how: '10-env (1 passed), 20-page (1 passed)' });
    const names = kept('tests/10-env.txt')
      .match(/^[A-Z_]+(?==)/gm)
      ?.sort();
    const known =
      /^(CCCI_(APP_DOMAIN|BASE_URL|ENGINE|JUNIT|RECIPE|STACK|VERSION)|PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|NO_COLOR|PYTHONDONTWRITEBYTECODE|PWD|OLDPWD|SHLVL|_)$/;
    expect(names?.filter((name) => !known.test(name))).toEqual([]);
  });

  test('that fail are said, and those after them run', async () => {
    const ended = await runTests({
      'tests/10-bad': `${SHELL}echo why it is so; exit 7`,
      'tests/20-good': `${SHELL}exit 0`,
    });
    expect(messageOf(ended)).toBe('local tests: 1 of 2 failed: 10-bad (exit code 7)');
    expect(ended.kind === 'failed' && ended.finding.evidence).toEqual([
      'failed: 10-bad (exit code 7)',
      '10-bad: exit code 7',
      'why it is so',
    ]);
  });

  test('that take too long are stopped with all that they started, and leave nothing', async () => {
    const files = {
      'tests/10-slow': `${SHELL}echo begun; setsid sleep 987654 >/dev/null 2>&1 & sleep 987654`,
    };
    const ended = await runTests(files, { timeoutMs: 5_000 });
    expect(messageOf(ended)).toBe(
      'local tests: 10-slow did not end within the 5 s that the tests have, and was stopped',
    );
    expect(kept('tests/10-slow.txt')).toBe('begun\n');
    expect((await outcomeOf(['pgrep', '-f', 'sleep 98765[4]'])).stdout).toBe('');
  });

  test('that print without end fill neither memory nor disk', async () => {
    const ended = await runTests({ 'tests/10-loud': `${SHELL}exec yes` }, { timeoutMs: 3_000 });
    expect(messageOf(ended)).toMatch(/did not end within/);
    expect(kept('tests/10-loud.txt').length).toBeLessThan(70_000_000);
  });

  test('are stopped when the run is cancelled', async () => {
    const controller = new AbortController();
    const asked = runTests(
      { 'tests/10-slow': `${SHELL}touch ../begun; sleep 987653` },
      {},
      { signal: controller.signal },
    );
    await expect.poll(() => existsSync(join(folder, 'recipe/begun')), { timeout: 60_000 }).toBe(true);
    controller.abort();
    await expect(asked).rejects.toThrow(/cancelled/);
  });
});

describe('the manifest’s own command', () => {
  test('runs in the folder, and its report is read where it writes one', async () => {
    const suite =
      '<testsuites><testcase name="a"/><testcase name="b"><failure message="no"/></testcase></testsuites>';
    const command = ['sh', '-c', `pwd; echo '${suite}' > "$CCCI_JUNIT"; exit 1`];
    expect(messageOf(await runTests({ 'tests/x': '' }, { command }))).toBe(
      'local tests: 1 of 2 failed: b (no)',
    );
    expect(kept('tests/command.txt').trim()).toBe(join(folder, 'recipe/tests'));
  });
});

describe('pytest', () => {
  const files = {
    'tests/test_app.py': `import os, urllib.request
def test_home():
    assert urllib.request.urlopen(os.environ['CCCI_BASE_URL']).read() == b'hello from ${DOMAIN}'
def test_login():
    assert 500 == int(os.environ.get('STATUS', '500'))
`,
    'tests/extra/test_heavy.py': 'def test_heavy():\n    assert False\n',
  };

  test('runs where it is installed, without the heavy suite below it, and leaves the recipe as it was', async (context) => {
    if ((await outcomeOf(['python3', '-m', 'pytest', '--version'])).code !== 0)
      context.skip('Install pytest');
    expect(await runTests(files)).toMatchObject({
      kind: 'passed',
      passed: 2,
      how: 'pytest (2 passed)',
    });
    expect(readdirSync(join(folder, 'recipe/tests')).sort()).toEqual(['extra', 'test_app.py']);
    const heavy = await runTests({}, { folder: 'tests/extra' });
    expect(messageOf(heavy)).toBe('local tests: 1 of 1 failed: test_heavy (assert False)');
  });

  test('that is not installed is the host’s lack, with what to install', async () => {
    // A Python that has nothing installed.
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const python = ['/usr/bin/python3', findProgram('python3')].find((path) => path && existsSync(path));
    writeFileSync(join(bin, 'python3'), `${SHELL}exec ${python} -I -S "$@"\n`, { mode: 0o755 });
    const ended = await runTests(files, {}, { env: { PATH: `${bin}:/usr/bin:/bin` } });
    expect(ended).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'missing-program',
        blame: 'host',
        message: 'local tests: they are written for pytest, which is not installed here',
      },
    });
  });
});

describe('vitest', () => {
  const vitest = join(import.meta.dirname, '../../../node_modules');
  const files = (expected: string): Readonly<Record<string, string>> => ({
    'tests/package.json': '{"type":"module","devDependencies":{"vitest":"*"}}',
    'tests/app.test.js': `import { expect, test } from 'vitest';
      test('home', async () => expect(await (await fetch(process.env.CCCI_BASE_URL)).text()).toBe('${expected}'));`,
  });

  test('runs from the tests’ own packages, and what is red is named', async () => {
    mkdirSync(join(folder, 'recipe/tests'), { recursive: true });
    symlinkSync(vitest, join(folder, 'recipe/tests/node_modules'));
    expect(await runTests(files(`hello from ${DOMAIN}`))).toMatchObject({
      kind: 'passed',
      passed: 1,
    });
    expect(messageOf(await runTests(files('else')))).toMatch(
      /^local tests: 1 of 1 failed: home \(.*hello from/,
    );
  });

  test('whose packages are not installed is the host’s lack', async () => {
    const ended = await runTests(files(''), {}, { env: { PATH: '/usr/bin:/bin' } });
    expect(ended).toMatchObject({
      finding: { code: 'missing-program', blame: 'host', remedy: expect.stringContaining('npm ci') },
    });
  });
});

test('what tests print and report is kept without the secrets of the app', async () => {
  const secret = 'hunter2-9f1kQ27xT0-hunter2';
  const mask = makeMask();
  mask.addOfApp(secret);
  const suite = `<testsuites><testcase name="a"><failure message="got ${secret}"/></testcase></testsuites>`;
  const script = `printf 'token=hunter2-9f1k' ; sleep 0.2; echo 'Q27xT0-hunter2'; echo '${secret}' >&2
echo '${suite}' > "$CCCI_JUNIT"; echo '${secret}' > "$(dirname "$CCCI_JUNIT")/more.log"; exit 1`;
  const ended = await runTests({ 'tests/x': '' }, { command: ['sh', '-c', script] }, { mask });
  expect(kept('tests/command.txt')).toBe('token=***\n***\n');
  expect(kept('tests/command.xml')).toContain('message="got ***"');
  expect(kept('tests/more.log')).toBe('***\n');
  expect(ended.kind === 'failed' && ended.finding.evidence.join('\n')).toContain('token=***');
});

describe('a program that is not installed where the job runs', () => {
  test.each([
    ['the command of the manifest', {}, { command: ['bats', 'tests'] }, 'bats'],
    ['what the first line of a script names', { 'tests/run': '#!/nowhere/bats\n' }, {}, '/nowhere/bats'],
  ])('is the host’s lack: %s', async (_, files, spec, program) => {
    expect(await runTests({ 'tests/README.md': '', ...files }, spec)).toMatchObject({
      kind: 'failed',
      finding: {
        ...{ code: 'missing-program', blame: 'host' },
        message: `local tests: they are written for ${program}, which is not installed here`,
        remedy: expect.stringContaining(`Install ${program} where the job runs`),
      },
    });
  });
});

describe('no tests', () => {
  test('are said to be none: no folder, or one that holds nothing that runs', async () => {
    expect(await runTests({})).toEqual({ kind: 'none', reason: 'the recipe has no tests/' });
    expect(await runTests({ 'tests/README.md': '' })).toMatchObject({
      kind: 'none',
      reason: expect.stringMatching(/^tests\/ holds nothing that runs: test_\*\.py/),
    });
  });
});

describe('an app on the Swarm', () => {
  test('is asked by every kind of test, of which each can be the red one', async (context) => {
    const swarm = swarmFor(context);
    const words = { docker: swarm.docker, stack: await deploy(swarm) };
    const green = {
      'tests/app.test.mjs': `${NODE_TEST}
        test('home', async () => assert.equal(await get('/gone'), 'hello from ${DOMAIN}'));`,
      'tests/10-home': `${SHELL}exec ${process.execPath} -e 'fetch(process.env.CCCI_BASE_URL).then((answer) => process.exit(answer.status === 200 ? 0 : 1))'`,
    };
    expect(await runTests(green, {}, words)).toMatchObject({
      kind: 'passed',
      passed: 2,
      how: 'node (1 passed), 10-home (1 passed)',
    });
    const red = {
      'tests/app.test.mjs': `${NODE_TEST}test('login', async () => assert.equal(await get('/login'), 'welcome'));`,
    };
    expect(messageOf(await runTests(red, {}, words))).toMatch(
      /^local tests: 1 of 2 failed: login \(.*hello from tests/,
    );
    expect(messageOf(await runTests({ 'tests/10-home': `${SHELL}exit 3` }, {}, words))).toMatch(
      /^local tests: 2 of 2 failed: login \(.*\), 10-home \(exit code 3\)$/,
    );
  });

  test('that has no container is the host’s to look at, and no test runs', async (context) => {
    const swarm = swarmFor(context);
    const ended = await runTests(
      { 'tests/10-x': `${SHELL}exit 0` },
      {},
      { docker: swarm.docker, stack: swarm.stackName() },
    );
    expect(ended).toMatchObject({ kind: 'failed', finding: { code: 'http-unreachable', blame: 'host' } });
  });
});
