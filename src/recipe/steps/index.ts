/** The steps by what they do. */

import { askNeeds } from '../needs/warm.js';
import type { Act } from '../plan/steps.js';
import { teardown as removeStack } from '../teardown/index.js';
import { backup, restore } from './backup.js';
import { checks, extra, local } from './checks.js';
import { readMarkers, spoilMarkers, writeMarkers } from './data.js';
import { health } from './health.js';
import { http } from './http.js';
import { images } from './images.js';
import { install, installAfresh } from './install.js';
import { lint, policy } from './judge.js';
import type { StepContext, StepWork } from './step.js';
import { reinstall, upgrade } from './upgrade.js';

export { type Closing, teardown, verifyClean } from './closing.js';
export { type Report, reportOf, TimeLimitError } from './outcome.js';
export { type Memory, performStep, type StepPorts } from './step.js';

export const works: Readonly<Record<Act, StepWork>> = {
  'ask-needs': askNeeds,
  lint,
  policy,
  images,
  install,
  health,
  http,
  checks,
  'write-data': writeMarkers,
  upgrade,
  'read-data': readMarkers,
  backup,
  'spoil-data': spoilMarkers,
  restore,
  'install-afresh': installAfresh,
  reinstall,
  local,
  extra,
  remove,
};

/** Takes an app down in the middle of a run, to make room. */
async function remove({ app, docker, engine, signal, note, waiting, ...rest }: StepContext) {
  waiting(`removing ${app.stack}, to make room`);
  await rest.phase('make room', async () => {
    await engine.undeploy({ app, docker, signal, note, waiting, ...rest });
    const onNote = (message: string): void => note('warning', message);
    await removeStack(docker, app.stack, { signal, onNote, timeoutMs: app.timeouts.teardownMs });
  });
  return { status: 'pass' } as const;
}
