/** What is refused before anything is fetched: unknown inputs, bad values, hostile refs, paths that climb out, forks' code. */
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OriginRepository } from '../../support/repos.js';
import type { JobContext } from '../../support/step.js';
import { type CloneResult, expectExit, useForge } from './forge.js';

let app: OriginRepository;
let head = '';
const forge = useForge((it) => {
  app = it.repository('owner/app');
  app.commit({ 'file.txt': '1\n' });
  head = app.pullRequest(5, { 'pull.txt': 'from a fork\n' });
  app.ref('refs/heads/-dash');
  app.ref('refs/heads/--upload-pack=touch_pwned');
  it.repository('evil/app').commit({ 'fork.txt': 'f\n' });
});

/** Nothing was asked of the server, and nothing made in the workspace. */
function expectUntouched(clone: CloneResult): void {
  expectExit(clone, 2);
  expect(forge.server.requests).toEqual([]);
  expect(readdirSync(clone.world.workspace).filter((name) => name === '.git')).toEqual([]);
}

describe('an input that is not understood', () => {
  const misspelt = [
    ['fetch_depth', 'fetch-depth'],
    ['submodule', 'submodules'],
    ['persist-credential', 'persist-credentials'],
    ['mirrordir', 'mirror-dir'],
  ] as const;
  test.each(misspelt)('%s is refused with the nearest name, %s', async (given, nearest) => {
    const clone = await forge.clone({ inputs: { [given]: '1' } });
    expectUntouched(clone);
    expect(clone.log).toMatch(new RegExp(`${given}.*${nearest}`));
  });

  test('that resembles none is refused with the list of those there are', async () => {
    const clone = await forge.clone({ inputs: { 'colour-of-the-sky': 'blue' } });
    expectUntouched(clone);
    expect(clone.log).toMatch(/colour-of-the-sky.*fetch-depth.*stall-seconds/s);
  });

  test('of actions/checkout that has no counterpart is refused with what to do', async () => {
    const clone = await forge.clone({ inputs: { 'ssh-key': 'x' } });
    expectUntouched(clone);
    expect(clone.log).toMatch(/ssh-key.*token/);
  });

  const values: readonly (readonly [name: string, value: string, accepted: RegExp])[] = [
    ['fetch-depth', 'abc', /whole number/],
    ['fetch-depth', '-1', /whole number/],
    ['fetch-depth', '1.5', /whole number/],
    ['clean', 'yes', /true or false/],
    ['lfs', '1', /true or false/],
    ['submodules', 'all', /false, true, recursive/],
    ['filter', 'blob:nothing', /blob:none/],
    ['fetch-timeout', 'soon', /10m/],
    ['fetch-tries', '0', /1 to 20/],
    ['stall-seconds', '0', /1 to 3600/],
    ['set-safe-directory', 'maybe', /auto, true, false/],
    ['github-server-url', 'ftp://example.org', /https:/],
    ['github-server-url', 'https://user:password@example.org', /without credentials/],
    ['repository', 'no-owner', /OWNER\/NAME/],
    ['repository', '../../etc/passwd', /OWNER\/NAME/],
    ['repository', '--upload-pack=x/y', /OWNER\/NAME/],
    ['repository', 'owner/..', /OWNER\/NAME/],
    ['token', 'two\nlines', /control characters/],
  ];
  test.each(values)('%s: %j is refused with the accepted values', async (name, value, accepted) => {
    const clone = await forge.clone({ inputs: { [name]: value } });
    expectUntouched(clone);
    expect(clone.log).toContain(name);
    expect(clone.log).toMatch(accepted);
  });

  test('is told together with all others, in one go', async () => {
    const clone = await forge.clone({ inputs: { clean: 'yes', 'fetch-depth': 'abc', claen: 'true' } });
    expectUntouched(clone);
    for (const name of ['clean', 'fetch-depth', 'claen']) expect(clone.log).toContain(`input ${name}`);
  });

  test('a bad token’s value is not repeated in the log', async () => {
    const clone = await forge.clone({ inputs: { token: 'secret-part-one\nsecret-part-two' } });
    const shown = clone.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(shown.join('\n')).not.toContain('secret-part');
  });
});

describe('a hostile ref', () => {
  const refs = [
    '-dash',
    '--upload-pack=touch pwned',
    '--upload-pack=touch_pwned',
    'refs/heads/-dash',
    'main\nrefs/heads/other',
    'main\u0000x',
    'a..b',
    '../../../etc/passwd',
    'main:refs/heads/evil',
    '+main',
    'main~1',
    'main^{tree}',
    '@{-1}',
    'refs/heads/*',
    'refs/heads/main.lock',
  ];
  test.each(refs.filter((ref) => !ref.includes('\u0000')))('%j is refused and quoted', async (ref) => {
    const clone = await forge.clone({ inputs: { ref } });
    expect(clone.exitCode).toBe(2);
    expect(existsSync(join(clone.world.workspace, 'pwned'))).toBe(false);
    expect(clone.log).toMatch(/ref/);
    expect(clone.log).not.toMatch(/usage: git|unknown option/);
  });

  test('in GITHUB_REF is refused as well', async () => {
    const clone = await forge.clone({ job: { ref: 'refs/heads/--upload-pack=touch_pwned', sha: '' } });
    expect(clone.exitCode).toBe(2);
    expect(existsSync(join(clone.world.workspace, 'pwned'))).toBe(false);
  });
});

test('branches with hostile names on the server do not disturb a clone of all history', async () => {
  const clone = expectExit(await forge.clone({ inputs: { 'fetch-depth': '0' } }), 0);
  expect(clone.git('branch', '--remotes', '--format=%(refname)').split('\n')).toContain(
    'refs/remotes/origin/-dash',
  );
  expect(existsSync(clone.at('pwned'))).toBe(false);
});

describe('path', () => {
  const outside: readonly (readonly [string, (workspace: string) => string])[] = [
    ['..', () => '..'],
    ['with .. in the middle', () => 'a/../../b'],
    ['absolute and elsewhere', () => '/tmp/elsewhere'],
    ['absolute, beside the workspace', (workspace) => `${workspace}-beside`],
  ];
  test.each(outside)('%s climbs out of the workspace and is refused', async (_name, path) => {
    const world = forge.world();
    const clone = await forge.clone({ world, inputs: { path: path(world.workspace) } });
    expectUntouched(clone);
    expect(clone.log).toMatch(/path.*workspace/s);
    expect(existsSync(join(world.root, 'b'))).toBe(false);
    expect(existsSync(`${world.workspace}-beside`)).toBe(false);
  });

  test.each(['link', 'link/below', 'dir/link'])(
    '%s leads out through a symbolic link and is refused',
    async (path) => {
      const world = forge.world();
      mkdirSync(join(world.workspace, 'dir'));
      for (const name of ['link', 'dir/link']) symlinkSync(world.tmp, join(world.workspace, name));
      writeFileSync(join(world.tmp, 'keep'), '');
      expectUntouched(await forge.clone({ world, inputs: { path } }));
      expect(readdirSync(world.tmp)).toEqual(['keep']);
    },
  );

  test('absolute inside the workspace is fine', async () => {
    const world = forge.world();
    const clone = expectExit(
      await forge.clone({ world, inputs: { path: join(world.workspace, 'inside') } }),
      0,
    );
    expect(clone.outputs.path).toBe(join(world.workspace, 'inside'));
  });

  test('that is a file is refused', async () => {
    const world = forge.world();
    writeFileSync(join(world.workspace, 'file'), '');
    const clone = await forge.clone({ world, inputs: { path: 'file' } });
    expectExit(clone, 2);
    expect(clone.log).toMatch(/path.*file/);
  });

  test('without a GITHUB_WORKSPACE is refused with the variable’s name', async () => {
    const clone = await forge.clone({ env: { GITHUB_WORKSPACE: undefined } });
    expectExit(clone, 2);
    expect(clone.log).toContain('GITHUB_WORKSPACE');
  });
});

describe('a fork’s code in a job that holds secrets', () => {
  const base = { full_name: 'owner/app', fork: false };
  const fork = { full_name: 'evil/app', fork: true };
  const pull = (repo: object | null, more: object = {}): unknown => ({
    pull_request: {
      number: 5,
      head: { sha: head, ref: 'patch', repo },
      base: { ref: 'main', repo: base },
      ...more,
    },
    repository: base,
  });
  /** pull_request_target: the base branch's ref and sha, the fork's pull request in the payload. */
  const privileged = (eventName = 'pull_request_target', repo: object | null = fork): JobContext => ({
    eventName,
    ref: 'refs/heads/main',
    event: pull(repo),
  });

  const asks: readonly (readonly [string, () => Readonly<Record<string, string>>])[] = [
    ['its sha', () => ({ ref: head })],
    ['refs/pull/5/head', () => ({ ref: 'refs/pull/5/head' })],
    ['refs/pull/5/merge', () => ({ ref: 'refs/pull/5/merge' })],
    ['the fork’s repository', () => ({ repository: 'evil/app' })],
    ['the fork’s repository, spelt differently', () => ({ repository: 'Evil/App' })],
  ];
  test.each(asks)('is refused when the job asks for %s', async (_name, inputs) => {
    const clone = await forge.clone({ job: privileged(), inputs: inputs() });
    expectUntouched(clone);
    expect(clone.log).toContain('allow-unsafe-pr-checkout');
  });

  test('is refused in a reusable workflow, where the forge calls the event workflow_call', async () => {
    expectUntouched(await forge.clone({ job: privileged('workflow_call'), inputs: { ref: head } }));
  });

  test('is refused when the fork has been deleted since', async () => {
    expectUntouched(
      await forge.clone({ job: privileged('pull_request_target', null), inputs: { ref: head } }),
    );
  });

  test('is refused after a workflow of the fork, too', async () => {
    const event = { workflow_run: { head_sha: head, head_repository: fork, repository: base } };
    const job = { eventName: 'workflow_run', ref: 'refs/heads/main', event };
    expectUntouched(await forge.clone({ job, inputs: { ref: head } }));
  });

  test('is refused after a workflow of a fork that has been deleted since', async () => {
    const event = { workflow_run: { head_sha: head, head_repository: null, repository: base } };
    const job = { eventName: 'workflow_run', ref: 'refs/heads/main', event };
    expectUntouched(await forge.clone({ job, inputs: { ref: head } }));
  });

  test('is refused in the shape of its trial merge into the base', async () => {
    const merge = app.git('commit-tree', '-p', app.sha(), '-p', head, '-m', 'merge', `${head}^{tree}`);
    app.ref('refs/pull/5/merge', merge);
    const job = { ...privileged(), event: pull(fork, { merge_commit_sha: merge }) };
    expectUntouched(await forge.clone({ job, inputs: { ref: merge } }));
  });

  test('is not meant by an event that says null for the pull request', async () => {
    const event = { pull_request: null, workflow_run: null, issue: null };
    expectExit(await forge.clone({ job: { ref: 'refs/heads/main', event } }), 0);
  });

  test('is refused after a comment, whose payload does not say where the pull request comes from', async () => {
    const job = {
      eventName: 'issue_comment',
      ref: 'refs/heads/main',
      event: { issue: { number: 5, pull_request: {} } },
    };
    expectUntouched(await forge.clone({ job, inputs: { ref: 'refs/pull/5/head' } }));
  });

  test('is checked out with allow-unsafe-pr-checkout: true', async () => {
    const inputs = { ref: 'refs/pull/5/head', 'allow-unsafe-pr-checkout': 'true' };
    const clone = expectExit(await forge.clone({ job: privileged(), inputs }), 0);
    expect(clone.outputs.sha).toBe(head);
  });

  test('is not meant when the job asks for its own base branch', async () => {
    const clone = expectExit(await forge.clone({ job: privileged() }), 0);
    expect(clone.outputs.sha).toBe(app.sha());
  });

  test('is not meant when the pull request comes from the same repository', async () => {
    const clone = expectExit(
      await forge.clone({ job: privileged('pull_request_target', base), inputs: { ref: head } }),
      0,
    );
    expect(clone.outputs.sha).toBe(head);
  });

  test.each(['pull_request', 'workflow_call'])(
    'is fine in an ordinary pull request (event %s)',
    async (eventName) => {
      const job = { eventName, ref: 'refs/pull/5/head', sha: head, event: pull(fork) };
      expect(expectExit(await forge.clone({ job }), 0).outputs.sha).toBe(head);
      expect(expectExit(await forge.clone({ job, inputs: { ref: head } }), 0).outputs.sha).toBe(head);
    },
  );

  test('is refused at a pull request’s ref when the forge names the event pull_request_target', async () => {
    const job = { eventName: 'pull_request_target', ref: 'refs/pull/5/head', sha: head, event: pull(fork) };
    expectUntouched(await forge.clone({ job, inputs: { ref: head } }));
  });

  test('a payload that can’t be read stops the clone instead of reading as no pull request', async () => {
    const world = forge.world();
    writeFileSync(join(world.tmp, 'event.json'), '{ not json');
    const clone = await forge.clone({ world, env: { GITHUB_EVENT_PATH: join(world.tmp, 'event.json') } });
    expectExit(clone, 1);
    expect(clone.log).toContain('event.json');
  });
});
