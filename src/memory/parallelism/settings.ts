/** Reads and writes a tool's setting in a variable that may hold more than that; what else the user wrote there is kept. */

import type { Amount, Setting } from './tools.js';

/** A user's own setting: that it is there, and its number where it says one. */
export type Own = { readonly text: string; readonly number: number | undefined };

type Env = Readonly<Record<string, string | undefined>>;

/** @returns the setting as `env` has it; undefined where it has none. */
export function ownSetting(setting: Setting, env: Env): Own | undefined {
  const value = env[setting.variable]?.trim() ?? '';
  if (value === '') return undefined;
  // Whatever it says (`default`, `-2`), it is the user's.
  if (setting.form === 'whole') return { text: value, number: numberOf(setting.own.exec(value)) };
  for (const part of flagsOf(setting, value)) {
    const match = setting.own.exec(part);
    if (match !== null) return { text: part.trim(), number: numberOf(match) };
  }
  return undefined;
}

/** @returns the variable's new value: the setting, with what else `env` has there. */
export function written(setting: Setting, amount: Amount, env: Env): string {
  const value = env[setting.variable]?.trim() ?? '';
  const text = setting.write(amount);
  if (setting.form === 'whole' || value === '') return text;
  const parts = flagsOf(setting, value);
  const rest = parts.filter((part) => !setting.own.test(part));
  // As it is, with quotes and all, where nothing has to go.
  if (rest.length === parts.length && setting.variable !== 'MAKEFLAGS')
    return `${value}${setting.form === 'lines' ? '\n' : ' '}${text}`;
  if (setting.form === 'lines') return [...rest, text].join('\n');
  if (setting.variable !== 'MAKEFLAGS') return [...rest, text].join(' ');
  return [text, ...rest, ...definitionsOf(value)].join(' ');
}

/**
 * Credentials are written into some of these variables (`access-tokens` of Nix, `-Dpassword=` of Java tools). What is exported
 * for later steps lies in a file of the runner's, so such a value is never added to.
 */
export function mayHoldCredential(value: string): boolean {
  // Nearly always, and compiling the expression takes longer than all else here.
  if (value === '') return false;
  return /token|passw|secret|credential|auth|netrc|apikey|api[-_]key|:\/\/[^/\s]*@/i.test(value);
}

function numberOf(match: RegExpExecArray | null): number | undefined {
  const digits = match?.slice(1).find((group) => group !== undefined && group !== '');
  const value = digits === undefined ? Number.NaN : Number(digits);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function flagsOf(setting: Setting, value: string): readonly string[] {
  if (setting.form === 'lines') return value.split('\n');
  const words = value.split(/\s+/);
  return setting.variable === 'MAKEFLAGS' ? makeFlags(words) : joined(words, setting.own);
}

/** `-j 4` is one setting in two words, as `-j4` is in one. */
function joined(words: readonly string[], own: RegExp): readonly string[] {
  const parts: string[] = [];
  for (const word of words) {
    const last = parts.at(-1);
    if (
      last !== undefined &&
      /^\d+(?:\.\d+)?C?$/.test(word) &&
      /^-/.test(last) &&
      own.test(last) &&
      !/\d$/.test(last)
    )
      parts[parts.length - 1] = `${last}${last.startsWith('--') ? '=' : ''}${word}`;
    else parts.push(word);
  }
  return parts;
}

/**
 * make's own form: letters without a dash in the first word, definitions of variables after `--`. A word without a dash
 * anywhere but first would be dropped (GNU make 4.3: `-j4 k` loses the k), so the first gets one.
 */
function makeFlags(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  const flags = joined(end < 0 ? words : words.slice(0, end), /^(?:-j|--jobs)$/);
  return flags.map((word, index) => (index === 0 && /^[A-Za-z]+\d*$/.test(word) ? `-${word}` : word));
}

/** From `--` on. */
function definitionsOf(value: string): readonly string[] {
  const found = /(?:^|\s)(--(?:\s.*)?)$/s.exec(value);
  return found?.[1] === undefined ? [] : [found[1]];
}
