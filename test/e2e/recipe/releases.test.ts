/** Releases and the base, from a real git server with its faults, into real clones. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunProcess, run as realRun } from '../../../src/lib/process.js';
import {
  findBase,
  findReleases,
  materialise,
  type ReleasesContext,
} from '../../../src/recipe/releases/index.js';
import { type GitServer, startGitServer } from '../../support/git-server/index.js';
import { GIT_ENVIRONMENT, git, OriginRepository } from '../../support/repos.js';

const TOKEN = 'tok-3f9c1e77d2a84b';
const APP = 'team/app';
const FORK = 'eve/app';

let root: string;
let temp: string;
let server: GitServer;
/** The same repositories, behind the token. */
let closed: GitServer;
let app: OriginRepository;
let fork: OriginRepository;
const repositories: OriginRepository[] = [];

function repository(name: string): OriginRepository {
  const made = OriginRepository.create(root, name);
  repositories.push(made);
  return made;
}

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cc-ci-releases-test-')));
  server = await startGitServer({ root });
  closed = await startGitServer({ root, token: TOKEN, subPath: '/forge' });
  app = repository(APP);
  app.commit({ 'compose.yml': 'one\n', 'run.sh': '#!/bin/sh\n' });
  app.annotatedTag('1.0.0+1');
  app.commit({ 'compose.yml': 'two\n' });
  app.annotatedTag('1.1.0+1');
  app.tag('1.1.1+1');
  app.tag('nightly');
  app.commit({ 'compose.yml': 'head\n' });
  fork = repository(FORK);
  fork.commit({ 'compose.yml': 'evil\n' });
  fork.annotatedTag('9.9.9+9');
});

afterAll(async () => {
  await Promise.all([server.stop(), closed.stop()]);
  for (const made of repositories) made.dispose();
  rmSync(root, { recursive: true, force: true });
});

beforeEach(() => {
  temp = realpathSync(mkdtempSync(join(tmpdir(), 'cc-ci-releases-test-')));
});

afterEach(() => {
  server.reset();
  closed.reset();
  rmSync(temp, { recursive: true, force: true });
});

/**
 * A clone as a job has it: one commit, no tags. Made from the folder, as git runs synchronously here and the server in this process
 * could not answer it.
 */
function jobClone(url: string, ...options: readonly string[]): string {
  const folder = join(temp, 'clone');
  return cloneInto(folder, url, ['--depth=1', '--no-tags', ...options]);
}

function cloneInto(folder: string, url: string, options: readonly string[]): string {
  const bare = join(root, `${url.split('/').slice(-2).join('/')}.git`);
  git(temp, ['clone', '--quiet', ...options, '--', `file://${bare}`, folder]);
  git(folder, ['remote', 'set-url', 'origin', url]);
  return folder;
}

const at = (of: GitServer, name: string): string => `${of.url}/${name}`;

type Made = {
  readonly context: ReleasesContext;
  readonly notes: string[];
  readonly seen: { argv: string[]; env: string[] };
};

/** @param more over a terminal's: no job, no token. */
function contextFor(folder: string, more: Partial<ReleasesContext> = {}): Made {
  const notes: string[] = [];
  const seen: Made['seen'] = { argv: [], env: [] };
  const run: RunProcess = (file, args, options) => {
    seen.argv.push([file, ...args].join(' '));
    seen.env.push(JSON.stringify(options?.env ?? {}));
    return realRun(file, args, options);
  };
  const env = { ...GIT_ENVIRONMENT, CC_CI_RETRY_BASE_MS: '20', ...more.env };
  const note = (level: string, message: string): void => void notes.push(`${level}: ${message}`);
  const signal = new AbortController().signal;
  return { context: { folder, run, signal, upstream: '', token: '', note, ...more, env }, notes, seen };
}

/** Everything below a folder, with what it holds. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  const names = execFileSync('find', ['.', '-not', '-type', 'd'], { cwd: folder, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      return [
        name.slice(2),
        lstatSync(path).isSymbolicLink() ? `-> ${readlinkSync(path)}` : readFileSync(path, 'latin1'),
      ];
    }),
  );
}

function writeEvent(event: unknown): string {
  const path = join(temp, 'event.json');
  writeFileSync(path, JSON.stringify(event));
  return path;
}

describe('releases', () => {
  it('of origin are known from one listing; nothing is fetched, and the clone stays as it is', async () => {
    const folder = jobClone(at(server, APP));
    const before = contentOf(folder);
    const { context, notes } = contextFor(folder);
    const found = await findReleases(context);
    expect(found).toEqual({
      kind: 'known',
      releases: [
        { tag: '1.1.1+1', sha: app.sha('1.1.1+1'), isAnnotated: false },
        { tag: '1.1.0+1', sha: app.sha('1.1.0+1^{commit}'), isAnnotated: true },
        { tag: '1.0.0+1', sha: app.sha('1.0.0+1^{commit}'), isAnnotated: true },
      ],
      from: [`origin ${at(server, APP)}`],
    });
    expect(notes).toEqual([expect.stringContaining('1 tag of origin')]);
    expect(notes[0]).toContain('("nightly") count for nothing');
    expect(server.requests.map(({ kind }) => kind)).toEqual(['refs', 'ls-refs']);
    expect(contentOf(folder)).toEqual(before);
  });

  it('of upstream come before those of an origin that is a fork', async () => {
    const { context } = contextFor(jobClone(at(server, FORK)), { upstream: at(server, APP) });
    const found = await findReleases(context);
    expect(found).toMatchObject({ kind: 'known', from: [`upstream ${at(server, APP)}`] });
    expect(JSON.stringify(found)).not.toContain('9.9.9');
    expect(server.requests.every(({ repository: name }) => name === APP)).toBe(true);
  });

  it("in the job of a fork's pull request are the base repository's, whatever was cloned and is tagged in it", async () => {
    const folder = jobClone(at(server, FORK));
    git(folder, ['tag', '8.8.8+8']);
    const GITHUB_EVENT_PATH = writeEvent({
      pull_request: { head: { repo: { id: 2, full_name: FORK } }, base: { repo: { id: 1, full_name: APP } } },
    });
    const env = { GITHUB_SERVER_URL: server.url, GITHUB_REPOSITORY: APP, GITHUB_EVENT_PATH };
    const found = await findReleases(contextFor(folder, { env }).context);
    expect(found).toMatchObject({ kind: 'known', from: [`the base repository ${at(server, APP)}`] });
    expect(JSON.stringify(found)).not.toMatch(/9\.9\.9|8\.8\.8/);
  });

  it('of a private origin need the token, which goes by the environment alone and to that address alone', async () => {
    const folder = jobClone(at(server, APP));
    git(folder, ['remote', 'set-url', 'origin', at(closed, APP)]);
    const without = await findReleases(contextFor(folder).context);
    expect(without).toMatchObject({ kind: 'unknown', remedy: expect.stringContaining('input token') });
    expect(without).toHaveProperty(
      'reason',
      expect.stringContaining('asks for credentials, and none were given'),
    );

    const { context, seen } = contextFor(folder, { token: TOKEN });
    expect(await findReleases(context)).toMatchObject({ kind: 'known' });
    expect(seen.argv.join('\n')).not.toContain(TOKEN);
    const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
    const withSecret = seen.env.filter((env) => env.includes(basic) || env.includes(TOKEN));
    expect(withSecret).toHaveLength(1);
    expect(withSecret[0]).toContain(`http.${at(closed, APP)}.git.extraHeader`);
    expect(Object.values(contentOf(folder)).join('\n')).not.toContain(basic);

    const wrong = await findReleases(contextFor(folder, { token: 'wrong' }).context);
    expect(wrong).toHaveProperty('reason', expect.stringContaining('does not accept the token'));
  });

  it('are had with the credential that a checkout has left in the clone, and with a password in the address, which no message shows', async () => {
    const folder = jobClone(at(server, APP));
    git(folder, ['remote', 'set-url', 'origin', at(closed, APP)]);
    const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
    git(folder, ['config', `http.${closed.origin}/.extraHeader`, `Authorization: Basic ${basic}`]);
    expect(await findReleases(contextFor(folder).context)).toMatchObject({ kind: 'known' });

    git(folder, ['config', '--unset-all', `http.${closed.origin}/.extraHeader`]);
    git(folder, ['remote', 'set-url', 'origin', at(closed, APP).replace('//', `//me:${TOKEN}@`)]);
    const { context, seen } = contextFor(folder);
    const found = await findReleases(context);
    expect(found).toMatchObject({ kind: 'known', from: [`origin ${at(closed, APP)}`] });
    expect(seen.argv.join('\n')).not.toContain(TOKEN);

    closed.fault({ kind: 'status', status: 404 });
    const { context: again, notes } = contextFor(folder);
    expect(JSON.stringify([await findReleases(again), notes])).not.toContain(TOKEN);
  });

  it.each([
    ['answers 500', { kind: 'status', status: 500 }, 'answers with an error of its own'],
    ['answers 429', { kind: 'status', status: 429 }, 'too many requests'],
    ['answers 404', { kind: 'status', status: 404 }, 'is not there, or is private (404)'],
    ['cuts the connection', { kind: 'cut', afterBytes: 40, on: ['ls-refs'] }, 'has cut the connection'],
  ] as const)('are unknown, not none, where the server %s', async (_what, fault, said) => {
    const folder = jobClone(at(server, APP));
    server.fault(fault as Parameters<GitServer['fault']>[0]);
    const found = await findReleases(contextFor(folder).context);
    expect(found).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(said) });
    expect(found).toHaveProperty('reason', expect.stringContaining(`origin ${at(server, APP)}`));
    expect(found.kind === 'unknown' && found.remedy !== '').toBe(true);
  });

  it('are unknown where nobody listens', async () => {
    const folder = jobClone(at(server, APP));
    const gone = await startGitServer({ root });
    await gone.stop();
    git(folder, ['remote', 'set-url', 'origin', at(gone, APP)]);
    expect(await findReleases(contextFor(folder).context)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining("can't be reached"),
    });
  });

  it('come at the second try of a server that hiccups', async () => {
    const folder = jobClone(at(server, APP));
    server.fault({ kind: 'status', status: 503, times: 1 });
    const { context, notes } = contextFor(folder);
    expect(await findReleases(context)).toMatchObject({ kind: 'known' });
    expect(notes[0]).toMatch(
      /^info: releases: server answered with an error \(503\) \(try 1 of 3\), trying again/,
    );
  });

  it('of an upstream that is away are not replaced by an origin without any', async () => {
    const empty = repository('team/mirror');
    empty.commit({ 'compose.yml': 'x\n' });
    server.fault({ kind: 'status', status: 500, repository: APP });
    const { context } = contextFor(jobClone(at(server, 'team/mirror')), { upstream: at(server, APP) });
    expect(await findReleases(context)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('upstream'),
    });
    server.reset();
    expect(await findReleases(context)).toMatchObject({
      kind: 'known',
      from: [`upstream ${at(server, APP)}`],
    });
  });

  it('none of a remote that answers is known to be none', async () => {
    const empty = repository('team/young');
    empty.commit({ 'compose.yml': 'x\n' });
    expect(await findReleases(contextFor(jobClone(at(server, 'team/young'))).context)).toEqual({
      kind: 'known',
      releases: [],
      from: [`origin ${at(server, 'team/young')}`],
    });
  });

  it("without any remote are the clone's own, and none in a folder that is no clone", async () => {
    const folder = cloneInto(join(temp, 'local'), at(server, APP), []);
    git(folder, ['remote', 'remove', 'origin']);
    const found = await findReleases(contextFor(folder).context);
    expect(found).toMatchObject({ kind: 'known', from: ["the clone's own tags"] });
    expect(
      found.kind === 'known' && found.releases.map(({ tag, isAnnotated }) => [tag, isAnnotated]),
    ).toEqual([
      ['1.1.1+1', false],
      ['1.1.0+1', true],
      ['1.0.0+1', true],
    ]);
    const plain = join(temp, 'plain');
    mkdirSync(plain);
    expect(await findReleases(contextFor(plain).context)).toMatchObject({ kind: 'known', releases: [] });
    expect(await findReleases(contextFor(plain, { upstream: at(server, APP) }).context)).toHaveProperty(
      'releases.length',
      3,
    );
  });

  it('are not asked for at another server to which the first one redirects, with the token', async () => {
    const folder = jobClone(at(server, APP));
    git(folder, ['remote', 'set-url', 'origin', at(closed, APP)]);
    closed.fault({ kind: 'redirect', toOrigin: server.origin, times: 2 });
    const elsewhere = await findReleases(contextFor(folder, { token: TOKEN }).context);
    expect(elsewhere).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('redirects elsewhere'),
    });
    expect(server.requests).toEqual([]);
  });

  it('stop to be asked for when the run is cancelled', async () => {
    const folder = jobClone(at(server, APP));
    server.fault({ kind: 'stall' });
    const controller = new AbortController();
    const finding = findReleases(contextFor(folder, { signal: controller.signal }).context);
    const isAsked = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (server.requests.length === 0) return;
        clearInterval(look);
        resolve();
      }, 5);
    });
    await isAsked;
    controller.abort(new Error('stopped by hand'));
    await expect(finding).rejects.toThrow('stopped by hand');
  });
});

describe("a release's files", () => {
  it('are fetched as one commit into a folder, and the clone learns nothing of it', async () => {
    const folder = jobClone(at(server, APP));
    const before = contentOf(folder);
    const into = join(temp, 'previous');
    const { context } = contextFor(folder);
    await materialise(context, app.sha('1.0.0+1^{commit}'), into);
    expect(contentOf(into)).toEqual({ 'compose.yml': 'one\n', 'run.sh': '#!/bin/sh\n' });
    expect(contentOf(folder)).toEqual(before);
    expect(readdirSync(temp).sort()).toEqual(['clone', 'previous']);
    expect(server.requests.filter(({ kind }) => kind === 'fetch')).toHaveLength(1);
  });

  it('that the clone has are not fetched, and a store keeps what was', async () => {
    const folder = jobClone(at(server, APP));
    const { context } = contextFor(folder, { store: join(temp, 'store') });
    await materialise(context, app.sha(), join(temp, 'head'));
    expect(server.requests).toEqual([]);
    const sha = app.sha('1.0.0+1^{commit}');
    await materialise(context, sha, join(temp, 'one'));
    server.reset();
    await materialise(context, sha, join(temp, 'again'));
    expect(server.requests).toEqual([]);
    expect(contentOf(join(temp, 'again'))).toEqual(contentOf(join(temp, 'one')));
  });

  it('that a partial clone lacks are fetched', async () => {
    app.git('config', 'uploadpack.allowFilter', 'true');
    const folder = jobClone(at(server, APP), '--filter=blob:none', '--no-checkout', '--no-single-branch');
    await materialise(contextFor(folder).context, app.sha(), join(temp, 'head'));
    expect(contentOf(join(temp, 'head'))).toMatchObject({ 'compose.yml': 'head\n' });
  });

  it('of an upstream come from there', async () => {
    const { context } = contextFor(jobClone(at(server, FORK)), { upstream: at(server, APP) });
    await materialise(context, app.sha('1.0.0+1^{commit}'), join(temp, 'one'));
    expect(contentOf(join(temp, 'one'))).toMatchObject({ 'compose.yml': 'one\n' });
  });

  it('are all there: links, executable bits, what an archive would leave out, pointers of LFS; submodules are named', async () => {
    const rich = repository('team/rich');
    rich.commit({ a: 'a' });
    const sha = withEntries(rich, [
      ['100755', 'run.sh', '#!/bin/sh\n'],
      ['120000', 'link', 'run.sh'],
      ['100644', '.gitattributes', 'secret.txt export-ignore\n*.txt export-subst\n*.bin filter=lfs\n'],
      ['100644', 'secret.txt', '$Format:%H$\n'],
      [
        '100644',
        'big.bin',
        `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 5\n`,
      ],
      ['160000', 'sub', app.sha()],
    ]);
    const { context, notes } = contextFor(jobClone(at(server, APP)), { upstream: at(server, 'team/rich') });
    const into = join(temp, 'rich');
    await materialise(context, sha, into);
    expect(readlinkSync(join(into, 'link'))).toBe('run.sh');
    expect(statSync(join(into, 'run.sh')).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(into, 'secret.txt'), 'utf8')).toBe('$Format:%H$\n');
    expect(readFileSync(join(into, 'big.bin'), 'utf8')).toContain('oid sha256');
    expect(notes.join('\n')).toContain('files that LFS keeps are pointers only: "big.bin"');
    expect(notes.join('\n')).toContain('the submodules sub stay empty');
  });

  it('never lead out of the folder', async () => {
    const evil = repository('team/evil');
    evil.commit({ a: 'a' });
    const sha = withEntries(evil, [
      ['120000', 'absolute', '/etc/passwd'],
      ['120000', 'up', '../../outside'],
      ['120000', 'chain', 'dir/deep/../../../outside'],
      ['120000', 'dir', '.'],
      ['120000', 'good', 'file'],
      ['120000', 'dangling', 'not/there'],
      ['100644', 'file', 'x'],
    ]);
    const { context, notes } = contextFor(jobClone(at(server, APP)), { upstream: at(server, 'team/evil') });
    await materialise(context, sha, join(temp, 'evil'));
    expect(Object.keys(contentOf(join(temp, 'evil'))).sort()).toEqual(['dangling', 'dir', 'file', 'good']);
    expect(notes.join('\n')).toContain('links that lead out of the recipe are left out: ');
  });

  it.each(['..', '.git', 'x/../../y'])(
    'with a path that no checkout may write (%s) are refused, and nothing is left',
    async (name) => {
      const evil = repository(`team/evil-${name.replaceAll(/\W/g, '')}`);
      evil.commit({ a: 'a' });
      const sha = hostile(evil, name);
      const { context } = contextFor(jobClone(at(server, APP)), { upstream: at(server, evil.name) });
      const before = readdirSync(temp).sort();
      await expect(materialise(context, sha, join(temp, 'evil'))).rejects.toThrow(
        /can't be written|not the files|can't be read/,
      );
      expect(readdirSync(temp).sort()).toEqual(before);
    },
  );

  it('are not written through a link of the same tree', async () => {
    const evil = repository('team/evil-link');
    evil.commit({ a: 'a' });
    const target = join(temp, 'target');
    mkdirSync(target);
    const sha = linkThenFile(evil, target);
    const { context } = contextFor(jobClone(at(server, APP)), { upstream: at(server, evil.name) });
    // Which of the two entries of one name is written is git's affair.
    await materialise(context, sha, join(temp, 'evil'));
    expect(readdirSync(target)).toEqual([]);
  });

  it('that nobody has are an error that says who was asked', async () => {
    const { context } = contextFor(jobClone(at(server, APP)));
    await expect(materialise(context, 'e'.repeat(40), join(temp, 'x'))).rejects.toThrow(
      /the files of a release \(commit eeeeeeeeeeee\): origin http.* does not have that commit any more/,
    );
    expect(existsSync(join(temp, 'x'))).toBe(false);
  });

  it('that are cut off while they come leave nothing', async () => {
    const folder = jobClone(at(server, APP));
    server.fault({ kind: 'cut', afterBytes: 60, on: ['fetch'] });
    await expect(
      materialise(contextFor(folder).context, app.sha('1.0.0+1'), join(temp, 'x')),
    ).rejects.toThrow(/cut/);
    expect(readdirSync(temp)).toEqual(['clone']);
  });

  it('of a recipe that is a part of its repository are that part', async () => {
    const mono = repository('team/mono');
    mono.commit({ 'recipes/app/compose.yml': 'one\n', 'other.txt': 'x\n' });
    const sha = mono.sha();
    mono.commit({ 'recipes/app/compose.yml': 'two\n' });
    const folder = jobClone(at(server, 'team/mono'));
    await materialise(contextFor(join(folder, 'recipes', 'app')).context, sha, join(temp, 'one'));
    expect(contentOf(join(temp, 'one'))).toEqual({ 'compose.yml': 'one\n' });
  });

  it('go into an empty folder only', async () => {
    const folder = jobClone(at(server, APP));
    await expect(materialise(contextFor(folder).context, app.sha(), folder)).rejects.toThrow(
      'not an empty folder',
    );
    mkdirSync(join(temp, 'empty'));
    await materialise(contextFor(folder).context, app.sha(), join(temp, 'empty'));
    expect(contentOf(join(temp, 'empty'))).toMatchObject({ 'compose.yml': 'head\n' });
  });
});

describe('the base', () => {
  const inputs = { base: '', trust: 'auto', withTests: false } as const;
  const job = (): Record<string, string> => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: server.url,
    GITHUB_REPOSITORY: APP,
  });
  const pull = (head: unknown, base: Record<string, unknown> = {}): string =>
    writeEvent({
      pull_request: { head, base: { sha: app.sha(), ref: 'main', repo: { id: 1, full_name: APP }, ...base } },
    });

  it("of a fork's pull request is fetched from the base repository, and its files can be written out", async () => {
    const folder = jobClone(at(server, FORK));
    const env = { ...job(), GITHUB_EVENT_PATH: pull({ repo: { id: 2, full_name: FORK } }) };
    const { context } = contextFor(folder, { env, store: join(temp, 'store') });
    const found = await findBase(context, inputs);
    expect(found).toMatchObject({ trust: 'fork', sha: app.sha() });
    expect(server.requests.every(({ repository: name }) => name === APP)).toBe(true);
    await materialise(context, app.sha(), join(temp, 'base'));
    expect(contentOf(join(temp, 'base'))).toMatchObject({ 'compose.yml': 'head\n' });
  });

  it("of a member's is the base too, and the head's own with with-tests", async () => {
    const env = { ...job(), GITHUB_EVENT_PATH: pull({ repo: { id: 1, full_name: APP } }) };
    const { context } = contextFor(jobClone(at(server, APP)), { env });
    expect(await findBase(context, inputs)).toMatchObject({ trust: 'member', sha: app.sha() });
    expect(await findBase(context, { ...inputs, withTests: true })).toMatchObject({
      trust: 'member',
      sha: null,
    });
  });

  it('of a push is the recipe itself, and nobody is asked', async () => {
    const env = { ...job(), GITHUB_EVENT_PATH: writeEvent({ ref: 'refs/heads/main', after: app.sha() }) };
    const { context } = contextFor(jobClone(at(server, APP)), { env });
    expect(await findBase(context, inputs)).toMatchObject({ trust: 'member', sha: null });
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['main', 'main'],
    ['refs/heads/main', 'main'],
    ['1.0.0+1', '1.0.0+1^{commit}'],
  ])('is the %s that the input names, by the server', async (base, expression) => {
    const { context } = contextFor(jobClone(at(server, APP)), { env: job() });
    expect(await findBase(context, { ...inputs, base })).toMatchObject({
      trust: 'member',
      sha: app.sha(expression),
    });
  });

  it('on a terminal may be whatever the clone calls so', async () => {
    const folder = cloneInto(join(temp, 'local'), at(server, APP), []);
    server.reset();
    expect(await findBase(contextFor(folder).context, { ...inputs, base: 'HEAD~1' })).toMatchObject({
      sha: app.sha('main~1'),
    });
    expect(server.requests).toEqual([]);
  });

  it("for who asks to be a fork is the remote's default branch, not the head", async () => {
    const folder = jobClone(at(server, APP));
    git(folder, ['commit', '--quiet', '--allow-empty', '--message', 'mine']);
    expect(await findBase(contextFor(folder).context, { ...inputs, trust: 'fork' })).toMatchObject({
      trust: 'fork',
      sha: app.sha(),
    });
  });

  it('that can not be had is an error, never the head', async () => {
    const folder = jobClone(at(server, APP));
    const { context } = contextFor(folder, { env: job() });
    await expect(findBase(context, { ...inputs, base: 'gone' })).rejects.toThrow(
      /input base: there is no gone on origin/,
    );
    const env = {
      ...job(),
      GITHUB_EVENT_PATH: pull({ repo: { id: 2, full_name: FORK } }, { sha: 'd'.repeat(40) }),
    };
    await expect(findBase(contextFor(folder, { env }).context, inputs)).rejects.toThrow(
      /the base dddddddddddd .*does not have that commit/,
    );
    server.fault({ kind: 'status', status: 500 });
    await expect(findBase(context, { ...inputs, base: 'main' })).rejects.toThrow(
      /the base main: origin .* answers with an error/,
    );
    await expect(findBase(context, { ...inputs, base: '--upload-pack=x' })).rejects.toThrow(
      'begins with a dash',
    );
  });

  it('can not be judged by a payload that can not be read', async () => {
    const env = { ...job(), GITHUB_EVENT_PATH: join(temp, 'none.json') };
    await expect(findBase(contextFor(jobClone(at(server, APP)), { env }).context, inputs)).rejects.toThrow(
      /GITHUB_EVENT_PATH\) can't be read/,
    );
  });
});

type Entry = readonly [mode: string, path: string, content: string];

/** A commit on main of exactly these entries, links among them. */
function withEntries(of: OriginRepository, entries: readonly Entry[]): string {
  const lines = entries.map(([mode, path, content]) => {
    const type = mode === '160000' ? 'commit' : 'blob';
    return `${mode} ${type} ${mode === '160000' ? content : blob(of, content)}\t${path}`;
  });
  return commitTree(of, input(of, ['mktree', '--missing'], `${lines.join('\n')}\n`));
}

/** A tree that git would not make: its bytes written by hand. */
function hostile(of: OriginRepository, name: string): string {
  return commitTree(of, rawTree(of, [['100644', name, blob(of, 'x')]]));
}

/** A link to a folder outside, and a file of the same name to be written through it. */
function linkThenFile(of: OriginRepository, target: string): string {
  const inner = rawTree(of, [['100644', 'planted', blob(of, 'x')]]);
  return commitTree(
    of,
    rawTree(of, [
      ['120000', 'a', blob(of, target)],
      ['40000', 'a', inner],
    ]),
  );
}

function rawTree(of: OriginRepository, entries: readonly Entry[]): string {
  const bytes = entries.map(([mode, name, sha]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, 'hex')]),
  );
  return input(of, ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'], Buffer.concat(bytes));
}

const blob = (of: OriginRepository, content: string): string =>
  input(of, ['hash-object', '-w', '--stdin'], content);

function commitTree(of: OriginRepository, tree: string): string {
  const sha = input(of, ['commit-tree', '-m', 'made by hand', tree], '');
  of.ref('refs/heads/main', sha);
  return sha;
}

function input(of: OriginRepository, args: readonly string[], text: string | Buffer): string {
  return execFileSync('git', args, {
    cwd: of.bare,
    input: text,
    encoding: 'utf8',
    env: { ...GIT_ENVIRONMENT },
  }).trim();
}
