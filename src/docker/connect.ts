/** Opens a connection to the daemon of a Docker context, and says in one sentence why there is none. */

import { anySignal, deadline } from '../lib/abort.js';
import { EnvironmentError, UserError } from '../lib/errors.js';
import { run, succeeded } from '../lib/process.js';
import { dialAgents } from './connection.js';
import { execute } from './exec.js';
import { callApi, openStream, putBytes, readBytes, type Wire } from './http.js';
import type { CliOptions, Docker, DockerInfo } from './types.js';

export type ConnectOptions = {
  /** A name from `docker context ls`; the one in use when left out. */
  readonly context?: string;
  /** Where DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG and PATH come from. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
};

/** For the first answer; a context over ssh has to log in first. */
const ANSWER_MS = 30_000;

/**
 * @returns a connection to a Swarm manager.
 * @throws UserError (exit 2): unknown context, no Swarm, node not a manager, no permission on the socket.
 * @throws EnvironmentError (exit 1): no docker program, no daemon.
 */
export async function connectDocker(options: ConnectOptions): Promise<Docker> {
  const context = options.context === undefined || options.context === '' ? undefined : options.context;
  const global = context === undefined ? [] : ['--context', context];
  let said = '';
  const dial = { args: [...global, 'system', 'dial-stdio'], env: options.env };
  const agents = dialAgents(dial, (text) => {
    said = text;
  });
  const wire: Wire = { agents, said: () => said };
  const end = async (): Promise<void> => agents.close();
  const resolving = endpointOf(options.env, context, options.signal);
  try {
    const patience = deadline(ANSWER_MS, `the Docker daemon has not answered for ${ANSWER_MS / 1000} s`);
    const info = await readInfo(wire, anySignal(options.signal, patience));
    const endpoint = await resolving;
    return {
      request: (method, path, request = {}) => callApi(wire, method, path, request) as Promise<never>,
      bytes: (path, stream = {}) => readBytes(wire, path, stream),
      putArchive: (path, tar, stream = {}) => putBytes(wire, path, tar, stream),
      exec: (container, command, exec = {}) => execute(wire, container, command, exec),
      stream: (path, stream = {}) => openStream(wire, path, stream),
      cli: (args, cli = {}) => run('docker', [...global, ...args], { ...cli, env: cliEnv(options.env, cli) }),
      info,
      isLocal: isLocalEndpoint(endpoint),
      close: end,
    };
  } catch (error) {
    await end();
    throw whyUnreachable(error, context, await resolving);
  }
}

function cliEnv(env: NodeJS.ProcessEnv, options: CliOptions): NodeJS.ProcessEnv {
  return { ...env, ...options.env };
}

type InfoAnswer = {
  readonly Name: string;
  readonly ServerVersion: string;
  readonly Swarm: {
    readonly NodeID: string;
    readonly NodeAddr: string;
    readonly LocalNodeState: string;
    readonly ControlAvailable: boolean;
    readonly Nodes?: number;
  };
};

async function readInfo(wire: Wire, signal: AbortSignal): Promise<DockerInfo> {
  const answer = (await callApi(wire, 'GET', '/info', { signal })) as InfoAnswer;
  const { Swarm: swarm } = answer;
  if (swarm.LocalNodeState === 'inactive')
    throw new UserError(`Docker on ${answer.Name} is not in a Swarm: run \`docker swarm init\` there`);
  if (swarm.LocalNodeState !== 'active')
    throw new UserError(
      `Docker on ${answer.Name} is in a Swarm whose state is ${JSON.stringify(swarm.LocalNodeState)}: see \`docker node ls\` on a manager`,
    );
  if (!swarm.ControlAvailable)
    throw new UserError(
      `the Docker node ${answer.Name} is a Swarm worker, and stacks are deployed on a manager: name a manager's context (docker-context), or run \`docker node promote ${answer.Name}\` on one`,
    );
  return {
    name: answer.Name,
    serverVersion: answer.ServerVersion,
    swarm: {
      nodeId: swarm.NodeID,
      nodeAddress: swarm.NodeAddr,
      isManager: swarm.ControlAvailable,
      nodes: swarm.Nodes ?? 1,
    },
  };
}

/** The docker program's own words, as of 20.10 to 28, told apart by what has to be done. */
const UNREACHABLE: readonly {
  readonly said: RegExp;
  readonly error: (context: string, at: string) => Error;
}[] = [
  {
    said: /context .*(not found|does not exist)|no context found|invalid context name|context name .* is invalid/i,
    error: (context) =>
      new UserError(
        `docker-context: ${JSON.stringify(context)} is not known here: \`docker context ls\` lists those that are`,
      ),
  },
  {
    said: /permission denied/i,
    error: (_context, at) =>
      new UserError(
        `no permission on the Docker socket${at}: add this user to the group docker (and log in again), or run as root`,
      ),
  },
  {
    said: /cannot connect to the docker daemon|connection refused|no such file or directory|failed to connect/i,
    error: (_context, at) =>
      new EnvironmentError(
        `no Docker daemon answers${at}: start it (\`systemctl start docker\`), or set DOCKER_HOST or docker-context`,
      ),
  },
];

/** A sentence that says what to do, where the docker program's words are known; the error as it is elsewhere. */
function whyUnreachable(error: unknown, context: string | undefined, endpoint: string): unknown {
  if (!(error instanceof EnvironmentError)) return error;
  const known = UNREACHABLE.find((entry) => entry.said.test(error.message));
  const better = known?.error(
    context ?? 'the one in DOCKER_CONTEXT',
    endpoint === '' ? '' : ` at ${endpoint}`,
  );
  if (better === undefined) return error;
  better.cause = error;
  return better;
}

/** The daemon's address as the docker program resolves it; empty where it doesn't say (then /info fails, and says more). */
async function endpointOf(
  env: NodeJS.ProcessEnv,
  context: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (context === undefined && env.DOCKER_HOST) return env.DOCKER_HOST;
  const name = context ?? env.DOCKER_CONTEXT;
  const format = ['--format', '{{.Endpoints.docker.Host}}'];
  const asked = ['context', 'inspect', ...format, ...(name ? [name] : [])];
  const finished = await run('docker', asked, {
    env,
    timeoutMs: 10_000,
    ...(signal === undefined ? {} : { signal }),
  }).catch(() => undefined); // No docker program: /info fails with the sentence for that.
  return finished !== undefined && succeeded(finished) ? finished.stdout.trim() : '';
}

function isLocalEndpoint(endpoint: string): boolean {
  return /^(unix:|npipe:|tcp:\/\/(127\.|localhost\b|\[::1\]))/.test(endpoint);
}
