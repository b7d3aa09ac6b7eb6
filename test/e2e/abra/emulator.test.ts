/** The rules of abra's command line that need no Swarm: flags, folders, checkouts, terminals. */
import { readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitRelease } from '../../support/abra/abra-dir.js';
import { abraMode } from '../../support/abra/index.js';
import { MODES, modesIn, modeTable } from '../../support/abra/modes.mjs';
import { RULES, ruleTable } from '../../support/abra/rules.mjs';
import { git } from '../../support/repos.js';
import { makeApp, NEW, NEW_APP, OLD, RECIPE, recipeFiles, twoReleases } from './app.js';
import { abra, proves } from './rule.js';

const described = (folder: string): string => git(folder, ['describe', '--tags', '--always', '--dirty']);

describe(`abra ${abra.version}${abra.isEmulator ? ', emulated' : `: ${abra.path}`}`, () => {
  describe.concurrent('command line', { timeout: 90_000 }, () => {
    proves('version', 'anywhere', async (test) => {
      const { call } = makeApp(test, twoReleases());
      expect(await call('--version')).toMatchObject({ code: 0, stdout: `${abra.version}\n` });
      expect(abra.version).toMatch(/^\d+\.\d+\.\d+-beta-[0-9a-f]{7}$/);
    });
    proves('unknown-command', 'anywhere', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      expect(await fata('app depoly')).toBe('unknown command "depoly" for "abra app"');
      expect(await fata('deploy')).toBe('unknown command "deploy" for "abra"');
    });
    proves('unknown-flag', 'anywhere', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      expect(await fata('app deploy DOMAIN --nope')).toBe('unknown flag: --nope');
      expect(await fata('app deploy DOMAIN -nX')).toBe("unknown shorthand flag: 'X' in -nX");
      expect(await fata('app new x -s')).toBe("flag needs an argument: 's' in -s");
    });
    proves('argument-count', 'anywhere', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      expect(await fata('app undeploy')).toBe('accepts 1 arg(s), received 0');
      expect(await fata('app deploy a b c')).toBe('accepts between 1 and 2 arg(s), received 3');
      expect(await fata('app run a b')).toBe('requires at least 3 arg(s), only received 2');
    });
    proves('global-flags', 'anywhere', async (test) => {
      const { ok } = makeApp(test, twoReleases());
      expect(await ok('-n -o server ls -m')).toContain('default');
      expect(await ok('app volume remove --help')).toContain('--force');
    });
    proves('chaos-refused', 'anywhere', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      for (const command of ['app upgrade', 'app rollback', 'app undeploy', 'app volume remove']) {
        expect(await fata(`${command} DOMAIN --chaos`)).toBe('unknown flag: --chaos');
        expect(await fata(`${command} DOMAIN -C`)).toBe("unknown shorthand flag: 'C' in -C");
      }
    });
    proves('secret-remove-all', 'anywhere', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      expect(await fata('app secret remove DOMAIN --all-secrets -n')).toBe('unknown flag: --all-secrets');
    });
    proves('stderr', 'anywhere', async (test) => {
      const { call } = makeApp(test, twoReleases());
      expect(await call(NEW_APP)).toMatchObject({ code: 0, stdout: '', stderr: /^INFO /m });
      expect(await call('server ls')).toMatchObject({ code: 0, stderr: '' });
    });
    proves('no-input', 'emulator', async (test) => {
      const { ok, fata } = makeApp(test, twoReleases());
      await ok(NEW_APP);
      expect(await fata('app remove DOMAIN')).toBe('inappropriate ioctl for device');
    });
  });

  describe.concurrent('folders', { timeout: 90_000 }, () => {
    proves('empty-servers', 'anywhere', async (test) => {
      const { dir, fata } = makeApp(test, twoReleases());
      renameSync(join(dir.path, 'servers'), join(dir.path, 'elsewhere'));
      for (const command of ['app ls -m', 'app undeploy DOMAIN -n', NEW_APP])
        expect(await fata(command)).toBe(`directory is empty: ${dir.path}/servers`);
    });
    proves('empty-home', 'emulator', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      expect(await fata('app ls -m', { env: { HOME: '', ABRA_DIR: '' } })).toBe(
        'directory is empty: /.abra/servers',
      );
    });
    proves('local-server', 'anywhere', async (test) => {
      const { dir, ok } = makeApp(test, twoReleases());
      renameSync(join(dir.path, 'servers'), join(dir.path, 'elsewhere'));
      await ok('server add --local');
      expect(readdirSync(join(dir.path, 'servers'))).toEqual(['default']);
    });
    proves('linked-servers', 'anywhere', async (test) => {
      const { dir, ok, envText } = makeApp(test, twoReleases());
      renameSync(join(dir.path, 'servers'), join(dir.path, 'elsewhere'));
      symlinkSync(join(dir.path, 'elsewhere'), join(dir.path, 'servers'));
      await ok(NEW_APP);
      expect(envText()).toContain('DOMAIN=');
    });
    proves('server-ls', 'anywhere', async (test) => {
      const { ok } = makeApp(test, twoReleases());
      expect(JSON.parse(await ok('server ls -m'))).toEqual([{ name: 'default', host: expect.any(String) }]);
    });
    proves('new-copies', 'anywhere', async (test) => {
      const { ok, envText, domain } = makeApp(test, [
        { tag: NEW, files: recipeFiles({ env: ['LAST=line'] }) },
      ]);
      await ok(NEW_APP);
      expect(envText()).toBe(
        `TYPE=${RECIPE}:${NEW}\nDOMAIN=${domain}\nSECRET_TOKEN_VERSION=v1 # length=12 charset=hex\nLAST=line\n`,
      );
    });
    proves('new-twice', 'anywhere', async (test) => {
      const { ok, fata } = makeApp(test, twoReleases());
      await ok(NEW_APP);
      expect(await fata(NEW_APP)).toMatch(/\.env already exists\?$/);
    });
    proves('config-editor', 'anywhere', async (test) => {
      const { ok, fata, domain } = makeApp(test, twoReleases());
      await ok(NEW_APP);
      expect(await ok('app config DOMAIN', { env: { EDITOR: 'cat' } })).toContain(`DOMAIN=${domain}`);
      expect(await fata('app config DOMAIN', { env: { EDITOR: '' } })).toContain('EDITOR');
    });
  });

  describe.concurrent('checkouts', { timeout: 90_000 }, () => {
    proves('new-moves', 'anywhere', async (test) => {
      const { dir, ok } = makeApp(test, [...twoReleases(), { files: { 'site.txt': 'head\n' } }]);
      await ok(NEW_APP);
      expect(described(dir.recipe)).toBe(NEW);
    });
    proves('new-chaos', 'anywhere', async (test) => {
      const { dir, ok } = makeApp(test, [...twoReleases(), { files: { 'site.txt': 'head\n' } }]);
      const head = git(dir.recipe, ['rev-parse', 'HEAD']);
      writeFileSync(join(dir.recipe, 'untracked'), '');
      await ok(`${NEW_APP} -C`);
      expect(git(dir.recipe, ['rev-parse', 'HEAD'])).toBe(head);
      expect(git(dir.recipe, ['status', '--porcelain'])).toBe('?? untracked');
    });
    proves('new-dirty', 'anywhere', async (test) => {
      const { dir, fata } = makeApp(test, twoReleases());
      writeFileSync(join(dir.recipe, 'untracked'), '');
      expect(await fata(NEW_APP)).toContain('has locally unstaged changes');
    });
    proves('new-version', 'anywhere', async (test) => {
      const { dir, ok, envText } = makeApp(test, twoReleases());
      await ok(NEW_APP.replace(RECIPE, `${RECIPE} ${OLD}`));
      expect(envText()).toContain(`TYPE=${RECIPE}:${OLD}\n`);
      expect(described(dir.recipe)).toBe(OLD);
    });
    proves('private-origin', 'emulator', async (test) => {
      const { ok, fata } = makeApp(test, twoReleases());
      const env = { ABRA_EMULATOR_MODE: abraMode('private-origin') };
      expect(await fata(NEW_APP.replace(' -o', ''), { env })).toBe('authentication required: Unauthorized');
      await ok(NEW_APP, { env });
      await ok(`${NEW_APP.replace(' -o', '').replace('DOMAIN', 'other.test')} -C`, { env });
    });
    proves('unknown-recipe', 'emulator', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      expect(await fata(NEW_APP.replace(RECIPE, 'nobody-has-it'))).toContain(
        'unable to find recipe nobody-has-it',
      );
      expect(await fata('recipe lint nobody-has-it -n')).toContain('no such host');
    });
    proves('fetch-resets', 'anywhere', async (test) => {
      const { dir, ok } = makeApp(test, twoReleases());
      commitRelease(dir.recipe, { files: { 'site.txt': 'mine\n' } });
      await ok(`recipe fetch ${RECIPE}`);
      expect(described(dir.recipe)).toBe(NEW);
    });
    proves('recipes', 'emulator', async (test) => {
      const { dir, ok, fata } = makeApp(test, twoReleases());
      expect(JSON.parse(await ok(`recipe versions ${RECIPE} -m`))).toEqual([
        { version: NEW },
        { version: OLD },
      ]);
      writeFileSync(join(dir.recipe, 'site.txt'), 'changed\n');
      expect(await ok(`recipe diff ${RECIPE}`)).toContain('+changed');
      await ok(`recipe reset ${RECIPE}`);
      expect(await ok(`recipe diff ${RECIPE}`)).toBe('\n');
      expect(await fata('recipe ls')).toContain('no such host');
    });
  });

  describe.concurrent('lint', { timeout: 90_000 }, () => {
    proves('lint-tty', 'anywhere', async (test) => {
      const { fata } = makeApp(test, twoReleases());
      expect(await fata(`recipe lint ${RECIPE} -n -C -o`)).toBe('inappropriate ioctl for device');
    });
    proves('lint-table', 'anywhere', async (test) => {
      const { ok, fata } = makeApp(test, [{ tag: NEW, isLightweight: true, files: recipeFiles() }]);
      const shown = await ok(`recipe lint ${RECIPE} -n -C -o`, { tty: true });
      expect(shown).toMatch(/R014 .*only annotated tags.*❌/);
      expect(shown).toMatch(/R011 .*✅/);
      expect(
        shown
          .trimEnd()
          .split('\n')
          .filter((line) => /R0\d\d/.test(line)),
      ).toHaveLength(16);
      const bare = makeApp(test, [{ tag: NEW, files: { 'compose.yml': 'services: {}\n' } }]);
      expect(await bare.fata(`recipe lint ${RECIPE} -n -C -o`, { tty: true })).toContain(
        'unable to validate recipe',
      );
      expect(await fata('recipe lint', { tty: true })).toBe('accepts 1 arg(s), received 0');
    });
  });
});

describe('the emulator says what it is', () => {
  const folder = join(import.meta.dirname, '../../support/abra');
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');

  test('README.md has every rule with its source, and every mode', () => {
    expect(readme).toContain(ruleTable());
    expect(readme).toContain(modeTable());
  });
  test('every rule has its test, or says why it has none', () => {
    const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
    const text = tests.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
    const isProved = (id: string): boolean => text.includes(`proves('${id}',`);
    expect(RULES.filter(({ id, unproved }) => !isProved(id) && unproved === undefined)).toEqual([]);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
  test('every mode has its test', () => {
    const tests = readFileSync(join(import.meta.dirname, 'modes.test.ts'), 'utf8');
    expect(MODES.filter(({ name }) => !tests.includes(`fails('${name}',`)).map(({ name }) => name)).toEqual(
      [],
    );
  });
  test('a mode that does not exist stops it', () => {
    expect(() => modesIn({ ABRA_EMULATOR_MODE: 'hang,nope' })).toThrow(/nope is no mode/);
    expect(() => abraMode('nope')).toThrow(/nope/);
  });
  test('it imports nothing of what it is to test', () => {
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.mjs'),
    );
    for (const name of sources)
      expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/from '.*\/(src|scripts)\//);
  });
});
