/** What the clone does when the server or the network misbehaves. */
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../support/git-server/index.js';
import { incompressible } from '../../support/repos.js';
import { processesOf } from '../../support/world.js';
import { type CloneResult, expectExit, useForge } from './forge.js';

const forge = useForge((it) => {
  it.repository('owner/app').commit({ 'file.txt': '1\n', 'big.dat': incompressible(200_000) });
});

/** Runs a clone against a server with these switches, and makes sure that no git outlives it. */
async function cloneAgainst(
  faults: readonly Fault[],
  inputs: Readonly<Record<string, string>> = {},
): Promise<CloneResult> {
  for (const fault of faults) forge.server.fault(fault);
  const clone = await forge.clone({ inputs });
  expect(processesOf(clone.world)).toEqual([]);
  return clone;
}

const retries = (clone: CloneResult): readonly string[] =>
  clone.log.split('\n').filter((line) => line.includes('trying again in'));

describe('an answer that no further try can change', () => {
  const cases = [
    { status: 401, says: /token/ },
    { status: 403, says: /token/ },
    { status: 404, says: /repository/ },
  ];
  test.each(cases)(
    '$status is explained after one try, and is the user’s to fix',
    async ({ status, says }) => {
      const clone = expectExit(await cloneAgainst([{ kind: 'status', status }]), 2);
      expect(clone.log).toContain(String(status));
      expect(clone.log).toMatch(says);
      expect(clone.log).toContain(`${forge.server.url}/owner/app`);
      expect(retries(clone)).toEqual([]);
      expect(forge.server.requests.length).toBeLessThanOrEqual(2);
    },
  );

  test('a missing token is told apart from a wrong one', async () => {
    const missing = expectExit(await forge.clone({ inputs: { token: '' } }), 2);
    expect(missing.log).toMatch(/no token was given/);
    const wrong = expectExit(await forge.clone({ inputs: { token: 'wrong' } }), 2);
    expect(wrong.log).toMatch(/token given/);
    expect(retries(missing).concat(retries(wrong))).toEqual([]);
  });

  test('a repository that is not there is named', async () => {
    const clone = expectExit(await forge.clone({ inputs: { repository: 'owner/missing' } }), 2);
    expect(clone.log).toContain('owner/missing');
    expect(retries(clone)).toEqual([]);
  });
});

describe('a failure that can heal', () => {
  const healing: Readonly<Record<string, { fault: Fault; says: RegExp }>> = {
    'a 500': { fault: { kind: 'status', status: 500, times: 2 }, says: /500/ },
    'a 502': { fault: { kind: 'status', status: 502, times: 2 }, says: /502/ },
    'a 503': { fault: { kind: 'status', status: 503, times: 2 }, says: /503/ },
    'a 429': { fault: { kind: 'status', status: 429, times: 2 }, says: /429/ },
    'a 503 in the middle of the protocol': {
      fault: { kind: 'status', status: 503, times: 2, on: ['fetch'] },
      says: /503/,
    },
    'a connection cut before the answer': { fault: { kind: 'cut', afterBytes: 0, times: 2 }, says: /cut/ },
    'a connection cut in mid-pack': {
      fault: { kind: 'cut', afterBytes: 50_000, times: 2, on: ['fetch'] },
      says: /cut/,
    },
  };

  test.each(Object.entries(healing))(
    '%s is tried again, with the try’s number and the pause',
    async (_name, it) => {
      const clone = expectExit(await cloneAgainst([it.fault]), 0);
      expect(retries(clone)).toHaveLength(2);
      expect(retries(clone)[0]).toMatch(/^clone: .* \(try 1 of 3\), trying again in [\d.]+ m?s$/);
      expect(retries(clone)[1]).toMatch(/\(try 2 of 3\)/);
      expect(retries(clone)[0]).toMatch(it.says);
      expect(clone.git('status', '--porcelain')).toBe('');
    },
  );

  test.each(Object.entries(healing))(
    '%s that stays is the environment’s fault after the last try',
    async (_name, it) => {
      const { times: _times, ...fault } = it.fault;
      const clone = expectExit(await cloneAgainst([fault as Fault]), 1);
      expect(retries(clone)).toHaveLength(2);
      expect(clone.log.split('\n').find((line) => line.startsWith('::error::'))).toMatch(it.says);
    },
  );

  test('is tried as often as fetch-tries says', async () => {
    const clone = expectExit(
      await cloneAgainst([{ kind: 'status', status: 503 }], { 'fetch-tries': '5' }),
      1,
    );
    expect(retries(clone).map((line) => /try (\d) of 5/.exec(line)?.[1])).toEqual(['1', '2', '3', '4']);
    const once = expectExit(await cloneAgainst([], { 'fetch-tries': '1' }), 1);
    expect(retries(once)).toEqual([]);
  });

  test('a server that nobody listens on is tried again and named', async () => {
    const gone = await forge.otherServer();
    const { url } = gone;
    await gone.stop();
    const clone = expectExit(await forge.clone({ job: { serverUrl: url } }), 1);
    expect(retries(clone)).toHaveLength(2);
    expect(clone.log).toMatch(/can't be reached/);
  });
});

describe('a server that falls silent', () => {
  test('before its answer is noticed after stall-seconds and tried again', async () => {
    const clone = expectExit(await cloneAgainst([{ kind: 'stall', times: 1 }], { 'stall-seconds': '1' }), 0);
    expect(retries(clone)).toHaveLength(1);
    expect(retries(clone)[0]).toMatch(/server sent nothing for 1 s \(try 1 of 3\)/);
    expect(clone.durationMs).toBeGreaterThan(900);
    expect(clone.durationMs).toBeLessThan(5000);
  });

  test('in mid-pack is noticed too', async () => {
    const stall: Fault = { kind: 'stall-in-body', afterBytes: 50_000, times: 1, on: ['fetch'] };
    const clone = expectExit(await cloneAgainst([stall], { 'stall-seconds': '1' }), 0);
    expect(retries(clone)[0]).toMatch(/server sent nothing for 1 s \(try 1 of 3\)/);
    expect(clone.durationMs).toBeLessThan(6000);
  });

  test('for good is given up on after the last try', async () => {
    const clone = expectExit(
      await cloneAgainst([{ kind: 'stall' }], { 'stall-seconds': '1', 'fetch-tries': '2' }),
      1,
    );
    expect(retries(clone)).toHaveLength(1);
    expect(clone.log).toMatch(/sent nothing for 1 s/);
  });

  test('is not confused with one that is slow but steady', async () => {
    const slow: Fault = { kind: 'slow', bytesPerSecond: 80_000, on: ['fetch'] };
    const clone = expectExit(await cloneAgainst([slow], { 'stall-seconds': '1' }), 0);
    expect(clone.durationMs).toBeGreaterThan(2000);
    expect(retries(clone)).toEqual([]);
  });
});

test('fetch-timeout ends a fetch that goes on and on, without a further try', async () => {
  const slow: Fault = { kind: 'slow', bytesPerSecond: 10_000, on: ['fetch'] };
  const clone = expectExit(await cloneAgainst([slow], { 'fetch-timeout': '2s' }), 1);
  expect(clone.log).toMatch(/fetch-timeout \(2(\.0)? s\)/);
  expect(retries(clone)).toEqual([]);
  expect(clone.durationMs).toBeLessThan(6000);
});

test('fetch-timeout is for all tries together', async () => {
  const clone = expectExit(
    await cloneAgainst([{ kind: 'stall' }], {
      'fetch-timeout': '2s',
      'stall-seconds': '1',
      'fetch-tries': '20',
    }),
    1,
  );
  expect(clone.log).toMatch(/fetch-timeout \(2(\.0)? s\)/);
  expect(clone.durationMs).toBeLessThan(6000);
});

test('a cancelled job ends its git at once and leaves no process', async () => {
  forge.server.fault({ kind: 'stall' });
  const clone = await forge.clone({
    onSpawn: (child) => {
      const timer = setInterval(() => {
        if (forge.server.requests.length === 0) return;
        clearInterval(timer);
        child.kill('SIGTERM');
      }, 10);
      child.once('exit', () => clearInterval(timer));
    },
  });
  expect(clone.exitCode === 0).toBe(false);
  expect(clone.durationMs).toBeLessThan(5000);
  expect(processesOf(clone.world)).toEqual([]);
});

describe('a redirect', () => {
  test('to another origin never takes the token along', async () => {
    const stranger = await forge.otherServer();
    forge.server.fault({ kind: 'redirect', toOrigin: stranger.origin });
    const clone = expectExit(await forge.clone(), 2);
    expect(clone.log).toMatch(/redirects elsewhere \(302\).*github-server-url/);
    expect(retries(clone)).toEqual([]);
    expect(forge.server.requests[0]?.authorization).toBeDefined();
    expect(stranger.requests.map(({ authorization }) => authorization).filter(Boolean)).toEqual([]);
  });

  test('in the middle of the protocol never takes the token along', async () => {
    const stranger = await forge.otherServer();
    forge.server.fault({ kind: 'redirect', toOrigin: stranger.origin, on: ['ls-refs', 'fetch'] });
    expectExit(await forge.clone(), 2);
    expect(stranger.requests.map(({ authorization }) => authorization).filter(Boolean)).toEqual([]);
  });

  test('of a renamed repository is followed, to that repository and with its address left behind', async () => {
    const Location = `${forge.server.url}/owner/app/info/refs?service=git-upload-pack`;
    forge.server.fault({ kind: 'status', status: 301, headers: { Location }, repository: 'owner/old-name' });
    const clone = expectExit(await forge.clone({ inputs: { repository: 'owner/old-name', ref: 'main' } }), 0);
    expect(clone.log).toMatch(
      /redirects .*owner\/old-name to .*owner\/app, on the same host: cloning from there/,
    );
    expect(clone.git('remote', 'get-url', 'origin').trim()).toBe(`${forge.server.url}/owner/app`);
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('that leads in a circle ends', async () => {
    const Location = `${forge.server.url}/owner/other-name/info/refs?service=git-upload-pack`;
    forge.server.fault({ kind: 'status', status: 301, headers: { Location } });
    const clone = expectExit(await forge.clone({ inputs: { repository: 'owner/old-name', ref: 'main' } }), 2);
    expect(clone.log).toMatch(/redirects elsewhere/);
  });
});
