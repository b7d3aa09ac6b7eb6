/** Real updates, recorded by test/e2e/swarm (CC_CI_RECORD=1) and judged again without Docker. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Observation, ServiceSeen } from '../../../src/recipe/observe/index.js';
import { type Recording, readRecording, replay } from './replay.js';

const HEAD = { chaosVersion: 'bbbbbbbb' };
const UPGRADED = ['start-first', 'stop-first', 'one-shot', 'job', 'ports', 'label-only', 'no-op'];
const FAILED = {
  'rolled-back': { code: 'upgrade-rolled-back', message: expect.stringContaining('non-zero exit (3)') },
  paused: { code: 'upgrade-paused', message: expect.stringContaining('non-zero exit (3)') },
  'paused-before': { code: 'upgrade-paused', message: expect.stringContaining('non-zero exit (3)') },
  'crash-loop': { code: 'crash-loop', message: expect.stringContaining('exit code 3') },
} as const;
/** Judged by tests of their own. */
const OTHERS = ['late', 'after-paused', 'not-running', 'services'];

/** The recording with its observations changed, or left out where `change` gives nothing. */
function changed(recording: Recording, change: (seen: Observation) => Observation | undefined): Recording {
  return { ...recording, observations: recording.observations.flatMap((seen) => change(seen) ?? []) };
}

/** The recording with what it says of its services changed. */
function withService(
  recording: Recording,
  change: (service: ServiceSeen) => Partial<ServiceSeen>,
): Recording {
  return changed(recording, (seen) => (seen.kind === 'service' ? { ...seen, ...change(seen) } : seen));
}

test('every recording is judged here', () => {
  const recorded = readdirSync(join(import.meta.dirname, 'recordings')).map((file) =>
    file.replace(/\.json$/, ''),
  );
  expect(recorded.sort()).toEqual([...UPGRADED, ...Object.keys(FAILED), ...OTHERS].sort());
});

describe('a recorded update', () => {
  test.each(UPGRADED)('%s has been done', (name) => {
    expect(replay(readRecording(name), HEAD).verdict.kind).toBe('healthy');
  });

  test.each(['start-first', 'stop-first', 'ports'])(
    '%s is over when Swarm says so, and not before',
    (name) => {
      const { observations } = readRecording(name);
      const completed = observations.findIndex(
        (seen) => seen.kind === 'service' && seen.update?.state === 'completed',
      );
      const cut = { ...readRecording(name), observations: observations.slice(0, completed) };
      expect(completed).toBeGreaterThan(0);
      expect(replay(cut, HEAD).verdict.kind).toBe('waiting');
    },
  );

  test.each(['label-only', 'no-op'])('%s is over with the first listing: nothing will roll', (name) => {
    const { observations } = readRecording(name);
    expect(replay(readRecording(name), HEAD).last).toEqual(
      observations.find(({ kind }) => kind === 'listed'),
    );
  });

  test.each(Object.entries(FAILED))('%s has failed', (name, finding) => {
    expect(replay(readRecording(name), HEAD).verdict).toMatchObject({
      kind: 'failed',
      finding: { ...finding, blame: 'recipe', service: 'app' },
      task: expect.any(String),
    });
  });

  test('rolled-back is known as soon as the rollback begins', () => {
    const { observations } = readRecording('rolled-back');
    const { last, verdict } = replay(readRecording('rolled-back'), HEAD);
    const began = observations.findIndex(
      (seen) => seen.kind === 'service' && seen.update?.state === 'rollback_started',
    );
    expect(began).toBeGreaterThan(0);
    // With this listing or the next, where the failed task was listed before the service.
    const listings = observations.slice(began).filter(({ kind }) => kind === 'listed');
    expect(listings.slice(0, 2)).toContainEqual(last);
    expect(verdict).toMatchObject({
      finding: { message: expect.stringContaining('the old release (aaaaaaaa) is coming back') },
    });
  });

  test('late waits to the end', () => {
    expect(replay(readRecording('late'), HEAD).verdict).toMatchObject({
      kind: 'waiting',
      service: 'rec_app',
    });
  });

  test('after-paused: the paused of an earlier update is over with the next', () => {
    expect(replay(readRecording('after-paused'), { chaosVersion: 'cccccccc' }).verdict.kind).toBe('healthy');
  });

  test('not-running: another commit’s label is a failure at the first listing', () => {
    const { verdict, afterMs } = replay(readRecording('not-running'), { chaosVersion: 'dddddddd' });
    expect(verdict).toMatchObject({
      kind: 'failed',
      finding: { code: 'upgrade-not-running', message: expect.stringContaining('aaaaaaaa') },
    });
    expect(afterMs).toBeLessThanOrEqual(1_000);
  });

  test('services: what the head no longer has is neither waited for nor asked for its label', () => {
    const head = { ...HEAD, services: ['rec_app', 'rec_cache'] };
    const { verdict } = replay(readRecording('services'), head);
    expect(verdict).toMatchObject({
      kind: 'healthy',
      tasks: [{ service: 'rec_app' }, { service: 'rec_cache' }],
    });
  });
});

describe('a recorded update that is changed in one thing', () => {
  test('one that had been rolled back before anyone looked is called all the same', () => {
    const over = withService(readRecording('no-op'), ({ service }) =>
      service === 'rec_app'
        ? {
            chaosVersion: 'aaaaaaaa',
            update: { state: 'rollback_completed', startedAt: 'now', message: 'rollback completed' },
          }
        : {},
    );
    expect(replay(over, HEAD).verdict).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'upgrade-rolled-back',
        message: expect.stringContaining('(aaaaaaaa) runs again'),
      },
    });
  });

  test('a paused that was there before, of a service that the deployment left alone, is stale', () => {
    const recording = readRecording('no-op');
    const stale = withService(recording, () => ({ update: { state: 'paused', startedAt: 'then' } }));
    const services = Object.fromEntries(
      Object.entries(recording.before.services).map(([name, service]) => [
        name,
        { ...service, updateStartedAt: 'then' },
      ]),
    );
    expect(replay({ ...stale, before: { services } }, HEAD).verdict.kind).toBe('healthy');
    expect(replay(stale, HEAD).verdict).toMatchObject({ finding: { code: 'upgrade-paused' } });
  });

  describe('a one-shot whose orderly end Swarm takes for a failure', () => {
    const recording = readRecording('one-shot');
    const old = recording.before.services.rec_migrate?.tasks ?? [];
    const task = recording.observations.flatMap((seen) =>
      seen.kind === 'task' && seen.service === 'rec_migrate' && !old.includes(seen.task) ? seen.task : [],
    )[0];
    const ending = (state: 'paused' | 'rollback_started'): Recording =>
      withService(recording, ({ service, update }) =>
        service === 'rec_migrate' && update !== undefined && update.state !== 'updating'
          ? {
              update: {
                state,
                startedAt: 'now',
                message: `due to failure or early termination of task ${task}`,
              },
            }
          : {},
      );

    test('has worked where the update is paused for it', () => {
      expect(replay(ending('paused'), HEAD).verdict.kind).toBe('healthy');
    });

    test('is told what to do where it is rolled back', () => {
      expect(replay(ending('rollback_started'), HEAD).verdict).toMatchObject({
        kind: 'failed',
        finding: {
          code: 'upgrade-rolled-back',
          service: 'migrate',
          message: expect.stringContaining('ended well (exit code 0)'),
          remedy: expect.stringContaining('replicated-job'),
        },
      });
    });
  });

  test('a deployment that nobody labelled can’t be told from the release before it', () => {
    const silent = changed(readRecording('no-op'), (seen) => {
      if (seen.kind !== 'service') return seen;
      const { chaosVersion: _label, ...rest } = seen;
      return rest;
    });
    expect(replay(silent, HEAD).verdict).toMatchObject({
      finding: { code: 'upgrade-not-running', service: 'app' },
    });
    expect(replay(silent, { chaosVersion: null }).verdict.kind).toBe('healthy');
  });

  test('one service with the label is enough: abra labels app alone', () => {
    const one = changed(readRecording('no-op'), (seen) => {
      if (seen.kind !== 'service' || seen.service === 'rec_app') return seen;
      const { chaosVersion: _label, ...rest } = seen;
      return rest;
    });
    expect(replay(one, HEAD).verdict.kind).toBe('healthy');
  });

  describe('of a head that was deployed by its version', () => {
    const head = { chaosVersion: 'bbbbbbbb', version: '1.1.0+2.0' };
    const labelled = (release: string): ReturnType<typeof readRecording> =>
      changed(readRecording('no-op'), (seen) => {
        if (seen.kind !== 'service') return seen;
        const { chaosVersion: _label, ...rest } = seen;
        return { ...rest, release, image: `${rest.image}@sha256:00ff` };
      });
    const imageOf = (recording: ReturnType<typeof readRecording>): string => {
      const seen = recording.observations.find(
        (each) => each.kind === 'service' && each.service === 'rec_app',
      );
      if (seen?.kind !== 'service') throw new Error('no service in the recording');
      return seen.image;
    };

    test('the version’s label and the images name it; a digest is no other image', () => {
      const recording = labelled('1.1.0+2.0');
      const images = { rec_app: imageOf(readRecording('no-op')) };
      expect(replay(recording, { ...head, images }).verdict.kind).toBe('healthy');
    });
    test('the old release’s label is a failure, however healthy all is', () => {
      expect(replay(labelled('1.0.0+1.9'), head).verdict).toMatchObject({
        finding: {
          code: 'upgrade-not-running',
          message: expect.stringContaining(
            'not the head (1.1.0+2.0), healthy or not: its label says 1.0.0+1.9',
          ),
        },
      });
    });
    test('the head’s label on another image is a failure', () => {
      expect(
        replay(labelled('1.1.0+2.0'), { ...head, images: { rec_app: 'other:2.0' } }).verdict,
      ).toMatchObject({
        finding: {
          code: 'upgrade-not-running',
          message: expect.stringMatching(/its image is .*, and not other:2\.0$/),
        },
      });
    });
    test('no label at all is a failure', () => {
      const silent = changed(labelled(''), (seen) => {
        if (seen.kind !== 'service') return seen;
        const { release: _label, ...rest } = seen;
        return rest;
      });
      expect(replay(silent, head).verdict).toMatchObject({
        finding: { message: expect.stringContaining('no service says which version it is') },
      });
    });
  });

  test('what had failed before the update is not held against the head', () => {
    const recording = readRecording('no-op');
    const { at } = recording.observations[0] ?? { at: 0 };
    const app = recording.observations.find((seen) => seen.kind === 'task' && seen.service === 'rec_app');
    if (app?.kind !== 'task') throw new Error('no task in the recording');
    const failed = ['one', 'two', 'three', 'four', 'five'].map(
      (task): Observation => ({ ...app, at, task, state: 'failed', desired: 'shutdown', exitCode: 1 }),
    );
    const then = recording.before.services.rec_app;
    if (then === undefined) throw new Error('no service in the recording');
    const before = {
      services: {
        ...recording.before.services,
        rec_app: { ...then, tasks: [...then.tasks, 'one', 'two', 'three', 'four', 'five'] },
      },
    };
    const observations = [...failed, ...recording.observations];
    expect(replay({ before, observations }, HEAD).verdict.kind).toBe('healthy');
  });

  test('a changed definition whose tasks Swarm leaves as they are is over after 30 seconds', () => {
    const recording = readRecording('no-op');
    const other = withService(recording, () => ({ template: 'other' }));
    const { verdict, afterMs } = replay(other, HEAD);
    expect(verdict.kind).toBe('healthy');
    expect(afterMs).toBe(30_000);
  });
});
