import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { DEFAULT_FOLDER, sharedFolder } from '../../../src/memory/serial/folder.js';
import { holderOf, inWords, readHolder } from '../../../src/memory/serial/holder.js';
import { systemAt } from '../../../src/memory/system.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cc-ci-serial-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function machine(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return systemAt(root);
}

const OVERLAY = '600 500 0:60 / / rw,relatime - overlay overlay rw,lowerdir=/a\n';
const PRIVATE_TMPFS = '601 600 0:61 / /run rw,nosuid - tmpfs tmpfs rw,mode=755\n';
// docker run -v /run/lock/cc-ci:/run/lock/cc-ci, on a host whose /run/lock is a tmpfs.
const BOUND = '602 600 0:24 /cc-ci /run/lock/cc-ci rw,nosuid - tmpfs tmpfs rw,size=5120k\n';
const ANONYMOUS = `603 600 8:1 /var/lib/docker/volumes/${'ab'.repeat(32)}/_data /run/lock/cc-ci rw - ext4 /dev/sda1 rw\n`;
const NAMED = '604 600 8:1 /var/lib/docker/volumes/locks/_data /run/lock/cc-ci rw - ext4 /dev/sda1 rw\n';

describe('the folder of the host’s locks', () => {
  test('is the same for every job of a host without containers', () => {
    expect(sharedFolder(machine({}), {})).toBe(DEFAULT_FOLDER);
  });

  test('can be named', () => {
    expect(sharedFolder(machine({}), { CC_CI_LOCK_DIR: '/srv/locks' })).toBe('/srv/locks');
    expect(() => sharedFolder(machine({}), { CC_CI_LOCK_DIR: 'locks' })).toThrow(/absolute/);
  });

  test.each([
    ['the container’s own file system', OVERLAY],
    ['a tmpfs of the container', OVERLAY + PRIVATE_TMPFS],
    ['a volume without a name', OVERLAY + ANONYMOUS],
    ['unknown, since mountinfo can’t be read', ''],
  ])('is refused in a container where it is %s, with the line to add', (_, mountinfo) => {
    const system = machine({ '.dockerenv': '', 'proc/self/mountinfo': mountinfo });
    expect(() => sharedFolder(system, {})).toThrow(UserError);
    expect(() => sharedFolder(system, {})).toThrow(
      /options: "-v \/run\/lock\/cc-ci:\/run\/lock\/cc-ci", valid_volumes: \["\/run\/lock\/cc-ci"\]/,
    );
  });

  test.each([
    ['bound from the host', OVERLAY + PRIVATE_TMPFS + BOUND],
    ['a named volume', OVERLAY + NAMED],
  ])('is taken in a container where it is %s', (_, mountinfo) => {
    expect(sharedFolder(machine({ '.dockerenv': '', 'proc/self/mountinfo': mountinfo }), {})).toBe(
      DEFAULT_FOLDER,
    );
  });

  test.each([
    ['podman', { 'run/.containerenv': '' }, {}],
    ['Kubernetes', {}, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
    ['LXC', { 'proc/1/environ': 'a=b\0container=lxc\0' }, {}],
  ])('knows a container of %s', (_, files, env) => {
    expect(() => sharedFolder(machine(files as Record<string, string>), env)).toThrow(/container of its own/);
  });

  test('is the container’s own where the runner lives in it and starts its jobs there', () => {
    const system = machine({
      '.dockerenv': '',
      'proc/self/mountinfo': OVERLAY,
      'proc/self/status': 'Name:\tnode\nPPid:\t30\n',
      'proc/30/status': 'Name:\tbash\nPPid:\t7\n',
      'proc/30/comm': 'bash\n',
      'proc/7/status': 'Name:\tact_runner\nPPid:\t1\n',
      'proc/7/comm': 'act_runner\n',
    });
    expect(sharedFolder(system, {})).toBe(DEFAULT_FOLDER);
  });

  test('may have a space in its path', () => {
    const mountinfo = `${OVERLAY}605 600 8:1 /srv /my\\040locks rw - ext4 /dev/sda1 rw\n`;
    const system = machine({ '.dockerenv': '', 'proc/self/mountinfo': mountinfo });
    expect(sharedFolder(system, { CC_CI_LOCK_DIR: '/my locks/here' })).toBe('/my locks/here');
  });
});

describe('who holds a lock', () => {
  test('is a job by its repository, name and run', () => {
    const env = { GITHUB_REPOSITORY: 'a/b', GITHUB_JOB: 'test', GITHUB_RUN_NUMBER: '12' };
    expect(inWords(holderOf(env, 1, 1000), 186_000)).toBe(
      'a/b job test, run 12, which has held it for 3 min 05 s',
    );
  });

  test('is a process outside of a job', () => {
    expect(holderOf({}, 4711, 0).who).toBe('process 4711');
  });

  test('survives its line', () => {
    const holder = holderOf({ GITHUB_REPOSITORY: 'a/b' }, 1, 5);
    expect(readHolder(JSON.stringify(holder))).toEqual(holder);
  });

  test.each(['', 'x', 'null', '[]', '{"who":1,"since":2}', '{"who":"a"}'])(
    'is unknown where the file says %j',
    (text) => {
      expect(inWords(readHolder(text), 0)).toBe('another job of this host');
    },
  );

  test('can’t write into another job’s log', () => {
    const line = JSON.stringify({ who: '\u001b[31m::error::x\n::set-output', since: 0 });
    expect(readHolder(line)?.who).toBe('?[31m::error::x?::set-output');
  });
});
