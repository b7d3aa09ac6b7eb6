/** A real Swarm for a test file: deploys stacks, remembers them, and removes every one of them at the end. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, type TestContext } from 'vitest';
import { ensureDocker } from '../../scripts/setup/dockerd.mjs';
import { ensureHelloImage } from '../../scripts/setup/image.mjs';
import { ensureSwarm } from '../../scripts/setup/swarm.mjs';
import { Unavailable } from '../../scripts/setup/unavailable.mjs';
import { connectDocker, type Docker } from '../../src/docker/index.js';
import type { Observation } from '../../src/recipe/observe/index.js';
import { listResidue, teardown } from '../../src/recipe/teardown/index.js';

const SET_UP_TIMEOUT_MS = 20 * 60_000;
const TEAR_DOWN_TIMEOUT_MS = 120_000;

export type TestSwarm = {
  readonly docker: Docker;
  /** For DOCKER_HOST. */
  readonly host: string;
  /** nginx, curl and a shell. */
  readonly image: string;
  readonly nginx: string;
  /** A stack name that nobody else has, `t-3fa9c1_ZONE` with the zone's dots as underscores. */
  stackName(zone?: string): string;
  /** `docker stack deploy` of a compose file, given as text; the stack is removed after the test. */
  deploy(stack: string, compose: string): Promise<void>;
  /** Removed after the test, however it came to be. */
  willRemove(stack: string): void;
};

/** @returns what gives a test the Swarm, or skips it with the reason why there can't be one on this machine. */
export function useSwarm(): (test: TestContext) => TestSwarm {
  let swarm: TestSwarm | undefined;
  let missing: Unavailable | undefined;
  const stacks = new Set<string>();
  beforeAll(async () => {
    try {
      swarm = await startSwarm(stacks);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      missing = error;
    }
  }, SET_UP_TIMEOUT_MS);
  afterAll(async () => {
    if (swarm === undefined) return;
    const { docker } = swarm;
    await Promise.all([...stacks].map((stack) => teardown(docker, stack)));
    const left = await Promise.all([...stacks].map((stack) => listResidue(docker, stack)));
    await docker.close();
    if (left.flat().length > 0) throw new Error(`tests left objects behind: ${JSON.stringify(left.flat())}`);
  }, TEAR_DOWN_TIMEOUT_MS);
  return (test) => {
    if (missing !== undefined) test.skip(missing.message);
    if (swarm === undefined) throw new Error('the Swarm is only there inside tests');
    return forOneTest(swarm, test, stacks);
  };
}

/** A stack goes with its test: the healthchecks of a whole file's stacks side by side are load that every later test feels. */
function forOneTest(swarm: TestSwarm, test: TestContext, all: Set<string>): TestSwarm {
  const own = new Set<string>();
  test.onTestFinished(async () => {
    await Promise.all([...own].map((stack) => teardown(swarm.docker, stack)));
    for (const stack of own) if ((await listResidue(swarm.docker, stack)).length === 0) all.delete(stack);
  }, TEAR_DOWN_TIMEOUT_MS);
  return {
    ...swarm,
    deploy: (stack, compose) => {
      own.add(stack);
      return swarm.deploy(stack, compose);
    },
    willRemove: (stack) => {
      own.add(stack);
      swarm.willRemove(stack);
    },
  };
}

async function startSwarm(stacks: Set<string>): Promise<TestSwarm> {
  const { host } = await ensureDocker();
  await ensureSwarm(host);
  const { image, nginx } = await ensureHelloImage(host);
  const docker = await connectDocker({ env: { ...process.env, DOCKER_HOST: host } });
  return {
    docker,
    host,
    image,
    nginx,
    stackName: (zone = 'swarm-e2e.test') =>
      `t-${randomBytes(3).toString('hex')}_${zone.replaceAll('.', '_')}`,
    deploy: async (stack, compose) => {
      stacks.add(stack);
      const finished = await docker.cli(
        ['stack', 'deploy', '--resolve-image', 'never', '--compose-file', '-', stack],
        { input: compose, timeoutMs: 60_000 },
      );
      if (finished.outcome.kind !== 'exited' || finished.outcome.code !== 0)
        throw new Error(`docker stack deploy ${stack}: ${finished.stderr}`);
    },
    willRemove: (stack) => void stacks.add(stack),
  };
}

/** Every object there is, leases included, as `KIND NAME`: what a test lists before and after. */
export async function listWorld(docker: Docker): Promise<readonly string[]> {
  type Named = {
    readonly Name?: string;
    readonly Names?: readonly string[];
    readonly Spec?: { readonly Name: string };
  };
  const nameOf = (object: Named): string => object.Spec?.Name ?? object.Names?.[0] ?? object.Name ?? '?';
  const lists = await Promise.all(
    ['services', 'containers', 'networks', 'configs', 'secrets'].map(async (kind) => {
      const path = kind === 'containers' ? '/containers/json' : `/${kind}`;
      const found = await docker.request<readonly Named[]>('GET', path, { query: { all: true } });
      return found.map((object) => `${kind} ${nameOf(object)}`);
    }),
  );
  const volumes = await docker.request<{ readonly Volumes: readonly Named[] | null }>('GET', '/volumes');
  return [...lists.flat(), ...(volumes.Volumes ?? []).map((volume) => `volumes ${nameOf(volume)}`)].sort();
}

/**
 * Keeps what was observed of a stack as a test that needs no Docker, where CC_CI_RECORD is set; names what stands in the file
 * by the stack `rec`, so that recordings compare.
 * @param of.room whose unit tests play it; health where left out. @param of.before what was known beforehand.
 */
export function keepRecording(
  name: string,
  stack: string,
  docker: Docker,
  observations: readonly Observation[],
  of: { readonly room?: string; readonly before?: object } = {},
): void {
  if (!process.env.CC_CI_RECORD) return;
  const folder = join(import.meta.dirname, `../unit/${of.room ?? 'health'}/recordings`);
  mkdirSync(folder, { recursive: true });
  const asRecorded = (value: object): string => JSON.stringify(value).replaceAll(stack, 'rec');
  const before = of.before === undefined ? '' : `"before": ${asRecorded(of.before)},\n`;
  const head = `"engine": ${JSON.stringify(docker.info.serverVersion)},\n"stack": "rec",\n${before}"observations": [`;
  writeFileSync(
    join(folder, `${name}.json`),
    `{\n${head}\n${observations.map(asRecorded).join(',\n')}\n]\n}\n`,
  );
}
