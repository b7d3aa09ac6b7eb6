/** Installs what is missing with apt, or says the one line that would. */
import { noteMade } from './made.mjs';
import { progress as onStderr } from './progress.mjs';
import { findProgram, outcomeOf, run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

const INSTALL_TIMEOUT_MS = 15 * 60_000;
/** Another apt (unattended-upgrades, another run of ours) may hold dpkg's lock for minutes. */
const LOCK_WAIT = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
const QUIET = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/** @type {Promise<string> | undefined} */
let listsUpdated;

/**
 * Installs the Debian packages that are not installed yet, without recommended ones.
 * @param {readonly string[]} packages
 * @param {{ why?: string, progress?: import('./progress.mjs').Progress }} [words]
 * @returns {Promise<readonly string[]>} those that were installed now
 * @throws {Unavailable} without root or apt, with the line that a person can run
 */
export async function ensurePackages(packages, { why, progress = onStderr } = {}) {
  const missing = await missingPackages(packages);
  if (missing.length === 0) return [];
  refuseWithoutApt(missing);
  const words = { ...(why ? { why } : {}), about: 'about 1 min' };
  await progress.step(`Install ${missing.join(' ')}`, words, async (detail) => {
    detail('package lists');
    await updateLists();
    detail('packages');
    await apt(['install', '--yes', '--no-install-recommends', ...missing]);
  });
  await noteMade('packages', missing);
  return missing;
}

/** Brings apt's package lists up to date, at most once in a process. @returns {Promise<unknown>} */
export function updateLists() {
  listsUpdated ??= apt(['update']);
  return listsUpdated;
}

/** @param {readonly string[]} missing */
function refuseWithoutApt(missing) {
  const line = `apt-get update && apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!findProgram('apt-get')) {
    const remedy = `Install them with this system's own package manager, or use Debian or Ubuntu: ${line}`;
    throw new Unavailable(`Missing: ${missing.join(' ')}; and this system has no apt-get`, remedy);
  }
  if (process.getuid?.() !== 0) {
    throw new Unavailable(`Missing: ${missing.join(' ')}; installing needs root`, `As root: ${line}`);
  }
}

/**
 * Those of the packages that dpkg does not report as installed.
 * @param {readonly string[]} packages
 * @returns {Promise<readonly string[]>}
 */
export async function missingPackages(packages) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format, not a template
  const query = ['dpkg-query', '--show', '--showformat', '${Package} ${db:Status-Status}\\n', ...packages];
  // Exit 1 means that some are unknown: the others are listed all the same.
  const { stdout } = await outcomeOf(query);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/**
 * The version that apt would install, such as `1.22.1-9+deb12u10`; undefined where it knows none.
 * @param {string} name
 */
export async function candidateVersion(name) {
  const { stdout } = await outcomeOf(['apt-cache', 'policy', name], { env: QUIET });
  const version = /^ {2}Candidate: (\S+)$/m.exec(stdout)?.[1];
  return version === '(none)' ? undefined : version;
}

/** @param {readonly string[]} args */
const apt = (args) =>
  run(['apt-get', '--quiet', ...LOCK_WAIT, ...args], { env: QUIET, timeoutMs: INSTALL_TIMEOUT_MS });
