/** What the demo needs of this machine: looked at as a whole before anything is changed, so that all that is missing is said at once. */
import { findDocker } from '../setup/dockerd.mjs';
import { findProgram } from '../setup/run.mjs';
import { Unavailable } from '../setup/unavailable.mjs';

const OLDEST_NODE = 18;

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
  const needs = (await findDocker()) ? ALWAYS : [...ALWAYS, ...FOR_A_DAEMON];
  const missing = needs.filter(({ program }) => !findProgram(program));
  refuse(missing);
  return missing;
}

/** @param {readonly Need[]} missing */
function refuse(missing) {
  const isRoot = process.getuid?.() === 0;
  const hasApt = findProgram('apt-get') !== undefined;
  if (isRoot && hasApt) return;
  if (isRoot && missing.length === 0) return;
  const list = missing.map(({ program, why }) => `\n  - ${program}: ${why}`).join('');
  const what = [
    isRoot ? undefined : 'root, to make an image and start a Docker daemon',
    hasApt ? undefined : 'apt (Debian or Ubuntu)',
  ];
  const install =
    missing.length > 0
      ? `apt-get update && apt-get install --no-install-recommends ${packagesOf(missing)}`
      : '';
  const again = isRoot ? 'then run this again' : 'then run this again as root: sudo npm run demo';
  const remedy = hasApt
    ? `${install ? `\n\nAs root: ${install}\n` : '\n\n'}${again}`
    : '\n\nRun it on Debian or Ubuntu, as root: in a virtual machine for instance';
  throw new Unavailable(
    `This machine lacks ${what.filter(Boolean).join(' and ')}${list ? `; and these programs:${list}` : ''}`,
    remedy,
  );
}

/** @param {readonly Need[]} missing */
export const packagesOf = (missing) => missing.map((need) => need.package).join(' ');
