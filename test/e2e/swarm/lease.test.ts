/** Leases and the reaper on a real Swarm: what a killed run left goes, and what anybody may still use stays. */
import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { ownProcess, type ProcessId, startOf, thisMachine } from '../../../src/lib/process-id.js';
import { createLease, findLease, type StoredLease } from '../../../src/recipe/lease/configs.js';
import { type Lease, reap, releaseLease, renewLease, takeLease } from '../../../src/recipe/lease/index.js';
import { reapLeaseless } from '../../../src/recipe/lease/reap.js';
import { leaseName } from '../../../src/recipe/lease/record.js';
import { listResidue, teardown } from '../../../src/recipe/teardown/index.js';
import type { Reaped } from '../../../src/report/results.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();
/** Of this process alone: another run of these tests, on the same Swarm, must not be reaped. */
const ZONE = `lease-${process.pid}.test`;
const HOUR_MS = 60 * 60_000;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that can own a lease, and be killed. */
function someProcess(): { readonly id: ProcessId; kill(): Promise<void> } {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  children.push(child);
  const pid = child.pid ?? 0;
  return {
    id: { ...thisMachine(), pid, pidStart: startOf(pid) ?? '' },
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** A lease as another process, or another machine, would have written it. */
async function leaseOf(
  swarm: TestSwarm,
  stack: string,
  process: ProcessId,
  expiresInMs = 60_000,
): Promise<StoredLease> {
  const now = Date.now();
  const record = { stack, owner: 'a test', process, createdAt: now, expiresAt: now + expiresInMs };
  const stored = await createLease(swarm.docker, record, {});
  if (stored === undefined) throw new Error(`${stack} is leased already`);
  return stored;
}

const elsewhere = (): ProcessId => ({
  ...ownProcess(),
  host: 'another-host',
  machineId: 'another-machine',
  bootId: 'another-boot',
});

async function deployOurs(swarm: TestSwarm, stack: string, label: string | undefined): Promise<void> {
  const labels = label === undefined ? '' : `    deploy: {labels: {${label}: ${stack}}}\n`;
  const volume = label === undefined ? '{}' : `{labels: {${label}: ${stack}}}`;
  await swarm.deploy(
    stack,
    `version: "3.8"\nservices:\n  app:\n    image: ${swarm.image}\n    volumes: ["data:/data"]\n${labels}volumes: {data: ${volume}}\n`,
  );
}

async function isLeased(swarm: TestSwarm, stack: string): Promise<boolean> {
  return (await findLease(swarm.docker, leaseName(stack), {})) !== undefined;
}

async function drop(swarm: TestSwarm, stored: StoredLease): Promise<void> {
  await swarm.docker.request('DELETE', `/configs/${stored.configId}`, { expect: [404] });
}

function held(taken: Awaited<ReturnType<typeof takeLease>>): Lease {
  if (taken.kind !== 'lease') throw new Error(`taken by ${taken.by}`);
  return taken;
}

/** What the reaper took of this file's stacks; it may find some that other tests have left. */
async function reapNow(swarm: TestSwarm, onNote?: (note: string) => void): Promise<readonly Reaped[]> {
  const note = onNote === undefined ? {} : { onNote };
  const reaped = await reap(swarm.docker, { zone: ZONE, now: Date.now(), ...note });
  return reaped.filter(({ stack }) => stack.endsWith(`_lease-${process.pid}_test`));
}

describe('a lease', () => {
  test('is had by one, however many ask at once, and the others hear who has it', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        takeLease(swarm.docker, stack, { owner: `run ${index}`, ttlMs: 60_000 }),
      ),
    );
    const winners = asked.filter((taken) => taken.kind === 'lease');
    expect(winners).toHaveLength(1);
    const [lease] = winners;
    if (lease?.kind !== 'lease') throw new Error('nobody has it');
    for (const taken of asked)
      if (taken.kind === 'taken')
        expect(taken.by).toMatch(new RegExp(`^${lease.owner} on .* \\(process ${process.pid}\\) since`));
    await releaseLease(swarm.docker, lease);
    expect(await isLeased(swarm, stack)).toBe(false);
  });

  test('is renewed by who holds its last version, and lost to who took it over', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    const first = held(await takeLease(swarm.docker, stack, { owner: 'me', ttlMs: 60_000 }));
    const second = await renewLease(swarm.docker, first);
    if (second.kind !== 'lease') throw new Error(second.reason);
    expect(second.version).toBeGreaterThan(first.version);
    expect(second.expiresAt).toBeGreaterThanOrEqual(first.expiresAt);
    const stale = await renewLease(swarm.docker, first);
    expect(stale).toMatchObject({ kind: 'lost', reason: expect.stringContaining('taken over by me on') });
    await releaseLease(swarm.docker, second);
    expect(await renewLease(swarm.docker, second)).toMatchObject({
      kind: 'lost',
      reason: expect.stringContaining('was removed'),
    });
  });

  test('of somebody else is not released', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    const stored = await leaseOf(swarm, stack, elsewhere());
    const { configId, version, record } = stored;
    await releaseLease(swarm.docker, {
      kind: 'lease',
      stack,
      configId,
      version,
      owner: record.owner,
      ttlMs: 1,
      expiresAt: record.expiresAt,
    });
    expect(await isLeased(swarm, stack)).toBe(true);
    await drop(swarm, stored);
  });

  test('of a stack whose name is too long is refused with the limit', async (context) => {
    const swarm = swarmFor(context);
    const asking = takeLease(swarm.docker, `t-123456_${'z'.repeat(50)}`, { owner: 'me', ttlMs: 1 });
    await expect(asking).rejects.toThrow(UserError);
    await expect(asking).rejects.toThrow('with more than 52 its lease');
  });
});

describe('the reaper', { timeout: 60_000 }, () => {
  test('leaves a live run alone, and removes everything once it was killed', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    const owner = someProcess();
    await leaseOf(swarm, stack, owner.id);
    await deployOurs(swarm, stack, 'cc-ci.stack');
    expect(await reapNow(swarm)).toEqual([]);
    await owner.kill();
    const reaped = await reapNow(swarm);
    expect(reaped).toMatchObject([
      { stack, reason: expect.stringContaining('ended without cleaning up: a test on') },
    ]);
    expect(reaped[0]?.removed).toContainEqual({ kind: 'service', name: `${stack}_app` });
    expect(reaped[0]?.removed.at(-1)).toEqual({ kind: 'lease', name: leaseName(stack) });
    expect(await listResidue(swarm.docker, stack)).toEqual([]);
    expect(await isLeased(swarm, stack)).toBe(false);
  });

  test('waits for a deployment that the killed run had started', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    const owner = someProcess();
    await leaseOf(swarm, stack, owner.id);
    await owner.kill();
    // As `docker stack deploy … STACK` would: it names the stack, and makes something when nobody expects it any more.
    const orphan = spawn(process.execPath, ['-e', 'setTimeout(() => process.exit(), 1000)', '--', stack], {
      stdio: 'ignore',
    });
    let isOver = false;
    orphan.once('exit', () => {
      isOver = true;
    });
    const reaped = await reapNow(swarm);
    expect(isOver).toBe(true);
    expect(reaped.map((one) => one.stack)).toEqual([stack]);
  });

  test('removes what another host left when its lease has expired, and not before', async (context) => {
    const swarm = swarmFor(context);
    const [expired, valid] = [swarm.stackName(ZONE), swarm.stackName(ZONE)];
    await leaseOf(swarm, expired, elsewhere(), -1_000);
    const stays = await leaseOf(swarm, valid, elsewhere(), 60_000);
    await deployOurs(swarm, expired, 'cc-ci.stack');
    await deployOurs(swarm, valid, 'cc-ci.stack');
    const reaped = await reapNow(swarm);
    expect(reaped).toMatchObject([
      { stack: expired, reason: expect.stringMatching(/^its lease expired .* ago: a test on another-host/) },
    ]);
    expect(await listResidue(swarm.docker, expired)).toEqual([]);
    expect(await listResidue(swarm.docker, valid)).not.toEqual([]);
    await drop(swarm, stays);
    await teardown(swarm.docker, valid);
  });

  test('run twice at once removes once, and neither minds', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    await leaseOf(swarm, stack, elsewhere(), -1_000);
    await deployOurs(swarm, stack, 'cc-ci.stack');
    const both = await Promise.all([reapNow(swarm), reapNow(swarm), reapNow(swarm)]);
    expect(both.flat().map((one) => one.stack)).toEqual([stack]);
    expect(await listResidue(swarm.docker, stack)).toEqual([]);
  });

  test('a lease that was taken over from a run that only slept is lost to it', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    const stored = await leaseOf(swarm, stack, elsewhere(), -1_000);
    await reapNow(swarm);
    const { configId, version } = stored;
    const sleeper = {
      kind: 'lease',
      stack,
      configId,
      version,
      owner: 'a test',
      ttlMs: 60_000,
      expiresAt: 0,
    } as const;
    expect(await renewLease(swarm.docker, sleeper)).toMatchObject({ kind: 'lost' });
    expect(await isLeased(swarm, stack)).toBe(false);
  });

  test('never takes a stack that was there before the lease was', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName(ZONE);
    await deployOurs(swarm, stack, undefined);
    // Clocks may differ by some seconds, so it has to be older than that.
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    const owner = someProcess();
    await leaseOf(swarm, stack, owner.id);
    await owner.kill();
    const notes: string[] = [];
    expect(await reapNow(swarm, (note) => notes.push(note))).toEqual([]);
    expect(notes.join()).toContain('was there before the lease');
    expect(await listResidue(swarm.docker, stack)).toContainEqual({ kind: 'service', name: `${stack}_app` });
    expect(await isLeased(swarm, stack)).toBe(false);
  });

  test('takes leaseless stacks of our naming, label and zone after two hours, and no look-alike', async (context) => {
    const swarm = swarmFor(context);
    const ours = swarm.stackName(ZONE);
    const lookAlike = swarm.stackName(ZONE);
    const otherZone = swarm.stackName('elsewhere.test');
    await deployOurs(swarm, ours, 'cc-ci.stack');
    await deployOurs(swarm, lookAlike, undefined);
    await deployOurs(swarm, otherZone, 'cc-ci.stack');
    // Only the second half of the reaper, with a clock of its own: other stacks on this Swarm may be somebody's.
    const reapAt = async (now: number): Promise<readonly string[]> => {
      const reaped = await reapLeaseless(swarm.docker, { zone: ZONE, now });
      return reaped.map(({ stack }) => stack).filter((stack) => [ours, lookAlike, otherZone].includes(stack));
    };
    expect(await reapAt(Date.now() + 1.9 * HOUR_MS)).toEqual([]);
    expect(await reapAt(Date.now() + 2.1 * HOUR_MS)).toEqual([ours]);
    expect(await listResidue(swarm.docker, ours)).toEqual([]);
    expect(await listResidue(swarm.docker, lookAlike)).not.toEqual([]);
    expect(await listResidue(swarm.docker, otherZone)).not.toEqual([]);
  });
});
