/** The folder that a deployment's credentials are in: in memory, for its owner alone, gone afterwards, and swept after a kill. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRegistryCredentials } from '../../../src/docker/registry-auth.js';
import {
  fileSystemOf,
  folderName,
  mergeConfig,
  sweepRegistryConfigs,
  withRegistryConfig,
} from '../../../src/docker/registry-config.js';

const CREDENTIALS = parseRegistryCredentials(['reg.example:5000 me s3cret-pass']);
const AUTH = Buffer.from('me:s3cret-pass').toString('base64');

let memory: string;
let home: string;
beforeEach(() => {
  memory = mkdtempSync('/dev/shm/cc-ci-test-');
  home = mkdtempSync(join(tmpdir(), 'cc-ci-test-'));
});
afterEach(() => {
  rmSync(memory, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

describe('for one command', () => {
  test('there is a folder of its owner alone, over his own logins and with his contexts', async () => {
    mkdirSync(join(home, '.docker', 'contexts'), { recursive: true });
    writeFileSync(
      join(home, '.docker', 'config.json'),
      JSON.stringify({ currentContext: 'far', auths: { 'ghcr.io': { auth: 'eA==' } } }),
    );
    let seen = '';
    const result = await withRegistryConfig(
      CREDENTIALS,
      { HOME: home },
      async (folder) => {
        if (folder === undefined) throw new Error('no folder');
        seen = folder;
        expect(statSync(folder).mode & 0o777).toBe(0o700);
        expect(statSync(join(folder, 'config.json')).mode & 0o777).toBe(0o600);
        expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual({
          currentContext: 'far',
          auths: { 'ghcr.io': { auth: 'eA==' }, 'reg.example:5000': { auth: AUTH } },
        });
        expect(lstatSync(join(folder, 'contexts')).isSymbolicLink()).toBe(true);
        return 'done';
      },
      memory,
    );
    expect(result).toBe('done');
    expect(seen.startsWith(`${memory}/`)).toBe(true);
    expect(readdirSync(memory)).toEqual([]);
    expect(existsSync(join(home, '.docker', 'contexts'))).toBe(true);
  });

  test('it is gone when the command fails', async () => {
    const failing = withRegistryConfig(
      CREDENTIALS,
      { HOME: home },
      () => Promise.reject(new Error('no')),
      memory,
    );
    await expect(failing).rejects.toThrow('no');
    expect(readdirSync(memory)).toEqual([]);
  });

  test("without credentials there is none, and the user's own configuration serves", async () => {
    expect(
      await withRegistryConfig([], { HOME: home }, async (folder) => folder, '/nowhere'),
    ).toBeUndefined();
  });

  test('on a disk it is refused', async () => {
    const onDisk = mkdtempSync(join(process.cwd(), 'node_modules', '.cc-ci-test-'));
    try {
      const isMemory = ['tmpfs', 'ramfs'].includes(
        fileSystemOf(onDisk, readFileSync('/proc/self/mounts', 'utf8')) ?? '',
      );
      expect(isMemory).toBe(false);
      await expect(
        withRegistryConfig(CREDENTIALS, { HOME: home }, async () => undefined, onDisk),
      ).rejects.toThrow(/not in memory.*mount a tmpfs/);
      expect(readdirSync(onDisk)).toEqual([]);
    } finally {
      rmSync(onDisk, { recursive: true, force: true });
    }
    await expect(
      withRegistryConfig(CREDENTIALS, { HOME: home }, async () => undefined, '/nowhere'),
    ).rejects.toThrow('/nowhere is not there');
  });

  test('a configuration that can not be read is said, not replaced', async () => {
    writeFileSync(join(home, 'config.json'), '{');
    await expect(
      withRegistryConfig(CREDENTIALS, { DOCKER_CONFIG: home }, async () => undefined, memory),
    ).rejects.toThrow("can't be read as docker's configuration");
    expect(readdirSync(memory)).toEqual([]);
  });
});

describe('after a kill', () => {
  const leave = (name: string): void => {
    mkdirSync(join(memory, name), { mode: 0o700 });
    writeFileSync(join(memory, name, 'config.json'), 'secret');
  };

  test('the next run removes what the dead left, and nothing of the living or of others', () => {
    const { pid } = spawnSync('true');
    const dead = folderName(pid).replace('-gone-', '-12345-');
    leave(`${dead}-a`);
    // A number that somebody else has by now.
    leave(`${folderName(process.pid).replace(/-\d+-(\d+)$/, '-1-$1')}-b`);
    leave(`${folderName(process.pid)}-c`);
    leave('cc-ci-registry-1-1-999-young');
    leave('cc-ci-registry-1-1-999-old');
    leave('something-else');
    const old = new Date(Date.now() - 3_600_000);
    utimesSync(join(memory, 'cc-ci-registry-1-1-999-old'), old, old);
    sweepRegistryConfigs(memory);
    expect(readdirSync(memory).sort()).toEqual(
      [`${folderName(process.pid)}-c`, 'cc-ci-registry-1-1-999-young', 'something-else'].sort(),
    );
  });

  test('a folder that is not there has nothing in it', () => sweepRegistryConfigs('/nowhere'));
});

describe('the file system of a folder', () => {
  const mounts = 'overlay / overlay rw 0 0\ntmpfs /dev tmpfs rw 0 0\n/dev/sda1 /dev/shm ext4 rw 0 0\n';
  test.each([
    ['/dev/shm', mounts, 'ext4'],
    ['/dev/shm', `${mounts}shm /dev/shm tmpfs rw 0 0\n`, 'tmpfs'],
    ['/tmp', mounts, 'overlay'],
    ['/dev/shm', '', undefined],
    ['/not/there', mounts, undefined],
  ])('%s', (folder, text, type) => expect(fileSystemOf(folder, text)).toBe(type));
});

test('a helper would be asked in place of the file: none is left for a given host, and the others keep theirs', () => {
  const user = {
    credsStore: 'desktop',
    credHelpers: { 'reg.example:5000': 'ecr', 'quay.io': 'q' },
    auths: { 'ghcr.io': {}, 'reg.example:5000': {} },
    HttpHeaders: { a: 'b' },
  };
  expect(mergeConfig(user, CREDENTIALS)).toEqual({
    HttpHeaders: { a: 'b' },
    auths: { 'ghcr.io': {}, 'reg.example:5000': { auth: AUTH } },
    credHelpers: { 'ghcr.io': 'desktop', 'quay.io': 'q' },
  });
});
