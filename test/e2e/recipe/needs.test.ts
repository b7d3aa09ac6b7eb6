// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** Where a recipe's needs come from: folders and a real git server; who gets a token, and what a fork may change. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { parseInputs } from '../../../src/lib/inputs.js';
import { run } from '../../../src/lib/process.js';
import { planRecipe, type RunPlan, recipeInputs } from '../../../src/recipe/index.js';
import { type GitServer, startGitServer } from '../../support/git-server/index.js';
import { type Files, makeRecipe } from '../../support/recipes/repository.js';
import { web } from '../../support/recipes/web.js';
import { GIT_ENVIRONMENT, git, OriginRepository } from '../../support/repos.js';

const TOKEN = 'tok-5b1e0c94d2f7aa';

let root: string;
let temp: string;
/** Somebody else's server, and the job's own forge, which wants its token. */
let server: GitServer;
let forge: GitServer;
let provider: OriginRepository;
let untagged: OriginRepository;
let bound: OriginRepository;
const former = process.env.TMPDIR;

const BOUND = 'services: {app: {image: "nginx:1", volumes: ["/etc:/etc"]}}\n';
const ALLOWED = 'policy: {allow: [{rule: bind-mount, reason: "it reads the time zone"}]}\n';

const filesOf = (type: string, version: string, more: Files = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      ...web({ image: 'nginx:1', version }),
      '.env.sample': `TYPE=${type}\nDOMAIN=${type}.example.com\nLETS_ENCRYPT_ENV=\n`,
      ...more,
    }).flatMap(([name, content]) => (typeof content === 'string' ? [[name, content]] : [])),
  );

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cc-ci-needs-test-')));
  server = await startGitServer({ root });
  forge = await startGitServer({ root, token: TOKEN, subPath: '/forge' });
  provider = OriginRepository.create(root, 'team/provider');
  for (const version of ['1.0.0+1', '1.1.0+1']) {
    provider.commit(filesOf('provider', version));
    provider.annotatedTag(version);
  }
  provider.commit(filesOf('provider', '2.0.0+1'));
  untagged = OriginRepository.create(root, 'team/untagged');
  untagged.commit(filesOf('untagged', '0.1.0+1'));
  bound = OriginRepository.create(root, 'team/bound');
  bound.commit({ ...filesOf('bound', '1.0.0+1'), 'compose.yml': BOUND, 'cc-ci.yml': ALLOWED });
  // One folder for all of the file: where git runs that is nobody's is chosen once.
  mkdirSync(join(root, 'tmp'));
  process.env.TMPDIR = join(root, 'tmp');
});

afterAll(async () => {
  await Promise.all([server.stop(), forge.stop()]);
  if (former === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = former;
  for (const made of [provider, untagged, bound]) made.dispose();
  rmSync(root, { recursive: true, force: true });
});

beforeEach(() => {
  temp = realpathSync(mkdtempSync(join(root, 'case-')));
});

afterEach(() => {
  server.reset();
  forge.reset();
  rmSync(temp, { recursive: true, force: true });
  expect(readdirSync(tmpdir())).toEqual([]);
});

/** @returns the folder of a recipe with these needs. */
function consumer(needs: string, more: Files = {}): string {
  const files = {
    ...web({ image: 'nginx:1', version: '1.0.0+1' }),
    'cc-ci.yml': `needs: ${needs}\n`,
    ...more,
  };
  return makeRecipe(join(temp, 'custom-html'), { releases: [], head: files });
}

/** A recipe in a folder beside it. */
function beside(name: string, more: Files = {}): void {
  makeRecipe(join(temp, name), { releases: [], head: filesOf(name, '1.0.0+1', more) });
}

async function plan(
  folder: string,
  inputs: Readonly<Record<string, string>> = {},
  env = {},
): Promise<RunPlan> {
  const given = { engine: 'swarm', stages: 'policy,install', ...inputs };
  return planRecipe(await parseInputs(recipeInputs, new Map(Object.entries(given))), {
    folder,
    env: { ...GIT_ENVIRONMENT, CC_CI_RETRY_BASE_MS: '20', ...env },
    run,
    signal: new AbortController().signal,
    note: () => undefined,
  });
}

async function refusal(folder: string, inputs = {}): Promise<string> {
  const error = await plan(folder, inputs).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

const recipesOf = ({ needs }: RunPlan): readonly unknown[] =>
  needs.map((need) => (need.kind === 'fresh' ? need.app.recipe : need.domain));

describe('a folder', () => {
  it('beside the recipe is taken as it lies there', async () => {
    beside('provider');
    const { needs } = await plan(consumer('[{name: sso, recipe: ../provider}]'));
    expect(needs).toMatchObject([
      {
        name: 'sso',
        app: { folder: join(temp, 'provider'), recipe: { name: 'provider', version: '1.0.0+1' } },
      },
    ]);
  });

  it('that is not there is said with where it was looked for and what to do', async () => {
    expect(await refusal(consumer('[{name: sso, recipe: ../provider}]'))).toBe(
      `the need sso (../provider): there is no folder ${join(temp, 'provider')}: check that recipe out there before this run, or give its git URL under needs: recipe`,
    );
  });

  it('that is no recipe is said as the need’s', async () => {
    mkdirSync(join(temp, 'provider'));
    expect(await refusal(consumer('[{name: sso, recipe: ../provider}]'))).toMatch(
      /^the need sso \(\.\.\/provider\): .* is no Co-op Cloud recipe: it has no compose\.yml/,
    );
  });

  it('of a recipe that has needs itself is refused: one level is deployed', async () => {
    beside('provider', { 'cc-ci.yml': 'needs: [{name: db, recipe: ../db}]\n' });
    expect(await refusal(consumer('[{name: sso, recipe: ../provider}]'))).toBe(
      'the need sso (../provider): it has needs of its own (db), and a run deploys one level of them: keep an app of sso running and name its domain under needs: warm',
    );
  });

  it('has its own cc-ci.yml read: its page, its times, its variables under those of the need', async () => {
    const own = 'health: {path: /ready}\ntimeouts: {deploy: 9s}\nenv: {A: own, B: own}\n';
    const compose = filesOf('provider', '1.0.0+1')['compose.yml']?.replace(
      'image: nginx:1',
      'image: nginx:1\n    environment: {A: "${A}", B: "${B}"}',
    );
    beside('provider', { 'cc-ci.yml': own, 'compose.yml': compose });
    const { needs } = await plan(consumer('[{name: sso, recipe: ../provider, env: {B: needed}}]'));
    expect(needs).toMatchObject([
      {
        manifest: { health: { path: '/ready' } },
        app: {
          http: { path: '/ready' },
          timeouts: { healthMs: 9000 },
          environment: { A: 'own', B: 'needed' },
        },
      },
    ]);
  });
});

describe('a git URL', () => {
  const at = (of: GitServer, name: string): string => `${of.url}/${name}.git`;

  it('brings the newest release, its commit known', async () => {
    const plans = await plan(consumer(`[{name: sso, recipe: "${at(server, 'team/provider')}"}]`));
    const sha = provider.sha('1.1.0+1^{commit}');
    expect(recipesOf(plans)).toEqual([{ name: 'provider', version: '1.1.0+1', sha, isDirty: false }]);
  });

  it('brings the release that is named', async () => {
    const needs = `[{name: sso, recipe: "${at(server, 'team/provider')}", version: 1.0.0+1}]`;
    expect(recipesOf(await plan(consumer(needs)))).toMatchObject([{ version: '1.0.0+1' }]);
  });

  it('brings the default branch where nothing is tagged', async () => {
    const plans = await plan(consumer(`[{name: sso, recipe: "${at(server, 'team/untagged')}"}]`));
    expect(recipesOf(plans)).toMatchObject([{ name: 'untagged', sha: untagged.sha() }]);
  });

  it.each<[string, string, RegExp]>([
    [
      'a release that is not there',
      'version: 9.9.9',
      /^the need sso \(.*\): need sso http.* has no release 9\.9\.9: the newest are 1\.1\.0\+1, 1\.0\.0\+1$/,
    ],
  ])('%s is said', async (_, more, message) => {
    const needs = `[{name: sso, recipe: "${at(server, 'team/provider')}", ${more}}]`;
    expect(await refusal(consumer(needs))).toMatch(message);
  });

  it('that leads nowhere is said as the need’s', async () => {
    expect(await refusal(consumer(`[{name: sso, recipe: "${at(server, 'team/nobody')}"}]`))).toMatch(
      /^the need sso \(.*\): its releases: need sso http.* is not there, or is private/,
    );
  });

  it('gets the job’s token on the job’s own forge, and on no other server', async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: forge.url, GITHUB_TOKEN: TOKEN };
    const needs = `[{name: a, recipe: "${at(forge, 'team/provider')}"}, {name: b, recipe: "${at(server, 'team/provider')}"}]`;
    expect(recipesOf(await plan(consumer(needs), { token: TOKEN }, env))).toHaveLength(2);
    expect(forge.requests.some(({ authorization }) => authorization !== undefined)).toBe(true);
    expect(server.requests.length).toBeGreaterThan(0);
    expect(server.requests.flatMap(({ authorization }) => authorization ?? [])).toEqual([]);
  });
});

describe('in a fork’s run', () => {
  const asFork = (folder: string): Readonly<Record<string, string>> => ({
    trust: 'fork',
    base: git(folder, ['rev-parse', 'HEAD~1']),
  });
  /** The base and, on top of it, what the fork changes. */
  const changed = (needs: string, base: Files, head: Files): string =>
    makeRecipe(join(temp, 'custom-html'), {
      releases: [
        [
          'base',
          { ...web({ image: 'nginx:1', version: '1.0.0+1' }), 'cc-ci.yml': `needs: ${needs}\n`, ...base },
        ],
      ],
      head,
    });
  const inside = (files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([name, content]) => [`sso/${name}`, content]));

  it('which needs there are is the base’s to say', async () => {
    beside('provider');
    const folder = changed('[{name: sso, recipe: ../provider}]', {}, { 'cc-ci.yml': 'needs: []\n' });
    expect((await plan(folder, asFork(folder))).needs).toHaveLength(1);
  });

  it('a folder inside of the recipe is the base’s', async () => {
    const folder = changed(
      '[{name: sso, recipe: sso}]',
      inside(filesOf('provider', '1.0.0+1')),
      inside({ 'compose.yml': BOUND }),
    );
    expect(recipesOf(await plan(folder, asFork(folder)))).toMatchObject([{ version: '1.0.0+1' }]);
  });

  it('exceptions from the policy count from a git URL, and not from a folder, which may be the fork’s', async () => {
    beside('provider', { 'compose.yml': BOUND, 'cc-ci.yml': ALLOWED });
    const folder = changed(
      `[{name: here, recipe: ../provider}, {name: there, recipe: "${server.url}/team/bound.git"}]`,
      {},
      { 'README.md': 'changed\n' },
    );
    const rules = (of: RunPlan): readonly unknown[] =>
      of.needs.map((need) => (need.kind === 'fresh' ? need.violations.map(({ rule }) => rule) : []));
    expect(rules(await plan(folder, asFork(folder)))).toEqual([['bind-mount'], []]);
    expect(rules(await plan(folder))).toEqual([[], []]);
  });

  it('a folder that a link leads to is refused', async () => {
    beside('elsewhere');
    symlinkSync(join(temp, 'elsewhere'), join(temp, 'provider'));
    const folder = changed('[{name: sso, recipe: ../provider}]', {}, { 'README.md': 'changed\n' });
    expect(await refusal(folder, asFork(folder))).toMatch(/is reached through a symbolic link/);
    expect((await plan(folder)).needs).toHaveLength(1);
  });
});
