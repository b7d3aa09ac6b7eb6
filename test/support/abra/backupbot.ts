/** A stand-in for backup-bot-two: a service with its label, restic in it, and the daemon's volumes where the bot has them. */
import { randomBytes } from 'node:crypto';
import { ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import type { TestSwarm } from '../swarm.js';

export type Backupbot = {
  readonly stack: string;
  /** For abra's environment: the emulator takes this bot and no other that happens to be on the same Swarm. */
  readonly env: Readonly<Record<string, string>>;
};

/**
 * Deploys it and waits until its container runs; the stack is removed after the file's tests.
 * @param withRepository false: RESTIC_REPOSITORY is missing, as after a mis-wired set-up
 */
export async function deployBackupbot(
  swarm: TestSwarm,
  { withRepository = true }: { withRepository?: boolean } = {},
): Promise<Backupbot> {
  const [{ image }, root] = await Promise.all([ensureToolboxImage(swarm.host), dataRoot(swarm)]);
  const stack = swarm.stackName('backupbot.test');
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
  await swarm.deploy(stack, JSON.stringify(compose));
  const container = await runningContainer(swarm, `${stack}_app`);
  if (withRepository) await swarm.docker.cli(['exec', container, 'restic', 'init'], { timeoutMs: 30_000 });
  return { stack, env: { ABRA_EMULATOR_BACKUPBOT: stack } };
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
