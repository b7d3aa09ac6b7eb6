/** Teardown on a real Swarm: everything of the stack goes, in a moment, and nothing of anybody else's. */
import { afterAll, describe, expect, test } from 'vitest';
import { waitHealthy } from '../../../src/recipe/health/index.js';
import { listResidue, teardown } from '../../../src/recipe/teardown/index.js';
import { listWorld, type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();
const measured: string[] = [];
afterAll(() => {
  for (const line of measured) process.stdout.write(`measured: ${line}\n`);
});

/** One of everything that a stack can own. */
function oneOfEach(swarm: TestSwarm, command = '["nginx", "-g", "daemon off;"]'): string {
  return `version: "3.8"
services:
  app:
    image: ${swarm.image}
    command: ${command}
    healthcheck: {test: ["CMD", "true"], interval: 200ms}
    networks: [internal, proxy]
    volumes: ["content:/content", "/anonymous"]
    configs: [site]
networks: {internal: {}, proxy: {external: true}}
volumes: {content: {}}
configs: {site: {file: /etc/hostname}}
`;
}

/** As abra makes them: without any label, known by the beginning of their name alone. */
async function addSecret(swarm: TestSwarm, name: string): Promise<void> {
  await swarm.docker.request('POST', '/secrets/create', {
    body: { Name: name, Data: Buffer.from('x').toString('base64') },
  });
}

const kindsOf = (objects: readonly { readonly kind: string }[]): readonly string[] =>
  [...new Set(objects.map(({ kind }) => kind))].sort();

/** Those of the world's objects whose names begin with `prefix`. */
async function named(swarm: TestSwarm, prefix: string): Promise<readonly string[]> {
  return (await listWorld(swarm.docker)).filter((name) =>
    name.split(' ')[1]?.replace(/^\//, '').startsWith(prefix),
  );
}

const ALL_KINDS = ['config', 'container', 'network', 'secret', 'service', 'volume'];

describe('teardown', () => {
  test('a healthy stack is gone in a moment, with its anonymous volumes, and stays gone', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    await swarm.deploy(stack, oneOfEach(swarm));
    await addSecret(swarm, `${stack}_token_v1`);
    expect((await waitHealthy(swarm.docker, stack, { timeoutMs: 30_000 })).kind).toBe('healthy');
    expect(kindsOf(await listResidue(swarm.docker, stack))).toEqual(ALL_KINDS);
    const anonymous = await anonymousVolumeOf(swarm, stack);

    const startedAt = performance.now();
    const { removed } = await teardown(swarm.docker, stack);
    const elapsedMs = performance.now() - startedAt;
    measured.push(`teardown of one service with one of each: ${Math.round(elapsedMs)} ms`);

    expect(kindsOf(removed)).toEqual(ALL_KINDS);
    expect(await listResidue(swarm.docker, stack)).toEqual([]);
    expect(await named(swarm, stack)).toEqual([]);
    expect(await listWorld(swarm.docker)).not.toContain(`volumes ${anonymous}`);
    // `docker stack rm` takes 6 s for the same.
    expect(elapsedMs).toBeLessThan(4_000);
  });

  test('a stack whose name another one begins with takes nothing of the other', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    const sibling = `${stack}_more`;
    await swarm.deploy(stack, oneOfEach(swarm));
    await swarm.deploy(sibling, oneOfEach(swarm));
    await addSecret(swarm, `${stack}_token_v1`);
    await addSecret(swarm, `${sibling}_token_v1`);
    expect((await waitHealthy(swarm.docker, sibling, { timeoutMs: 30_000 })).kind).toBe('healthy');
    const before = await listResidue(swarm.docker, sibling);
    const { removed } = await teardown(swarm.docker, stack);
    expect(removed.filter(({ name }) => name.startsWith(sibling))).toEqual([]);
    expect(await listResidue(swarm.docker, stack)).toEqual([]);
    expect(await listResidue(swarm.docker, sibling)).toEqual(before);
    await teardown(swarm.docker, sibling);
  });

  test.for([0, 150, 500])(
    '%i ms into a deployment, nothing comes back',
    { timeout: 60_000 },
    async (ms, context) => {
      const swarm = swarmFor(context);
      const stack = swarm.stackName();
      await swarm.deploy(stack, oneOfEach(swarm));
      await new Promise((resolve) => setTimeout(resolve, ms));
      await teardown(swarm.docker, stack);
      expect(await named(swarm, stack)).toEqual([]);
      // Whatever the agent was in the middle of has happened by now.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(await named(swarm, stack)).toEqual([]);
    },
  );

  test('a container that ignores SIGTERM, and one that crashes, are no obstacle', async (context) => {
    const swarm = swarmFor(context);
    const stack = swarm.stackName();
    await swarm.deploy(stack, oneOfEach(swarm, '["sh", "-c", "trap : TERM; while :; do sleep 1; done"]'));
    await waitHealthy(swarm.docker, stack, { timeoutMs: 30_000 });
    const startedAt = performance.now();
    await teardown(swarm.docker, stack);
    expect(await listResidue(swarm.docker, stack)).toEqual([]);
    // Its stop grace period is 10 s, and nothing is left that would need it.
    expect(performance.now() - startedAt).toBeLessThan(6_000);
  });

  test('what cannot be removed is said, with what Docker says, and is residue', async (context) => {
    const swarm = swarmFor(context);
    const { docker } = swarm;
    const stack = swarm.stackName();
    const volume = `${stack}_content`;
    const { Id: holder } = await docker.request<{ readonly Id: string }>('POST', '/containers/create', {
      body: { Image: swarm.image, HostConfig: { Binds: [`${volume}:/held`] } },
    });
    swarm.willRemove(stack);
    const notes: string[] = [];
    try {
      const { removed } = await teardown(docker, stack, {
        timeoutMs: 1_000,
        onNote: (note) => notes.push(note),
      });
      expect(removed).toEqual([]);
      expect(await listResidue(docker, stack)).toEqual([{ kind: 'volume', name: volume }]);
      expect(notes.join()).toMatch(new RegExp(`volume ${volume}: .*in use`));
    } finally {
      await docker.request('DELETE', `/containers/${holder}`, { query: { force: true } });
    }
  });

  test('a volume that somebody else holds is not waited for until the end', {
    timeout: 60_000,
  }, async (context) => {
    const swarm = swarmFor(context);
    const { docker } = swarm;
    const stack = swarm.stackName();
    const { Id: holder } = await docker.request<{ readonly Id: string }>('POST', '/containers/create', {
      body: { Image: swarm.image, HostConfig: { Binds: [`${stack}_content:/held`] } },
    });
    swarm.willRemove(stack);
    const notes: string[] = [];
    const startedAt = performance.now();
    try {
      await teardown(docker, stack, { timeoutMs: 120_000, onNote: (note) => notes.push(note) });
      expect(performance.now() - startedAt).toBeLessThan(30_000);
      expect(notes.join()).toMatch(/not all removed within 2\d.* s: volume .*in use/);
    } finally {
      await docker.request('DELETE', `/containers/${holder}`, { query: { force: true } });
    }
  });

  test('a stack that is not there is gone already', async (context) => {
    const swarm = swarmFor(context);
    expect(await teardown(swarm.docker, swarm.stackName())).toEqual({ removed: [] });
  });
});

async function anonymousVolumeOf(swarm: TestSwarm, stack: string): Promise<string> {
  type Mounts = { readonly Mounts: readonly { readonly Name?: string; readonly Destination: string }[] };
  const [container] = await swarm.docker.request<readonly Mounts[]>('GET', '/containers/json', {
    query: { filters: { label: [`com.docker.stack.namespace=${stack}`] } },
  });
  const name = container?.Mounts.find((mount) => mount.Destination === '/anonymous')?.Name;
  if (name === undefined) throw new Error('the container has no anonymous volume');
  return name;
}
