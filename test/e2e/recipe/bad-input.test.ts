// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** Everything that a user can get wrong: one sentence with the place and the remedy, the right exit code, and nothing left. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../../scripts/setup/pid.mjs';
import { PROJECT } from '../../support/step.js';
import type { World } from '../../support/world.js';
import {
  docker,
  ENV_SAMPLE,
  helloRecipe,
  inWorldsOfTheirOwn,
  listSwarm,
  oneService,
  runRecipe,
  type Swarm,
  writeRecipe,
  ZONE,
} from './swarm-world.js';

let swarm: Swarm;
let world: World;
let before: readonly string[];
inWorldsOfTheirOwn((own) => {
  ({ swarm, world, before } = own);
});

type Files = Readonly<Record<string, string>>;
/** The lines that a runner shows as errors, or a terminal after `error:`. */
const errors = (log: string): readonly string[] =>
  log.split('\n').flatMap((line) => /^(?:::error::|error: )(.*)$/.exec(line)?.[1] ?? []);

describe('a recipe that is none, or is not valid', () => {
  const service = (more: string): Files => ({
    '.env.sample': ENV_SAMPLE,
    'compose.yml': `version: "3.8"\nservices:\n  app:\n    image: nginx:1\n${more}`,
  });
  it.each<readonly [string, Files, string]>([
    [
      'no compose.yml',
      { '.env.sample': ENV_SAMPLE },
      'FOLDER is no Co-op Cloud recipe: it has no compose.yml; name the folder that holds compose.yml and .env.sample',
    ],
    [
      'no .env.sample',
      { 'compose.yml': 'services: {}' },
      'FOLDER is no Co-op Cloud recipe: it has no .env.sample; name the folder that holds compose.yml and .env.sample',
    ],
    [
      'a compose file that is no YAML',
      service('    command: [a\n'),
      'compose.yml:6:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'a compose file with a misspelt key',
      service('    enviroment: [A=1]\n'),
      'compose.yml:5:5: services.app has no key "enviroment": did you mean environment?',
    ],
    [
      'an unset variable',
      service('    hostname: ${THEME}\n'),
      'compose.yml:5:15: variable THEME is not set: add THEME=… to .env.sample (or #THEME= where it may stay empty), give it a default: ${THEME:-…}, or set it under env: in cc-ci.yml',
    ],
    [
      'a line of .env.sample that is no assignment',
      { ...service(''), '.env.sample': 'TYPE=demo\nhello\n' },
      '.env.sample:2: expected KEY=value or a comment, found "hello"',
    ],
    [
      'a secret specification that cannot be read',
      { ...service(''), '.env.sample': 'TYPE=demo\nSECRET_A_VERSION=v1 # length=long\n' },
      '.env.sample:2: SECRET_A_VERSION: "length=long" can\'t be read as a secret\'s specification; accepted: length=1 to length=10000, charset= of default, alnum, alphanumeric, hex, numeric, special, safespecial (joined by commas), generate=true or generate=false',
    ],
    [
      'an overlay that is not there',
      { ...service(''), '.env.sample': 'COMPOSE_FILE=compose.yml:compose.more.yml\n' },
      '.env.sample:1: COMPOSE_FILE names compose.more.yml, which is not in the recipe: add it, or leave it out',
    ],
    [
      'an overlay outside of the recipe',
      { ...service(''), '.env.sample': 'COMPOSE_FILE=compose.yml:../other.yml\n' },
      '.env.sample:1: COMPOSE_FILE: "../other.yml" leads out of FOLDER; give a path inside it',
    ],
    [
      'a config that climbs out',
      service('configs: {c: {file: ../../etc/passwd}}\n'),
      'compose.yml:5:21: config c: "../../etc/passwd" leads out of FOLDER; give a path inside it',
    ],
    [
      'a config that is not there',
      service('configs: {c: {file: site.conf}}\n'),
      'compose.yml:5:21: config c: site.conf is not in the recipe: add it, or correct its name',
    ],
    [
      'an external network that this Swarm has not',
      service('    networks: [nowhere]\nnetworks: {nowhere: {external: true}}\n'),
      'the recipe wants the network nowhere to be there (external: true), and this Swarm has none: make it with `docker network create --driver overlay --attachable nowhere`',
    ],
  ])('%s', async (_, files, message) => {
    const folder = writeRecipe(world, files);
    const step = await runRecipe(swarm, world, { recipe: 'recipe' });
    expect({ code: step.exitCode, errors: errors(step.log) }).toEqual({
      code: 2,
      errors: [message.replaceAll('FOLDER', folder)],
    });
  });

  it('a config that leads out through a symbolic link', async () => {
    const folder = writeRecipe(world, service('configs: {c: {file: link/passwd}}\n'));
    symlinkSync('/etc', join(folder, 'link'));
    const step = await runRecipe(swarm, world, { recipe: 'recipe' });
    expect({ code: step.exitCode, errors: errors(step.log) }).toEqual({
      code: 2,
      errors: [
        `compose.yml:5:21: config c: "link/passwd" leads out of ${folder} through a symbolic link; give a path inside it`,
      ],
    });
  });

  it('what only docker itself finds wrong with a compose file', async () => {
    writeRecipe(world, oneService(swarm, '    healthcheck: {test: [CMD, a], interval: 1 day}\n'));
    const step = await runRecipe(swarm, world, { recipe: 'recipe', stages: 'install' });
    expect(step.exitCode).toBe(2);
    expect(errors(step.log).join()).toMatch(
      /the compose files are not valid: services\.app\.\S+ Does not match format/,
    );
  });
});

describe('inputs', () => {
  it.each([
    [{ zon: 'a.test' }, 'input zon is unknown: did you mean zone?'],
    [{ recipe: 'nowhere' }, /^\S+\/nowhere is no folder; name the folder of a recipe$/],
    [{ recipe: '../..' }, /^input recipe: "\.\.\/\.\." leads out of \S+; give a path inside it$/],
    [{ recipe: 'recipe', 'report-dir': '../out' }, /^input report-dir: "\.\.\/out" leads out of /],
    [
      { recipe: 'recipe', engine: 'abra' },
      /^input engine: there is no abra on PATH; install it, name it with abra-path, or use engine swarm/,
    ],
    [{ recipe: 'recipe', 'time-limit': '60' }, /^input time-limit: "60" is not accepted: a duration such as/],
    [{ recipe: 'recipe', keep: 'yes' }, /^input keep: "yes" is not accepted: true or false$/],
    [
      { recipe: 'recipe', stages: 'install,smoke' },
      /^input stages: "install,smoke" is not accepted: stages are lint, policy, install/,
    ],
    [{ recipe: 'recipe', zone: 'Not A Zone' }, /^input zone: "Not A Zone" is no domain; give a host name/],
    [{ recipe: 'recipe', domain: 'a.test' }, /^inputs domain and zone: domain is the whole name/],
  ] as const)('%j', async (inputs, message) => {
    writeRecipe(world, oneService(swarm, ''));
    const step = await runRecipe(swarm, world, inputs);
    expect(step.exitCode).toBe(2);
    expect(errors(step.log)).toEqual([
      typeof message === 'string' ? message : expect.stringMatching(message),
    ]);
  });

  it('what a later version brings is taken, and said', async () => {
    writeRecipe(world, { 'compose.yml': '' });
    const step = await runRecipe(swarm, world, { recipe: 'recipe', slots: '2' });
    expect(step.log).toContain('::warning::slots: not in this version; slots has no effect yet');
  });
});

describe('images', () => {
  let registry: Server;
  /** Docker takes a registry on the loopback without TLS. This one has no image at all. */
  beforeAll(async () => {
    registry = createServer((request, response) => {
      const isPing = request.url === '/v2/';
      response.writeHead(isPing ? 200 : 404, { 'content-type': 'application/json' });
      const error = { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' };
      response.end(isPing ? '{}' : JSON.stringify({ errors: [error] }));
    }).listen(0, '127.0.0.1');
    await once(registry, 'listening');
  });
  afterAll(() => new Promise((resolve) => registry.close(resolve)));

  it('one that does not exist makes the recipe red, named with its line', async () => {
    const image = `127.0.0.1:${(registry.address() as AddressInfo).port}/team/app:9.9`;
    writeRecipe(world, {
      ...oneService(swarm, ''),
      'compose.yml': `services:\n  app:\n    image: ${image}\n`,
    });
    const step = await runRecipe(swarm, world, { recipe: 'recipe' });
    expect(step.exitCode).toBe(3);
    expect(errors(step.log)[0]).toContain(`compose.yml:3:12: ${image} can't be pulled: `);
    expect(step.log).toContain('Next: ');
    expect(step.outputs.verdict).toBe('fail');
  });
});

describe('a domain that is taken', () => {
  const domain = `taken.${ZONE}`;
  const stack = domain.replaceAll('.', '_');
  const inputs = { recipe: 'recipe', zone: 'cc-ci.test', domain };

  it('by objects of a stack of that name, which stay', async () => {
    writeRecipe(world, oneService(swarm, ''));
    docker(swarm, 'volume', 'create', `${stack}_data`);
    try {
      const step = await runRecipe(swarm, world, inputs);
      expect({ code: step.exitCode, errors: errors(step.log) }).toEqual({
        code: 2,
        errors: [
          `the domain ${domain} is taken: the Swarm has objects of a stack ${stack} (volume ${stack}_data); remove them if nobody needs them (docker stack rm ${stack}), or leave input domain out for a fresh one`,
        ],
      });
      expect(listSwarm(swarm)).toEqual([...before, `volume ${stack}_data`]);
    } finally {
      docker(swarm, 'volume', 'rm', `${stack}_data`);
    }
  });

  it('by the router rule of another service', async () => {
    writeRecipe(world, oneService(swarm, ''));
    const name = `other-${process.pid}`;
    const rule = `traefik.http.routers.x.rule=Host(\`a.test\`) || Host(\`${domain}\`)`;
    docker(
      swarm,
      'service',
      'create',
      '--detach',
      '--replicas',
      '0',
      '--no-resolve-image',
      '--name',
      name,
      '--label',
      rule,
      swarm.image,
    );
    try {
      const step = await runRecipe(swarm, world, inputs);
      expect({ code: step.exitCode, errors: errors(step.log) }).toEqual({
        code: 2,
        errors: [
          `the domain ${domain} is taken: a router rule of the service ${name} names it; change that rule, or leave input domain out for a fresh one`,
        ],
      });
    } finally {
      docker(swarm, 'service', 'rm', name);
    }
  });
});

describe('Docker', () => {
  it('that is not there', async () => {
    helloRecipe(world, swarm);
    const socket = join(world.root, 'none.sock');
    const step = await runRecipe(
      swarm,
      world,
      { recipe: 'hello' },
      { env: { DOCKER_HOST: `unix://${socket}` } },
    );
    expect(step.exitCode).toBe(1);
    expect(errors(step.log).join()).toContain(`no Docker daemon answers at unix://${socket}: start it`);
  });

  it('whose program is not there', async () => {
    helloRecipe(world, swarm);
    const bin = join(world.root, 'bin');
    mkdirSync(bin);
    symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(bin, 'git'));
    const step = await runRecipe(swarm, world, { recipe: 'hello' }, { env: { PATH: bin } });
    expect(step.exitCode).toBe(1);
    expect(errors(step.log).join()).toMatch(/no docker program on PATH: install Docker/);
  });

  it('of a context that is not known', async () => {
    helloRecipe(world, swarm);
    const step = await runRecipe(swarm, world, { recipe: 'hello', 'docker-context': 'nowhere' });
    expect(step.exitCode).toBe(2);
    expect(errors(step.log).join()).toContain('docker-context: "nowhere" is not known here');
  });

  it('whose socket this user may not use', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('needs root, to become somebody else');
    helloRecipe(world, swarm);
    const step = await asNobody(world);
    expect(step.exitCode).toBe(2);
    expect(errors(step.log).join()).toMatch(
      /no permission on the Docker socket at unix:\S+: add this user to the group docker/,
    );
  });

  it('that is not in a Swarm', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('needs root, to start a daemon without a Swarm');
    helloRecipe(world, swarm);
    const daemon = await startLonelyDaemon(world);
    try {
      const step = await runRecipe(swarm, world, { recipe: 'hello' }, { env: { DOCKER_HOST: daemon.host } });
      expect(step.exitCode).toBe(2);
      expect(errors(step.log).join()).toMatch(
        /^Docker on \S+ is not in a Swarm: run `docker swarm init` there$/,
      );
    } finally {
      await daemon.stop();
    }
  });
});

/** The action as a user who is in no group; from a copy of the bundle, since the repository may lie where nobody may read. */
async function asNobody(of: World): ReturnType<typeof runRecipe> {
  const bundle = join(of.root, 'dist');
  cpSync(join(PROJECT, 'dist'), bundle, { recursive: true });
  const node = join(of.root, 'node-as-nobody');
  const become = 'exec setpriv --reuid=65534 --regid=65534 --clear-groups --';
  writeFileSync(node, `#!/bin/sh\n${become} ${process.execPath} ${join(bundle, 'recipe.js')}\n`, {
    mode: 0o755,
  });
  chmodSync(of.root, 0o755);
  // As every system's own temp folder is.
  chmodSync(of.tmp, 0o1777);
  return runRecipe(
    swarm,
    of,
    { recipe: 'hello' },
    { node, args: [], cwd: of.workspace, env: { HOME: of.home } },
  );
}

/** A second daemon beside the test's own: no bridge, no firewall rules, no Swarm. */
async function startLonelyDaemon(of: World): Promise<{ readonly host: string; stop(): Promise<void> }> {
  const folder = join(of.root, 'lonely');
  mkdirSync(folder);
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const host = `unix://${join(folder, 'docker.sock')}`;
  const daemon: ChildProcess = spawn(
    'dockerd',
    [
      ...['--host', host, '--config-file', join(folder, 'daemon.json'), '--pidfile', join(folder, 'pid')],
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
      ...['--bridge', 'none', '--iptables=false', '--ip6tables=false', '--storage-driver', 'vfs'],
    ],
    { stdio: 'ignore' },
  );
  const gone = once(daemon, 'exit');
  const stop = async (): Promise<void> => {
    daemon.kill('SIGTERM');
    await gone;
  };
  if (await until(() => answers(host), 20_000)) return { host, stop };
  await stop();
  throw new Error(`no second daemon answers at ${host} within 20 s`);
}

function answers(host: string): boolean {
  try {
    docker({ ...swarm, host }, 'version');
    return true;
  } catch {
    return false; // Its daemon isn't there yet; the wait has an end.
  }
}
