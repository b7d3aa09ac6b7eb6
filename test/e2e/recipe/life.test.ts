/** Whole runs on a real Swarm: green ones, red ones, and what is left of them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findCredential,
  needlesFor,
  PLANTED_TOKEN,
  sampleArgv,
} from '../../support/credential-search/index.js';
import { runStep } from '../../support/step.js';
import type { World } from '../../support/world.js';
import {
  docker,
  FIRST_STAGES,
  helloRecipe,
  inWorldsOfTheirOwn,
  oneService,
  readResults,
  runRecipe,
  type Swarm,
  writeRecipe,
  ZONE,
} from './swarm-world.js';

let swarm: Swarm;
let world: World;
inWorldsOfTheirOwn((own) => {
  ({ swarm, world } = own);
});

/** Swarm waits five seconds before it starts a task again; these tests have seen enough after less. */
const quick = '    deploy: {restart_policy: {condition: on-failure, delay: 200ms}}\n';

const statuses = (folder?: string) =>
  readResults(world, folder).stages.map(({ stage, status }) => `${stage} ${status}`);

describe('the hello recipe', () => {
  it('goes through its life, and nothing is left', async () => {
    helloRecipe(world, swarm);
    const step = await runRecipe(swarm, world, { recipe: 'hello' });
    expect(step.log).toContain('install');
    expect({ code: step.exitCode, log: step.exitCode === 0 ? '' : step.log }).toEqual({ code: 0, log: '' });
    expect(statuses()).toEqual([
      'install pass',
      'health pass',
      'http pass',
      'teardown pass',
      'verify-clean pass',
    ]);
    const results = readResults(world);
    expect(results.recipe).toMatchObject({ name: 'hello', version: `0.2.0+${swarm.nginx}`, isDirty: false });
    expect(results.app.domain).toMatch(new RegExp(`^hell-[0-9a-f]{6}\\.${ZONE}$`));
    expect(results.app.stack).toBe(results.app.domain.replaceAll('.', '_'));
    expect(results.stages[0]?.phases.map(({ name }) => name)).toEqual(['images', 'secrets', 'deploy']);
    expect(results.route).toMatch(/^(task|router) /);
    expect(step.outputs).toEqual({
      verdict: 'pass',
      level: '1',
      results: join(world.workspace, '.cc-ci/report/results.json'),
      domain: results.app.domain,
      stack: results.app.stack,
    });
    expect(step.summary).toContain('hello');
  });

  it('a report folder inside the recipe does not make the recipe dirty', async () => {
    const folder = helloRecipe(world, swarm);
    const run = () =>
      runStep('cc-ci.js', {
        world,
        cwd: folder,
        args: ['recipe', 'run', '--zone', ZONE, '--stages', 'install', '--json'],
        env: { DOCKER_HOST: swarm.host },
      });
    await run();
    expect(JSON.parse((await run()).stdout)).toMatchObject({ verdict: 'pass', recipe: { isDirty: false } });
  });

  it('kept, it is labelled as ours, asks no certificate authority, and is removed by one command', async () => {
    helloRecipe(world, swarm);
    const kept = await runStep('cc-ci.js', {
      world,
      args: [
        'recipe',
        'run',
        'hello',
        '--zone',
        ZONE,
        '--stages',
        FIRST_STAGES,
        '--keep',
        '--report-dir',
        'out',
      ],
      env: { DOCKER_HOST: swarm.host, GITHUB_ACTIONS: undefined },
    });
    expect({ code: kept.exitCode, log: kept.exitCode === 0 ? '' : kept.log }).toEqual({ code: 0, log: '' });
    expect(statuses('out').slice(-2)).toEqual(['teardown skip', 'verify-clean skip']);
    const { stack, domain } = readResults(world, 'out').app;
    expect(kept.stdout).toContain(`cc-ci recipe remove ${stack}`);
    expect(kept.stdout).toMatch(new RegExp(`curl --header 'Host: ${domain}' http://[0-9.]+:80/`));
    const labels = (...inspect: string[]): Record<string, string> =>
      JSON.parse(docker(swarm, ...inspect)) as Record<string, string>;
    const sha = execFileSync(
      'git',
      ['-C', join(world.workspace, 'hello'), 'rev-parse', '--short=8', 'HEAD'],
      {
        encoding: 'utf8',
      },
    ).trim();
    expect(labels('service', 'inspect', `${stack}_app`, '--format', '{{json .Spec.Labels}}')).toMatchObject({
      'cc-ci.stack': stack,
      [`coop-cloud.${stack}.chaos`]: 'true',
      [`coop-cloud.${stack}.chaos-version`]: sha,
      [`coop-cloud.${stack}.recipe`]: 'hello',
      [`traefik.http.routers.${stack}.tls.certresolver`]: '',
      [`traefik.http.routers.${stack}.rule`]: `Host(\`${domain}\`)`,
    });
    const own = { 'cc-ci.stack': stack };
    expect(labels('volume', 'inspect', `${stack}_content`, '--format', '{{json .Labels}}')).toMatchObject(
      own,
    );
    expect(
      labels('config', 'inspect', `${stack}_site_v2`, '--format', '{{json .Spec.Labels}}'),
    ).toMatchObject(own);
    expect(labels('secret', 'inspect', `${stack}_token_v1`, '--format', '{{json .Spec.Labels}}')).toEqual(
      own,
    );
    const removed = await runStep('cc-ci.js', {
      world,
      args: ['recipe', 'remove', domain],
      env: { DOCKER_HOST: swarm.host },
    });
    expect({ code: removed.exitCode, out: removed.stdout }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/0 still there/),
    });
  });
});

describe('a red recipe ends in exit code 3', () => {
  it('a crash loop, with the exit code and the end of its log', async () => {
    const command = '    command: ["sh", "-c", "echo starting up; echo the database is missing; exit 7"]\n';
    writeRecipe(world, oneService(swarm, `${command}${quick}`));
    const step = await runRecipe(swarm, world, { recipe: 'recipe' });
    expect(step.exitCode).toBe(3);
    expect(statuses()).toEqual([
      'install pass',
      'health fail',
      'http not-applicable',
      'teardown pass',
      'verify-clean pass',
    ]);
    const finding = readResults(world).stages[1]?.finding;
    expect(finding).toMatchObject({ code: 'crash-loop', blame: 'recipe', service: 'app' });
    expect(finding?.evidence.join('\n')).toContain('the database is missing');
    expect(finding?.message).toContain('7');
    expect(step.log).toContain('the database is missing');
    expect(step.outputs.verdict).toBe('fail');
  }, 70_000);

  it('a health check that fails', async () => {
    const check =
      '    healthcheck: {test: ["CMD-SHELL", "echo not yet; exit 1"], interval: 300ms, timeout: 2s, retries: 2}\n';
    writeRecipe(world, oneService(swarm, `${check}${quick}`));
    const step = await runRecipe(swarm, world, { recipe: 'recipe' });
    expect({ code: step.exitCode, stages: statuses()[1] }).toEqual({ code: 3, stages: 'health fail' });
    expect(readResults(world).stages[1]?.finding).toMatchObject({ blame: 'recipe', service: 'app' });
  }, 70_000);

  it('a service that is not healthy within the recipe’s own timeout', async () => {
    const late = `    healthcheck: {test: ["CMD", "false"], interval: 60s, timeout: 2s, retries: 3, start_period: 60s}
    deploy: {labels: ["coop-cloud.\${STACK_NAME}.timeout=2"]}
`;
    writeRecipe(world, oneService(swarm, late));
    const step = await runRecipe(swarm, world, { recipe: 'recipe' });
    expect(step.exitCode).toBe(3);
    expect(readResults(world).stages[1]?.finding).toMatchObject({ code: 'not-healthy-in-time' });
  });
});

describe('secrets', () => {
  const files = () => ({
    ...oneService(
      swarm,
      `    secrets: [token, made]
    command: ["sh", "-c", "cat /run/secrets/token /run/secrets/made; echo ' end of secrets'; exit 1"]
    deploy: {restart_policy: {condition: none}}
secrets:
  token: {external: true, name: "\${STACK_NAME}_token_\${SECRET_TOKEN_VERSION}"}
  made: {external: true, name: "\${STACK_NAME}_made_\${SECRET_MADE_VERSION}"}
`,
    ),
    '.env.sample':
      'TYPE=demo\nSECRET_TOKEN_VERSION=v1 # generate=false\nSECRET_MADE_VERSION=v1 # length=40 charset=hex\n',
  });

  it('a value is in no output, file or command line, although the app prints it', async () => {
    writeRecipe(world, files());
    const sampler = await sampleArgv(needlesFor(PLANTED_TOKEN));
    const step = await runRecipe(
      swarm,
      world,
      { recipe: 'recipe' },
      { env: { CC_CI_SECRET_TOKEN: PLANTED_TOKEN } },
    );
    const argv = await sampler.report();
    expect(argv.samples).toBeGreaterThan(20);
    expect(step.exitCode).toBe(3);
    // The app did print them: what is shown of its log has the masks in their places.
    expect(readResults(world).stages[1]?.finding?.evidence.join('\n')).toContain('****** end of secrets');
    expect(findCredential({ token: PLANTED_TOKEN, world, step, argv })).toEqual([]);
    expect(
      `${step.log}${readFileSync(join(world.workspace, '.cc-ci/report/results.json'), 'utf8')}`,
    ).not.toMatch(/\b[0-9a-f]{40} end of secrets/);
  }, 70_000);

  it('without a value that only the user knows, nothing is made', async () => {
    writeRecipe(world, files());
    const step = await runRecipe(swarm, world, { recipe: 'recipe' });
    expect(step.exitCode).toBe(2);
    expect(step.log).toContain(
      '.env.sample:2: the secret token is generate=false, so its value has to come from you: set CC_CI_SECRET_TOKEN in the environment',
    );
  });
});
