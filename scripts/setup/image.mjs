/** Images made from this machine's own Debian or Ubuntu mirror, for the examples and the tests: no registry is asked. */
import { join } from 'node:path';
import { madeCacheFolder } from './cache.mjs';
import { fingerprintOf, keptArchive, makeArchive, shortName } from './image/archive.mjs';
import { IMAGE_TIMEOUT_MS, PACK_TIMEOUT_MS } from './image/folder.mjs';
import { helloRow, mariadbRow, postgresRow, toolboxRow } from './image/table.mjs';
import { withLock } from './lock.mjs';
import { noteMade } from './made.mjs';
import { progress as onStderr } from './progress.mjs';
import { outcomeOf, run } from './run.mjs';

/**
 * @typedef {import('./image/table.mjs').ImageRow} ImageRow
 * @typedef {{ progress?: import('./progress.mjs').Progress }} Words
 *
 * @typedef {object} MadeImage
 * @property {string} image such as `cc-ci/toolbox:0.14.0`
 * @property {string} version of what it is made for, such as `0.14.0`
 *
 * @typedef {object} HelloImage
 * @property {string} image such as `cc-ci/hello-nginx:1.22.1`
 * @property {string} nginx its version, such as `1.22.1`
 */

/** On every image that is made here: what row of the table it was made of. */
const FINGERPRINT_LABEL = 'cc-ci.image';

/**
 * nginx, curl and a shell.
 * @param {string} host the Docker host, such as `unix:///var/run/docker.sock`
 * @param {Words} [words]
 * @returns {Promise<HelloImage>}
 * @throws {Unavailable} without root, or on a system that is neither Debian nor Ubuntu
 */
export async function ensureHelloImage(host, words) {
  const { image, version: nginx } = await ensureImageOf(helloRow, host, words);
  return { image, nginx };
}

/**
 * restic, tar and a shell, with the entrypoint of the official restic image.
 * @param {string} host
 * @param {Words} [words]
 * @returns {Promise<MadeImage>}
 * @throws {Unavailable} as above
 */
export function ensureToolboxImage(host, words) {
  return ensureImageOf(toolboxRow, host, words);
}

/**
 * PostgreSQL with the entrypoint's environment of the official image, and no durability: for tests.
 * @param {string} host
 * @param {Words} [words]
 * @returns {Promise<MadeImage>}
 * @throws {Unavailable} as above
 */
export function ensurePostgresImage(host, words) {
  return ensureImageOf(postgresRow, host, words);
}

/**
 * MariaDB with the entrypoint's environment of the official image: for tests.
 * @param {string} host
 * @param {Words} [words]
 * @returns {Promise<MadeImage>}
 * @throws {Unavailable} as above
 */
export function ensureMariadbImage(host, words) {
  return ensureImageOf(mariadbRow, host, words);
}

/**
 * Whether `ensureHelloImage` would find all done.
 * @param {string} host the Docker host
 */
export async function hasHelloImage(host) {
  const kept = keptArchive(helloRow);
  return kept !== undefined && isInDaemon(host, helloRow, kept.version);
}

/**
 * The image of one row in the daemon at `host`; its archive is kept in the cache folder, and made anew when the row changes.
 * @param {ImageRow} row
 * @param {string} host
 * @param {Words} [words]
 * @returns {Promise<MadeImage>}
 */
export async function ensureImageOf(row, host, { progress = onStderr } = {}) {
  const lock = join(madeCacheFolder('images'), `${shortName(row)}.lock`);
  return withLock(lock, { timeoutMs: 2 * IMAGE_TIMEOUT_MS }, async () => {
    const { version, archive } = keptArchive(row) ?? (await makeArchive(row, progress));
    const image = `${row.name}:${version}`;
    if (await isInDaemon(host, row, version)) return { image, version };
    await progress.step(`Import the image ${image}`, { about: 'a few seconds' }, () =>
      importImage(row, archive, image, { DOCKER_HOST: host }),
    );
    await noteMade('images', [`${host} ${image}`]);
    return { image, version };
  });
}

/**
 * @param {string} host
 * @param {ImageRow} row
 * @param {string} version
 */
async function isInDaemon(host, row, version) {
  const format = `{{index .Config.Labels "${FINGERPRINT_LABEL}"}}`;
  const asked = ['docker', 'image', 'inspect', '--format', format, `${row.name}:${version}`];
  const { code, stdout } = await outcomeOf(asked, { env: { DOCKER_HOST: host } });
  return code === 0 && stdout.trim() === fingerprintOf(row);
}

/**
 * @param {ImageRow} row
 * @param {string} archive
 * @param {string} image
 * @param {NodeJS.ProcessEnv} env
 */
async function importImage(row, archive, image, env) {
  const changes = [...row.changes, `LABEL ${FINGERPRINT_LABEL}=${fingerprintOf(row)}`];
  const flags = changes.flatMap((change) => ['--change', change]);
  const former = await outcomeOf(['docker', 'image', 'inspect', '--format', '{{.Id}}', image], { env });
  await run(['docker', 'import', ...flags, archive, image], { env, timeoutMs: PACK_TIMEOUT_MS });
  // What the name stood for is of no more use, except to a container that runs on it: then it stays.
  if (former.code === 0) await outcomeOf(['docker', 'image', 'rm', former.stdout.trim()], { env });
}
