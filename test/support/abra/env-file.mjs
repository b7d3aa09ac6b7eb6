/** Reads and writes an app's `.env`: quotes, `$VAR` and `${VAR}` of earlier lines, and a secret's modifiers in comments. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Fatal } from './log.mjs';

/**
 * @typedef {object} EnvFile
 * @property {Readonly<Record<string, string>>} values
 * @property {Readonly<Record<string, Readonly<Record<string, string>>>>} modifiers by key: `SECRET_X_VERSION=v1 # length=32`
 */

/**
 * @param {string} path
 * @returns {EnvFile}
 */
export function readEnvFile(path) {
  /** @type {Record<string, string>} */
  const values = {};
  /** @type {Record<string, Record<string, string>>} */
  const modifiers = {};
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (/^\s*(#|$)/.test(line)) return;
      const found = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line);
      if (!found) throw new Fatal(`unable to read ${path}: line ${index + 1} is no assignment: ${line}`);
      const [, key = '', raw = ''] = found;
      const { value, comment } = splitValue(raw, values);
      values[key] = value;
      modifiers[key] = Object.fromEntries(
        [...comment.matchAll(/([a-z]+)=(\S+)/g)].map(([, name, text]) => [name, text]),
      );
    });
  return { values, modifiers };
}

/**
 * @param {string} raw what stands behind the `=`
 * @param {Readonly<Record<string, string>>} earlier
 */
function splitValue(raw, earlier) {
  const single = /^'([^']*)'\s*(?:#(.*))?$/.exec(raw);
  if (single) return { value: single[1] ?? '', comment: single[2] ?? '' };
  const double = /^"((?:[^"\\]|\\.)*)"\s*(?:#(.*))?$/.exec(raw);
  if (double) {
    const text = (double[1] ?? '').replace(/\\(["\\])/g, '$1').replaceAll('\\n', '\n');
    return { value: expand(text, earlier), comment: double[2] ?? '' };
  }
  const plain = /^(.*?)(?:(?:^|\s+)#(.*))?$/.exec(raw);
  return { value: expand((plain?.[1] ?? '').trim(), earlier), comment: plain?.[2] ?? '' };
}

/**
 * @param {string} text
 * @param {Readonly<Record<string, string>>} values
 */
function expand(text, values) {
  return text.replace(/\\\$|\$\{(\w+)\}|\$([A-Za-z_]\w*)/g, (all, braced, bare) =>
    all === '\\$' ? '$' : (values[braced ?? bare] ?? ''),
  );
}

/**
 * Notes in TYPE (or RECIPE) which version was deployed: `TYPE=name:version`. Nothing else of the file changes.
 * @param {string} path
 * @param {string} recipe
 * @param {string} version
 */
export function writeVersion(path, recipe, version) {
  const text = readFileSync(path, 'utf8');
  const written = text.replace(/^(TYPE|RECIPE)=\S*/m, (_, key) => `${key}=${recipe}:${version}`);
  if (written !== text) writeFileSync(path, written);
}
