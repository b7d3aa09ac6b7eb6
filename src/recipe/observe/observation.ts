/** What the Swarm says about a stack, as plain data: one stream that can be recorded and replayed. */

/** Task states in the order that Swarm goes through them; from `complete` on they are final. */
export const taskStates = [
  'new',
  'allocated',
  'pending',
  'assigned',
  'accepted',
  'preparing',
  'ready',
  'starting',
  'running',
  'complete',
  'shutdown',
  'failed',
  'rejected',
  'remove',
  'orphaned',
] as const;
export type TaskState = (typeof taskStates)[number];

/** A task in one of these does nothing any more. */
export const finalStates: ReadonlySet<string> = new Set(taskStates.slice(taskStates.indexOf('complete')));

export type UpdateState =
  | 'updating'
  | 'paused'
  | 'completed'
  | 'rollback_started'
  | 'rollback_paused'
  | 'rollback_completed';

/** `at` is milliseconds since 1970 on our own clock: when it was seen. Service names are the full ones: `STACK_app`. */
export type Observation =
  | ({ readonly kind: 'service'; readonly at: number } & ServiceSeen)
  | { readonly kind: 'service-gone'; readonly at: number; readonly service: string }
  | ({ readonly kind: 'task'; readonly at: number } & TaskSeen)
  | ({ readonly kind: 'container'; readonly at: number } & ContainerSeen)
  /**
   * The end of what one listing brought. Swarm replaces a failed task in one transaction, so that only a whole listing is true:
   * judge here, not in the middle of it.
   */
  | { readonly kind: 'listed'; readonly at: number }
  /** An image that tasks were rejected for is on this host after all: an explicit pull has brought it. */
  | { readonly kind: 'image-here'; readonly at: number; readonly image: string };

export type ServiceSeen = {
  readonly service: string;
  readonly mode: 'replicated' | 'global' | 'replicated-job' | 'global-job';
  /** Tasks wanted; for a global service the number of nodes that it may run on is Swarm's to know, and this is undefined. */
  readonly replicas?: number;
  readonly restart: { readonly condition: 'none' | 'on-failure' | 'any'; readonly maxAttempts?: number };
  readonly monitorMs: number;
  /** Whether the service's own definition brings a healthcheck; the image's shows in a container's health. */
  readonly hasHealthcheck: boolean | undefined;
  readonly image: string;
  /** `deploy.resources.limits.memory`, in bytes; undefined without a limit. */
  readonly memoryLimit?: number;
  /** The index of the service object: every change of it, Swarm's own ones of UpdateStatus included, raises it. */
  readonly version: number;
  /** A digest of what its tasks are made from; a task with another one is of another release, or about to be replaced. */
  readonly template: string;
  /** A digest of its published ports: tasks roll when they change, although the template stays. */
  readonly endpoint: string;
  /** The label `coop-cloud.STACK.chaos-version`: the commit that was deployed. A rollback takes it back with the rest. */
  readonly chaosVersion?: string;
  /** The label `coop-cloud.STACK.version`: what the deployed release calls itself, or the tag that abra deployed. */
  readonly release?: string;
  readonly update?: { readonly state: UpdateState; readonly startedAt?: string; readonly message?: string };
};

export type TaskSeen = {
  readonly service: string;
  readonly task: string;
  /** The slot of a replicated service, or the node of a global one. */
  readonly slot: string;
  readonly state: TaskState;
  readonly desired: TaskState;
  readonly error?: string;
  readonly exitCode?: number;
  readonly container?: string;
  /** When it reached this state, by the clock of its node: milliseconds since 1970. */
  readonly since?: number;
  /** As the service's: which definition this task was made from. */
  readonly template: string;
};

export type ContainerSeen = {
  readonly service: string;
  readonly task: string;
  readonly container: string;
  readonly action: 'start' | 'die' | 'oom' | 'health';
  readonly exitCode?: number;
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
};
