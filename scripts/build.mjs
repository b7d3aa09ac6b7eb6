// `npm run build [-- OUT]`: src/ -> build/js (tsc) -> dist/ (ncc): one bundle with a lazy chunk per room, a stub per entry.
// dist/ holds scripts (CommonJS), which start 9 ms sooner than modules: Node loads modules through promises and a second loader.
// tsc first because ncc's own TypeScript loader is slower and knows no project references to check against.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addVisit } from './build/visit.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The entries of src/main.ts; each gets dist/NAME.js. */
const entries = ['root', 'root-post', 'clone', 'guard', 'guard-post', 'recipe', 'run', 'verdict', 'cc-ci'];

/**
 * @param {string} out the folder that becomes the bundle; replaced as a whole at the end
 */
export function build(out) {
  mkdirSync(join(root, 'build'), { recursive: true });
  // A folder of its own, so that two builds at once don't mix.
  const work = mkdtempSync(join(root, 'build', 'work-'));
  try {
    const js = compile(work);
    const bundle = join(work, 'dist');
    // From the work folder, whose own name would otherwise end up in the chunks' names.
    node(
      work,
      join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js'),
      'build',
      scriptEntry(work, js),
      '-o',
      bundle,
      '-m',
      '--no-cache',
      '-q',
      '--license',
      'licenses.txt',
    );
    writeFileSync(join(bundle, 'package.json'), '{"type":"commonjs"}\n');
    addVisit(root, bundle);
    mkdirSync(join(bundle, 'bin'), { recursive: true });
    for (const entry of entries) writeStub(bundle, entry);
    writeLauncher(bundle);
    if (existsSync(out)) renameSync(out, join(work, 'replaced'));
    renameSync(bundle, out);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @returns {string} the folder of compiled modules
 */
export function compile(work) {
  const js = join(work, 'js');
  node(root, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.dist.json', '--outDir', js);
  writeFileSync(join(js, 'package.json'), '{"type":"module"}\n');
  return js;
}

/**
 * ncc makes of an entry what its nearest package.json says: so a script in front makes the modules a bundle of scripts.
 * @param {string} work
 * @param {string} js the compiled modules
 * @returns {string} what ncc is to start from
 */
function scriptEntry(work, js) {
  for (const name of readdirSync(js, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue;
    const code = readFileSync(join(js, name), 'utf8');
    if (!code.includes('import.meta')) continue;
    // A script has no import.meta: the stub says where the bundle is.
    const script = code.replaceAll('dirname(fileURLToPath(import.meta.url))', 'globalThis.ccCiFolder');
    if (script.includes('import.meta'))
      throw new Error(
        `${name}: of import.meta the bundle knows dirname(fileURLToPath(import.meta.url)) alone`,
      );
    writeFileSync(join(js, name), script);
  }
  const entry = join(work, 'index.js');
  writeFileSync(join(work, 'package.json'), '{"type":"commonjs"}\n');
  writeFileSync(entry, "require('./js/main.js');\n");
  return entry;
}

/**
 * @param {string} out
 * @param {string} entry
 */
function writeStub(out, entry) {
  const shebang = entry === 'cc-ci' ? '#!/usr/bin/env node\n' : '';
  writeFileSync(
    join(out, `${entry}.js`),
    `${shebang}globalThis.ccCiEntry = '${entry}';
globalThis.ccCiFolder = __dirname;
require('./index.js');
`,
  );
  if (shebang !== '') chmodSync(join(out, `${entry}.js`), 0o755);
}

/**
 * `cc-ci` on PATH. A shell script, because a job's image may have no Node on PATH.
 * @param {string} out
 */
function writeLauncher(out) {
  const launcher = join(out, 'bin', 'cc-ci');
  writeFileSync(
    launcher,
    `#!/bin/sh
# CC_CI_NODE: the Node that ran the action, for jobs whose PATH has none.
exec "\${CC_CI_NODE:-node}" "$(dirname -- "$(readlink -f -- "$0")")/../cc-ci.js" "$@"
`,
  );
  chmodSync(launcher, 0o755);
}

/**
 * @param {string} cwd
 * @param {string[]} args
 */
function node(cwd, ...args) {
  execFileSync(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** @returns {Record<string, number>} bytes of each file of a bundle */
export function sizes(/** @type {string} */ out) {
  return Object.fromEntries(
    readdirSync(out)
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, readFileSync(join(out, name)).length]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = resolve(process.argv[2] ?? join(root, 'dist'));
  build(out);
  for (const [name, bytes] of Object.entries(sizes(out)))
    console.log(`${String(bytes).padStart(9)}  ${name}`);
}
