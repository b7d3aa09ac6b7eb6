/** What a recipe needs and is there already, and what stays with an app that is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeApp } from '../../../src/recipe/index.js';
import { startGitServer } from '../../support/git-server/index.js';
import { needyRow, provider, remoteRow, warmRow } from '../../support/recipes/needs.js';
import { only } from '../../support/recipes/row.js';
import { OriginRepository } from '../../support/repos.js';
import { useSwarm } from '../../support/swarm.js';
import { expectLife } from './expected.js';
import { LIFE_MS, useLives } from './world.js';

const swarmFor = useSwarm();
const lives = useLives();

test('a need that is there already is asked, and left as it is', { timeout: LIFE_MS }, async (context) => {
  const swarm = swarmFor(context);
  const stack = swarm.stackName('warm.test');
  await swarm.deploy(
    stack,
    `version: "3.8"\nservices: {web: {image: "${swarm.image}", deploy: {labels: ["traefik.http.services.x.loadbalancer.server.port=80"]}}}\n`,
  );
  type Service = { readonly ID: string; readonly Spec: unknown };
  const look = async (): Promise<Service> => {
    const { ID, Spec } = await swarm.docker.request<Service>('GET', `/services/${stack}_web`);
    return { ID, Spec };
  };
  const before = await look();
  const domain = stack.replaceAll('_', '.');
  const row = warmRow(domain);
  const life = await lives(context).live(row, 'swarm');
  expectLife(life, row, row.expected);
  expect(life.results.needs).toEqual([{ name: 'sso', domain, stack: null, recipe: null }]);
  expect(await look()).toEqual(before);
});

test.for(['swarm', 'abra'] as const)(
  'a need from a git server is deployed by the engine %s',
  {
    timeout: LIFE_MS,
  },
  async (engine, context) => {
    const { image: web, nginx } = swarmFor(context);
    const root = mkdtempSync(join(tmpdir(), 'cc-ci-needs-test-'));
    const server = await startGitServer({ root });
    const made = OriginRepository.create(root, 'team/provider');
    try {
      const { head = {} } = provider({ web, nginx, postgres: '', registry: '' });
      made.commit(Object.fromEntries(Object.entries(head).map(([name, text]) => [name, String(text)])));
      made.annotatedTag('3.0.0+1');
      const row = remoteRow(`${server.url}/team/provider.git`);
      const life = await lives(context).live(row, engine);
      expectLife(life, row, row.expected);
      expect(life.results.needs).toMatchObject([
        { recipe: { name: 'provider', sha: made.sha(), isDirty: false } },
      ]);
    } finally {
      await server.stop();
      made.dispose();
      rmSync(root, { recursive: true, force: true });
    }
  },
);

test('an app that is kept keeps what it needs, until both are removed', {
  timeout: LIFE_MS,
}, async (context) => {
  const swarm = swarmFor(context);
  const kept = { teardown: 'skip', 'verify-clean': 'skip' } as const;
  const stages = { ...only({ health: 'pass', http: 'pass' }), ...kept };
  const row = { ...needyRow, inputs: { keep: 'true' }, expected: { stages, level: 1 } };
  const { results, log, left } = await lives(context).live(row, 'swarm');
  const [need] = results.needs ?? [];
  const stacks = [results.app.stack, need?.stack ?? ''];
  for (const stack of stacks) swarm.willRemove(stack);
  expect(results.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual(
    Object.entries(stages).map(([stage, status]) => `${stage} ${status}`),
  );
  expect(need).toMatchObject({
    name: 'sso',
    recipe: { name: 'provider', version: expect.stringMatching(/^3\.0\.0/) },
  });
  const commands = [...log.matchAll(/cc-ci recipe remove (\S+)/g)].map(([, stack]) => stack);
  expect(commands).toEqual(stacks);
  for (const stack of stacks) {
    expect(left).toContain(`services ${stack}_app`);
    expect(left).toContain(`configs cc-ci-lease.${stack}`);
  }
  // In the order in which they are printed: the app holds a secret of what it needs.
  const env = { ...process.env, DOCKER_HOST: swarm.host };
  for (const stack of commands) {
    const options = { dockerContext: '', env, signal: AbortSignal.timeout(60_000), onNote: () => undefined };
    expect((await removeApp(stack ?? '', options)).residue).toEqual([]);
  }
});
