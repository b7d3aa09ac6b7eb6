/** upgrade and reinstall: the same stack deployed over, and what Swarm made of it. */

import { lookBefore, rolledTasks, waitUpgraded } from '../upgrade/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function upgrade(context: StepContext): Promise<Report> {
  const { app, docker, engine, signal, waiting, registries } = context;
  if (app.secrets.length > 0) await context.phase('new secrets', () => engine.prepare(context));
  const before = await lookBefore(docker, app.stack, signal);
  waiting('deploying the head over it');
  const deployed = await context.phase('deploy head', () => engine.upgrade(context));
  if (deployed.kind === 'refused') return judged(deployed.finding);
  const options = { timeoutMs: app.timeouts.healthMs, signal, registries, onWaiting: waiting };
  const { version, how } = deployed;
  const head = version === undefined ? app : { ...app, version };
  const ended = await context.phase('roll', () => waitUpgraded(docker, head, before, options));
  if (ended.kind === 'failed') return judged(ended.finding);
  const left = ended.leftOver.map(
    (name) => `${name} is not in the head any more, and still runs (as with abra)`,
  );
  return { status: 'pass', details: [...(how === undefined ? [] : [`deployed ${how}`]), ...left] };
}

export async function reinstall(context: StepContext): Promise<Report> {
  const { app, docker, engine, signal, waiting } = context;
  const before = await lookBefore(docker, app.stack, signal);
  waiting('deploying the same again');
  const deployed = await context.phase('deploy again', () => engine.upgrade(context));
  if (deployed.kind === 'refused') return judged(deployed.finding);
  const bad = await context.phase('look', () => rolledTasks(docker, app, before, signal));
  return bad === undefined ? { status: 'pass' } : judged(bad);
}
