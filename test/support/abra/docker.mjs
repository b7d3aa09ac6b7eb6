/** Talks to Docker through its own program. */
import { spawn } from 'node:child_process';
import { Fatal } from './log.mjs';

/**
 * @typedef {object} Finished
 * @property {number} code
 * @property {string} stdout
 * @property {string} stderr
 *
 * @typedef {object} How
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {string | Buffer} [input]
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {How} [how]
 * @returns {Promise<Finished & { bytes: Buffer }>}
 */
export function run(program, args, { env = process.env, cwd, input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, ...(cwd === undefined ? {} : { cwd }), stdio: 'pipe' });
    /** @type {Buffer[]} */
    const out = [];
    /** @type {Buffer[]} */
    const err = [];
    child.stdout.on('data', (data) => out.push(data));
    child.stderr.on('data', (data) => err.push(data));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const bytes = Buffer.concat(out);
      const stderr = Buffer.concat(err).toString();
      resolve({ code: code ?? (signal ? 128 : 1), stdout: bytes.toString(), stderr, bytes });
    });
    // A program that ends before it has read everything says why on stderr.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/**
 * What docker's program is to see of this process: where the daemon is, and nothing that a compose file could take as its own.
 * @param {string} server `default` is the local daemon; every other server is a docker context of that name
 * @returns {NodeJS.ProcessEnv}
 */
export function dockerEnvironment(server) {
  const names = ['PATH', 'HOME', 'DOCKER_CONFIG', 'SSH_AUTH_SOCK', 'TMPDIR'];
  if (server === 'default')
    names.push('DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY');
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  return server === 'default' ? env : { ...env, DOCKER_CONTEXT: server };
}

/**
 * @param {string} server
 * @param {readonly string[]} args
 * @param {How} [how]
 * @returns {Promise<Finished & { bytes: Buffer }>}
 */
export const dockerOutcome = (server, args, { env = {}, ...how } = {}) =>
  run('docker', args, { ...how, env: { ...env, ...dockerEnvironment(server) } });

/**
 * @param {string} server
 * @param {readonly string[]} args
 * @param {How} [how]
 * @returns {Promise<string>}
 * @throws {Fatal} in docker's own words
 */
export async function docker(server, args, how) {
  const finished = await dockerOutcome(server, args, how);
  // Newer programs first explain what --detach will mean one day.
  const lines = finished.stderr
    .split('\n')
    .filter((line) => !/^(Since --detach|In a future release)/.test(line));
  if (finished.code !== 0)
    throw new Fatal(lines.join('\n').trim() || `docker ${args[0]} exited with ${finished.code}`);
  return finished.stdout;
}

/**
 * @param {string} server
 * @param {readonly string[]} args of a command that prints one thing a line
 */
export const dockerLines = async (server, args) =>
  (await docker(server, args)).split('\n').filter((line) => line !== '');

/**
 * @typedef {object} Service what is read of `docker service inspect`
 * @property {string} ID
 * @property {{ Name: string, Labels: Readonly<Record<string, string>>,
 *   TaskTemplate: { ContainerSpec: { Image: string, Mounts?: readonly { Type: string, Source?: string }[] } },
 *   Mode: { Replicated?: { Replicas: number } }, UpdateConfig?: { Monitor?: number } }} Spec
 * @property {{ Ports?: readonly { Protocol: string, TargetPort: number, PublishedPort: number }[] }} Endpoint
 * @property {{ State: string }} [UpdateStatus]
 * @property {string} CreatedAt
 */

/**
 * @param {string} server
 * @param {string} stack
 * @returns {Promise<readonly Service[]>}
 */
export async function servicesOf(server, stack) {
  const filter = `label=com.docker.stack.namespace=${stack}`;
  const ids = await dockerLines(server, ['service', 'ls', '--quiet', '--filter', filter]);
  if (ids.length === 0) return [];
  const inspected = await dockerOutcome(server, ['service', 'inspect', ...ids]);
  // One that goes between the two calls is no longer of the stack; docker still prints the others.
  return JSON.parse(inspected.stdout || '[]');
}

/**
 * @param {string} server
 * @param {string} service its name in the Swarm
 * @returns {Promise<string | undefined>} the id of a running container of it on this node
 */
export async function containerOf(server, service) {
  const filter = ['--filter', `label=com.docker.swarm.service.name=${service}`, '--filter', 'status=running'];
  return (await dockerLines(server, ['ps', '--quiet', ...filter]))[0];
}
