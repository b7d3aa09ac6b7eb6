/** Which tool a command is, from its argv or from a script's text. */

import type { ToolName } from '../model.js';

const PROGRAMS: Readonly<Record<string, ToolName>> = {
  cargo: 'cargo',
  cross: 'cargo',
  make: 'make',
  gmake: 'make',
  cmake: 'cmake',
  ninja: 'ninja',
  'ninja-build': 'ninja',
  go: 'go',
  nix: 'nix',
  'nix-build': 'nix',
  'nix-shell': 'nix',
  'nix-store': 'nix',
  node: 'node',
  npm: 'node',
  npx: 'node',
  pnpm: 'node',
  yarn: 'node',
  tsc: 'node',
  jest: 'node',
  vitest: 'node',
  webpack: 'node',
  vite: 'node',
  gradle: 'gradle',
  gradlew: 'gradle',
  mvn: 'maven',
  mvnw: 'maven',
  pytest: 'pytest',
  'py.test': 'pytest',
};

const SHELLS = /^(?:ba|da|z|k|a)?sh$/;
/** Programs that run the rest of their arguments; an option of theirs may take a value of its own. */
const PREFIXES: Readonly<Record<string, RegExp>> = {
  env: /^(?:-u|-C|-S)$/,
  nice: /^-n$/,
  ionice: /^-[cnp]$/,
  timeout: /^-[ks]$/,
  time: /^-[fo]$/,
  sudo: /^-[ugCh]$/,
  nohup: /^$/,
  exec: /^-a$/,
  command: /^$/,
  setsid: /^$/,
  stdbuf: /^-[ioe]$/,
  taskset: /^$/,
  'xvfb-run': /^-[nesfp]$/,
};

/** @returns the first tool of the table that the command starts; undefined where it starts none that is known. */
export function toolOf(command: readonly string[] | string): ToolName | undefined {
  return typeof command === 'string' ? toolsOf(command)[0] : toolOfArgv(command);
}

/** All tools that a script starts, each once, in order. */
export function toolsOf(script: string): readonly ToolName[] {
  const found = commandsOf(script).map((words) => toolOfArgv(words));
  return [...new Set(found.filter((tool): tool is ToolName => tool !== undefined))];
}

function toolOfArgv(argv: readonly string[], depth = 0): ToolName | undefined {
  const [program = '', ...rest] = argv.slice(firstWord(argv));
  const name = program.slice(program.lastIndexOf('/') + 1);
  // A chain of prefixes that doesn't end is nobody's command.
  if (depth > 8) return undefined;
  const tool = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  if (tool !== undefined) return tool;
  if (name.startsWith('cargo-')) return 'cargo';
  if (/^python[\d.]*$/.test(name)) return rest[0] === '-m' && rest[1] === 'pytest' ? 'pytest' : undefined;
  if (SHELLS.test(name)) return toolOfShell(rest);
  const valued = Object.hasOwn(PREFIXES, name) ? PREFIXES[name] : undefined;
  return valued === undefined ? undefined : toolOfArgv(afterOptions(name, rest, valued), depth + 1);
}

/** `bash -euc 'script'`. */
function toolOfShell(args: readonly string[]): ToolName | undefined {
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  return at < 0 ? undefined : toolOf(args[at + 1] ?? '');
}

/** Past `NAME=value`. */
function firstWord(words: readonly string[]): number {
  const at = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  return at < 0 ? words.length : at;
}

function afterOptions(name: string, args: readonly string[], valued: RegExp): readonly string[] {
  let at = 0;
  while (args[at]?.startsWith('-')) at += valued.test(args[at] ?? '') ? 2 : 1;
  // The duration, the mask of CPUs.
  return args.slice(name === 'timeout' || name === 'taskset' ? at + 1 : at);
}

/** Words of each simple command, as far as a look can tell: quotes are taken off, comments left out, nothing is expanded. */
function commandsOf(script: string): readonly (readonly string[])[] {
  const plain = script.replaceAll('\\\n', ' ').replace(/(^|\s)#.*$/gm, '$1');
  return plain
    .split(/\n|;|&&|\|\|?|&|\$\(|`|[(){}]/)
    .map((command) => command.trim().split(/\s+/).map(unquoted))
    .map((words) => words.slice(words.findIndex((word) => !KEYWORDS.has(word))))
    .filter((words) => words[0] !== undefined && words[0] !== '');
}

const KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', 'time']);

function unquoted(word: string): string {
  return word.replace(/^(['"])(.*)\1$/, '$2');
}
