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
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRegistryCredentials } from '../../../src/docker/registry-auth.js';
import { mergeConfig, withRegistryConfig } from '../../../src/docker/registry-config.js';
import { ownedFolder } from '../../../src/lib/owned-folder.js';
import { ownProcess } from '../../../src/lib/process-id.js';

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

  test('where no memory is, it is refused in words that help', async () => {
    await expect(
      withRegistryConfig(CREDENTIALS, { HOME: home }, async () => undefined, '/nowhere'),
    ).rejects.toThrow(
      'registry-credentials: docker reads the credentials of a deployment from a file only, which must not be on a disk, and /nowhere is not there: mount a tmpfs there (docker run has one by default; --tmpfs /nowhere), or log the Docker host in itself (docker login)',
    );
  });

  test('a configuration that can not be read is said, not replaced', async () => {
    writeFileSync(join(home, 'config.json'), '{');
    await expect(
      withRegistryConfig(CREDENTIALS, { DOCKER_CONFIG: home }, async () => undefined, memory),
    ).rejects.toThrow("can't be read as docker's configuration");
    expect(readdirSync(memory)).toEqual([]);
  });
});

test('what a killed run left goes with the next deployment', async () => {
  const { pid } = spawnSync('true');
  const left = await ownedFolder('registry', memory);
  writeFileSync(join(left, '.cc-ci-owner'), JSON.stringify({ ...ownProcess(), pid }));
  writeFileSync(join(left, 'config.json'), 'secret');
  const seen = await withRegistryConfig(CREDENTIALS, { HOME: home }, async () => readdirSync(memory), memory);
  expect(seen).toHaveLength(1);
  expect(seen).not.toContain(basename(left));
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
