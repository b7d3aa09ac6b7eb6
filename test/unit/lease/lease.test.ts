/** Who is dead, who may be alive, and which stacks are ours: the decisions of the reaper, without a Swarm. */
import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { lifeOf, type Machine, ownProcess, processesNaming, startOf } from '../../../src/lib/process-id.js';
import { isNamedAsOurs, whyReap } from '../../../src/recipe/lease/reap.js';
import { type LeaseRecord, labelsOf, leaseName, readRecord } from '../../../src/recipe/lease/record.js';

const machine: Machine = { host: 'ci-1', machineId: 'm1', bootId: 'b1', pidNamespace: 'pid:[1]' };
const owner = { ...machine, pid: 4711, pidStart: '100' };
const running = (): string => '100';
const gone = (): undefined => undefined;
const reused = (): string => '999';

describe('an owner', () => {
  test.each([
    ['runs here', owner, running, 'alive'],
    ['has ended', owner, gone, 'dead'],
    ['has ended, and its number was given away', owner, reused, 'dead'],
    ['ran before this machine started again', { ...owner, bootId: 'b0' }, running, 'dead'],
    ['runs on a machine of the same name', { ...owner, bootId: 'b0', machineId: 'm2' }, gone, 'unknown'],
    ['runs on another machine', { ...owner, bootId: 'b2', host: 'ci-2', machineId: 'm2' }, gone, 'unknown'],
    ['ran in a container without a machine id', { ...owner, bootId: 'b0', machineId: '' }, gone, 'unknown'],
    ['runs in another container', { ...owner, pidNamespace: 'pid:[2]' }, gone, 'unknown'],
    ['gave the lease over to its expiry', { ...owner, bootId: '', pidStart: '' }, gone, 'unknown'],
  ] as const)('that %s', (_, process, start, life) => {
    expect(lifeOf(process, machine, start)).toBe(life);
  });

  test('on a system that does not say when it started is never called dead', () => {
    expect(lifeOf(owner, { ...machine, bootId: '' }, gone)).toBe('unknown');
  });

  test('that is this process is alive', () => {
    const { pid, pidStart, ...here } = ownProcess();
    expect(lifeOf({ ...here, pid, pidStart }, here)).toBe('alive');
    expect(startOf(pid)).toBe(pidStart);
    // The largest number that Linux gives is 2^22.
    expect(startOf(2 ** 22 + 1)).toBeUndefined();
  });
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const record: LeaseRecord = {
  stack: 's',
  owner: 'run 17',
  process: owner,
  createdAt: 0,
  expiresAt: 5 * MINUTE,
};
const abroad = { ...record, process: { ...owner, host: 'ci-2', machineId: 'm2', bootId: 'b2' } };

describe('a lease is reaped', () => {
  test.each([
    ['at once when its owner is dead', record, gone, 1, 'ended without cleaning up'],
    ['after its expiry when nobody can tell', abroad, gone, 5 * MINUTE + 1, 'expired'],
    [
      'two hours after its expiry when its owner is stuck',
      record,
      running,
      5 * MINUTE + 2 * HOUR + 1,
      'expired',
    ],
  ] as const)('%s', (_, lease, start, now, reason) => {
    expect(whyReap(lease, machine, now, start)).toContain(reason);
  });

  test.each([
    ['before its expiry when nobody can tell', abroad, gone, 5 * MINUTE],
    ['while its owner lives, though it slept through its expiry', record, running, 5 * MINUTE + HOUR],
  ] as const)('not %s', (_, lease, start, now) => {
    expect(whyReap(lease, machine, now, start)).toBeUndefined();
  });
});

describe('a lease as it is written', () => {
  test('reads back as it was', () => {
    expect(readRecord(leaseName('s'), labelsOf(record))).toEqual(record);
  });

  test.each([
    ['without labels', leaseName('s'), null],
    ['of another stack than its name says', leaseName('other'), labelsOf(record)],
    ['without an expiry', leaseName('s'), { ...labelsOf(record), 'cc-ci.lease.expires': '' }],
  ])('%s says nothing', (_, name, labels) => {
    expect(readRecord(name, labels)).toBeUndefined();
  });
});

describe('a stack named as ours', () => {
  test.each([
    ['hell-3fa9c1_ci_example_org', true],
    ['n8n-000000_ci_example_org', true],
    ['hello-3fa9c1_ci_example_org', false],
    ['hell-3FA9C1_ci_example_org', false],
    ['hell-3fa9c1_ci_example_org_more', false],
    ['hell-3fa9c1_www_ci_example_org', false],
    ['hell-3fa9c1_ci_example_com', false],
    ['traefik_ci_example_org', false],
    ['_ci_example_org', false],
  ])('%s: %s', (stack, expected) => {
    expect(isNamedAsOurs('ci.example.org')(stack)).toBe(expected);
  });
});

test('a process is found by a whole argument, not by a part of one', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)', '--', 'shop_ci'], {
    stdio: 'ignore',
  });
  try {
    await new Promise((resolve) => child.once('spawn', resolve));
    expect(processesNaming('shop_ci')).toEqual([child.pid]);
    expect(processesNaming('shop')).toEqual([]);
  } finally {
    child.kill('SIGKILL');
  }
});
