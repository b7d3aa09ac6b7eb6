/** Before the first object is made: what earlier runs left is removed, each stack's lease is taken, and its domain is known to be free. */

import type { Docker } from '../docker/index.js';
import { throwIfAborted } from '../lib/abort.js';
import { UserError } from '../lib/errors.js';
import type { Reaped, Residue } from '../report/results.js';
import { type Lease, reap, releaseLease, takeLease } from './lease/index.js';
import { isNeed } from './needs/model.js';
import type { AppPlan } from './plan/app.js';
import { listResidue } from './teardown/index.js';

export type ClaimContext = {
  readonly docker: Docker;
  readonly zone: string;
  /** Who asks, for people: the run's address or `user@host`. */
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly note: (level: 'info' | 'warning', message: string) => void;
};

/** Long enough for a daemon that is busy, short enough for a runner whose machine is gone. Renewed every third of it. */
const LEASE_TTL_MS = 5 * 60_000;

/**
 * @param apps one a stack.
 * @returns a lease each, and what was removed of earlier runs.
 * @throws UserError when a domain is taken or something external isn't there; the leases are given back then.
 */
export async function claim(
  apps: readonly AppPlan[],
  context: ClaimContext,
): Promise<{ readonly leases: readonly Lease[]; readonly reaped: readonly Reaped[] }> {
  const { docker, zone, owner, signal, note } = context;
  const reaped = await reap(docker, {
    zone,
    now: Date.now(),
    onNote: (message) => note('warning', message),
    signal,
  });
  throwIfAborted(signal);
  const leases: Lease[] = [];
  // Not there yet, and made by this run before the apps.
  const made = apps.filter(({ role }) => isNeed(role)).map(({ stack }) => stack);
  try {
    for (const app of apps) {
      // Not with the signal: a lease that was made and isn't known of could not be given back.
      const lease = await takeLease(docker, app.stack, { owner, ttlMs: LEASE_TTL_MS });
      if (lease.kind === 'taken') throw taken(app, `${lease.by} has it`, 'wait for it to end');
      leases.push(lease);
      throwIfAborted(signal);
      await checkFree(app, docker, signal);
      await checkExternal(app, made, docker, signal);
    }
  } catch (error) {
    for (const lease of leases) await releaseLease(docker, lease);
    throw error;
  }
  return { leases, reaped };
}

function taken(plan: AppPlan, why: string, remedy: string): UserError {
  return new UserError(
    `the domain ${plan.domain} is taken: ${why}; ${remedy}, or leave input domain out for a fresh one`,
  );
}

type ServiceEntry = {
  readonly Spec: { readonly Name: string; readonly Labels?: Readonly<Record<string, string>> | null };
};

async function checkFree(plan: AppPlan, docker: Docker, signal: AbortSignal): Promise<void> {
  const there = await listResidue(docker, plan.stack, { signal });
  if (there.length > 0)
    throw taken(
      plan,
      `the Swarm has objects of a stack ${plan.stack} (${sample(there)})`,
      `remove them if nobody needs them (docker stack rm ${plan.stack})`,
    );
  const services = await docker.request<readonly ServiceEntry[]>('GET', '/services', { signal });
  const router = services.find((service) => routesTo(service, plan.domain));
  if (router !== undefined)
    throw taken(plan, `a router rule of the service ${router.Spec.Name} names it`, 'change that rule');
}

function sample(residue: readonly Residue[]): string {
  const shown = residue.slice(0, 3).map(({ kind, name }) => `${kind} ${name}`);
  return `${shown.join(', ')}${residue.length > shown.length ? `, … ${residue.length} in all` : ''}`;
}

/** A rule such as Host(`a.example.org`) || Host(`b.example.org`). */
function routesTo(service: ServiceEntry, domain: string): boolean {
  return Object.entries(service.Spec.Labels ?? {}).some(
    ([key, value]) => /^traefik\..*\.rule$/i.test(key) && value.includes(`\`${domain}\``),
  );
}

type Named = { readonly Name?: string; readonly Spec?: { readonly Name?: string } };

/** Docker would refuse these as well, but only after some objects have been made. */
async function checkExternal(
  plan: AppPlan,
  made: readonly string[],
  docker: Docker,
  signal: AbortSignal,
): Promise<void> {
  const remedies = {
    networks: (name: string) => `docker network create --driver overlay --attachable ${name}`,
    secrets: (name: string) => `printf %s VALUE | docker secret create ${name} -`,
    configs: (name: string) => `docker config create ${name} FILE`,
  };
  for (const kind of ['networks', 'secrets', 'configs'] as const) {
    const isMade = (name: string): boolean => made.some((stack) => name.startsWith(`${stack}_`));
    const wanted = plan.external[kind].filter((name) => !isMade(name));
    if (wanted.length === 0) continue;
    const found = await docker.request<readonly Named[]>('GET', `/${kind}`, { signal });
    const names = new Set(found.map((entry) => entry.Name ?? entry.Spec?.Name));
    const missing = wanted.find((name) => !names.has(name));
    if (missing === undefined) continue;
    throw new UserError(
      `the recipe wants the ${kind.slice(0, -1)} ${missing} to be there (external: true), and this Swarm has none: make it with \`${remedies[kind](missing)}\``,
    );
  }
}
