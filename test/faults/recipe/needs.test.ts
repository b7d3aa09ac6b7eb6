/** A run whose recipe needs another one, killed while both are there: the next run removes what is needed after what needs it. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import type { Results } from '../../../src/report/results.js';
import { needyRow } from '../../support/recipes/needs.js';
import { makeRecipe } from '../../support/recipes/repository.js';
import { listWorld, type TestSwarm, useSwarm } from '../../support/swarm.js';
import { createWorld, disposeWorld, processesOf, WORLD_VARIABLE, type World } from '../../support/world.js';

/** Of this process alone: by it its objects are told from those of whatever else is on the Swarm. */
const ZONE = `needs-${process.pid}.test`;
const SUFFIX = `_needs-${process.pid}_test`;
const PROGRAM = join(import.meta.dirname, '../../../dist/cc-ci.js');

const swarmFor = useSwarm();
let world: World;
beforeAll(() => {
  world = createWorld();
});
afterAll(() => disposeWorld(world));

type Ended = { readonly code: number | null; readonly output: string };

/** @param killWhen the beginning of a service's name: SIGKILL to the program itself as soon as the service is made. */
async function runNeedy(swarm: TestSwarm, folder: string, killWhen?: string): Promise<Ended> {
  const { image: toolbox } = await ensureToolboxImage(swarm.host);
  const stop = new AbortController();
  const query = { filters: { type: ['service'], event: ['create'] } };
  const events = swarm.docker.stream('/events', { query, signal: stop.signal });
  await events.opened;
  const options = ['--zone', ZONE, '--report-dir', join(world.root, 'report'), '--toolbox-image', toolbox];
  const args = [
    PROGRAM,
    'recipe',
    'run',
    folder,
    ...options,
    '--engine',
    'swarm',
    '--stages',
    'install,health,http',
  ];
  const env = { ...process.env, DOCKER_HOST: swarm.host, TMPDIR: world.tmp, [WORLD_VARIABLE]: world.root };
  const child = spawn(process.execPath, args, {
    cwd: world.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, output }));
  });
  const killing = killAt(events, killWhen, () => child.kill('SIGKILL'));
  const result = await ended;
  stop.abort();
  await killing;
  return result;
}

async function killAt(
  events: AsyncIterable<unknown>,
  begins: string | undefined,
  kill: () => void,
): Promise<void> {
  if (begins === undefined) return;
  try {
    for await (const event of events) {
      const { Actor: actor } = event as {
        readonly Actor: { readonly Attributes: { readonly name?: string } };
      };
      const name = actor.Attributes.name ?? '';
      if (name.startsWith(begins) && name.includes(SUFFIX)) return kill();
    }
  } catch (error) {
    // The run ended first, and took the listening with it: what it left is judged all the same.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  }
}

const own = async (swarm: TestSwarm): Promise<readonly string[]> =>
  (await listWorld(swarm.docker)).filter((object) => object.includes(SUFFIX));

const stacksIn = (objects: readonly string[]): readonly string[] =>
  objects.flatMap((object) => /^configs cc-ci-lease\.(.+)$/.exec(object)?.[1] ?? []).sort();

test('killed with a need alone, and with an app that holds its secret, the next run leaves nothing', {
  timeout: 300_000,
}, async (context) => {
  const swarm = swarmFor(context);
  mkdirSync(join(world.root, 'report'), { recursive: true });
  const ground = { web: swarm.image, nginx: swarm.nginx, postgres: '', registry: '' };
  for (const [name, source] of Object.entries(needyRow.beside?.(ground) ?? {}))
    makeRecipe(join(world.workspace, name), source);
  const folder = makeRecipe(join(world.workspace, 'custom-html'), needyRow.source(ground));
  for (const [killed, services] of [
    ['prov-', ['prov']],
    ['cust-', ['cust', 'prov']],
  ] as const) {
    const { code, output } = await runNeedy(swarm, folder, killed);
    expect(code, output).toBeNull();
    const left = await own(swarm);
    const made = left.flatMap((object) => /^services (\w+)-[0-9a-f]{6}_/.exec(object)?.[1] ?? []);
    expect(made).toEqual(services);
    const next = await runNeedy(swarm, folder);
    expect(next.code, next.output).toBe(0);
    // Another run on the same Swarm may have been first to reap it, and be at it still.
    await expect.poll(() => own(swarm), { timeout: 20_000 }).toEqual([]);
    const results = JSON.parse(readFileSync(join(world.root, 'report/results.json'), 'utf8')) as Results;
    const reaped = results.reaped.map(({ stack }) => stack).filter((stack) => stack.endsWith(SUFFIX));
    // The app before what it needs: Swarm removes no secret that is in use.
    expect(stacksIn(left)).toEqual(expect.arrayContaining(reaped));
    if (reaped.length === 2) expect(reaped.at(-1)).toMatch(/^prov-/);
  }
  expect(processesOf(world)).toEqual([]);
});
