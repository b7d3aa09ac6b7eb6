#!/usr/bin/env node
/** Makes a git repository of this recipe, with two releases: `node set-up.mjs DIR [--nginx VERSION]`. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
/** The nginx that the files here name. */
const NGINX = '1.22.1';
const RECIPE_FILES = [
  '.env.sample',
  'README.md',
  'abra.sh',
  'compose.hsts.yml',
  'compose.yml',
  'release',
  'site.conf.tmpl',
];
/** What was different in 0.1.0, as [file, now, then]. Its release had no note. */
const BEFORE = /** @type {const} */ ([
  ['compose.yml', 'version=0.2.0+', 'version=0.1.0+'],
  ['abra.sh', 'SITE_CONF_VERSION=v2', 'SITE_CONF_VERSION=v1'],
  ['site.conf.tmpl', 'Hello again from', 'Hello from'],
  ['site.conf.tmpl', 'version 0.2.0', 'version 0.1.0'],
]);
/** Nobody's configuration, hooks or keys, and always the same dates: the same files give the same commits. */
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'hello',
  GIT_AUTHOR_EMAIL: 'hello@example.com',
  GIT_COMMITTER_NAME: 'hello',
  GIT_COMMITTER_EMAIL: 'hello@example.com',
};

/**
 * Makes the repository, with the annotated tags `0.1.0+NGINX` and `0.2.0+NGINX`, and the newest checked out on `main`.
 * @param {string} folder where; it must not exist yet, or be empty
 * @param {{ nginx?: string }} [options] the version in the image's tag
 * @returns {{ folder: string, previous: string, newest: string }} the two tags
 */
export function setUpHello(folder, { nginx = NGINX } = {}) {
  const at = resolve(folder);
  if (existsSync(at) && readdirSync(at).length > 0) {
    throw new Error(`${at}: is not empty. Name a folder that does not exist yet.`);
  }
  mkdirSync(at, { recursive: true });
  const [previous, newest] = [`0.1.0+${nginx}`, `0.2.0+${nginx}`];
  git(at, '2026-01-05', 'init', '--quiet', '--initial-branch=main');
  writeFiles(at, nginx);
  for (const [file, now, then] of BEFORE) rewrite(join(at, file), now, then);
  rmSync(join(at, 'release'), { recursive: true });
  release(at, '2026-01-05', previous);
  writeFiles(at, nginx);
  release(at, '2026-02-02', newest);
  return { folder: at, previous, newest };
}

/** @param {string} at @param {string} nginx */
function writeFiles(at, nginx) {
  for (const file of RECIPE_FILES) cpSync(join(HERE, file), join(at, file), { recursive: true });
  if (nginx === NGINX) return;
  for (const file of ['compose.yml', 'README.md']) rewrite(join(at, file), NGINX, nginx);
  renameSync(join(at, 'release', `0.2.0+${NGINX}`), join(at, 'release', `0.2.0+${nginx}`));
}

/** @param {string} file @param {string} from @param {string} to */
function rewrite(file, from, to) {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from))
    throw new Error(`${basename(file)}: has no "${from}" to change: set-up.mjs is out of date`);
  writeFileSync(file, text.split(from).join(to));
}

/** @param {string} at @param {string} day @param {string} version */
function release(at, day, version) {
  git(at, day, 'add', '--all');
  git(at, day, 'commit', '--quiet', '--message', version);
  // abra's lint rule R014: a lightweight tag makes a pinned deploy fail.
  git(at, day, 'tag', '--annotate', '--message', version, version);
}

/** @param {string} at @param {string} day @param {...string} args */
function git(at, day, ...args) {
  const date = `${day}T12:00:00Z`;
  const env = { ...process.env, ...GIT_ENV, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  execFileSync('git', ['-c', 'safe.directory=*', '-C', at, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function main() {
  const [folder, flag, nginx, ...more] = process.argv.slice(2);
  const isUsable =
    folder &&
    !folder.startsWith('-') &&
    more.length === 0 &&
    (flag === undefined || (flag === '--nginx' && nginx));
  if (!isUsable) {
    process.stderr.write('Usage: node set-up.mjs DIR [--nginx VERSION]\n');
    process.exitCode = 2;
    return;
  }
  try {
    const made = setUpHello(folder, nginx ? { nginx } : {});
    process.stdout.write(`${made.folder}: ${made.previous}, ${made.newest}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
