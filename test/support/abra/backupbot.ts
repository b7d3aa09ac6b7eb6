/** A stand-in for backup-bot-two: a service with its label, restic in it, and the daemon's volumes where the bot has them. */
import { randomBytes } from 'node:crypto';
import { afterAll } from 'vitest';
import { ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import { teardown } from '../../../src/recipe/teardown/index.js';
import type { TestSwarm } from '../swarm.js';

const ZONE = 'backupbot.test';
const TEAR_DOWN_TIMEOUT_MS = 120_000;

export type Backupbot = {
  readonly stack: string;
  /** For abra's environment: the emulator takes this bot and no other that happens to be on the same Swarm. */
  readonly env: Readonly<Record<string, string>>;
};

/**
 * One for all tests of a file, as a server has one: deployed when the first test asks, removed after the last.
 * Called after useSwarm, whose connection it needs at the end.
 */
export function useBackupbot(): (swarm: TestSwarm) => Promise<Backupbot> {
  let shared:
    | { readonly swarm: TestSwarm; readonly stack: string; readonly bot: Promise<Backupbot> }
    | undefined;
  afterAll(async () => {
    if (shared === undefined) return;
    const { swarm, stack, bot } = shared;
    await Promise.allSettled([bot]);
    await teardown(swarm.docker, stack);
  }, TEAR_DOWN_TIMEOUT_MS);
  return (swarm) => {
    if (shared === undefined) {
      const stack = swarm.stackName(ZONE);
      shared = { swarm, stack, bot: deployBot(swarm, stack, { withRepository: true }) };
    }
    return shared.bot;
  };
}

/**
 * One of the test's own, removed with it.
 * @param withRepository false: RESTIC_REPOSITORY is missing, as after a mis-wired set-up
 */
export function deployBackupbot(
  swarm: TestSwarm,
  { withRepository = true }: { withRepository?: boolean } = {},
): Promise<Backupbot> {
  const stack = swarm.stackName(ZONE);
  swarm.willRemove(stack);
  return deployBot(swarm, stack, { withRepository });
}

/** @returns when its container runs */
async function deployBot(
  swarm: TestSwarm,
  stack: string,
  { withRepository }: { withRepository: boolean },
): Promise<Backupbot> {
  const [{ image }, root] = await Promise.all([ensureToolboxImage(swarm.host), dataRoot(swarm)]);
  const compose = {
    version: '3.8',
    services: {
      app: {
        image,
        entrypoint: ['sleep', 'infinity'],
        stop_signal: 'SIGKILL',
        environment: {
          RESTIC_PASSWORD: randomBytes(12).toString('hex'),
          ...(withRepository ? { RESTIC_REPOSITORY: '/backups/restic' } : {}),
        },
        volumes: ['backups:/backups', `${root}/volumes:/var/lib/docker/volumes`],
        networks: ['outside'],
        deploy: { labels: { 'coop-cloud.backupbot.enabled': 'true' } },
      },
    },
    volumes: { backups: {} },
    networks: { outside: { external: true, name: 'host' } },
  };
  const args = ['stack', 'deploy', '--resolve-image', 'never', '--compose-file', '-', stack];
  await mustDo(swarm, args, JSON.stringify(compose));
  const container = await runningContainer(swarm, `${stack}_app`);
  // Beforehand: two first backups side by side would each make one.
  if (withRepository) await mustDo(swarm, ['exec', container, 'restic', 'init']);
  return { stack, env: { ABRA_EMULATOR_BACKUPBOT: stack } };
}

async function mustDo({ docker }: TestSwarm, args: readonly string[], input = ''): Promise<void> {
  const done = await docker.cli(args, { input, timeoutMs: 60_000 });
  if (done.outcome.kind !== 'exited' || done.outcome.code !== 0)
    throw new Error(`backup bot: docker ${args.join(' ')}: ${done.stderr}`);
}

async function dataRoot({ docker }: TestSwarm): Promise<string> {
  return (await docker.request<{ readonly DockerRootDir: string }>('GET', '/info')).DockerRootDir;
}

async function runningContainer({ docker }: TestSwarm, service: string): Promise<string> {
  const filters = JSON.stringify({
    label: [`com.docker.swarm.service.name=${service}`],
    status: ['running'],
  });
  const until = Date.now() + 30_000;
  for (;;) {
    const query = { query: { filters } };
    const [found] = await docker.request<readonly { readonly Id: string }[]>(
      'GET',
      '/containers/json',
      query,
    );
    if (found !== undefined) return found.Id;
    if (Date.now() > until) throw new Error(`${service} does not run after 30 s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
