// `node scripts/schemas.mjs [--check]`: schemas/*.schema.json and docs/manifest.md, generated from the schemas in src/. --check fails on drift.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { manifestPage } from './schemas/manifest-page.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Where each schema stands in src/, and how the published one calls itself. */
const published = [
  {
    target: 'schemas/results.schema.json',
    source: 'report/results',
    name: 'Results',
    title: 'cc-ci-action results',
    description: 'What a recipe run found: results.json (docs/recipe.md).',
  },
  {
    target: 'schemas/cc-ci.schema.json',
    source: 'recipe/manifest/schema',
    name: 'ManifestFile',
    title: 'cc-ci.yml',
    description: 'How a recipe is tested (docs/manifest.md).',
  },
];

/** @returns {Promise<Map<string, string>>} text by path from the root */
export async function generatedSchemas() {
  const { toJsonSchema } = await import('@valibot/to-json-schema');
  const modules = await compiled(published.map(({ source }) => source));
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const [at, { target, name, title, description }] of published.entries()) {
    // What is checked by a function of ours has no words in JSON Schema.
    const schema = toJsonSchema(modules[at]?.[name], {
      target: 'draft-2020-12',
      typeMode: 'input',
      ignoreActions: ['check', 'finite'],
    });
    const { $schema, ...rest } = schema;
    const whole = {
      $schema: $schema ?? 'https://json-schema.org/draft/2020-12/schema',
      title,
      description,
      ...rest,
    };
    files.set(target, `${JSON.stringify(whole, null, 2)}\n`);
    if (name === 'ManifestFile')
      files.set(
        'docs/manifest.md',
        manifestPage(/** @type {import('./schemas/manifest-page.mjs').Schema} */ (rest)),
      );
  }
  return files;
}

/**
 * The modules as Node can load them; in a folder of their own, so that a build at the same time is not disturbed.
 * @param {readonly string[]} sources below src, without their ending
 * @returns {Promise<any[]>}
 */
async function compiled(sources) {
  const out = join(root, 'build', `schemas-${process.pid}`);
  mkdirSync(out, { recursive: true });
  try {
    const options = [
      '--target',
      'ES2022',
      '--module',
      'NodeNext',
      '--moduleResolution',
      'NodeNext',
      '--noCheck',
    ];
    const files = sources.map((source) => join(root, 'src', `${source}.ts`));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const paths = ['--rootDir', join(root, 'src'), '--outDir', out];
    execFileSync(process.execPath, [tsc, ...options, ...paths, ...files], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return await Promise.all(sources.map((source) => import(pathToFileURL(join(out, `${source}.js`)).href)));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * @param {string} path from the root
 * @returns {string} what is committed; empty where there is nothing
 */
function committed(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await generatedSchemas()) {
    if (committed(path) === text) continue;
    if (process.argv.includes('--check')) {
      console.error(
        `${path} differs from its schema in src/: run \`node scripts/schemas.mjs\` and commit it`,
      );
      process.exitCode = 1;
    } else writeFileSync(join(root, path), text);
  }
}
