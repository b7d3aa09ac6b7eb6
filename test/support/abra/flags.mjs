/** Reads a command line as cobra and pflag do: unknown flags, missing values and wrong numbers of arguments are errors. */
import { Fatal } from './log.mjs';

/**
 * @typedef {object} Flag
 * @property {string} name
 * @property {string} [short]
 * @property {'bool' | 'string'} type
 *
 * @typedef {Readonly<Record<string, string | boolean | undefined>>} Flags by long name
 *
 * @typedef {object} Parsed
 * @property {readonly string[]} args
 * @property {Flags} flags
 */

/**
 * @param {readonly string[]} tokens
 * @param {readonly Flag[]} known
 * @returns {Parsed}
 */
export function parseFlags(tokens, known) {
  /** @type {Record<string, string | boolean>} */
  const flags = {};
  /** @type {string[]} */
  const args = [];
  const rest = [...tokens];
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    if (token === '--') {
      args.push(...rest);
      break;
    }
    if (token.startsWith('--')) Object.assign(flags, longFlag(token, rest, known));
    else if (token.startsWith('-') && token.length > 1) Object.assign(flags, shortFlags(token, rest, known));
    else args.push(token);
  }
  return { args, flags };
}

/**
 * `--name`, `--name=value`, `--name value`.
 * @param {string} token
 * @param {string[]} rest what follows; the value is taken from it
 * @param {readonly Flag[]} known
 */
function longFlag(token, rest, known) {
  const [name = '', ...values] = token.slice(2).split('=');
  const flag = known.find((candidate) => candidate.name === name);
  if (!flag) throw new Fatal(`unknown flag: --${name}`);
  const given = values.length > 0 ? values.join('=') : undefined;
  if (flag.type === 'bool') return { [flag.name]: booleanOf(given ?? 'true', `--${name}`) };
  const value = given ?? rest.shift();
  if (value === undefined) throw new Fatal(`flag needs an argument: --${name}`);
  return { [flag.name]: value };
}

/**
 * `-nCo`, `-sdefault`, `-s default`.
 * @param {string} token
 * @param {string[]} rest
 * @param {readonly Flag[]} known
 */
function shortFlags(token, rest, known) {
  /** @type {Record<string, string | boolean>} */
  const flags = {};
  for (let at = 1; at < token.length; at += 1) {
    const letter = token[at];
    const flag = known.find(({ short }) => short === letter);
    if (!flag) throw new Fatal(`unknown shorthand flag: '${letter}' in ${token}`);
    if (flag.type === 'bool') {
      flags[flag.name] = true;
      continue;
    }
    const value = token.slice(at + 1).replace(/^=/, '') || rest.shift();
    if (value === undefined) throw new Fatal(`flag needs an argument: '${letter}' in ${token}`);
    flags[flag.name] = value;
    break;
  }
  return flags;
}

/**
 * @param {string} text
 * @param {string} flag
 */
function booleanOf(text, flag) {
  if (['true', 't', '1', 'TRUE', 'True'].includes(text)) return true;
  if (['false', 'f', '0', 'FALSE', 'False'].includes(text)) return false;
  throw new Fatal(
    `invalid argument "${text}" for "${flag}" flag: strconv.ParseBool: parsing "${text}": invalid syntax`,
  );
}

/**
 * @param {readonly string[]} args
 * @param {readonly [number, number]} range
 */
export function checkArgs(args, [least, most]) {
  const fits = args.length >= least && args.length <= most;
  if (fits) return;
  if (most === Number.POSITIVE_INFINITY)
    throw new Fatal(`requires at least ${least} arg(s), only received ${args.length}`);
  if (least === most) throw new Fatal(`accepts ${least} arg(s), received ${args.length}`);
  throw new Fatal(`accepts between ${least} and ${most} arg(s), received ${args.length}`);
}
