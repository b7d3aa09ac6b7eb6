/** What the demo needs of this machine: looked at as a whole before anything is changed, so that all that is missing is said at once. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findDocker } from '../setup/dockerd.mjs';
import { hasHelloImage } from '../setup/image.mjs';
import { findProgram } from '../setup/run.mjs';
import { Unavailable } from '../setup/unavailable.mjs';

const OLDEST_NODE = 18;
const DIST = ['clone.js', 'recipe.js'].map((entry) =>
  join(dirname(fileURLToPath(import.meta.url)), '../../dist', entry),
);

/** @typedef {{ program: string, package: string, why: string }} Need */

/** @type {readonly Need[]} */
const ALWAYS = [
  { program: 'git', package: 'git', why: 'the recipe is a git repository' },
  { program: 'debootstrap', package: 'debootstrap', why: 'makes the recipe’s image without a registry' },
];
/** @type {readonly Need[]} */
const FOR_A_DAEMON = [
  { program: 'dockerd', package: 'docker.io', why: 'the Docker daemon to deploy to' },
  { program: 'iptables', package: 'iptables', why: 'the daemon’s networks' },
  { program: 'ip', package: 'iproute2', why: 'the daemon’s networks, and removing them' },
];

/**
 * @returns {Promise<readonly Need[]>} what is missing and can be installed here
 * @throws {Unavailable} where something is missing that can't be
 */
export async function preflight() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE) {
    throw new Unavailable(
      `Node ${process.versions.node} is too old`,
      `Install Node ${OLDEST_NODE} or newer and run this again`,
    );
  }
  if (process.platform !== 'linux') {
    const remedy = 'Run it on Debian or Ubuntu, in a virtual machine for instance';
    throw new Unavailable(
      `A Docker Swarm of this machine's own needs Linux; this is ${process.platform}`,
      remedy,
    );
  }
  if (!DIST.every((entry) => existsSync(entry))) {
    throw new Unavailable('dist/, the built action, is not complete', 'Build it: npm ci && npm run build');
  }
  const docker = await findDocker();
  if (docker && (await hasHelloImage(docker.host))) return [];
  const needs = docker ? ALWAYS : [...ALWAYS, ...FOR_A_DAEMON];
  const missing = needs.filter(({ program }) => !findProgram(program));
  const isRoot = process.getuid?.() === 0;
  const hasApt = findProgram('apt-get') !== undefined;
  if (!isRoot || !hasApt) refuse(missing, isRoot, hasApt);
  return missing;
}

/**
 * @param {readonly Need[]} missing
 * @param {boolean} isRoot
 * @param {boolean} hasApt
 * @returns {never}
 */
function refuse(missing, isRoot, hasApt) {
  const lacks = [
    ...(isRoot ? [] : ['root (makes an image, starts a Docker daemon)']),
    ...(hasApt ? [] : ['apt (Debian’s and Ubuntu’s)']),
    ...missing.map(({ program, why }) => `${program} (${why})`),
  ];
  const packages = missing.map((need) => need.package).join(' ');
  const install = packages ? `  apt-get update && apt-get install --no-install-recommends ${packages}\n` : '';
  const remedy = hasApt
    ? `As root:\n${install}  npm run demo`
    : 'Run it on Debian or Ubuntu, as root: in a virtual machine for instance';
  throw new Unavailable(`What the demo lacks here: ${lacks.join(', ')}`, remedy);
}
