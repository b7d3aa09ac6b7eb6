/** The toolbox on a real Swarm: one per app, with the app's volumes, gone with the app. */
import { afterAll, describe, expect, test } from 'vitest';
import { ImageError } from '../../../src/docker/index.js';
import { listResidue, teardown } from '../../../src/recipe/teardown/index.js';
import { toolboxOf } from '../../../src/recipe/toolbox/index.js';
import { deployApp, plannedApp, type TestApp } from '../../support/backed-up-app.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();
const measured: string[] = [];
afterAll(() => {
  for (const line of measured) process.stdout.write(`measured: ${line}\n`);
});

const compose = (image: string, volumes: readonly string[] = ['content']): string => `version: "3.8"
services:
  app:
    image: ${image}
    command: ["sh", "-c", "while :; do sleep 1; done"]
    healthcheck: {test: ["CMD", "true"], interval: 200ms}
    volumes: [${volumes.map((key) => `"${key}:/${key}"`).join(', ')}]
volumes: {${[...volumes, 'unused'].map((key) => `${key}: {}`).join(', ')}}
networks: {default: {name: proxy, external: true}}
`;

const containersOf = async (swarm: TestSwarm, app: TestApp): Promise<readonly string[]> =>
  (await listResidue(swarm.docker, app.stack)).flatMap(({ kind, name }) =>
    kind === 'container' && name.includes('toolbox') ? [name] : [],
  );

describe('the toolbox', () => {
  test('reads and writes the app’s volumes as root, and has no network', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image));
    await app.sh('app', 'echo from the app >/content/a && chown 33:33 /content/a && chmod 400 /content/a');

    const startedAt = performance.now();
    const toolbox = await toolboxOf(app.context);
    measured.push(`toolbox started: ${Math.round(performance.now() - startedAt)} ms`);
    expect(toolbox.volumes).toEqual(['content']);
    expect(toolbox.pathOf('content')).toBe('/volumes/content');
    expect(await toolbox.exec(['cat', '/volumes/content/a'])).toMatchObject({
      exitCode: 0,
      stdout: 'from the app\n',
    });
    const wrote = await toolbox.exec(['sh', '-c', 'echo "$X" >/volumes/content/b'], {
      env: { X: 'from the toolbox' },
    });
    expect(wrote.exitCode).toBe(0);
    expect(await app.sh('app', 'cat /content/b')).toBe('from the toolbox\n');
    expect((await toolbox.exec(['sh', '-c', 'cat /proc/net/dev | wc -l'])).stdout.trim()).toBe('3');
  });

  test('is one for all that ask at the same time, and for all later ones', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image));
    const toolboxes = await Promise.all(Array.from({ length: 5 }, () => toolboxOf(app.context)));
    const later = await toolboxOf(app.context);
    expect(new Set([...toolboxes, later].map(({ container }) => container)).size).toBe(1);
    expect(await containersOf(swarm, app)).toEqual([`${app.stack}_cc-ci-toolbox`]);
  });

  test('is started anew where it is gone or has ended, and when the app has another volume by now', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image));
    const first = await toolboxOf(app.context);
    await swarm.docker.request('DELETE', `/containers/${first.container}`, { query: { force: true } });
    await expect(first.exec(['true'])).rejects.toMatchObject({ status: 404 });
    const second = await toolboxOf(app.context);
    await swarm.docker.request('POST', `/containers/${second.container}/kill`);
    const third = await toolboxOf(app.context);
    expect((await third.exec(['true'])).exitCode).toBe(0);
    expect(new Set([first, second, third].map(({ container }) => container)).size).toBe(3);

    // The next release adds a volume to the same stack.
    const next = await plannedApp(swarm, compose(swarm.image, ['content', 'more']));
    const grown = {
      ...app.context,
      app: { ...next.context.app, stack: app.context.app.stack, volumes: volumes(app, next) },
    };
    expect((await toolboxOf(grown)).container).toBe(third.container);
    await swarm.deploy(app.stack, compose(swarm.image, ['content', 'more']));
    await untilVolume(swarm, `${app.stack}_more`);
    const fourth = await toolboxOf(grown);
    expect(fourth.volumes).toEqual(['content', 'more']);
    expect(await containersOf(swarm, app)).toEqual([`${app.stack}_cc-ci-toolbox`]);
  });

  test('makes no volume that isn’t there yet, and says so to who asks for it', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image));
    const toolbox = await toolboxOf(app.context);
    expect(() => toolbox.pathOf('unused')).toThrow(
      `the volume unused (${app.stack}_unused) doesn't exist on this Docker host: no service that mounts it runs here`,
    );
    expect(() => toolbox.pathOf('contnet')).toThrow('the recipe has no volume contnet: it has content');
    const volumes = (await listResidue(swarm.docker, app.stack)).filter(({ kind }) => kind === 'volume');
    expect(volumes.map(({ name }) => name).sort()).toEqual([
      `${app.stack}_cc-ci-backup`,
      `${app.stack}_content`,
    ]);
  });

  test('goes with its stack, and a stack of the same name has its own', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image));
    const before = await toolboxOf(app.context);
    await teardown(swarm.docker, app.stack);
    expect(await listResidue(swarm.docker, app.stack)).toEqual([]);
    await swarm.deploy(app.stack, compose(swarm.image));
    await app.sh('app', 'echo new >/content/a');
    const after = await toolboxOf(app.context);
    expect(after.container).not.toBe(before.container);
    expect((await after.exec(['cat', '/volumes/content/a'])).stdout).toBe('new\n');
  });

  test('whose image can’t be had is nobody’s fault but the harness’s, and the input is named', async (context) => {
    const swarm = swarmFor(context);
    const app = await deployApp(swarm, compose(swarm.image));
    const missing = { ...app.context, toolboxImage: 'Not a/valid:image' };
    const error = await toolboxOf(missing).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ImageError);
    expect(error).toMatchObject({
      finding: {
        code: 'image-missing',
        blame: 'harness',
        message: expect.stringMatching(
          /^the toolbox, .*can't be started: Not a\/valid:image can't be pulled/,
        ),
        remedy: expect.stringContaining('input toolbox-image'),
      },
    });
    // Another try, with an image that is there.
    expect((await (await toolboxOf(app.context)).exec(['true'])).exitCode).toBe(0);
  });
});

function volumes(app: TestApp, next: TestApp): TestApp['context']['app']['volumes'] {
  return next.context.app.volumes.map((volume) => ({
    ...volume,
    name: volume.name.replace(next.stack, app.stack),
  }));
}

async function untilVolume(swarm: TestSwarm, name: string): Promise<void> {
  const endsAt = Date.now() + 20_000;
  while (Date.now() < endsAt) {
    const found = await swarm.docker.request<object | undefined>('GET', `/volumes/${name}`, {
      expect: [404],
    });
    if (found !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no volume ${name} after 20 s`);
}
