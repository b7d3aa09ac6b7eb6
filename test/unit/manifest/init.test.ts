import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { run } from '../../../src/lib/process.js';
import type { Compose } from '../../../src/recipe/format/compose.js';
import { checkManifest } from '../../../src/recipe/manifest/check.js';
import { initManifest, manifestFor } from '../../../src/recipe/manifest/init.js';
import { parseManifest } from '../../../src/recipe/manifest/load.js';
import { defaultManifest } from '../../../src/recipe/manifest/model.js';
import { composeOf, demo } from './recipes.js';

const taken = (text: string, compose: Compose) => {
  const manifest = parseManifest(text, 'cc-ci.yml');
  checkManifest(manifest, compose);
  return manifest;
};
const mapped = <In, Out>(entries: Readonly<Record<string, In>>, change: (value: In) => Out) =>
  Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
const readme = `# demo
<!-- metadata -->
* **Backups**: Yes
* **SSO**: 3 (OAuth)
<!-- endmetadata -->`;

describe('the manifest written for a recipe', () => {
  const text = manifestFor({ name: 'demo' }, demo, { readme, hasTests: true, hasExtra: true });

  it('says what the recipe already says', () => {
    expect(taken(text, demo)).toMatchObject({
      health: { path: '/health?full=1' },
      data: [
        { kind: 'file', volume: 'content', path: '.cc-ci-marker' },
        { kind: 'file', volume: 'cache', path: '.cc-ci-marker' },
        { kind: 'sql', engine: 'postgres', service: 'db' },
      ],
      backup: { expect: 'required' },
      tests: { folder: 'tests' },
      extra: { folder: 'tests/extra' },
    });
  });

  it('says where it knows it from, and what it leaves to people', () => {
    expect(text).toContain('path: "/health?full=1" # from the healthcheck of app');
    expect(text).toContain('{volume: content, path: .cc-ci-marker} # backed up whole');
    expect(text).toContain('{volume: cache, path: .cc-ci-marker} # not in the backup');
    expect(text).toContain('service: search, write: [mongo,');
    expect(text).toContain('# The label timeout gives the app 120 s.');
    expect(text).toContain('# The README says of SSO: 3 (OAuth)');
  });

  it('is good YAML with its comments taken in', () => {
    const all = text
      .replace(/^# na:[\s\S]*/m, '')
      .replace(/^# (?= |[a-z]+:(?: |$))/gm, '')
      .replace('service: app, command: [worker', 'service: worker, command: [worker');
    expect(taken(all, demo)).toMatchObject({
      health: { body: { contains: 'Welcome' } },
      data: [
        { kind: 'file' },
        { kind: 'exec', service: 'search' },
        { kind: 'file' },
        { kind: 'sql' },
        { kind: 'http' },
      ],
      checks: [{ name: 'front page' }, { name: 'worker' }, { name: 'login page' }],
      needs: [{ name: 'sso' }],
    });
  });

  it.each<[string, string, readonly object[]]>([
    [
      'a MariaDB that makes a database',
      'image: "mariadb:11", environment: [MARIADB_DATABASE=shop]',
      [{ kind: 'sql', engine: 'mariadb' }],
    ],
    ['a MariaDB that makes none: a table has no place', 'image: "mariadb:11"', []],
    ['a service that a schedule starts: nothing mounts its volume', 'image: cron, deploy: {replicas: 0}', []],
  ])('proposes data where it can be written: %s', (_, service, data) => {
    const compose = composeOf(
      `services: {db: {${service}, volumes: ["data:/var/lib/mysql"]}}\nvolumes: {data: {}}`,
    );
    expect(taken(manifestFor({ name: 'x' }, compose), compose).data).toMatchObject(data);
  });

  it('of a recipe that says nothing is all comments', () => {
    const bare = composeOf('services: {app: {image: x}}');
    expect(taken(manifestFor({ name: 'bare' }, bare), bare)).toBe(defaultManifest);
  });

  it.each<[string, string, string | undefined]>([
    ['a healthcheck at another port', 'test: [CMD, curl, "http://localhost:9000/ready"]', undefined],
    ['a healthcheck at the port of the router', 'test: [CMD, wget, -q, "http://127.0.0.1/ready"]', '/ready'],
    ['a healthcheck without a path', "test: curl 'http://localhost'", '/'],
    ['a healthcheck in no form of a URL', 'test: [CMD, pg_isready]', undefined],
    ['a healthcheck that is switched off', 'disable: true', undefined],
  ])('finds the page in %s: %s', (_, check, path) => {
    const compose = composeOf(
      `services: {app: {image: x, healthcheck: {${check}}, deploy: {labels: [traefik.enable=true]}}}`,
    );
    const written = manifestFor({ name: 'x' }, compose);
    expect(/^health:$/m.test(written) ? taken(written, compose).health.path : undefined).toBe(path);
  });
});

describe('any recipe', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      'app',
      'null',
      'true',
      '~',
      'a b',
      '1e3',
      '#x',
      'x: y',
      '{',
      "it's",
      '-',
      '*a',
      '__proto__',
      'constructor',
      '\u2028',
    ),
  );
  const service = fc.record({
    image: fc.oneof(word, fc.constantFrom('postgres:1', 'mongo')),
    volume: word,
    path: word,
    label: word,
  });
  const compose = fc
    .record({
      services: fc.dictionary(word, service, { minKeys: 1, maxKeys: 4 }),
      isBackedUp: fc.boolean(),
    })
    .map(({ services, isBackedUp }) => ({
      services: mapped(services, ({ image, volume, path, label }) => ({
        image,
        volumes: [{ type: 'volume', source: volume, target: '/x' }],
        healthcheck: { test: ['CMD', 'curl', `http://localhost/${path}`] },
        deploy: {
          labels: {
            'traefik.enable': 'true',
            'traefik.http.services.x.loadbalancer.healthcheck.path': `/${label}`,
            'coop-cloud.x.timeout': label,
            'backupbot.backup': String(isBackedUp),
          },
        },
      })),
      volumes: Object.fromEntries(Object.values(services).map(({ volume }) => [volume, {}])),
    }));
  /** Undefined for what is no compose file at all. */
  const read = (content: object): Compose | undefined => {
    try {
      return composeOf(JSON.stringify(content));
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  };

  it('gets a manifest that is taken', () => {
    fc.assert(
      fc.property(compose, word, word, fc.boolean(), (content, name, sso, hasTests) => {
        const found = read(content);
        fc.pre(found !== undefined);
        const text = manifestFor({ name }, found, {
          readme: `<!-- metadata -->\n- **SSO**: ${sso}\n- **Backups**: No ${sso}\n<!-- endmetadata -->`,
          hasTests,
          hasExtra: hasTests,
        });
        taken(text, found);
      }),
      { numRuns: 100 },
    );
  });
});

describe('cc-ci recipe init', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cc-ci-init-'));
    writeFileSync(join(folder, 'compose.yml'), 'services: {app: {image: x}}');
    writeFileSync(join(folder, '.env.sample'), 'TYPE=demo\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const init = (more: { force?: boolean; dryRun?: boolean } = {}) =>
    initManifest({
      folder,
      force: false,
      dryRun: false,
      run,
      env: process.env,
      signal: new AbortController().signal,
      ...more,
    });
  const written = () => readFileSync(join(folder, 'cc-ci.yml'), 'utf8');

  it('writes the file', async () => {
    mkdirSync(join(folder, 'tests'));
    const { path, text, isWritten } = await init();
    expect({ path, isWritten }).toEqual({ path: join(folder, 'cc-ci.yml'), isWritten: true });
    expect(written()).toBe(text);
    expect(text).toContain('# How demo is tested.');
    expect(text).toContain('\ntests:\n');
  });

  it('refuses to write over one that is there, unless it is told to', async () => {
    writeFileSync(join(folder, 'cc-ci.yml'), 'health: {path: /mine}\n');
    await expect(init()).rejects.toThrow(
      /cc-ci\.yml is there already: --dry-run shows .* --force writes over it/,
    );
    expect(written()).toBe('health: {path: /mine}\n');
    await init({ force: true });
    expect(written()).toContain('# How demo is tested.');
  });

  it('writes nothing in a dry run, also where a file is there', async () => {
    writeFileSync(join(folder, 'cc-ci.yml'), '# mine\n');
    expect(await init({ dryRun: true })).toMatchObject({
      isWritten: false,
      text: expect.stringContaining('demo'),
    });
    expect(written()).toBe('# mine\n');
  });

  it('does not write through a link that leads out of the recipe', async () => {
    symlinkSync('/etc/hostname', join(folder, 'cc-ci.yml'));
    await expect(init({ force: true })).rejects.toThrow(UserError);
  });

  it('refuses a folder that is no recipe', async () => {
    rmSync(join(folder, 'compose.yml'));
    await expect(init()).rejects.toThrow('is no Co-op Cloud recipe: it has no compose.yml');
  });
});
