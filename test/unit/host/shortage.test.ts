/** When a Docker host is short, by numbers; and that the numbers are those of a real file system. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blamedOn } from '../../../src/recipe/host/index.js';
import { diskRoom, driverRoom } from '../../../src/recipe/host/room.js';
import { type HostRoom, readMeminfo, shortageOf } from '../../../src/recipe/host/shortage.js';
import type { Finding } from '../../../src/report/results.js';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const path = '/var/lib/docker';

const disk = (freeBytes: number, totalBytes = 20 * GiB): HostRoom => ({
  disk: { path, freeBytes, totalBytes },
});
const inodes = (free: number, total = 1_000_000): HostRoom => ({ inodes: { path, free, total } });
const memory = (availableBytes: number, freeSwapBytes = 0): HostRoom => ({
  memory: { availableBytes, freeSwapBytes, totalBytes: 4 * GiB },
});

describe('a host is short', () => {
  test.each([
    ['of disk', disk(312 * MiB), 'disk: 312 MiB of 20 GiB free in /var/lib/docker, less than 1 GiB'],
    ['of inodes', inodes(9_999), 'inodes: 9999 of 1000000 free in /var/lib/docker, less than 1 %'],
    ['of memory', memory(40 * MiB), 'memory: 40 MiB of 4 GiB available, less than 64 MiB'],
    ['of two things', { ...disk(0), ...memory(0) }, 'and of memory: 0 MiB'],
  ])('%s', (_, room, words) => {
    expect(shortageOf(room)).toMatchObject({ code: 'host-short-of-resources', blame: 'host' });
    expect(shortageOf(room)?.message).toContain(words);
  });
});

describe('a host is not short', () => {
  test.each([
    ['with 1 GiB of disk', disk(GiB)],
    ['with half a percent of a very large disk', disk(10 * GiB, 2_000 * GiB)],
    ['with one percent of its inodes', inodes(10_000)],
    ['on a file system without inodes (btrfs)', inodes(0, 0)],
    ['with 64 MiB of memory', memory(64 * MiB)],
    ['with swap left', memory(10 * MiB, GiB)],
    ['when nothing is known', {}],
  ])('%s', (_, room) => {
    expect(shortageOf(room)).toBeUndefined();
  });
});

test('/proc/meminfo is read in bytes', () => {
  const text = 'MemTotal:        2048 kB\nMemFree: 1 kB\nMemAvailable:    1024 kB\nSwapFree:  512 kB\n';
  expect(readMeminfo(text)).toEqual({ totalBytes: 2 * MiB, availableBytes: MiB, freeSwapBytes: MiB / 2 });
  expect(readMeminfo('MemTotal: 2048 kB\n')).toBeUndefined();
});

test('storage drivers that tell what is left are believed', () => {
  const devicemapper = [
    ['Data Space Available', '512.3 MB'],
    ['Data Space Total', '107.4 GB'],
  ] as const;
  expect(driverRoom({ DriverStatus: devicemapper }, path)).toEqual({
    disk: { path, freeBytes: 512.3e6, totalBytes: 107.4e9 },
  });
  expect(driverRoom({ DriverStatus: [['Space Available', '1048576']] }, path)).toMatchObject({
    disk: { freeBytes: MiB },
  });
  expect(driverRoom({ DriverStatus: [['Backing Filesystem', 'extfs']] }, path)).toEqual({});
  expect(driverRoom({ DriverStatus: null }, path)).toEqual({});
});

test('a folder that can’t be seen says nothing', async () => {
  expect(await diskRoom('/no/such/folder')).toEqual({});
});

test('a file system that fills up is short of disk and of inodes', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'cc-ci-room-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,nr_inodes=50', 'cc-ci-room', folder], {
      stdio: 'pipe',
    });
  } catch {
    rmdirSync(folder);
    context.skip('only root may mount a tmpfs');
  }
  try {
    for (let file = 0; file < 49; file++) writeFileSync(join(folder, `${file}`), '');
    writeFileSync(join(folder, '0'), Buffer.alloc(3 * MiB));
    const room = await diskRoom(folder);
    expect(room).toMatchObject({
      disk: { freeBytes: MiB, totalBytes: 4 * MiB },
      inodes: { free: 0, total: 50 },
    });
    const message = shortageOf(room)?.message;
    expect(message).toContain('disk: 1 MiB of 4 MiB free');
    expect(message).toContain('inodes: 0 of 50 free');
  } finally {
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  }
});

test('the failure that looked like the recipe’s becomes the evidence of the host’s', () => {
  const shortage = shortageOf(disk(0));
  if (shortage === undefined) throw new Error('not short');
  const finding: Finding = {
    code: 'crash-loop',
    blame: 'recipe',
    service: 'db',
    message: 'db: crashes in a loop, 4 times in 17 s, exit code 1',
    evidence: ['PANIC: could not write to file'],
    remedy: 'Read its log.',
  };
  expect(blamedOn(shortage, finding)).toMatchObject({
    code: 'host-short-of-resources',
    blame: 'host',
    service: 'db',
    message: expect.stringMatching(/short of disk.*; on it: db: crashes in a loop/),
    evidence: ['PANIC: could not write to file'],
    remedy: expect.stringContaining('docker system df'),
  });
});
