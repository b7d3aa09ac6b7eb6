// The committed bundle: is it what the sources make, does every entry start outside the repository on every Node that a job
// may have, and does it stay small? ncc exits 0 on a broken bundle, so only running it tells.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build.mjs';
import { madeCacheFolder } from '../setup/cache.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Runners execute whatever node the job's image holds. */
const NODES = ['18.20.8', '20.20.2', '22.23.3', '24.21.0'];

/** docs/architecture.md: what one entry may load before a lazy room, and all of dist/. Bytes. */
const HOT_PATH_LIMIT = 250_000;
const TOTAL_LIMIT = 8_000_000;

/**
 * Every entry, driven far enough to load its room.
 * @type {readonly {name: string, entry: string, args?: string[], inputs?: Record<string, string>, code: number, says: RegExp}[]}
 */
const starts = [
  {
    name: 'root, clone left out',
    entry: 'root.js',
    inputs: { CLONE: 'false' },
    code: 0,
    says: /cache: not in this version/,
  },
  {
    name: 'root, a misspelt input',
    entry: 'root.js',
    inputs: { 'FETCH-DEPHT': '1' },
    code: 2,
    says: /did you mean fetch-depth/,
  },
  { name: 'root-post', entry: 'root-post.js', code: 0, says: /^$/ },
  {
    name: 'clone, a ref with a dash',
    entry: 'clone.js',
    inputs: { REF: '--upload-pack=x' },
    code: 2,
    says: /begins with a dash/,
  },
  {
    name: 'guard, a secret that is empty',
    entry: 'guard.js',
    inputs: { REQUIRED: 'TOKEN=' },
    code: 0,
    says: /guard: offline: TOKEN is empty/,
  },
  { name: 'guard-post, no leak scan asked for', entry: 'guard-post.js', code: 0, says: /^$/ },
  {
    name: 'guard-post, a leak scan of nothing',
    entry: 'guard-post.js',
    inputs: { 'LEAK-SCAN': 'nowhere' },
    code: 0,
    says: /nowhere is not there: not searched[\s\S]*nothing found/,
  },
  { name: 'recipe, no recipe', entry: 'recipe.js', inputs: { RECIPE: 'nowhere' }, code: 2, says: /nowhere/ },
  {
    name: 'verdict, no job in the list',
    entry: 'verdict.js',
    inputs: { NEEDS: '{}', RULES: 'lint: required' },
    code: 3,
    says: /verdict: red \(2 of 2\): needs, lint/,
  },
  {
    name: 'run, a shell that is missing',
    entry: 'run.js',
    inputs: { RUN: 'true', SHELL: 'none-such {0}' },
    code: 2,
    says: /none-such is not on PATH/,
  },
  {
    name: 'run, a script',
    entry: 'run.js',
    inputs: { RUN: 'echo hello' },
    code: 0,
    says: /^hello\nmemory: peak/,
  },
  {
    name: 'cc-ci exec, a command that is not there',
    entry: 'cc-ci.js',
    args: ['exec', '--', 'none-such'],
    code: 2,
    says: /none-such" is not on PATH/,
  },
  { name: 'cc-ci --version', entry: 'cc-ci.js', args: ['--version'], code: 0, says: /^\d+\.\d+\.\d+$/m },
  {
    name: 'cc-ci recipe run --help',
    entry: 'cc-ci.js',
    args: ['recipe', 'run', '--help'],
    code: 0,
    says: /--zone/,
  },
  {
    name: 'cc-ci git, no credential needed',
    entry: 'cc-ci.js',
    args: ['git', '--', 'commit'],
    code: 2,
    says: /needs no credential/,
  },
];

/** @returns {string} what differs between dist/ and a build of the sources; empty when nothing does */
export function distIsCurrent() {
  mkdirSync(join(root, 'build'), { recursive: true });
  const work = mkdtempSync(join(root, 'build', 'compare-'));
  try {
    build(join(work, 'dist'));
    const differing = [...new Set([...filesOf(join(work, 'dist')), ...filesOf(join(root, 'dist'))])].filter(
      (file) => read(join(work, 'dist', file)) !== read(join(root, 'dist', file)),
    );
    return differing
      .map((file) => `dist/${file} is not what the sources make: npm run build, and commit dist/ with them`)
      .join('\n');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns {string} modules that the bundler could not find */
export function distIsWhole() {
  return filesOf(join(root, 'dist'))
    .filter(
      (file) => file.endsWith('.js') && read(join(root, 'dist', file))?.includes('webpackMissingModule'),
    )
    .map(
      (file) =>
        `dist/${file} lacks a module (webpackMissingModule): is a dependency missing, or CommonJS-only?`,
    )
    .join('\n');
}

/** @returns {string} */
export function distIsSmall() {
  const sizes = filesOf(join(root, 'dist')).map((file) => ({
    file,
    bytes: statSync(join(root, 'dist', file)).size,
  }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const large = sizes.filter(
    // Lazy rooms, and what a browser check loads in a process of its own, are nobody's hot path.
    ({ file, bytes }) =>
      !/^(\d+\.index\.js$|visit\/)/.test(file) && file.endsWith('.js') && bytes > HOT_PATH_LIMIT,
  );
  const problems = large.map(({ file, bytes }) => `dist/${file} has ${bytes} bytes, over ${HOT_PATH_LIMIT}`);
  if (total > TOTAL_LIMIT) problems.push(`dist/ has ${total} bytes, over ${TOTAL_LIMIT}`);
  return problems.join('\n');
}

/**
 * Runs every entry from a folder without node_modules in reach, on every Node.
 * @param {(line: string) => void} say
 * @returns {string} what went wrong
 */
export function distStarts(say) {
  const work = mkdtempSync(join(tmpdir(), 'cc-ci-start-'));
  try {
    cpSync(join(root, 'dist'), join(work, 'dist'), { recursive: true });
    mkdirSync(join(work, 'workspace'));
    return NODES.flatMap((version) => {
      const node = nodeBinary(version, say);
      return [
        ...starts.flatMap((start) => fault(work, node, version, start)),
        ...browserFault(work, node, version),
      ];
    }).join('\n');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @param {string} node
 * @param {string} version
 * @param {typeof starts[number]} start
 * @returns {string[]}
 */
function fault(work, node, version, start) {
  const inputs = Object.fromEntries(
    Object.entries(start.inputs ?? {}).map(([name, value]) => [`INPUT_${name}`, value]),
  );
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: work,
    GITHUB_WORKSPACE: join(work, 'workspace'),
    GITHUB_SERVER_URL: 'http://127.0.0.1:9',
    GITHUB_REPOSITORY: 'owner/name',
    ...inputs,
  };
  const ended = spawnSync(node, [join(work, 'dist', start.entry), ...(start.args ?? [])], {
    cwd: work,
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  const output = `${ended.stdout}${ended.stderr}`.trim();
  if (ended.status === start.code && start.says.test(output)) return [];
  return [
    `Node ${version}, ${start.name}: exit ${ended.status ?? ended.signal} (expected ${start.code}), output (expected ${start.says}):\n${output}`,
  ];
}

/**
 * The browser checks' own program: its driver loads, and what it can't start is a report.
 * @param {string} work
 * @param {string} node
 * @param {string} version
 * @returns {string[]}
 */
function browserFault(work, node, version) {
  const task = join(work, 'task.json');
  const report = join(work, 'report.json');
  rmSync(report, { force: true });
  writeFileSync(
    task,
    JSON.stringify({ chromium: '/nowhere/chromium', args: [], sandbox: true, timeoutMs: 5_000 }),
  );
  const argv = [join(work, 'dist', 'visit', 'main.mjs'), task, report];
  const options = {
    cwd: work,
    env: { HOME: work },
    encoding: /** @type {const} */ ('utf8'),
    timeout: 30_000,
  };
  // The values to hide come on standard input: none.
  const ended = spawnSync(node, argv, { ...options, input: '[]' });
  const said = read(report) ?? `${ended.stdout}${ended.stderr}`;
  if (/"kind":"chromium","message":"[^"]*\/nowhere\/chromium/.test(said)) return [];
  return [`Node ${version}, visit/main.mjs: exit ${ended.status ?? ended.signal}, said:\n${said}`];
}

/**
 * A Node of that version: an npm package that holds the binary, kept in the cache folder.
 * @param {string} version
 * @param {(line: string) => void} say
 */
function nodeBinary(version, say) {
  const platform = `${process.platform}-${process.arch}`;
  const folder = madeCacheFolder('node', version);
  const binary = join(folder, 'node_modules', `node-${platform}`, 'bin', 'node');
  if (existsSync(binary)) return binary;
  say(`fetching Node ${version}`);
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  execFileSync(
    'npm',
    ['install', '--silent', '--no-save', '--no-audit', '--no-fund', `node-${platform}@${version}`],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 300_000,
    },
  );
  return binary;
}

/** @param {string} folder */
function filesOf(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries.filter((file) => statSync(join(folder, file)).isFile());
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
