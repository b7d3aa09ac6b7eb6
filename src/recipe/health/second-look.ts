/** What Swarm's words leave open, asked of the daemon before a verdict: why an image can't be had, and who killed with 137. */

import { type Docker, ensureImage, ImageError, type RegistryCredential } from '../../docker/index.js';
import { anySignal, deadline, throwIfAborted } from '../../lib/abort.js';
import type { Finding } from '../../report/results.js';
import { type Observation, wasOutOfMemory } from '../observe/index.js';
import { isImageFailure, tasksOf } from './failures.js';
import type { HealthState, TaskView } from './state.js';

export type SecondLook =
  /** Nothing new: the finding stands. */
  | { readonly kind: 'stands'; readonly finding: Finding }
  /** More is known now: judge again. */
  | { readonly kind: 'learnt'; readonly observations: readonly Observation[] };

type Limits = {
  /** A pull that takes longer than the wait itself is given up; the finding stands then. */
  readonly endsAtMs: number;
  readonly signal: AbortSignal | undefined;
  /** As for every other pull of the run: without them a private image would be told apart wrongly. */
  readonly registries: readonly RegistryCredential[];
};

/** Enough for a registry's no, when the wait is as good as over. */
const LEAST_PULL_MS = 5_000;

/** @param finding a failure that is about to be the verdict. */
export async function lookAgain(
  docker: Docker,
  state: HealthState,
  finding: Finding,
  limits: Limits,
): Promise<SecondLook> {
  const name = `${state.plan.stack}_${finding.service}`;
  const image = state.services[name]?.image;
  if (image !== undefined && isImageFailure(finding))
    return pullOnce(docker, state, { finding, image }, limits);
  const killed = tasksOf(state, name).filter((task) => isUnexplainedKill(state, task));
  return lookForMemory(docker, killed, { finding, signal: limits.signal });
}

/** Engines up to 20.10 hide every failed pull behind "No such image"; a pull of our own hears the registry's words. */
async function pullOnce(
  docker: Docker,
  state: HealthState,
  { finding, image }: { readonly finding: Finding; readonly image: string },
  { endsAtMs, signal, registries }: Limits,
): Promise<SecondLook> {
  // It has been brought before, and Swarm still can't have it: another node.
  if (state.imagesHere[image] !== undefined) return { kind: 'stands', finding };
  const limitMs = Math.max(LEAST_PULL_MS, endsAtMs - Date.now());
  const limited = deadline(limitMs, `${image}: no end of its pull`);
  try {
    await ensureImage(docker, image, {
      tries: 1,
      signal: anySignal(signal, limited),
      credentials: registries,
    });
    return { kind: 'learnt', observations: [{ kind: 'image-here', at: Date.now(), image }] };
  } catch (error) {
    if (error instanceof ImageError)
      return { kind: 'stands', finding: asSaidByRegistry(finding, error.finding) };
    throwIfAborted(signal);
    if (limited.aborted) return { kind: 'stands', finding };
    throw error;
  }
}

function asSaidByRegistry(finding: Finding, pulled: Finding): Finding {
  const { code, blame, message, remedy } = pulled;
  return {
    ...finding,
    code,
    blame,
    message: `${finding.service}: ${message}`,
    evidence: [...finding.evidence, ...pulled.evidence],
    remedy,
  };
}

function isUnexplainedKill(state: HealthState, task: TaskView): boolean {
  const SIGKILLED = 137;
  const isKnown = state.containers[task.task]?.isOutOfMemory === true;
  return task.exitCode === SIGKILLED && task.container !== undefined && !isKnown;
}

async function lookForMemory(
  docker: Docker,
  killed: readonly TaskView[],
  { finding, signal }: { readonly finding: Finding; readonly signal: AbortSignal | undefined },
): Promise<SecondLook> {
  const observations: Observation[] = [];
  for (const { service, task, container } of killed) {
    if (container === undefined || !(await wasOutOfMemory(docker, container, signal))) continue;
    observations.push({ kind: 'container', at: Date.now(), service, task, container, action: 'oom' });
  }
  return observations.length === 0 ? { kind: 'stands', finding } : { kind: 'learnt', observations };
}
