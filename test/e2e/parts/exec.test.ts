/** Commands in a running container, on a real daemon: how they end, what they write, and what is said when they can't run. */
import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { type Docker, DockerApiError } from '../../../src/docker/index.js';
import { deadline } from '../../../src/lib/abort.js';
import { type TestSwarm, useSwarm } from '../../support/swarm.js';

const swarmFor = useSwarm();
const containers: { readonly docker: Docker; readonly id: string }[] = [];
afterAll(() =>
  Promise.all(
    containers.map(({ docker, id }) =>
      docker.request('DELETE', `/containers/${id}`, { query: { force: true, v: true }, expect: [404] }),
    ),
  ).then(async () => containers[0]?.docker.close()),
);

async function container(swarm: TestSwarm, isStarted = true): Promise<string> {
  const { Id: id } = await swarm.docker.request<{ readonly Id: string }>('POST', '/containers/create', {
    query: { name: `t-exec-${randomBytes(4).toString('hex')}` },
    body: {
      Image: swarm.image,
      Cmd: ['sh', '-c', 'while :; do sleep 1; done'],
      Env: ['FROM=container'],
      HostConfig: { NetworkMode: 'none' },
    },
  });
  containers.push({ docker: swarm.docker, id });
  if (isStarted) await swarm.docker.request('POST', `/containers/${id}/start`);
  return id;
}

describe('a command in a container', () => {
  test('ends with its own exit code, and its two outputs are told apart and kept in order', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const script = 'echo one; sleep 0.05; echo two >&2; sleep 0.05; echo three; exit 7';
    expect(await swarm.docker.exec(id, ['sh', '-c', script])).toEqual({
      exitCode: 7,
      stdout: 'one\nthree\n',
      stderr: 'two\n',
      output: 'one\ntwo\nthree\n',
    });
    expect(await swarm.docker.exec(id, ['true'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
      output: '',
    });
  });

  test('gets its arguments as they are: no shell of ours reads them', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const arguments_ = ['$HOME', '; exit 3', 'a b', '', '*', 'ü\n'];
    const { stdout } = await swarm.docker.exec(id, ['printf', '[%s]', ...arguments_]);
    expect(stdout).toBe(arguments_.map((text) => `[${text}]`).join(''));
  });

  test('sees the given environment beside the container’s, which is not changed by it', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const env = { SECRET: 'a=b "c"\nd' };
    const { stdout } = await swarm.docker.exec(id, ['sh', '-c', 'printf "%s|%s" "$SECRET" "$FROM"'], { env });
    expect(stdout).toBe('a=b "c"\nd|container');
    const inspected = JSON.stringify(await swarm.docker.request('GET', `/containers/${id}/json`));
    expect(inspected).not.toContain('SECRET');
  });

  test('runs as the given user in the given folder', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const asked = ['sh', '-c', 'echo "$(id -u):$(id -g) $(pwd)"'];
    expect((await swarm.docker.exec(id, asked, { user: '33:34', cwd: '/var/www' })).stdout).toBe(
      '33:34 /var/www\n',
    );
    expect((await swarm.docker.exec(id, asked, { user: 'www-data' })).stdout).toMatch(/^33:33 /);
  });

  test('writes more than a pipe holds, byte for byte', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const { stdout } = await swarm.docker.exec(id, ['sh', '-c', 'seq 1 400000']);
    expect(stdout.length).toBe(2_688_895);
    expect(stdout.endsWith('\n399999\n400000\n')).toBe(true);
  });

  test('many at once keep their outputs apart', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const numbers = Array.from({ length: 12 }, (_, index) => String(index));
    const ended = await Promise.all(
      numbers.map((n) => swarm.docker.exec(id, ['sh', '-c', `echo ${n}; exit ${n}`])),
    );
    expect(ended.map(({ stdout, exitCode }) => [stdout.trim(), String(exitCode)])).toEqual(
      numbers.map((n) => [n, n]),
    );
  });

  test('that isn’t there or can’t be executed ends with 127 or 126 and the runtime’s words', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const missing = await swarm.docker.exec(id, ['no-such-program', 'x']);
    expect([126, 127]).toContain(missing.exitCode);
    expect(missing.output).toMatch(/no-such-program.*(not found|no such file)/i);
    const folder = await swarm.docker.exec(id, ['/etc']);
    expect([126, 127]).toContain(folder.exitCode);
    expect(folder.output).toMatch(/permission denied|is a directory/i);
  });

  test('is refused with 409 where the container doesn’t run, and with 404 where there is none', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm, false);
    const refused = async (name: string): Promise<unknown> =>
      swarm.docker.exec(name, ['true']).catch((error) => error);
    const stopped = await refused(id);
    expect(stopped).toBeInstanceOf(DockerApiError);
    expect(stopped).toMatchObject({ status: 409, message: expect.stringContaining('is not running') });
    expect(await refused('f'.repeat(64))).toMatchObject({ status: 404 });
  });

  test('that is killed with its container ends with 137, not with silence', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const running = swarm.docker
      .exec(id, ['sh', '-c', 'echo begun; sleep 60'])
      .catch((error: unknown) => error);
    await untilProcess(swarm.docker, id, 'sleep 60');
    await swarm.docker.request('POST', `/containers/${id}/kill`);
    expect(await running).toMatchObject({ exitCode: 137, stdout: 'begun\n' });
  });

  test('that hangs is given up when the signal fires, with the signal’s own words', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const signal = deadline(300, 'the hook has not ended within 300 ms');
    const startedAt = performance.now();
    await expect(swarm.docker.exec(id, ['sleep', '60'], { signal })).rejects.toThrow(
      'the hook has not ended within 300 ms',
    );
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

describe('a tar archive', () => {
  test('goes into a container and comes out of it again, owners and modes included', async (context) => {
    const swarm = swarmFor(context);
    const from = await container(swarm);
    const to = await container(swarm);
    const make = 'mkdir /x && echo hello >/x/f && chown 33:34 /x/f && chmod 640 /x/f && ln -s f /x/l';
    expect((await swarm.docker.exec(from, ['sh', '-c', make])).exitCode).toBe(0);
    const tar = await swarm.docker.bytes(`/containers/${from}/archive`, { query: { path: '/x' } });
    await swarm.docker.putArchive(`/containers/${to}/archive?path=/srv`, tar);
    const { stdout } = await swarm.docker.exec(to, [
      'sh',
      '-c',
      'stat -c "%n %u:%g %a" /srv/x/f; cat /srv/x/l',
    ]);
    expect(stdout).toBe('/srv/x/f 33:34 640\nhello\n');
  });

  test('for a folder that isn’t there is refused with 404', async (context) => {
    const swarm = swarmFor(context);
    const id = await container(swarm);
    const path = `/containers/${id}/archive`;
    await expect(swarm.docker.bytes(path, { query: { path: '/nowhere' } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      swarm.docker.putArchive(path, Buffer.alloc(1024), { query: { path: '/nowhere' } }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

/** Until a process whose command line has `text` runs in the container. */
async function untilProcess(docker: Docker, id: string, text: string): Promise<void> {
  const endsAt = Date.now() + 10_000;
  while (Date.now() < endsAt) {
    const { Processes: rows } = await docker.request<{ readonly Processes: readonly (readonly string[])[] }>(
      'GET',
      `/containers/${id}/top`,
    );
    if (rows.some((row) => row.join(' ').includes(text))) return;
  }
  throw new Error(`no process with ${text} after 10 s`);
}
