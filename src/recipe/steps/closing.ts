/** teardown and verify-clean: the stages that end every run, for all of its stacks at once, under deadlines of their own. */

import type { Docker } from '../../docker/index.js';
import { messageOf } from '../../lib/errors.js';
import type { OnProgress, Residue } from '../../report/results.js';
import { isNeed } from '../needs/model.js';
import type { AppPlan } from '../plan/app.js';
import { listResidue, teardown as removeStack } from '../teardown/index.js';
import type { Report } from './outcome.js';

export type Closing = {
  readonly docker: Docker;
  readonly apps: readonly AppPlan[];
  /** The engine's own way first; what it throws is told, and the removal goes on. */
  readonly undeploy: (app: AppPlan, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly tell: OnProgress;
};

export async function teardown({ docker, apps, undeploy, signal, tell }: Closing): Promise<Report> {
  tell({ kind: 'waiting', stage: 'teardown', for: `removing ${apps.map(({ stack }) => stack).join(', ')}` });
  const warn = (message: string): void => tell({ kind: 'note', level: 'warning', message });
  const remove = async (app: AppPlan): Promise<void> => {
    await undeploy(app, signal).catch((error: unknown) =>
      warn(`${app.stack}: the engine could not take it down: ${messageOf(error)}`),
    );
    await removeStack(docker, app.stack, { signal, onNote: warn, timeoutMs: app.timeouts.teardownMs });
  };
  // What is needed goes last: an app may hold its secrets and its networks.
  await Promise.all(apps.filter(({ role }) => !isNeed(role)).map(remove));
  await Promise.all(apps.filter(({ role }) => isNeed(role)).map(remove));
  return { status: 'pass' };
}

export async function verifyClean({
  docker,
  apps,
  signal,
}: Pick<Closing, 'docker' | 'apps' | 'signal'>): Promise<Report> {
  const found = await Promise.all(apps.map(({ stack }) => listResidue(docker, stack, { signal })));
  const residue = found.flat();
  return residue.length === 0 ? { status: 'pass' } : left(residue, apps);
}

function left(residue: readonly Residue[], apps: readonly AppPlan[]): Report {
  const count = residue.length === 1 ? 'one object is' : `${residue.length} objects are`;
  return {
    status: 'fail',
    residue,
    finding: {
      code: 'residue',
      blame: 'recipe',
      message: `after the teardown of ${apps.map(({ stack }) => stack).join(' and ')}, ${count} still there`,
      evidence: residue.map(({ kind, name }) => `${kind} ${name}`),
      remedy: 'See what holds them (docker ps --all, docker volume inspect); the next run removes them.',
    },
  };
}
