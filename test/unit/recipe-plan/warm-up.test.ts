/** The toolbox is started once, and not before it can see every volume. */
import { expect, it, test } from 'vitest';
import type { Observation } from '../../../src/recipe/observe/index.js';
import { whenVolumesAreThere } from '../../../src/recipe/steps/warm-up.js';

const volumes = [{ volume: 'data', target: '/data', isReadOnly: false }];
type Services = Parameters<typeof whenVolumesAreThere>[0]['services'];
const service = (name: string, more: Partial<Services[number]> = {}) =>
  ({ name, swarmName: `s_${name}`, replicas: 1, volumes, ...more }) as unknown as Services[number];
const task = (service: string, state: string) => ({ kind: 'task', service, state }) as Observation;
const container = (service: string, action: string) =>
  ({ kind: 'container', service, action }) as Observation;
const listed = { kind: 'listed', at: 0 } as const;

function timesOf(services: Services, seen: readonly Observation[]): readonly number[] {
  let times = 0;
  const take = whenVolumesAreThere({ services }, () => {
    times += 1;
  });
  return seen.map((each) => {
    take(each);
    return times;
  });
}

it('waits for a container of each service that has a volume, and begins once', () => {
  const seen = [
    listed,
    task('s_app', 'preparing'),
    task('s_app', 'starting'),
    container('s_db', 'create'),
    container('s_db', 'start'),
    container('s_app', 'start'),
    task('s_db', 'running'),
  ];
  expect(timesOf([service('app'), service('db')], seen)).toEqual([0, 0, 0, 0, 1, 1, 1]);
});

test.each([
  ['without a volume', { volumes: [] }],
  ['that nothing runs of', { replicas: 0 }],
])('a service %s is not waited for', (_, more) => {
  expect(timesOf([service('app', more)], [listed, listed])).toEqual([1, 1]);
});
