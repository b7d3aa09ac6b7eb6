import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CancelledError, EnvironmentError, UserError } from '../../../src/lib/errors.js';
import { run } from '../../../src/lib/process.js';
import { type SerialPorts, withSerial } from '../../../src/memory/serial/index.js';
import { systemAt } from '../../../src/memory/system.js';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-locks-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ports = (more: Partial<SerialPorts> = {}): SerialPorts => ({
  // A host without containers: where this test runs is not the matter here.
  system: systemAt(folder),
  run,
  env: { ...process.env, CC_CI_LOCK_DIR: join(folder, 'locks') },
  signal: undefined,
  say: (message) => said.push(message),
  ...more,
});

/** A promise that a test resolves. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test('two commands under one name never run at once, and the second says behind whom it waits', async () => {
  const taken = gate();
  const done = gate();
  const order: string[] = [];
  const env = { ...ports().env, GITHUB_REPOSITORY: 'a/b', GITHUB_JOB: 'test', GITHUB_RUN_NUMBER: '12' };
  const first = withSerial('db', ports({ env }), async () => {
    taken.open();
    await done.opened;
    order.push('first');
  });
  await taken.opened;
  const second = withSerial(
    'db',
    ports({
      say: (message) => {
        said.push(message);
        done.open();
      },
    }),
    async (held) => {
      order.push('second');
      return held.waitedMs;
    },
  );
  await first;
  expect(await second).toBeGreaterThan(0);
  expect(order).toEqual(['first', 'second']);
  expect(said[0]).toMatch(
    /^serial: waiting for the lock db, behind a\/b job test, run 12, which has held it for/,
  );
  expect(said[1]).toMatch(/^serial: got the lock db after/);
});

test('other names don’t wait', async () => {
  const result = await withSerial('db', ports(), () => withSerial('queue', ports(), async () => 'both'));
  expect(result).toBe('both');
  expect(said).toEqual([]);
});

test('the lock of a process that was killed is free at once', async () => {
  mkdirSync(join(folder, 'locks'));
  const lock = join(folder, 'locks', 'db.lock');
  writeFileSync(lock, '');
  // It holds the lock as we do: on a file that it keeps open.
  const holder = spawn('sh', ['-c', 'exec 3<>"$1"; flock -x 3; echo held; exec sleep 60', 'sh', lock]);
  await once(holder.stdout, 'data');
  const waiting = withSerial('db', ports({ say: () => void holder.kill('SIGKILL') }), async () => 'free');
  expect(await waiting).toBe('free');
});

test('a command that fails gives the lock back', async () => {
  await expect(
    withSerial('db', ports(), async () => {
      throw new Error('the tests are red');
    }),
  ).rejects.toThrow('the tests are red');
  expect(await withSerial('db', ports(), async () => 'next')).toBe('next');
});

test('a command inside would wait for itself, and is refused', async () => {
  const inner = withSerial('db', ports(), (held) =>
    withSerial('db', ports({ env: { ...ports().env, ...held.variables } }), async () => 'never'),
  );
  await expect(inner).rejects.toThrow(/db is held by a command around this one/);
});

test('waiting has an end, which says who holds the lock', async () => {
  const waiting = withSerial('db', ports(), () =>
    withSerial('db', ports({ waitMs: 200 }), async () => 'never'),
  );
  await expect(waiting).rejects.toThrow(EnvironmentError);
  await expect(waiting).rejects.toThrow(/not free within 200 ms; it is held by process \d+, which/);
  await expect(withSerial('db', ports(), async () => 'after')).resolves.toBe('after');
});

test('a cancelled wait ends at once and leaves the lock to the others', async () => {
  const controller = new AbortController();
  const waiting = withSerial('db', ports(), () =>
    withSerial(
      'db',
      ports({ signal: controller.signal, say: () => controller.abort(new CancelledError('stopped')) }),
      async () => 'never',
    ),
  );
  await expect(waiting).rejects.toThrow('stopped');
  expect(await withSerial('db', ports(), async () => 'next')).toBe('next');
});

test('the folder is for all users of the host', async () => {
  await withSerial('db', ports(), async () => undefined);
  expect(lstatSync(join(folder, 'locks')).mode & 0o7777).toBe(0o1777);
  expect(lstatSync(join(folder, 'locks', 'db.lock')).mode & 0o777).toBe(0o666);
});

test.skipIf(process.getuid?.() !== 0)('another user’s job waits for the same lock', async () => {
  spawnSync('chmod', ['755', folder]);
  await withSerial('db', ports(), async () => {
    const open = `exec 3<>"$1"; flock -n 3`;
    const refused = spawnSync('sh', ['-c', open, 'sh', join(folder, 'locks', 'db.lock')], {
      uid: 65534,
      gid: 65534,
    });
    expect([refused.status, String(refused.stderr)]).toEqual([1, '']);
  });
});

test('a link that somebody put in the lock’s place is not followed', async () => {
  mkdirSync(join(folder, 'locks'));
  const precious = join(folder, 'precious');
  writeFileSync(precious, 'precious');
  symlinkSync(precious, join(folder, 'locks', 'db.lock'));
  await expect(withSerial('db', ports(), async () => undefined)).rejects.toThrow(UserError);
  expect(readFileSync(precious, 'utf8')).toBe('precious');
});

test.each(['', '../db', 'a b', '-n', 'x'.repeat(65)])('%j is no name for a lock', async (name) => {
  await expect(withSerial(name, ports(), async () => undefined)).rejects.toThrow(/is no name for a lock/);
});

test('without flock it says what to install', async () => {
  const env = { ...ports().env, PATH: folder };
  await expect(withSerial('db', ports({ env }), async () => undefined)).rejects.toThrow(/install util-linux/);
});
