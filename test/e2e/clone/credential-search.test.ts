/** The search proves itself: it finds every token that ways of cloning in common use leave behind. */
import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { formsIn } from '../../support/credential-search/forms.js';
import {
  type ArgvReport,
  findCredential,
  needlesFor,
  PLANTED_TOKEN,
  sampleArgv,
  searchFolders,
} from '../../support/credential-search/index.js';
import { type GitServer, startGitServer } from '../../support/git-server/index.js';
import { GIT_ENVIRONMENT, incompressible, OriginRepository } from '../../support/repos.js';
import { runStep } from '../../support/step.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

const needles = needlesFor(PLANTED_TOKEN);
const header = `Authorization: Basic ${Buffer.from(`x-access-token:${PLANTED_TOKEN}`).toString('base64')}`;

let origins: World;
let server: GitServer;
let app: OriginRepository;
let world: World;

beforeAll(async () => {
  origins = createWorld();
  app = OriginRepository.create(origins.workspace, 'owner/app');
  app.commit({ 'big.dat': incompressible(50_000) });
  server = await startGitServer({ root: origins.workspace, token: PLANTED_TOKEN });
});
afterAll(async () => {
  await server.stop();
  app.dispose();
  await disposeWorld(origins);
});
beforeEach(() => {
  world = createWorld();
});
afterEach(() => disposeWorld(world));

/** Runs git while the command lines are watched. */
async function watchedGit(args: readonly string[]): Promise<ArgvReport> {
  const sampler = await sampleArgv(needles);
  const options = { cwd: world.workspace, env: { ...GIT_ENVIRONMENT, HOME: world.home } };
  await new Promise<void>((resolve, reject) => {
    execFile('git', args, options, (error) => (error ? reject(error) : resolve()));
  });
  return sampler.report();
}

describe('the credential search', () => {
  test('finds the token of a clone that passes it with git -c, on the command line and only there', async () => {
    const argv = await watchedGit([
      '-c',
      `http.extraHeader=${header}`,
      'clone',
      '-q',
      `${server.url}/owner/app`,
      '.',
    ]);
    expect(argv.samples).toBeGreaterThan(10);
    const found = findCredential({ token: PLANTED_TOKEN, world, argv });
    expect(found.map(({ form }) => form)).toContain('base64 of x-access-token:TOKEN');
    expect(found.every(({ place }) => place.startsWith('argv of '))).toBe(true);
  });

  test('finds the token of a clone whose URL holds it, on the command line and in .git/config', async () => {
    const withToken = server.url.replace('//', `//x-access-token:${encodeURIComponent(PLANTED_TOKEN)}@`);
    const argv = await watchedGit(['clone', '-q', `${withToken}/owner/app`, '.']);
    const found = findCredential({ token: PLANTED_TOKEN, world, argv });
    expect(found).toContainEqual({ place: join(world.workspace, '.git/config'), form: 'URL-encoded' });
    expect(argv.hits.map(({ form }) => form)).toContain('URL-encoded');
  });

  test('finds the token of a clone that keeps it in a configuration file', async () => {
    const file = join(world.runnerTemp, 'git-credentials.config');
    writeFileSync(file, `[http "${server.url}/"]\n\textraheader = ${header}\n`);
    const argv = await watchedGit([
      '-c',
      `include.path=${file}`,
      'clone',
      '-q',
      `${server.url}/owner/app`,
      '.',
    ]);
    const found = findCredential({ token: PLANTED_TOKEN, world, argv });
    expect(found).toContainEqual({ place: file, form: 'base64 of x-access-token:TOKEN' });
    expect(argv.hits).toEqual([]);
  });

  test('finds the token of a credential store in HOME', async () => {
    const store = join(world.home, '.git-credentials');
    writeFileSync(store, `http://x-access-token:${encodeURIComponent(PLANTED_TOKEN)}@127.0.0.1\n`);
    expect(findCredential({ token: PLANTED_TOKEN, world })).toEqual([{ place: store, form: 'URL-encoded' }]);
  });

  test('finds it in file names, link targets and hidden folders', () => {
    mkdirSync(join(world.workspace, '.git/deep'), { recursive: true });
    symlinkSync(PLANTED_TOKEN, join(world.workspace, '.git/deep/link'));
    writeFileSync(join(world.tmp, Buffer.from(PLANTED_TOKEN).toString('hex')), '');
    expect(findCredential({ token: PLANTED_TOKEN, world }).map(({ form }) => form)).toEqual([
      'raw',
      'hexadecimal',
    ]);
  });

  test('finds it in the log, in every command file and in the environment of a later step', async () => {
    const step = join(world.tmp, 'leak.mjs');
    writeFileSync(
      step,
      `import { appendFileSync } from 'node:fs';
      const token = Buffer.from('${Buffer.from(PLANTED_TOKEN).toString('hex')}', 'hex').toString();
      console.log('::add-mask::' + token);
      if (process.env.LEAK === 'log') console.error('token is ' + token);
      else if (process.env.LEAK) appendFileSync(process.env[process.env.LEAK], 'name=' + token + '\\n');`,
    );
    const places = async (leak: string): Promise<readonly string[]> => {
      const result = await runStep(step, { world, env: { LEAK: leak } });
      return findCredential({ token: PLANTED_TOKEN, world, step: result })
        .filter(({ form, place }) => form === 'raw' && !place.startsWith(world.root))
        .map(({ place }) => place);
    };
    expect(await places('')).toEqual([]);
    expect(await places('log')).toEqual(['log']);
    expect(await places('GITHUB_ENV')).toEqual(['GITHUB_ENV', 'environment of a later step: name']);
    expect(await places('GITHUB_PATH')).toEqual(['GITHUB_PATH', 'environment of a later step: PATH']);
    for (const file of ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY']) {
      expect(await places(file)).toEqual([file]);
    }
  });

  test.each([0, 1, 2, 3, 4, 5])(
    'finds base64 whatever %i bytes stand before and behind the token',
    (length) => {
      const around = 'é~?>/x'.slice(0, length);
      const encoded = Buffer.from(around + PLANTED_TOKEN + around).toString('base64');
      expect(formsIn(encoded, needles)).toHaveLength(1);
    },
  );

  test('finds it between other bytes of a binary file, and nothing where there is nothing', () => {
    const file = join(world.workspace, 'binary');
    writeFileSync(file, incompressible(100_000));
    expect(searchFolders([world.root], needles)).toEqual([]);
    appendFileSync(file, Buffer.concat([Buffer.from(PLANTED_TOKEN), incompressible(1000)]));
    expect(searchFolders([world.root], needles)).toEqual([{ place: file, form: 'raw' }]);
  });
});
