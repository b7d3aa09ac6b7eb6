/** Reads the command line as abra would, does what it says, and exits with 0 or 1: abra knows no finer codes. */
import { appendFileSync } from 'node:fs';
import { ALIASES, COMMANDS, GLOBAL_FLAGS, NOT_EMULATED } from './commands.mjs';
import { abraDirOf, makeFolders } from './context.mjs';
import { checkArgs, parseFlags } from './flags.mjs';
import { Fatal, fatal, print } from './log.mjs';
import { modesIn } from './modes.mjs';

export const VERSION = '0.13.0-beta-06a57de';

/** @typedef {import('./commands.mjs').Command} Command */

const paths = [...COMMANDS.map(({ path }) => path), ...Object.keys(ALIASES), ...NOT_EMULATED];

/**
 * @param {readonly string[]} tokens
 * @returns {{ path: string, rest: readonly string[] }} the longest command path, and all other tokens in their order
 */
function findCommand(tokens) {
  let path = '';
  /** @type {string[]} */
  const rest = [];
  for (const [at, token] of tokens.entries()) {
    if (token.startsWith('-') && token !== '--') {
      rest.push(token);
      continue;
    }
    const longer = path === '' ? token : `${path} ${token}`;
    if (!paths.some((known) => known === longer || known.startsWith(`${longer} `)))
      return { path, rest: [...rest, ...tokens.slice(at)] };
    path = longer;
  }
  return { path, rest };
}

/**
 * @param {readonly string[]} tokens
 * @returns {Promise<void>}
 */
async function main(tokens) {
  if (tokens.length === 1 && tokens[0] === '--emulator') return print('ABRA_EMULATOR=1');
  const { path, rest } = findCommand(tokens);
  if (path === '' && rest.some((token) => token === '--version' || token === '-v')) return print(VERSION);
  if (NOT_EMULATED.includes(path)) throw new Fatal(`the emulator has no ${path}: abra does`);
  const command = COMMANDS.find((known) => known.path === (ALIASES[path] ?? path));
  if (!command) return group(path, rest);
  const { args, flags } = parseFlags(rest, [...GLOBAL_FLAGS, ...command.flags]);
  if (flags.help) return print(usageOf(command));
  checkArgs(args, command.args);
  const context = { args, flags, abraDir: abraDirOf(process.env), modes: modesIn(process.env) };
  makeFolders(context);
  await command.act(context);
}

/**
 * `abra`, `abra app`: their commands, where nothing else was asked.
 * @param {string} path
 * @param {readonly string[]} rest
 */
function group(path, rest) {
  const { args } = parseFlags(rest, GLOBAL_FLAGS);
  if (args[0] !== undefined)
    throw new Fatal(`unknown command "${args[0]}" for "abra${path === '' ? '' : ` ${path}`}"`);
  const below = COMMANDS.filter((command) => command.path.startsWith(path));
  print(`Usage:\n${below.map((command) => `  abra ${command.path}`).join('\n')}`);
}

/** @param {Command} command */
function usageOf({ path, flags }) {
  const lines = [...flags, ...GLOBAL_FLAGS].map(
    ({ name, short, type }) =>
      `  ${short === undefined ? '    ' : `-${short}, `}--${name}${type === 'string' ? ' string' : ''}`,
  );
  return `Usage:\n  abra ${path} [flags]\n\nFlags:\n${lines.join('\n')}`;
}

/** @param {number} code what this call came to, for tests that ask what was called */
function note(code) {
  if (!process.env.ABRA_EMULATOR_LOG) return;
  const call = {
    args: process.argv.slice(2),
    code,
    tty: Boolean(process.stdin.isTTY),
    lang: process.env.LANG ?? '',
  };
  appendFileSync(process.env.ABRA_EMULATOR_LOG, `${JSON.stringify(call)}\n`);
}

try {
  await main(process.argv.slice(2));
  note(0);
} catch (error) {
  fatal(
    error instanceof Fatal
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error),
  );
  note(1);
  process.exitCode = 1;
}
