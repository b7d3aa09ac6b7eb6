/** What rolls when the same release is deployed again, without Docker. */
import { expect, test } from 'vitest';
import type { ServiceSeen, TaskSeen } from '../../../src/recipe/observe/index.js';
import type { ServiceBefore } from '../../../src/recipe/upgrade/before.js';
import { differences, rolledOf } from '../../../src/recipe/upgrade/rolled.js';

const service: ServiceSeen = {
  service: 'rec_app',
  mode: 'replicated',
  replicas: 1,
  restart: { condition: 'any' },
  monitorMs: 5_000,
  hasHealthcheck: true,
  image: 'app:1',
  version: 12,
  template: 'same',
  endpoint: 'none',
};
const before: ServiceBefore = {
  version: 10,
  template: 'same',
  endpoint: 'none',
  tasks: ['old'],
  running: ['old'],
};
const task = (id: string): TaskSeen => ({
  service: 'rec_app',
  task: id,
  slot: '1',
  state: 'running',
  desired: 'running',
  template: 'same',
});

test('a higher version alone rolls nothing: every deployment raises it', () => {
  expect(rolledOf(service, before, [task('old')])).toBeUndefined();
});

test('a task that ended and was started again by itself is no roll', () => {
  expect(rolledOf(service, before, [task('new')])).toBeUndefined();
});

test.each([
  ['another definition', { template: 'other' }],
  ['other ports', { endpoint: 'other' }],
  ['an update', { update: { state: 'updating', startedAt: 'now' } }],
] as const)('%s rolls its task, also before the new one is there', (_, change) => {
  expect(rolledOf({ ...service, ...change }, before, [task('old')])).toMatchObject({
    numbers: '1 of 1 tasks',
    lines: ['rec_app: before old, now about to be replaced'],
  });
  expect(rolledOf({ ...service, ...change }, before, [task('old'), task('new')])).toMatchObject({
    lines: ['rec_app: before old, now new'],
  });
});

test('an update of long ago is none', () => {
  const update = { state: 'completed', startedAt: 'then' } as const;
  expect(rolledOf({ ...service, update }, { ...before, updateStartedAt: 'then' }, [])).toBeUndefined();
});

test('a job runs again with every deployment', () => {
  expect(rolledOf({ ...service, mode: 'replicated-job', template: 'same-2' }, before, [])).toBeUndefined();
});

test('differences are paths, never values: these may be secret', () => {
  const one = { ContainerSpec: { Image: 'a:1', Env: ['KEY=secret1', 'SAME=1'], Labels: { a: '1' } } };
  const other = { ContainerSpec: { Image: 'a:1', Env: ['KEY=secret2', 'SAME=1'], Labels: { b: '1' } } };
  expect(differences(one, other, 'TaskTemplate')).toEqual([
    'TaskTemplate.ContainerSpec.Env: KEY',
    'TaskTemplate.ContainerSpec.Labels.a',
    'TaskTemplate.ContainerSpec.Labels.b',
  ]);
});
