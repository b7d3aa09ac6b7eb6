/** Removes a stack with everything that belongs to it, and says what is still there. */

import { type Docker, DockerApiError } from '../../docker/index.js';
import { sleep } from '../../lib/abort.js';
import { formatDuration } from '../../lib/units.js';
import type { Residue } from '../../report/results.js';
import { finalStates } from '../observe/index.js';
import { type DockerObject, type Kind, listObjects, objectsOf, STACK_LABEL } from './objects.js';

export { type DockerObject, LEASE_PREFIX, listObjects, OWN_LABEL, objectsOf, stackOf } from './objects.js';

export type TeardownOptions = {
  readonly signal?: AbortSignal;
  readonly onNote?: (message: string) => void;
  /** 60 s when left out. */
  readonly timeoutMs?: number;
  /** What of the stack is to stay; nothing when left out. */
  readonly keep?: (object: Residue) => boolean;
};

const DEFAULT_TIMEOUT_MS = 60_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
/** For a volume that a container of somebody else's has mounted: a copy of it, a backup. Nothing that is done here makes it let go. */
const HELD_MS = 20_000;

/**
 * Removes all of `stack`, in the order that Swarm needs, again and again until nothing is listed and no task is left that could
 * still create something. What could not be removed in time is noted, and is what `listResidue` then finds.
 * @returns what was removed.
 * @throws the signal's reason; EnvironmentError when the daemon can't be reached.
 */
export async function teardown(
  docker: Docker,
  stack: string,
  options: TeardownOptions = {},
): Promise<{ removed: Residue[] }> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const endsAtMs = Date.now() + timeoutMs;
  const removed = new Map<string, Residue>();
  const startedAtMs = Date.now();
  let heldSinceMs: number | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const pass = await removeOnce(docker, stack, options);
    for (const object of pass.removed) removed.set(`${object.kind} ${object.id}`, toResidue(object));
    if (pass.isClean) break;
    const nowMs = Date.now();
    heldSinceMs = pass.isHeldByOthers ? (heldSinceMs ?? nowMs) : undefined;
    if (nowMs >= Math.min(endsAtMs, (heldSinceMs ?? nowMs) + HELD_MS)) {
      const afterMs = Math.min(timeoutMs, nowMs - startedAtMs);
      options.onNote?.(
        `${stack}: not all removed within ${formatDuration(afterMs)}: ${pass.refused.join('; ')}`,
      );
      break;
    }
    await sleep(pauseMs, options.signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
  return { removed: [...removed.values()] };
}

/** @returns every object that belongs to `stack`, and to no other: an empty list is a clean world. The lease isn't one of them. */
export async function listResidue(
  docker: Docker,
  stack: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Residue[]> {
  return objectsOf(await listObjects(docker, options.signal), stack).map(toResidue);
}

function toResidue({ kind, name }: DockerObject): Residue {
  return { kind, name };
}

/**
 * A service would replace its containers, a container holds its volumes, a service its configs and secrets, and a network is
 * held by all of them. Those of one rank go side by side.
 */
const RANKS: readonly (readonly Kind[])[] = [
  ['service'],
  ['container'],
  ['volume', 'config', 'secret'],
  ['network'],
];

type Pass = {
  readonly removed: readonly DockerObject[];
  readonly refused: readonly string[];
  readonly isClean: boolean;
  /** True when all that is left are volumes in containers that aren't the stack's. */
  readonly isHeldByOthers: boolean;
};

async function removeOnce(
  docker: Docker,
  stack: string,
  { signal, keep }: Pick<TeardownOptions, 'signal' | 'keep'>,
): Promise<Pass> {
  // The tasks first: what one of them has created by then is in the list.
  const tasks = await unfinishedTasks(docker, stack, signal);
  const all = await listObjects(docker, signal);
  const objects = objectsOf(all, stack).filter((object) => keep?.(toResidue(object)) !== true);
  const removed: DockerObject[] = [];
  const left: { readonly object: DockerObject; readonly why: string }[] = [];
  for (const kinds of RANKS) {
    const rank = objects.filter((object) => kinds.includes(object.kind));
    const outcomes = await Promise.all(rank.map((object) => removeObject(docker, object, signal)));
    outcomes.forEach((refusal, index) => {
      const object = rank[index];
      if (object === undefined) return;
      if (refusal === undefined) removed.push(object);
      else left.push({ object, why: refusal });
    });
  }
  const refused = left.map(({ object, why }) => `${object.kind} ${object.name}: ${why}`);
  if (tasks > 0) refused.push(`${tasks} ${tasks === 1 ? 'task' : 'tasks'} still ending`);
  const isHeldByOthers =
    tasks === 0 &&
    left.length === objects.length &&
    left.every(({ object, why }) => object.kind === 'volume' && /volume is in use/.test(why));
  return { removed, refused, isClean: objects.length === 0 && tasks === 0, isHeldByOthers };
}

type TaskAnswer = { readonly NodeID?: string; readonly Status: { readonly State: string } };

/**
 * Tasks that may yet have a container created for them: their service is gone, and their agent hasn't heard of it, or is in
 * the middle of its work. A task has one container at most, made while it prepares: from `ready` on the container is either
 * listed or gone, where it runs on this node, and the seconds until the engine says so need not be waited for.
 */
async function unfinishedTasks(
  docker: Docker,
  stack: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const tasks = await docker.request<readonly TaskAnswer[]>('GET', '/tasks', {
    query: { filters: { label: [`${STACK_LABEL}=${stack}`] } },
    ...(signal === undefined ? {} : { signal }),
  });
  const { nodeId } = docker.info.swarm;
  return tasks.filter(
    ({ NodeID: node, Status: { State: state } }) =>
      !finalStates.has(state) && (node !== nodeId || !HAS_CONTAINER.has(state)),
  ).length;
}

const HAS_CONTAINER: ReadonlySet<string> = new Set(['ready', 'starting', 'running']);
const PATHS: Readonly<Record<Kind, (id: string) => string>> = {
  service: (id) => `/services/${id}`,
  container: (id) => `/containers/${id}`,
  volume: (id) => `/volumes/${encodeURIComponent(id)}`,
  config: (id) => `/configs/${id}`,
  secret: (id) => `/secrets/${id}`,
  network: (id) => `/networks/${id}`,
};

/** @returns undefined when it is gone, by us or by somebody else; else why it isn't yet. */
async function removeObject(
  docker: Docker,
  object: DockerObject,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  // `v`: the anonymous volumes of a container carry no name of ours, and can be found by nobody later.
  const query =
    object.kind === 'container' ? { force: true, v: true } : object.kind === 'volume' ? { force: true } : {};
  try {
    await docker.request('DELETE', PATHS[object.kind](object.id), {
      query,
      expect: [404],
      ...(signal === undefined ? {} : { signal }),
    });
    return undefined;
  } catch (error) {
    // In use, or being removed already: the next pass sees.
    if (error instanceof DockerApiError) return error.message;
    throw error;
  }
}
