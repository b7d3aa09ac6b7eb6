/** A single-node Swarm with the overlay network `proxy` that Co-op Cloud recipes expect. */
import { noteMade, noteRemoved, readMade } from './made.mjs';
import { progress as onStderr } from './progress.mjs';
import { outcomeOf, RunError, run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

const LOOPBACK = '127.0.0.1';
const NETWORK = 'proxy';

/**
 * Makes the Swarm and its `proxy` network where they are missing, and records what was made.
 * @param {string} host the Docker host, such as `unix:///var/run/docker.sock`
 * @param {{ progress?: import('./progress.mjs').Progress }} [words]
 * @returns {Promise<{ madeSwarm: boolean, madeNetwork: boolean }>}
 * @throws {Unavailable} where the node belongs to a Swarm that it does not manage
 */
export async function ensureSwarm(host, { progress = onStderr } = {}) {
  const madeSwarm = await ensureManager(host, progress);
  const madeNetwork = await ensureNetwork(host);
  return { madeSwarm, madeNetwork };
}

/**
 * @param {string} host
 * @param {import('./progress.mjs').Progress} progress
 */
async function ensureManager(host, progress) {
  const state = await docker(
    host,
    'info',
    '--format',
    '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}',
  );
  if (state === 'active true') return false;
  if (state !== 'inactive false') {
    const remedy = 'Use a manager node, or let this one leave with: docker swarm leave --force';
    throw new Unavailable(
      `The Docker node at ${host} is in a Swarm that it does not manage (${state})`,
      remedy,
    );
  }
  // Both addresses, or the manager's port would listen on every interface.
  const init = ['swarm', 'init', '--advertise-addr', LOOPBACK, '--listen-addr', `${LOOPBACK}:2377`];
  await progress.step('Make a Swarm of this one node', {}, () => docker(host, ...init));
  await noteMade('swarms', [host]);
  return true;
}

/** @param {string} host */
async function ensureNetwork(host) {
  const create = ['network', 'create', '--driver', 'overlay', '--attachable', NETWORK];
  if ((await networkScope(host)) === 'swarm') return false;
  const outcome = await outcomeOf(['docker', ...create], { env: { DOCKER_HOST: host } });
  // Two set-ups at once: the other one has made it between our look and our create.
  if (outcome.code !== 0 && (await networkScope(host)) === 'swarm') return false;
  if (outcome.code !== 0) throw new RunError(outcome);
  await noteMade('networks', [`${host} ${NETWORK}`]);
  return true;
}

/** @param {string} host */
async function networkScope(host) {
  const { stdout } = await outcomeOf(['docker', 'network', 'inspect', '--format', '{{.Scope}}', NETWORK], {
    env: { DOCKER_HOST: host },
  });
  return stdout.trim();
}

/**
 * Removes the networks and Swarms that `ensureSwarm` made on a host, and nothing else.
 * @param {string} host
 * @returns {Promise<readonly string[]>} what was removed, in words
 */
export async function removeSwarm(host) {
  const made = readMade();
  const removed = [];
  for (const item of made.networks.filter((entry) => entry.startsWith(`${host} `))) {
    await docker(host, 'network', 'rm', item.slice(host.length + 1));
    await noteRemoved('networks', [item]);
    removed.push(`network ${item.slice(host.length + 1)}`);
  }
  if (made.swarms.includes(host)) {
    await docker(host, 'swarm', 'leave', '--force');
    await noteRemoved('swarms', [host]);
    removed.push('the Swarm');
  }
  return removed;
}

/**
 * @param {string} host
 * @param {...string} args
 */
const docker = (host, ...args) => run(['docker', ...args], { env: { DOCKER_HOST: host } });
