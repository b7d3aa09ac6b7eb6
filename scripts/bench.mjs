// `npm run bench [-- NAME [--runs N] [--json FILE] …]`: lists the benchmarks of bench/, or runs one.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @returns {string[]} */
function names() {
  return readdirSync(join(root, 'bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
}

/**
 * What a benchmark measures: its module's first sentence.
 * @param {string} name
 */
function summaryOf(name) {
  const head = readFileSync(join(root, 'bench', `${name}.ts`), 'utf8');
  return /^\/\*\*\s*([\s\S]*?)\s*\*\//.exec(head)?.[1]?.replace(/\s*\n \*\s*/g, ' ') ?? '';
}

/** @param {(line: string) => void} print */
function list(print) {
  print('npm run bench -- NAME [--runs N] [--json FILE], where NAME is one of');
  for (const name of names()) print(`  ${name.padEnd(8)} ${summaryOf(name)}`);
}

/**
 * @param {string} name
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
async function runBenchmark(name, argv) {
  if (!existsSync(join(root, 'node_modules', 'vite'))) {
    console.error('bench: the dependencies are not installed; run `npm ci` first');
    return 2;
  }
  // The benchmarks share the tests' git server and step runner, which are TypeScript: vite, which vitest brings, runs it.
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(root, 'bench', `${name}.ts`), { root, configFile: false });
  return module.main(argv);
}

const [name, ...argv] = process.argv.slice(2);
if (name === undefined || name === '--help') list(console.log);
// Not merely its code: what a stopped benchmark left under way must not keep us here.
else if (names().includes(name)) process.exit(await runBenchmark(name, argv));
else {
  console.error(`bench: there is no benchmark ${name}`);
  list(console.error);
  process.exitCode = 2;
}
