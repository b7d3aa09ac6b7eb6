// Writes what is generated from the input tables: an action.yml per action and docs/inputs.md. `--check` only compares.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compile } from './build.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @typedef {import('../src/actions/manifests.js').ActionManifest} ActionManifest
 * @param {string} js the folder of compiled modules
 * @returns {Promise<Map<string, string>>} text by path from the root
 */
async function generated(js) {
  const { stringify } = await import('yaml');
  /** @type {{actionManifests: readonly ActionManifest[]}} */
  const { actionManifests } = await import(pathToFileURL(join(js, 'actions', 'manifests.js')).href);
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const manifest of actionManifests)
    files.set(join(manifest.folder, 'action.yml'), actionYml(manifest, stringify));
  files.set('docs/inputs.md', inputsPage(actionManifests));
  return files;
}

/**
 * @param {ActionManifest} manifest
 * @param {(value: unknown, options: object) => string} stringify
 */
function actionYml(manifest, stringify) {
  const dist = relative(manifest.folder, 'dist') || 'dist';
  const inputs = Object.entries(manifest.inputs).map(([name, spec]) => [
    name,
    { description: spec.description, required: false, default: spec.actionDefault ?? spec.default },
  ]);
  const document = {
    name: manifest.name,
    description: manifest.description,
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(
      Object.entries(manifest.outputs).map(([name, description]) => [name, { description }]),
    ),
    runs: {
      using: 'node20',
      main: `${dist}/${manifest.main}`,
      ...(manifest.post === undefined ? {} : { post: `${dist}/${manifest.post}` }),
    },
  };
  return `# Generated from src/actions/manifests.ts by npm run build.\n${stringify(document, { lineWidth: 0, singleQuote: true })}`;
}

/** @param {readonly ActionManifest[]} manifests */
function inputsPage(manifests) {
  const parts = [
    '<!-- Generated from src/actions/manifests.ts by npm run build. -->\n# Inputs and outputs\n',
  ];
  for (const { folder, description, inputs, outputs } of manifests) {
    const name = folder === '.' ? 'The root action' : folder;
    const rows = Object.entries(inputs).map(([input, spec]) =>
      row(`\`${input}\``, code(spec.actionDefault ?? spec.default), said(spec)),
    );
    const results = Object.entries(outputs).map(([output, text]) => row(`\`${output}\``, text));
    parts.push(
      `## ${name}\n\n${description}\n\n| input | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n\n| output | meaning |\n|---|---|\n${results.join('\n')}\n`,
    );
  }
  return parts.join('\n');
}

/** @param {ActionManifest['inputs'][string]} spec */
function said(spec) {
  return spec.later === undefined
    ? spec.description
    : `${spec.description} *(${spec.later}: not in this version)*`;
}

/** @param {string[]} cells */
function row(...cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** @param {string} value */
function code(value) {
  return value === '' ? '–' : `\`${value}\``;
}

/**
 * @param {boolean} isCheck compare only
 * @returns {Promise<string[]>} the files that differ (or differed)
 */
export async function generate(isCheck) {
  mkdirSync(join(root, 'build'), { recursive: true });
  const work = mkdtempSync(join(root, 'build', 'work-'));
  try {
    const files = await generated(compile(work));
    const stale = [...files].filter(
      ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
    );
    if (!isCheck) {
      for (const [path, text] of stale) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    }
    return stale.map(([path]) => path);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes('--check');
  const stale = await generate(isCheck);
  for (const path of stale)
    console.log(isCheck ? `${path} is not up to date: npm run build` : `wrote ${path}`);
  process.exitCode = isCheck && stale.length > 0 ? 1 : 0;
}
