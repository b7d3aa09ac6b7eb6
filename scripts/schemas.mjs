// `node scripts/schemas.mjs [--check]`: schemas/results.schema.json, generated from src/report/results.ts. --check fails on drift.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'schemas', 'results.schema.json');

/** @returns {Promise<string>} the text of schemas/results.schema.json */
export async function resultsSchema() {
  const { toJsonSchema } = await import('@valibot/to-json-schema');
  const { Results } = await compiledResults();
  const schema = toJsonSchema(Results, { target: 'draft-2020-12' });
  const { $schema, ...rest } = schema;
  const whole = {
    $schema: $schema ?? 'https://json-schema.org/draft/2020-12/schema',
    title: 'cc-ci-action results',
    description: 'What a recipe run found: results.json (docs/recipe.md).',
    ...rest,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/**
 * The module as Node can load it; in a folder of its own, so that a build at the same time is not disturbed.
 * @returns {Promise<typeof import('../src/report/results.js')>}
 */
async function compiledResults() {
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
      '--strict',
    ];
    const source = join(root, 'src', 'report', 'results.ts');
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    execFileSync(process.execPath, [tsc, ...options, '--skipLibCheck', '--outDir', out, source], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return await import(pathToFileURL(join(out, 'results.js')).href);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @returns {string} what is committed; empty where there is nothing */
function committed() {
  try {
    return readFileSync(target, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const generated = await resultsSchema();
  if (!process.argv.includes('--check')) writeFileSync(target, generated);
  else if (committed() !== generated) {
    console.error(
      'schemas/results.schema.json differs from src/report/results.ts: run `node scripts/schemas.mjs` and commit it',
    );
    process.exitCode = 1;
  }
}
