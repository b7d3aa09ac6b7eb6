// `npm run check [-- --json FILE] [-- NAME …]`: types, lint, layering, generated files, and the committed bundle. One line a check.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { distIsCurrent, distIsSmall, distIsWhole, distStarts } from './check/dist.mjs';
import { generate } from './generate.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * A check returns what is wrong; an empty text is good.
 * @type {readonly {name: string, run: () => string | Promise<string>}[]}
 */
const checks = [
  { name: 'types', run: () => tool('typescript/bin/tsc', '-p', 'tsconfig.json') },
  {
    name: 'types of what ships, against Node 18',
    run: () => tool('typescript/bin/tsc', '-p', 'tsconfig.dist.json', '--noEmit'),
  },
  {
    name: 'format and lint',
    run: () => tool('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--colors=off', '.'),
  },
  {
    name: 'layering and import cycles',
    run: () =>
      tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'src'),
  },
  {
    name: 'generated files',
    run: async () =>
      (await generate(true)).map((path) => `${path} is not up to date: npm run build`).join('\n'),
  },
  { name: 'schemas', run: () => node(join(root, 'scripts', 'schemas.mjs'), '--check') },
  { name: 'version', run: versionsAgree },
  { name: 'dist is current', run: distIsCurrent },
  { name: 'dist is whole', run: distIsWhole },
  { name: 'dist is small', run: distIsSmall },
  {
    name: 'dist starts on Node 18, 20, 22 and 24',
    run: () => distStarts((line) => console.log(`  … ${line}`)),
  },
];

/** @param {string[]} args path below node_modules, then arguments */
function tool(...args) {
  const [path = '', ...rest] = args;
  return node(join(root, 'node_modules', path), ...rest);
}

/** @param {string[]} args */
function node(...args) {
  const ended = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64_000_000,
  });
  return ended.status === 0
    ? ''
    : `${ended.stdout}${ended.stderr}`.trim() || `ended with ${ended.status ?? ended.signal}`;
}

function versionsAgree() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  const source = readFileSync(join(root, 'src', 'lib', 'version.ts'), 'utf8');
  return source.includes(`'${wanted}'`)
    ? ''
    : `src/lib/version.ts does not say ${wanted}, as package.json does`;
}

/** @param {readonly string[]} names none: all */
async function check(names) {
  const results = [];
  for (const { name, run } of checks.filter(
    (entry) => names.length === 0 || names.some((word) => entry.name.includes(word)),
  )) {
    const startedAt = performance.now();
    const output = await Promise.resolve()
      .then(run)
      .catch((error) => (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    const ms = Math.round(performance.now() - startedAt);
    results.push({ name, ok: output === '', ms, output });
    console.log(`${output === '' ? 'ok  ' : 'FAIL'} ${name}  ${(ms / 1000).toFixed(1)} s`);
    if (output !== '') console.log(output.replace(/^/gm, '     '));
  }
  return results;
}

const jsonAt = process.argv.indexOf('--json');
const jsonFile = jsonAt > 0 ? process.argv[jsonAt + 1] : undefined;
const results = await check(
  process.argv.slice(2).filter((word, at) => !word.startsWith('--') && at + 2 !== jsonAt + 1),
);
if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = results.length > 0 && results.every((result) => result.ok) ? 0 : 1;
