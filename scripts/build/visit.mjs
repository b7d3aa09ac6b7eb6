/**
 * The program of the browser checks, beside the bundle: it runs as a process of its own, so it can't be a chunk.
 * playwright-core comes along as its files are, minified: it reads package.json and browsers.json relative to itself and loads
 * its halves by computed names, which no bundler follows.
 */
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { minifySync } from 'rolldown/utils';

/** What it takes to drive a browser: the trace viewer, the recorder and the command line stay out. */
const AS_THEY_ARE = [
  'package.json',
  'browsers.json',
  'index.js',
  'LICENSE',
  'NOTICE',
  'ThirdPartyNotices.txt',
  'lib/bootstrap.js',
  'lib/utilsBundle.js.LICENSE',
];
const MINIFIED = ['lib/coreBundle.js', 'lib/utilsBundle.js'];

/**
 * @param {string} root the repository
 * @param {string} out the bundle's folder
 */
export function addVisit(root, out) {
  const visit = join(out, 'visit');
  cpSync(join(root, 'src/recipe/checks/browser/visit'), visit, { recursive: true });
  const from = join(root, 'node_modules/playwright-core');
  const to = join(visit, 'playwright-core');
  mkdirSync(join(to, 'lib'), { recursive: true });
  for (const file of AS_THEY_ARE) copyFileSync(join(from, file), join(to, file));
  for (const file of MINIFIED) minify(join(from, file), join(to, file));
}

/**
 * @param {string} from
 * @param {string} to
 */
function minify(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  // `.cjs`: the package has no "type", so its files are scripts.
  const { code, errors } = minifySync(`${from.slice(0, -'.js'.length)}.cjs`, readFileSync(from, 'utf8'), {
    // Playwright's messages name its classes: `page.click: Timeout 5000ms exceeded`.
    compress: { keepNames: { function: false, class: true } },
    mangle: { keepNames: { function: false, class: true } },
  });
  if (errors.length > 0) throw new Error(`${from} can't be minified: ${errors[0]?.message}`);
  writeFileSync(to, code);
}
