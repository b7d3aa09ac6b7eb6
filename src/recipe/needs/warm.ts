/** What has to be there already is asked for its page before anything is deployed. Nothing of it is ever touched. */

import type { Docker } from '../../docker/index.js';
import { sleep } from '../../lib/abort.js';
import { formatDuration } from '../../lib/units.js';
import {
  type Answer,
  ask,
  findRoute,
  type Route,
  routerTarget,
  type Target,
  taskAddress,
} from '../probe/index.js';
import type { Report } from '../steps/outcome.js';
import type { StepContext } from '../steps/step.js';
import type { WarmNeed } from './model.js';

/** It is there, or it isn't; a router that is just being reloaded is forgiven. */
const PATIENCE_MS = 15_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

export async function askNeeds(context: StepContext): Promise<Report> {
  const warm = context.plan.needs.filter((need): need is WarmNeed => need.kind === 'warm');
  context.waiting(`asking ${warm.map(({ domain }) => domain).join(', ')}`);
  const reports = await context.phase('ask what it needs', () =>
    Promise.all(warm.map((need) => askOne(context, need))),
  );
  const bad = reports.find(({ status }) => status === 'error');
  return bad ?? { status: 'pass', details: reports.flatMap(({ details }) => details ?? []) };
}

async function askOne(context: StepContext, { name, domain }: WarmNeed): Promise<Report> {
  const { signal } = context;
  const startedAt = performance.now();
  for (
    let tries = 1, pauseMs = FIRST_PAUSE_MS;
    ;
    tries += 1, pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
  ) {
    const way = await wayTo(context, domain);
    const answer =
      way.target === undefined
        ? undefined
        : await ask(
            { target: way.target, domain, path: '/', tlsVerify: way.tlsVerify, isStraight: way.isStraight },
            signal,
          );
    if (answer?.kind === 'answered' && isWell(answer.status))
      return { status: 'pass', details: [`needs ${name}: ${domain} answers ${answer.status}`] };
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs + pauseMs >= PATIENCE_MS)
      return absent({
        name,
        domain,
        answer,
        where: way.words,
        after: `${tries} tries in ${formatDuration(elapsedMs)}`,
      });
    await sleep(pauseMs, signal);
  }
}

/** Strangers may be turned away or sent on; 404 is what a router says of a domain that it has no way to. */
function isWell(status: number): boolean {
  return status < 400 || status === 401 || status === 403;
}

type Way = {
  /** Undefined: it is in this Swarm, and has no task here. */
  readonly target: Target | undefined;
  readonly tlsVerify: boolean;
  readonly isStraight: boolean;
  /** Where it was looked for. */
  readonly words: string;
};

/** An app of this Swarm the way that the apps under test are asked; any other by its name. */
async function wayTo({ docker, route, signal }: StepContext, domain: string): Promise<Way> {
  const { routerAddress, tlsVerify } = route;
  const stack = domain.replaceAll('.', '_');
  const services = await servicesOf(docker, stack, signal);
  if (services.length === 0) {
    const target = { host: domain, port: 443, scheme: 'https' } as const;
    const words = `https://${domain}/ (this Swarm has no stack ${stack}, so it was looked for by its name)`;
    return { target, tlsVerify, isStraight: false, words };
  }
  const found = await findRoute(docker, {
    tlsVerify,
    signal,
    ...(routerAddress === '' ? {} : { routerAddress }),
  });
  if (found.kind === 'router') return { ...byRouter(found, domain), tlsVerify, isStraight: false };
  const { name, port } = pageOf(services, stack);
  const host = await taskAddress(docker, name, { signal });
  const target = host === undefined ? undefined : ({ host, port, scheme: 'http' } as const);
  return { target, tlsVerify: false, isStraight: true, words: `port ${port} of ${name} in this Swarm` };
}

function byRouter(route: Route & { readonly kind: 'router' }, domain: string): Pick<Way, 'target' | 'words'> {
  const target = routerTarget(route);
  return { target, words: `${target.scheme}://${domain}/ by the router ${target.host}:${target.port}` };
}

type ServiceEntry = {
  readonly Spec: { readonly Name: string; readonly Labels?: Readonly<Record<string, string>> | null };
};

function servicesOf(docker: Docker, stack: string, signal: AbortSignal): Promise<readonly ServiceEntry[]> {
  const query = { filters: { label: [`com.docker.stack.namespace=${stack}`] } };
  return docker.request<readonly ServiceEntry[]>('GET', '/services', { query, signal });
}

const PORT = /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port$/i;

/** The service that a router would send its domain to, by the labels; else the one that recipes call app. */
function pageOf(
  services: readonly ServiceEntry[],
  stack: string,
): { readonly name: string; readonly port: number } {
  const labelled = services.flatMap(({ Spec: { Name: name, Labels: labels } }) =>
    Object.entries(labels ?? {}).flatMap(([key, value]) =>
      PORT.test(key) && /^\d{1,5}$/.test(value) ? [{ name, port: Number(value) }] : [],
    ),
  );
  return (
    labelled.find(({ name }) => name === `${stack}_app`) ?? labelled[0] ?? { name: `${stack}_app`, port: 80 }
  );
}

function absent({
  name,
  domain,
  answer,
  where,
  after,
}: {
  readonly name: string;
  readonly domain: string;
  readonly answer: Answer | undefined;
  readonly where: string;
  readonly after: string;
}): Report {
  const said =
    answer === undefined
      ? 'it has no running container on this Docker host'
      : answer.kind === 'answered'
        ? `it answers ${answer.status}`
        : answer.message;
  return {
    status: 'error',
    finding: {
      code: 'need-failed',
      blame: 'host',
      message: `the need ${name} is to be there already (warm: ${domain}), and it is not: ${said} (${after})`,
      evidence: [`asked for ${where}`],
      remedy: `Start the app at ${domain}, or name another domain under needs: warm; without warm this run deploys ${name} itself.`,
    },
  };
}
