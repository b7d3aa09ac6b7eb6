/** No Docker to talk to: one sentence each, with what to do, and the exit code that says whose it is. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  connectDocker,
  type Docker,
  DockerApiError,
  ensureImage,
  ImageError,
} from '../../../src/docker/index.js';
import { EnvironmentError, UserError } from '../../../src/lib/errors.js';

let folder: string;
let closing: (() => Promise<unknown>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-docker-'));
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** Bridges standard input and output to the socket in FAKE_SOCKET, as `docker system dial-stdio` does. */
const DIAL = `#!${process.execPath}
const net = require('node:net');
const socket = net.connect(process.env.FAKE_SOCKET);
process.stdin.pipe(socket); socket.pipe(process.stdout);
socket.on('close', () => process.exit());
`;

/** A docker program with the given source. */
function withProgram(source: string): NodeJS.ProcessEnv {
  const program = join(folder, 'docker');
  writeFileSync(program, source);
  chmodSync(program, 0o755);
  return { PATH: folder, FAKE_SOCKET: join(folder, 'api.sock'), DOCKER_HOST: 'unix:///run/test.sock' };
}

const saying = (words: string): NodeJS.ProcessEnv =>
  withProgram(`#!/bin/sh\necho ${JSON.stringify(words)} >&2\nexit 1\n`);

async function serve(listener: RequestListener): Promise<NodeJS.ProcessEnv> {
  const env = withProgram(DIAL);
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(env.FAKE_SOCKET, resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return env;
}

const MANAGER = {
  NodeID: 'n',
  NodeAddr: '127.0.0.1',
  LocalNodeState: 'active',
  ControlAvailable: true,
  Nodes: 1,
};

/** A daemon that answers /info, and everything else by `more`. */
function daemon(
  swarm: object,
  more: RequestListener = (_, response) => response.writeHead(404).end(),
): Promise<NodeJS.ProcessEnv> {
  return serve((request, response) => {
    if (request.url !== '/info') return more(request, response);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ Name: 'box', ServerVersion: '28.0.0', Swarm: swarm }));
  });
}

async function connected(env: NodeJS.ProcessEnv): Promise<Docker> {
  const docker = await connectDocker({ env });
  closing.unshift(() => docker.close());
  return docker;
}

describe('no Docker', () => {
  test('no docker program', async () => {
    const connecting = connectDocker({ env: { PATH: folder } });
    await expect(connecting).rejects.toThrow(EnvironmentError);
    await expect(connecting).rejects.toThrow('no docker program on PATH: install Docker');
  });

  test.each([
    [
      'failed to open the raw stream connection: dial unix /run/test.sock: connect: no such file or directory',
      EnvironmentError,
      'no Docker daemon answers at unix:///run/test.sock: start it',
    ],
    [
      'Cannot connect to the Docker daemon at unix:///run/test.sock. Is the docker daemon running?',
      EnvironmentError,
      'no Docker daemon answers',
    ],
    [
      'dial unix /run/test.sock: connect: permission denied',
      UserError,
      'no permission on the Docker socket at unix:///run/test.sock: add this user to the group docker',
    ],
    [
      'Failed to initialize: unable to resolve docker endpoint: context "x": context not found',
      UserError,
      'docker-context: ',
    ],
    ['unable to resolve docker endpoint: context "x" does not exist', UserError, 'docker-context: '],
    [
      'ssh: something nobody has met',
      EnvironmentError,
      "can't be reached (GET /info): ssh: something nobody has met",
    ],
  ])('%s', async (said, kind, message) => {
    const connecting = connectDocker({ env: saying(said) });
    await expect(connecting).rejects.toThrow(kind);
    await expect(connecting).rejects.toThrow(message);
  });

  test.each([
    [{ LocalNodeState: 'inactive' }, 'Docker on box is not in a Swarm: run `docker swarm init` there'],
    [{ LocalNodeState: 'locked' }, 'whose state is "locked"'],
    [{ ...MANAGER, ControlAvailable: false }, 'the Docker node box is a Swarm worker'],
  ])('a node that is no manager: %o', async (swarm, message) => {
    const connecting = connectDocker({ env: await daemon(swarm) });
    await expect(connecting).rejects.toThrow(UserError);
    await expect(connecting).rejects.toThrow(message);
  });
});

describe('a connection', () => {
  test('asks by the context that it was given', async () => {
    const env = withProgram('#!/bin/sh\necho "$*" >&2\nexit 1\n');
    await expect(connectDocker({ env, context: 'far' })).rejects.toThrow('--context far system dial-stdio');
  });

  test('knows the manager, and that its socket is on this machine', async () => {
    const docker = await connected(await daemon(MANAGER));
    expect(docker.info).toMatchObject({
      name: 'box',
      serverVersion: '28.0.0',
      swarm: { nodeId: 'n', isManager: true },
    });
    expect(docker.isLocal).toBe(true);
  });

  test('gives JSON, takes an expected status for an answer, and throws the daemon’s words for any other', async () => {
    const docker = await connected(
      await daemon(MANAGER, (request, response) => {
        const isThere = request.url === '/there?filters=%7B%22a%22%3A%5B%22b%22%5D%7D';
        response.writeHead(isThere ? 200 : 409, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(isThere ? { Id: 1 } : { message: 'name is taken' }));
      }),
    );
    expect(
      await docker.request('GET', '/there', { query: { filters: { a: ['b'] }, left: undefined } }),
    ).toEqual({ Id: 1 });
    expect(await docker.request('POST', '/taken', { expect: [409] })).toBeUndefined();
    const refused = await docker.request('POST', '/taken').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DockerApiError);
    expect(refused).toMatchObject({ status: 409, message: 'name is taken' });
  });

  test('streams JSON lines as they come, and calls go on beside any number of streams', async () => {
    const docker = await connected(
      await daemon(MANAGER, (request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        if (request.url === '/call') return void response.end('"done"');
        response.write('{"n":1}\n{"n"');
        setTimeout(() => response.write(':2}\n'), 20);
      }),
    );
    const stop = new AbortController();
    const streams = Array.from({ length: 8 }, () => docker.stream('/events', { signal: stop.signal }));
    await Promise.all(streams.map((stream) => stream.opened));
    expect(await docker.request('GET', '/call')).toBe('done');
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const value of streams[0] ?? []) if (seen.push(value) === 2) stop.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('a call that is cancelled ends with the reason', async () => {
    const docker = await connected(await daemon(MANAGER, () => undefined));
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('asked to stop')), 20);
    await expect(docker.request('GET', '/never', { signal: stop.signal })).rejects.toThrow('asked to stop');
  });

  test('an answer that breaks off is the environment’s fault', async () => {
    const docker = await connected(
      await daemon(MANAGER, (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
        response.write('{"half":', () => response.destroy());
      }),
    );
    await expect(docker.request('GET', '/half')).rejects.toThrow(EnvironmentError);
  });
});

describe('an image', () => {
  /** Pulls by saying `words`; `docker pull` fails as long as the file is there. */
  const pulling = (words: string): string =>
    `${DIAL}`.replace(
      'const net',
      `if (process.argv[2] === 'pull') { require('node:fs').appendFileSync(process.env.FAKE_SOCKET + '.pulls', 'x'); process.stderr.write(${JSON.stringify(words)}); process.exit(1); }\nconst net`,
    );

  async function withPull(words: string, isPresent: boolean): Promise<Docker> {
    const env = await daemon(MANAGER, (_, response) => {
      response.writeHead(isPresent ? 200 : 404, { 'Content-Type': 'application/json' }).end('{}');
    });
    writeFileSync(join(folder, 'docker'), pulling(words));
    return connected(env);
  }

  test('that is there is not asked for', async () => {
    const docker = await withPull('never', true);
    expect(await ensureImage(docker, 'nginx:1.27')).toEqual({ kind: 'present' });
  });

  test('whose tag moves is pulled although it is there, and used with a note where that fails', async () => {
    const docker = await withPull('net/http: TLS handshake timeout', true);
    const notes: string[] = [];
    const ensured = await ensureImage(docker, 'nginx:latest', { onNote: (note) => notes.push(note) });
    expect(ensured).toMatchObject({
      kind: 'present',
      note: expect.stringContaining('TLS handshake timeout'),
    });
    expect(notes).toHaveLength(1);
  });

  test('that the registry does not have is not asked for twice', async () => {
    const docker = await withPull('manifest for acme/app:9 not found: manifest unknown', false);
    const notes: string[] = [];
    const failed = await ensureImage(docker, 'acme/app:9', { onNote: (note) => notes.push(note) }).catch(
      (e: unknown) => e,
    );
    expect(failed).toBeInstanceOf(ImageError);
    expect(failed).toMatchObject({ code: 'image-missing', blame: 'recipe' });
    expect(notes).toEqual([]);
  });

  test('that a hiccup kept away is asked for again', { timeout: 20_000 }, async () => {
    const docker = await withPull('unexpected EOF', false);
    const notes: string[] = [];
    const failing = ensureImage(docker, 'acme/app:9', { tries: 2, onNote: (note) => notes.push(note) });
    await expect(failing).rejects.toThrow('the registry could not be reached');
    expect(notes.join()).toContain('(try 1 of 2), trying again in');
  });
});
