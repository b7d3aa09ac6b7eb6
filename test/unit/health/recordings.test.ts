/** Real runs, recorded by test/e2e/swarm (CC_CI_RECORD=1) and judged again without Docker. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/recipe/observe/index.js';
import { type Recording, readRecording, replay } from './replay.js';

const HEALTHY = [
  'healthy',
  'no-healthcheck',
  'one-shot',
  'job',
  'slow-start',
  'slow-start-blind',
  'replicas-none',
];
const FAILED = {
  'crash-loop': { code: 'crash-loop', blame: 'recipe', service: 'app' },
  'crash-loop-slow': { code: 'crash-loop', blame: 'recipe', service: 'app' },
  'crash-loop-long': { code: 'crash-loop', blame: 'recipe', service: 'app' },
  'crash-loop-beside-slow': { code: 'crash-loop', blame: 'recipe', service: 'app' },
  'ends-before-passing': { code: 'crash-loop', blame: 'recipe', service: 'app' },
  'out-of-memory': { code: 'out-of-memory', blame: 'recipe', service: 'app' },
  // What Swarm says; why it can't be had is asked of the registry before the verdict.
  'image-missing': { code: 'image-missing', blame: 'recipe', service: 'app' },
  'image-private': { code: 'image-missing', blame: 'recipe', service: 'app' },
  'image-limited': { code: 'image-missing', blame: 'recipe', service: 'app' },
  'job-failed': { code: 'crash-loop', blame: 'recipe', service: 'migrate' },
  'no-such-command': { code: 'task-rejected', blame: 'recipe', service: 'app' },
  unhealthy: { code: 'task-unhealthy', blame: 'recipe', service: 'app' },
  'no-suitable-node': { code: 'no-suitable-node', blame: 'host' },
  'port-taken': { code: 'no-suitable-node', blame: 'host' },
  'restarts-used-up': { code: 'crash-loop', blame: 'recipe', service: 'app' },
} as const;
const UNDECIDED = ['late'];

/** Where something else is waited for: the neighbour's 20 s, three lives of 16 s. */
const MOST_MS: Readonly<Record<string, number>> = {
  'crash-loop-beside-slow': 60_000,
  'crash-loop-long': 60_000,
};

/** From the first exit that was seen to the verdict, in milliseconds. */
function sinceFirstExit(name: string, afterMs: number): number {
  const { observations } = readRecording(name);
  const startedAt = observations[0]?.at ?? 0;
  const exit = observations.find((seen) => seen.kind === 'container' && seen.action === 'die');
  return startedAt + afterMs - (exit?.at ?? startedAt);
}

test('every recording is judged here', () => {
  const recorded = readdirSync(join(import.meta.dirname, 'recordings')).map((file) =>
    file.replace(/\.json$/, ''),
  );
  expect(recorded.sort()).toEqual([...HEALTHY, ...Object.keys(FAILED), ...UNDECIDED].sort());
});

describe('a recorded run', () => {
  test.each(HEALTHY)('%s is healthy, and was waited for', (name) => {
    const { verdict, waitedFor } = replay(readRecording(name));
    expect(verdict.kind).toBe('healthy');
    expect(waitedFor.length).toBeGreaterThan(0);
  });

  test('no-healthcheck is not healthy before it has run for seven seconds', () => {
    const recording = readRecording('no-healthcheck');
    const startedAt = recording.observations[0]?.at ?? 0;
    const running = recording.observations.find((seen) => seen.kind === 'task' && seen.state === 'running');
    expect(replay(recording).afterMs).toBe((running?.at ?? 0) - startedAt + 7_000);
  });

  test('no-healthcheck is healthy at once where it has run for an hour', () => {
    const long = changed(readRecording('no-healthcheck'), (seen) =>
      seen.kind === 'task' && seen.state === 'running'
        ? { ...seen, since: seen.at - 3_600_000 }
        : seen.kind === 'task'
          ? undefined
          : seen,
    );
    const { verdict } = replay({
      ...long,
      observations: long.observations.filter((seen) => seen.kind !== 'container'),
    });
    expect(verdict.kind).toBe('healthy');
  });

  test.each(Object.entries(FAILED))('%s has failed', (name, finding) => {
    const { verdict, afterMs } = replay(readRecording(name));
    expect(verdict).toMatchObject({ kind: 'failed', finding });
    expect(sinceFirstExit(name, afterMs)).toBeLessThanOrEqual(MOST_MS[name] ?? 30_000);
  });

  test.each(UNDECIDED)('%s is neither', (name) => {
    expect(replay(readRecording(name)).verdict).toMatchObject({
      kind: 'waiting',
      for: 'app: 0 of 1 running, starting (health check pending)',
    });
  });
});

/** The recording with the observations about one service changed, or left out where `change` gives nothing. */
function changed(recording: Recording, change: (seen: Observation) => Observation | undefined): Recording {
  return { ...recording, observations: recording.observations.flatMap((seen) => change(seen) ?? []) };
}

describe('a recording that is changed in one thing', () => {
  test('a one-shot that Swarm would start again is a loop in the making', () => {
    const always = changed(readRecording('one-shot'), (seen) =>
      seen.kind === 'service' ? { ...seen, restart: { condition: 'any' } } : seen,
    );
    const { verdict } = replay(always);
    expect(verdict).toMatchObject({ kind: 'waiting', for: expect.stringContaining('migrate: ') });
  });

  test('a crash with another exit code each time is judged later', () => {
    let code = 10;
    const mixed = changed(readRecording('crash-loop'), (seen) =>
      seen.kind === 'task' && seen.exitCode !== undefined ? { ...seen, exitCode: code++ } : seen,
    );
    const { verdict, afterMs } = replay(mixed);
    expect(verdict).toMatchObject({ kind: 'failed', finding: { code: 'crash-loop' } });
    expect(afterMs).toBeGreaterThan(replay(readRecording('crash-loop')).afterMs);
    expect(afterMs).toBeLessThanOrEqual(30_000);
  });

  test('the same crash beside a service that is still starting is no verdict', () => {
    const recording = readRecording('crash-loop');
    const at = recording.observations[0]?.at ?? 0;
    const database: readonly Observation[] = [
      {
        kind: 'service',
        at,
        service: 'rec_db',
        mode: 'replicated',
        replicas: 1,
        restart: { condition: 'any' },
        monitorMs: 5_000,
        hasHealthcheck: true,
        image: 'db:1',
        version: 1,
        template: 'db',
        endpoint: 'none',
      },
      {
        kind: 'task',
        at,
        service: 'rec_db',
        task: 'db1',
        slot: '1',
        state: 'starting',
        desired: 'running',
        template: 'db',
      },
    ];
    const waiting = { ...recording, observations: [...database, ...recording.observations] };
    expect(replay(waiting).verdict.kind).toBe('waiting');
  });

  test('one that the kernel killed for want of memory says so, and what to raise', () => {
    const recording = readRecording('crash-loop');
    const oom = recording.observations.flatMap((seen): Observation[] =>
      seen.kind === 'container' && seen.action === 'die' ? [{ ...seen, action: 'oom' }, seen] : [seen],
    );
    const { verdict } = replay({ ...recording, observations: oom });
    expect(verdict).toMatchObject({
      kind: 'failed',
      finding: {
        message: expect.stringContaining('killed by the kernel for want of memory'),
        remedy: expect.stringContaining('deploy.resources.limits.memory'),
      },
    });
  });

  test('an image whose pull was rate-limited is the registry’s fault at the first rejection', () => {
    const limited = changed(readRecording('image-missing'), (seen) =>
      seen.kind === 'task' && seen.error !== undefined
        ? { ...seen, error: 'toomanyrequests: You have reached your pull rate limit' }
        : seen,
    );
    expect(replay(limited).verdict).toMatchObject({
      kind: 'failed',
      finding: { code: 'registry-rate-limit', blame: 'registry' },
    });
  });

  test('a failed task is no verdict in the middle of a listing that brings its replacement', () => {
    const recording = readRecording('restarts-used-up');
    const firstFailure = recording.observations.findIndex(
      (seen) => seen.kind === 'task' && seen.state === 'failed',
    );
    const cut = recording.observations.slice(0, firstFailure + 1);
    expect(replay({ ...recording, observations: cut }).verdict.kind).toBe('waiting');
  });

  test('an update that is under way is waited for, whatever runs', () => {
    const updating = changed(readRecording('healthy'), (seen) =>
      seen.kind === 'service' ? { ...seen, update: { state: 'updating' } } : seen,
    );
    expect(replay(updating).verdict).toMatchObject({ kind: 'waiting', for: 'app: its update is under way' });
  });

  describe.each(['late', 'unhealthy', 'ends-before-passing'])(
    'Swarm calls a task of %s running although its healthcheck has not passed (seen on 20.10)',
    (name) => {
      const lied = changed(readRecording(name), (seen) =>
        seen.kind === 'task' && seen.state === 'starting' ? { ...seen, state: 'running' } : seen,
      );

      test('its container’s word counts', () => {
        expect(replay(lied).verdict.kind).not.toBe('healthy');
        expect(replay(lied).waitedFor).toContain('app: 0 of 1 running, starting (health check pending)');
      });

      test('also where the container was there before the watch began, and had to be asked', () => {
        const asked = changed(lied, (seen) =>
          seen.kind === 'container' && seen.action === 'start'
            ? { ...seen, action: 'health', health: 'starting' }
            : seen,
        );
        expect(replay(asked).verdict.kind).not.toBe('healthy');
      });
    },
  );

  test('a task whose container has died is not up, whatever Swarm still says', () => {
    const died = changed(readRecording('no-healthcheck'), (seen) =>
      seen.kind === 'container' && seen.action === 'start' ? { ...seen, action: 'die', exitCode: 1 } : seen,
    );
    expect(replay(died).verdict.kind).toBe('waiting');
  });

  test('what failed long before the watch began is not held against a service', () => {
    const recording = readRecording('crash-loop');
    const at = (recording.observations[0]?.at ?? 0) + 600_000;
    const past = recording.observations
      .filter((seen) => seen.kind === 'task' && seen.state === 'failed')
      .map((seen) => ({ ...seen, at, since: seen.at }));
    const service = recording.observations.filter((seen) => seen.kind === 'service').slice(0, 1);
    const next: Observation = {
      kind: 'task',
      at,
      service: 'rec_app',
      task: 'next',
      slot: '1',
      state: 'preparing',
      desired: 'running',
      template: 't',
    };
    const observations = [...service, ...past, next, { kind: 'listed' as const, at }];
    const { verdict } = replay({ ...recording, observations });
    expect(verdict).toMatchObject({ kind: 'waiting' });
    expect(verdict).not.toHaveProperty('checkAgainAtMs');
  });

  test('two replicas are wanted, and one is not enough', () => {
    const two = changed(readRecording('healthy'), (seen) =>
      seen.kind === 'service' ? { ...seen, replicas: 2 } : seen,
    );
    expect(replay(two).verdict).toMatchObject({ kind: 'waiting', for: 'app: 1 of 2 running, no task yet' });
  });
});
