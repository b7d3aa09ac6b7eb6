/** What the suites need, made ready beside them: what this machine can't offer is a reason, and no crash. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from '../setup/apt.mjs';
import { ensureDocker } from '../setup/dockerd.mjs';
import { ensureAct, ensureGitea, ensureRunner } from '../setup/go-tools.mjs';
import { ensureHelloImage } from '../setup/image.mjs';
import { findProgram, run } from '../setup/run.mjs';
import { ensureSwarm } from '../setup/swarm.mjs';
import { Unavailable } from '../setup/unavailable.mjs';

/**
 * @typedef {import('./suites.mjs').Need} Need
 * @typedef {{ state: 'ready' } | { state: 'unavailable' | 'failed', message: string }} Provided
 */

const INSTALL_TIMEOUT_MS = 10 * 60_000;

/**
 * Starts to provide what is needed. Compilers run after one another and with a low priority: the tests go on beside them.
 * @param {ReadonlySet<Need>} needs
 * @param {import('../setup/progress.mjs').Progress} progress
 * @returns {(need: Need) => Promise<Provided>} what became of each; it never rejects
 */
export function prepare(needs, progress) {
  const packages = providing(() =>
    ensurePackages(missingPrograms(needs), { why: 'for the tests', progress }),
  );
  /** @type {Map<Need, Promise<Provided>>} */
  const provided = new Map([['packages', packages]]);
  // One apt at a time, or the second would wait for the first one's lock.
  if (needs.has('docker'))
    provided.set(
      'docker',
      packages.then(() => providing(() => provideSwarm(progress))),
    );
  let compiled = packages;
  for (const [need, build] of builds(progress)) {
    if (!needs.has(need)) continue;
    compiled = compiled.then(() => providing(build));
    provided.set(need, compiled);
  }
  return (need) =>
    provided.get(need) ?? Promise.resolve({ state: 'failed', message: `nothing provides ${need}` });
}

/**
 * @param {import('../setup/progress.mjs').Progress} progress
 * @returns {readonly (readonly [Need, () => Promise<unknown>])[]}
 */
const builds = (progress) => [
  ['act', () => ensureAct({ progress })],
  ['runner', () => ensureRunner({ progress })],
  ['gitea 1.26.0', () => ensureGitea('1.26.0', { progress })],
  ['gitea 1.27.3', () => ensureGitea('1.27.3', { progress })],
];

/** @param {import('../setup/progress.mjs').Progress} progress */
async function provideSwarm(progress) {
  const { host } = await ensureDocker({ progress });
  await ensureSwarm(host, { progress });
  await ensureHelloImage(host, { progress });
}

/**
 * Programs that tests call, by the packages that hold them; the compiler only where something may have to be compiled.
 * @param {ReadonlySet<Need>} needs
 */
function missingPrograms(needs) {
  const wanted = { git: 'git', 'git-lfs': 'git-lfs', flock: 'util-linux' };
  const compiler = { gcc: 'gcc' };
  const needsCompiler = needs.has('gitea 1.26.0') && findProgram('go') !== undefined;
  const programs = Object.entries({ ...wanted, ...(needsCompiler ? compiler : {}) });
  const packages = programs.filter(([program]) => !findProgram(program)).map(([, name]) => name);
  return packages.includes('gcc') ? [...packages, 'libc6-dev'] : packages;
}

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Provided>}
 */
async function providing(work) {
  try {
    await work();
    return { state: 'ready' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { state: error instanceof Unavailable ? 'unavailable' : 'failed', message };
  }
}

/**
 * Installs the npm packages where node_modules isn't what package-lock.json says.
 * @param {string} root the repository
 * @param {import('../setup/progress.mjs').Progress} progress
 */
export async function installModules(root, progress) {
  if (isInstalled(root)) return;
  const npm = ['npm', 'ci', '--no-audit', '--no-fund'];
  const words = { why: 'node_modules is missing or not what package-lock.json says', about: 'about 15 s' };
  // An npm that was told to be silent (.ci/run) hands that on, and a failure would then have no words.
  const env = { npm_config_loglevel: 'warn' };
  await progress.step('npm ci', words, () => run(npm, { cwd: root, env, timeoutMs: INSTALL_TIMEOUT_MS }));
}

/**
 * npm notes in a hidden lock file what it has installed; packages for other systems are missing there.
 * @param {string} root
 */
function isInstalled(root) {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const [installed, wanted] = [note, join(root, 'package-lock.json')].map(packagesIn);
  return Object.entries(wanted ?? {}).every(
    ([path, { version, optional }]) => path === '' || optional || installed?.[path]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
