/** Makes the archive of one row of the table: the base, its packages, its files. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { candidateVersion, ensurePackages, updateLists } from '../apt.mjs';
import { cacheFolder } from '../cache.mjs';
import { findProgram, outcomeOf, RunError, run } from '../run.mjs';
import { Unavailable } from '../unavailable.mjs';
import { ensureBase, pack } from './base.mjs';
import { IMAGE_TIMEOUT_MS, inFolder, PACK_TIMEOUT_MS } from './folder.mjs';

/**
 * @typedef {import('./table.mjs').ImageRow} ImageRow
 * @typedef {import('../progress.mjs').Progress} Progress
 *
 * @typedef {object} Archive
 * @property {string} version upstream's, such as `1.22.1`
 * @property {string} archive its path
 */

/** Nothing that a running container reads. */
const LEFT_OUT = [
  './dev/*',
  './proc/*',
  './sys/*',
  './run/*',
  './tmp/*',
  './usr/share/doc/*',
  './usr/share/i18n/*',
  './usr/share/info/*',
  './usr/share/locale/*',
  './usr/share/man/*',
  './var/cache/*',
  './var/lib/apt/lists/*',
];

/** `hello-nginx` of `cc-ci/hello-nginx`. @param {ImageRow} row */
export const shortName = ({ name }) => name.replace(/^.*\//, '');

/** Tells whether an image was made of the row as it is now. @param {ImageRow} row */
export const fingerprintOf = (row) =>
  createHash('sha256')
    .update(JSON.stringify([row, LEFT_OUT]))
    .digest('hex')
    .slice(0, 16);

/** @param {ImageRow} row */
const note = (row) => cacheFolder('images', `${shortName(row)}.json`);

/**
 * The archive that an earlier call has made of this very row.
 * @param {ImageRow} row
 * @returns {Archive | undefined}
 */
export function keptArchive(row) {
  if (!existsSync(note(row))) return undefined;
  const { version, fingerprint } = JSON.parse(readFileSync(note(row), 'utf8'));
  const archive = archivePath(row, version);
  return fingerprint === fingerprintOf(row) && existsSync(archive) ? { version, archive } : undefined;
}

/** @param {ImageRow} row @param {string} version */
const archivePath = (row, version) => cacheFolder('images', `${shortName(row)}-${version}.tar.gz`);

/**
 * @param {ImageRow} row
 * @param {Progress} progress
 * @returns {Promise<Archive>}
 */
export async function makeArchive(row, progress) {
  if (process.getuid?.() !== 0) {
    throw new Unavailable(
      `Making the image of ${row.what} needs root (debootstrap)`,
      'Run this as root on Debian or Ubuntu',
    );
  }
  if (!findProgram('debootstrap'))
    await ensurePackages(['debootstrap'], { why: `the image of ${row.what}`, progress });
  const base = await ensureBase(progress);
  return progress.step(`Make the image of ${row.what}`, { why: row.why, about: 'about 30 s' }, (detail) =>
    inFolder(`image-${shortName(row)}`, async (work) => {
      const root = join(work, 'root');
      mkdirSync(root);
      await run(['tar', '-C', root, '--numeric-owner', '-xpf', base], { timeoutMs: PACK_TIMEOUT_MS });
      await install(root, await available(row.packages), detail);
      await furnish(root, row);
      detail('packing');
      const version = await versionIn(root, row.versionOf);
      const archive = archivePath(row, version);
      renameSync(await pack(work, root, LEFT_OUT), archive);
      writeFileSync(note(row), JSON.stringify({ version, fingerprint: fingerprintOf(row) }));
      return { version, archive };
    }),
  );
}

/**
 * @param {ImageRow['packages']} packages
 * @returns {Promise<readonly string[]>}
 */
async function available(packages) {
  const names = [];
  for (const wanted of packages) {
    const choice = typeof wanted === 'string' ? [wanted] : wanted;
    let chosen = choice.at(-1) ?? '';
    for (const name of [...choice].reverse()) if (await candidateVersion(name)) chosen = name;
    names.push(chosen);
  }
  return names;
}

/**
 * By this machine's apt, with its own mirrors, proxies and keys; only dpkg runs in the image's root.
 * @param {string} root
 * @param {readonly string[]} packages
 * @param {(text: string) => void} detail
 */
async function install(root, packages, detail) {
  await run(['mount', '-t', 'proc', 'proc', join(root, 'proc')]);
  // What a package does to start its service ends here: nothing of the image may run on this machine.
  const policy = join(root, 'usr/sbin/policy-rc.d');
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  mkdirSync(join(root, 'var/cache/apt/archives/partial'), { recursive: true });
  const line = ['nice', 'apt-get', '--quiet', '--yes', '--no-install-recommends', ...aptInRoot(root)];
  const options = {
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    timeoutMs: IMAGE_TIMEOUT_MS,
    /** @param {string} text such as `Setting up restic (0.14.0-1+b5) ...` */
    onLine: (text) => detail(text.trim()),
  };
  const outcome = await outcomeOf([...line, 'install', ...packages], options);
  if (outcome.code !== 0) {
    // Lists that are days old name versions that the mirror has replaced.
    if (!/Failed to fetch|Unable to locate|has no installation candidate/.test(outcome.stderr))
      throw new RunError(outcome);
    await updateLists();
    await run([...line, 'install', ...packages], options);
  }
  rmSync(policy);
}

/** @param {string} root */
function aptInRoot(root) {
  return Object.entries({
    'Dir::State': join(root, 'var/lib/apt'),
    'Dir::State::status': join(root, 'var/lib/dpkg/status'),
    'Dir::State::lists': '/var/lib/apt/lists',
    'Dir::Cache': join(root, 'var/cache/apt'),
    'Dir::Log': join(root, 'var/log/apt'),
    'DPkg::Chroot-Directory': root,
    'DPkg::Options::': '--force-unsafe-io',
    'Acquire::Retries': '3',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * @param {string} root
 * @param {ImageRow} row
 */
async function furnish(root, row) {
  for (const command of row.commands ?? [])
    await run(['chroot', root, ...command], { env: { LC_ALL: 'C.UTF-8' }, timeoutMs: PACK_TIMEOUT_MS });
  for (const path of row.removed ?? []) rmSync(join(root, path), { recursive: true, force: true });
  for (const [path, file] of Object.entries(row.files ?? {})) {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    if (lstatSync(at, { throwIfNoEntry: false })) rmSync(at, { recursive: true });
    if ('link' in file) symlinkSync(file.link, at);
    else writeFileSync(at, file.text, { mode: file.mode ?? 0o644 });
  }
}

/**
 * @param {string} root
 * @param {string} pattern
 * @returns {Promise<string>} upstream's own version: Debian's revision has a plus sign, which an image tag may not have
 */
async function versionIn(root, pattern) {
  const shown = await run(['dpkg-query', `--root=${root}`, '--show', pattern]);
  const version = shown
    .split('\n')
    .map((line) => line.split('\t')[1] ?? '')
    .find((found) => found !== '');
  if (version === undefined)
    throw new Error(`the image holds no package ${pattern}, whose version is to be its tag`);
  return version.replace(/^\d+:/, '').replace(/[-+~].*$/, '');
}
