/** install: secrets, then the deployment itself. Whether it comes up is the next step's question. */

import { teardown } from '../teardown/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function install(context: StepContext): Promise<Report> {
  const { app, engine, waiting } = context;
  const which = app.release === 'head' ? '' : ` ${app.recipe.version ?? 'the release before'}`;
  if (app.secrets.length > 0) await context.phase('secrets', () => engine.prepare(context));
  waiting(`deploying${which}`);
  const deployed = await context.phase(`deploy${which}`, () => engine.deploy(context));
  if (deployed.kind === 'refused') return judged(deployed.finding);
  return { status: 'pass' };
}

/** As after a lost host: services, containers and volumes are gone; secrets stay, as their owner brings them along. */
export async function installAfresh(context: StepContext): Promise<Report> {
  const { app, docker, engine, signal, note, waiting } = context;
  waiting('removing the app and its volumes');
  await context.phase('remove', async () => {
    await engine.undeploy(context);
    await teardown(docker, app.stack, {
      signal,
      onNote: (message) => note('warning', message),
      timeoutMs: app.timeouts.teardownMs,
      keep: ({ kind, name }) => kind === 'secret' || name === `${app.stack}_cc-ci-backup`,
    });
  });
  const deployed = await context.phase('deploy afresh', () => engine.deploy(context));
  if (deployed.kind === 'refused') return judged(deployed.finding);
  const { health } = await import('./health.js');
  return health(context);
}
