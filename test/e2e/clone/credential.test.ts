/** Where the credential is while the clone runs, and that it is nowhere afterwards. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formsIn } from '../../support/credential-search/forms.js';
import { findCredential, needlesFor, sampleArgv } from '../../support/credential-search/index.js';
import { gitShim } from '../../support/git-shim.js';
import { GIT_ENVIRONMENT, git, incompressible, manyFiles } from '../../support/repos.js';
import { type CloneResult, expectExit, TOKEN, useForge } from './forge.js';

const needles = needlesFor(TOKEN);
const forge = useForge((it) => {
  const lib = it.repository('owner/lib');
  lib.commit({ 'lib.txt': 'l\n' });
  const app = it.repository('owner/app');
  app.commit({ ...manyFiles(10), 'big.dat': incompressible(50_000), '.gitmodules': '' });
  const parent = it.repository('owner/parent');
  parent.commit({ 'text.txt': 'one\n' });
  parent.submodule('lib', '../lib', lib.sha());
});

/** What git, as a later step would run it, says. */
function laterGit(clone: CloneResult, ...args: string[]): string {
  const { PATH = '', ...env } = clone.laterEnv;
  return git(clone.at(), args, { ...env, PATH, GIT_CONFIG_GLOBAL: join(clone.world.home, '.gitconfig') });
}

describe('a fresh plain clone', () => {
  test('runs exactly three git processes: init, fetch, checkout; only fetch has the credential', async () => {
    const world = forge.world();
    const shim = gitShim(world);
    expectExit(await forge.clone({ world, env: { PATH: shim.path } }), 0);
    expect(shim.calls().map(({ args, hasCredential }) => [args[0], hasCredential])).toEqual([
      ['init', false],
      ['fetch', true],
      ['checkout', false],
    ]);
  });

  test('puts what a user controls behind --end-of-options or --', async () => {
    const world = forge.world();
    const shim = gitShim(world);
    expectExit(await forge.clone({ world, env: { PATH: shim.path }, inputs: { ref: 'main' } }), 0);
    const fetch = shim.calls().find(({ args }) => args[0] === 'fetch');
    const afterOptions = fetch?.args.slice(fetch.args.indexOf('--end-of-options')) ?? [];
    expect(afterOptions[0]).toBe('--end-of-options');
    expect(afterOptions.join(' ')).toContain('refs/heads/main');
  });

  test('leaves the credential nowhere: files, command lines, log, command files, later steps', async () => {
    const world = forge.world();
    const sampler = await sampleArgv(needles);
    const step = expectExit(await forge.clone({ world }), 0);
    const argv = await sampler.report();
    expect(argv.gitSeen).toContain('fetch');
    expect(findCredential({ token: TOKEN, world, step, argv })).toEqual([]);
  });

  test('leaves nothing in RUNNER_TEMP, HOME or the temp folder at all', async () => {
    const { world } = expectExit(await forge.clone(), 0);
    expect([world.home, world.runnerTemp, world.tmp].flatMap((folder) => readdirSync(folder))).toEqual([]);
  });

  test('has the token and what is sent masked before anything else is said', async () => {
    const clone = expectExit(await forge.clone(), 0);
    const [first, second] = clone.stdout.split('\n');
    expect(first).toBe(`::add-mask::${TOKEN.replaceAll('%', '%25')}`);
    expect(second).toBe(`::add-mask::${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`);
  });

  test('has a remote without credential that git pull and git push name by default', async () => {
    const clone = expectExit(await forge.clone(), 0);
    expect(clone.git('remote', 'get-url', 'origin')).toBe(`${forge.server.url}/owner/app`);
    expect(clone.git('rev-parse', '--abbrev-ref', '@{upstream}')).toBe('origin/main');
  });
});

describe('the credential stays where it is needed', () => {
  test('when submodules, a sparse checkout and a filter ask for more processes', async () => {
    const world = forge.world();
    const shim = gitShim(world);
    const inputs = { submodules: 'true', 'sparse-checkout': '/*', 'sparse-checkout-cone-mode': 'false' };
    const step = expectExit(
      await forge.clone({ world, env: { PATH: shim.path }, job: { repository: 'owner/parent' }, inputs }),
      0,
    );
    const withCredential = shim.calls().filter(({ hasCredential }) => hasCredential);
    // A partial clone's checkout fetches what it lacks.
    expect(withCredential.map(({ args }) => args[0])).toEqual(['fetch', 'checkout', 'submodule']);
    expect(findCredential({ token: TOKEN, world, step })).toEqual([]);
  });

  test('out of sight of the user’s own hooks, which run as in any checkout', async () => {
    const world = forge.world();
    const hooks = join(world.tmp, 'hooks');
    const seen = join(world.tmp, 'seen');
    mkdirSync(hooks);
    for (const name of ['post-checkout', 'reference-transaction']) {
      const text = `#!/bin/sh\necho "${name}" >> ${seen}\nenv >> ${seen}\ntr '\\0' '\\n' < /proc/$PPID/environ >> ${seen}\n`;
      writeFileSync(join(hooks, name), text);
      chmodSync(join(hooks, name), 0o755);
    }
    writeFileSync(join(world.home, '.gitconfig'), `[core]\n\thooksPath = ${hooks}\n`);
    expectExit(await forge.clone({ world }), 0);
    const text = readFileSync(seen, 'utf8');
    expect(text).toContain('post-checkout');
    expect(text).not.toMatch(/authorization/i);
    expect(formsIn(text, needles)).toEqual([]);
  });

  test('out of traces that the user has asked for', async () => {
    const world = forge.world();
    const trace = (name: string): string => join(world.tmp, name);
    const env = {
      GIT_TRACE: trace('trace'),
      GIT_TRACE_CURL: trace('curl'),
      GIT_TRACE_REDACT: '0',
      GIT_TRACE_SETUP: trace('setup'),
      GIT_TRACE2_EVENT: trace('event'),
      GIT_TRACE2_ENV_VARS: 'GIT_CONFIG_VALUE_0,GIT_CONFIG_VALUE_5,GIT_CONFIG_VALUE_6,GIT_CONFIG_VALUE_7',
      GIT_TRACE2_CONFIG_PARAMS: 'http.*,http.*.extraheader',
      GIT_CURL_VERBOSE: '1',
    };
    const step = expectExit(await forge.clone({ world, env }), 0);
    expect(existsSync(trace('event'))).toBe(true);
    expect(findCredential({ token: TOKEN, world, step })).toEqual([]);
  });

  test('out of traces that the user’s configuration asks for', async () => {
    const world = forge.world();
    const trace = join(world.tmp, 'trace2');
    const wanted = 'GIT_CONFIG_VALUE_5,GIT_CONFIG_VALUE_6,GIT_CONFIG_VALUE_7';
    const config = `[trace2]\n\tnormalTarget = ${trace}\n\tconfigParams = http.*\n\tenvVars = "${wanted}"\n`;
    writeFileSync(join(world.home, '.gitconfig'), config);
    const step = expectExit(await forge.clone({ world }), 0);
    expect(existsSync(trace)).toBe(true);
    expect(findCredential({ token: TOKEN, world, step })).toEqual([]);
  });

  test('and a helper that the user has configured is neither asked nor told', async () => {
    const world = forge.world();
    const helper = join(world.tmp, 'helper');
    writeFileSync(helper, `#!/bin/sh\necho "$*" >> ${helper}.calls\ncat >> ${helper}.calls\n`);
    chmodSync(helper, 0o755);
    writeFileSync(join(world.home, '.gitconfig'), `[credential]\n\thelper = ${helper}\n`);
    expectExit(await forge.clone({ world }), 0);
    expectExit(await forge.clone({ world: forge.world(), inputs: { token: 'wrong' } }), 2);
    expect(existsSync(`${helper}.calls`)).toBe(false);
  });
});

describe('GIT_CONFIG_COUNT that a user has set', () => {
  const userConfig = {
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'core.autocrlf',
    GIT_CONFIG_VALUE_0: 'true',
    GIT_CONFIG_KEY_1: 'test.marker',
    GIT_CONFIG_VALUE_1: 'kept',
  };

  test('keeps its meaning during the clone', async () => {
    const job = { repository: 'owner/parent' };
    const clone = expectExit(await forge.clone({ job, env: userConfig }), 0);
    expect(readFileSync(clone.at('text.txt'), 'utf8')).toBe('one\r\n');
  });

  test('keeps its meaning for later steps', async () => {
    const clone = expectExit(
      await forge.clone({ env: userConfig, inputs: { 'set-safe-directory': 'true' } }),
      0,
    );
    const env = { ...GIT_ENVIRONMENT, ...userConfig, ...clone.env };
    expect(git(clone.at(), ['config', 'test.marker'], env)).toBe('kept');
    expect(git(clone.at(), ['config', 'safe.directory'], env)).toBe(clone.at());
  });

  test('that is no number is the user’s to fix', async () => {
    const clone = expectExit(await forge.clone({ env: { GIT_CONFIG_COUNT: 'two' } }), 2);
    expect(clone.log).toContain('GIT_CONFIG_COUNT=two');
  });

  test('and an Authorization header of the user’s for this forge is replaced, not doubled', async () => {
    const env = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${forge.server.url}/.extraHeader`,
      GIT_CONFIG_VALUE_0: 'Authorization: Basic b3RoZXI6b3RoZXI=',
    };
    expectExit(await forge.clone({ env }), 0);
    const sent = new Set(forge.server.requests.map(({ authorization }) => authorization));
    expect([...sent]).toEqual([`Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`]);
  });
});

describe.skipIf(process.getuid?.() !== 0)('a workspace that belongs to another user (needs root)', () => {
  test('is cloned into, and later steps can use git in it', async () => {
    const world = forge.world();
    chownSync(world.workspace, 65_534, 65_534);
    const clone = expectExit(await forge.clone({ world }), 0);
    chownSync(clone.at('.git'), 65_534, 65_534);
    expect(laterGit(clone, 'status', '--porcelain')).toBe('');
    expect(() => clone.git('status')).toThrow(/dubious ownership/);
  });

  test('is left to the user with set-safe-directory: false', async () => {
    const world = forge.world();
    chownSync(world.workspace, 65_534, 65_534);
    const clone = expectExit(await forge.clone({ world, inputs: { 'set-safe-directory': 'false' } }), 0);
    expect(clone.env).toEqual({});
  });
});

describe('persist-credentials: true', () => {
  const inputs = { 'persist-credentials': 'true' };
  /** A later step's plain `git fetch`: whether it succeeded. */
  const fetchLater = (clone: CloneResult): Promise<boolean> =>
    new Promise((resolve) => {
      const options = {
        cwd: clone.at(),
        env: { ...GIT_ENVIRONMENT, HOME: clone.world.home },
        timeout: 10_000,
      };
      execFile('git', ['fetch', '--quiet', 'origin'], options, (error) => resolve(error === null));
    });

  test('is refused by actions/clone, which has no post step to clean up in', async () => {
    const clone = expectExit(await forge.clone({ inputs }), 2);
    expect(clone.log).toMatch(/persist-credentials.*cc-ci git/);
    expect(findCredential({ token: TOKEN, world: clone.world, step: clone })).toEqual([]);
  });

  test('of the root action warns, works for later steps, and is gone after the post step', async () => {
    const clone = expectExit(await forge.clone({ entry: 'root.js', inputs }), 0);
    expect(clone.log).toMatch(/::warning::.*persist-credentials/);
    expect(await fetchLater(clone)).toBe(true);
    const places = new Set(
      findCredential({ token: TOKEN, world: clone.world, step: clone }).map(({ place }) => place),
    );
    expect([...places]).toEqual([clone.at('.git/config')]);
    const post = await forge.clone({ entry: 'root-post.js', world: clone.world, state: clone.state });
    expectExit(post, 0);
    expect(findCredential({ token: TOKEN, world: clone.world, step: post })).toEqual([]);
    expect(await fetchLater(clone)).toBe(false);
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('left by a job whose post step never ran is gone after the next clone', async () => {
    const clone = expectExit(await forge.clone({ entry: 'root.js', inputs }), 0);
    const next = expectExit(await forge.clone({ world: clone.world }), 0);
    expect(findCredential({ token: TOKEN, world: clone.world, step: next })).toEqual([]);
  });

  test('is false for the root action when nothing is said, and nothing is left', async () => {
    const clone = expectExit(await forge.clone({ entry: 'root.js' }), 0);
    expect(findCredential({ token: TOKEN, world: clone.world, step: clone })).toEqual([]);
    expect(await fetchLater(clone)).toBe(false);
  });
});
