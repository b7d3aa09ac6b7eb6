/** One stream of what the Swarm says about a stack: container and service events, and the tasks re-listed at each of them. */

import type { Docker } from '../../docker/index.js';
import { anySignal, throwIfAborted } from '../../lib/abort.js';
import { EnvironmentError } from '../../lib/errors.js';
import { containerSeen, EVENT_FILTERS, isAbout } from './events.js';
import { healthAsker } from './inspect.js';
import { type Listed, stackLister } from './list.js';
import type { Observation } from './observation.js';

export { wasOutOfMemory } from './inspect.js';
export { STACK_LABEL, stackLister } from './list.js';
export {
  type ContainerSeen,
  finalStates,
  type Observation,
  type ServiceSeen,
  type TaskSeen,
  type TaskState,
  taskStates,
  type UpdateState,
} from './observation.js';

/** A task's state follows its container's event by some 10 to 100 ms, without an event of its own: look soon, then rarely. */
const FIRST_LOOK_MS = 15;
const HEARTBEAT_MS = 1_000;

/** Watches a stack until the signal fires (which ends the stream by throwing its reason) or the reader stops reading. */
export async function* observeStack(
  docker: Docker,
  stack: string,
  options: { readonly signal?: AbortSignal } = {},
): AsyncIterable<Observation> {
  const stop = new AbortController();
  const signal = anySignal(options.signal, stop.signal);
  const events = watchEvents(docker, stack, signal);
  const list = stackLister(docker, stack, signal);
  const askHealth = healthAsker(docker, signal);
  const changed = changeFilter();
  try {
    await events.opened;
    let pauseMs = FIRST_LOOK_MS;
    for (;;) {
      const told = events.take();
      yield* told;
      const listed = await list();
      yield* await askHealth(told, listed);
      yield* changed(listed);
      const rang = await events.bell(pauseMs);
      pauseMs = rang ? FIRST_LOOK_MS : Math.min(pauseMs * 2, HEARTBEAT_MS);
      throwIfAborted(options.signal);
      events.throwIfEnded();
    }
  } finally {
    stop.abort();
  }
}

type EventWatch = {
  readonly opened: Promise<void>;
  take(): readonly Observation[];
  /** Waits for the next event about the stack, `ms` at most; true when one came. */
  bell(ms: number): Promise<boolean>;
  throwIfEnded(): void;
};

function watchEvents(docker: Docker, stack: string, signal: AbortSignal): EventWatch {
  const stream = docker.stream('/events', { query: { filters: EVENT_FILTERS }, signal });
  const queue: Observation[] = [];
  let ended: { readonly why: unknown } | undefined;
  let hasRung = false;
  let wake = (): void => undefined;
  const ring = (): void => {
    hasRung = true;
    wake();
  };
  const pump = async (): Promise<void> => {
    for await (const event of stream) {
      if (!isAbout(stack, event)) continue;
      const seen = containerSeen(event, Date.now());
      if (seen !== undefined) queue.push(seen);
      ring();
    }
    throw new EnvironmentError('the Docker daemon ended the stream of its events');
  };
  pump().catch((why: unknown) => {
    ended = { why };
    ring();
  });
  return {
    opened: stream.opened,
    take: () => queue.splice(0),
    bell: (ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          wake = () => undefined;
          const rang = hasRung;
          hasRung = false;
          resolve(rang);
        };
        const timer = setTimeout(done, ms);
        wake = done;
        if (hasRung) done();
      }),
    throwIfEnded: () => {
      if (ended !== undefined) throw ended.why;
    },
  };
}

/** Lets through what differs from what was last seen of the same service or task, and says which services are gone. */
function changeFilter(): (listed: readonly Listed[]) => readonly Observation[] {
  const last = new Map<string, string>();
  const services = new Set<string>();
  return (listed) => {
    const now = new Set(listed.filter((seen) => seen.kind === 'service').map((seen) => seen.service));
    const gone = [...services].filter((service) => !now.has(service));
    for (const service of gone) {
      services.delete(service);
      last.delete(`service ${service}`);
    }
    for (const service of now) services.add(service);
    const fresh = listed.filter((seen) => {
      const key = seen.kind === 'task' ? `task ${seen.task}` : `service ${seen.service}`;
      const value = JSON.stringify({ ...seen, at: 0 });
      const isFresh = last.get(key) !== value;
      last.set(key, value);
      return isFresh;
    });
    if (fresh.length + gone.length === 0) return [];
    const at = Date.now();
    const ended = gone.map((service) => ({ kind: 'service-gone', at, service }) as const);
    return [...fresh, ...ended, { kind: 'listed', at }];
  };
}
