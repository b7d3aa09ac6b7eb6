/** Images from a registry that asks for a user, by a real daemon: the credential is sent, and is nowhere else. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  connectDocker,
  type Docker,
  ensureImage,
  ImageError,
  parseRegistryCredentials,
  withRegistryConfig,
} from '../../../src/docker/index.js';
import { type HealthState, initialHealth } from '../../../src/recipe/health/index.js';
import { lookAgain } from '../../../src/recipe/health/second-look.js';
import type { Finding } from '../../../src/report/results.js';
import { startRegistry, type TestRegistry } from '../../support/registry.js';
import { useSwarm } from '../../support/swarm.js';

// A busy host's daemon takes its time to unpack even a small layer.
vi.setConfig({ testTimeout: 120_000 });

const swarm = useSwarm();
const PASSWORD = 'pw-7Qx81kd02m';
const LOGIN = `ci:${PASSWORD}`;

let registry: TestRegistry;
let used: Docker | undefined;
beforeEach(async () => {
  registry = await startRegistry({ login: LOGIN });
});
afterEach(async () => {
  await used?.request('DELETE', `/images/${encodeURI(registry.image)}`, { expect: [404] });
  used = undefined;
  await registry.close();
});

function given(docker: Docker): Docker {
  used = docker;
  return docker;
}

const credentials = (password = PASSWORD) => parseRegistryCredentials([`${registry.address} ci ${password}`]);

/** What a pull ends in, when it doesn't end in an image. */
async function refusal(pull: Promise<unknown>): Promise<ImageError> {
  const error: unknown = await pull.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ImageError) return error;
  throw error ?? new Error('the image was pulled');
}

/** The command lines of every process, as anybody on the machine can read them. */
function commandLines(): string {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      } catch {
        return ''; // it has ended
      }
    })
    .join('\n');
}

describe('a private image', () => {
  test('is pulled with the credential of its registry, by tag and by digest', async (context) => {
    const docker = given(swarm(context).docker);
    const progress: string[] = [];
    const options = {
      credentials: credentials(),
      onProgress: (message: string) => void progress.push(message),
    };
    expect(await ensureImage(docker, registry.image, options)).toMatchObject({ kind: 'pulled' });
    expect(await ensureImage(docker, registry.image, options)).toEqual({ kind: 'present' });
    expect(progress.at(-1)).toBe(`pulling ${registry.image}: 1 of 1 layers`);
    const found = await docker.request<{ RepoDigests: string[] }>(
      'GET',
      `/images/${encodeURI(registry.image)}/json`,
    );
    const [digest = ''] = found.RepoDigests;
    await docker.request('DELETE', `/images/${encodeURI(registry.image)}`);
    expect(await ensureImage(docker, digest, options)).toMatchObject({ kind: 'pulled' });
    await docker.request('DELETE', `/images/${encodeURI(digest)}`, { expect: [404] });
    expect(commandLines()).not.toContain(PASSWORD);
  });

  test('is refused without a credential, and the remedy names it', async (context) => {
    const docker = given(swarm(context).docker);
    const error = await refusal(ensureImage(docker, registry.image));
    expect(error.finding).toMatchObject({ code: 'registry-refused', blame: 'registry' });
    expect(error.finding.remedy).toContain('registry credentials');
    // The one of another registry is not sent.
    const other = parseRegistryCredentials([`ghcr.io ci ${PASSWORD}`]);
    await refusal(ensureImage(docker, registry.image, { credentials: other }));
    expect(registry.requests.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  test('is refused with a wrong credential, once, and the line is what has to be corrected', async (context) => {
    const docker = given(swarm(context).docker);
    const notes: string[] = [];
    const onNote = (message: string): void => void notes.push(message);
    const error = await refusal(
      ensureImage(docker, registry.image, { credentials: credentials('wrong-word'), onNote }),
    );
    expect(error.finding).toMatchObject({ code: 'registry-refused', blame: 'registry' });
    expect(error.finding.message).toContain(
      'does not take the user and the password of input registry-credentials',
    );
    expect(JSON.stringify(error.finding)).not.toContain('wrong-word');
    expect(notes).toEqual([]);
  });

  test("that isn't there, or is over the limit, is said in the registry's words", async (context) => {
    const docker = given(swarm(context).docker);
    registry.refuse(429, 20);
    const limited = await refusal(ensureImage(docker, registry.image, { credentials: credentials() }));
    expect(limited.finding).toMatchObject({ code: 'registry-rate-limit', blame: 'registry' });
    expect(limited.finding.evidence.join('\n')).toMatch(/toomanyrequests|429/i);
    registry.refuse(404, 20);
    const missing = await refusal(ensureImage(docker, registry.image, { credentials: credentials() }));
    expect(missing.finding).toMatchObject({ code: 'image-missing', blame: 'recipe' });
  });

  test('is pulled with it as well where a task of Swarm’s could not be started for want of it', async (context) => {
    const docker = given(swarm(context).docker);
    const state = {
      ...initialHealth({ stack: 'x', services: ['x_app'] }),
      services: { x_app: { service: 'x_app', image: registry.image } },
    } as unknown as HealthState;
    const finding: Finding = {
      ...{ code: 'image-missing', blame: 'recipe', service: 'app', message: 'app: No such image' },
      ...{ evidence: [], remedy: '' },
    };
    const ask = (registries: ReturnType<typeof credentials>) =>
      lookAgain(docker, state, finding, {
        endsAtMs: Date.now() + 60_000,
        signal: undefined,
        registries,
      });
    expect(await ask([])).toMatchObject({ kind: 'stands', finding: { code: 'registry-refused' } });
    expect(await ask(credentials())).toMatchObject({ kind: 'learnt' });
  });

  test('comes at the second try of a registry that hiccups', async (context) => {
    const docker = given(swarm(context).docker);
    registry.refuse(503, 1);
    const notes: string[] = [];
    const onNote = (message: string): void => void notes.push(message);
    expect(await ensureImage(docker, registry.image, { credentials: credentials(), onNote })).toMatchObject({
      kind: 'pulled',
    });
    expect(notes.length).toBeLessThanOrEqual(1);
  });

  test("is pulled with the user's own docker login where the run has no credential for it", async (context) => {
    const { host } = swarm(context);
    const config = mkdtempSync(join(tmpdir(), 'cc-ci-docker-'));
    const auth = Buffer.from(LOGIN).toString('base64');
    writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [registry.address]: { auth } } }));
    const docker = await connectDocker({ env: { ...process.env, DOCKER_HOST: host, DOCKER_CONFIG: config } });
    try {
      expect(await ensureImage(docker, registry.image)).toMatchObject({ kind: 'pulled' });
      await docker.request('DELETE', `/images/${encodeURI(registry.image)}`);
    } finally {
      await docker.close();
      rmSync(config, { recursive: true, force: true });
    }
  });
});

test('a deployment hands the credential to the Swarm by a folder that is gone afterwards', async (context) => {
  const { docker, stackName, willRemove } = swarm(context);
  given(docker);
  await ensureImage(docker, registry.image, { credentials: credentials() });
  const stack = stackName();
  willRemove(stack);
  const work = mkdtempSync(join(tmpdir(), 'cc-ci-stack-'));
  const compose = join(work, 'compose.yml');
  writeFileSync(
    compose,
    `version: "3.8"\nservices:\n  app:\n    image: ${registry.image}\n    deploy: {replicas: 0}\n`,
  );
  let folder = '';
  try {
    const finished = await withRegistryConfig(credentials(), process.env, (dockerConfig) => {
      folder = dockerConfig ?? '';
      const env = dockerConfig === undefined ? {} : { DOCKER_CONFIG: dockerConfig };
      return docker.cli(['stack', 'deploy', '--with-registry-auth', '--compose-file', compose, '--', stack], {
        env,
        timeoutMs: 60_000,
      });
    });
    expect(finished.outcome).toEqual({ kind: 'exited', code: 0 });
    expect(finished.stdout + finished.stderr).not.toContain(PASSWORD);
    expect(folder.startsWith('/dev/shm/')).toBe(true);
    expect(existsSync(folder)).toBe(false);
    // The program resolved the tag with the credential: without it the registry would have refused, and docker said so.
    expect(finished.stderr).not.toMatch(/could not be accessed on a registry/);
    const [service] = await docker.request<
      { Spec: { TaskTemplate: { ContainerSpec: { Image: string } } } }[]
    >('GET', '/services', {
      query: { filters: { name: [`${stack}_app`] } },
    });
    expect(service?.Spec.TaskTemplate.ContainerSpec.Image).toMatch(/@sha256:/);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
