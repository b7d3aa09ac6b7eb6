/** Whether a text is what the manifest says: contains, matches, or has a value at a place of its JSON. Pure. */

import { runInNewContext } from 'node:vm';
import type { BodySpec } from '../manifest/model.js';

/** A regular expression sees no more of a body than this. */
const MATCH_CHARACTERS = 64 * 1024;
/** Some expressions take for ever on some texts; V8 can be stopped in the middle of one. */
const MATCH_MS = 1_000;
const QUOTED = 80;

/** @returns why the body isn't what it should be, to follow "its body"; undefined when it is. */
export function bodyProblem(body: string, spec: BodySpec): string | undefined {
  return (
    (spec.contains === undefined ? undefined : containsProblem(body, spec.contains)) ??
    (spec.matches === undefined ? undefined : matchProblem(body, spec.matches)) ??
    (spec.json === undefined ? undefined : jsonProblem(body, spec.json))
  );
}

function containsProblem(body: string, text: string): string | undefined {
  return body.includes(text) ? undefined : `does not contain ${quoted(text)}`;
}

function matchProblem(body: string, pattern: string): string | undefined {
  const text = body.slice(0, MATCH_CHARACTERS);
  try {
    // A context of its own for its time limit alone: two texts go in, a boolean comes out.
    const isMatch = runInNewContext(
      'new RegExp(pattern).test(text)',
      { pattern, text },
      { timeout: MATCH_MS },
    );
    if (isMatch === true) return undefined;
    const within = body.length > MATCH_CHARACTERS ? ` within its first ${MATCH_CHARACTERS} characters` : '';
    return `does not match /${pattern}/${within}`;
  } catch (error) {
    // Errors of another context are no instances of this one's classes.
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return `can't be matched with /${pattern}/ within ${MATCH_MS / 1000} s: repeat less inside of repetitions`;
    return `can't be matched: ${String(message)}`;
  }
}

type Json = { readonly path: string; readonly equals: string | number | boolean | null };

function jsonProblem(body: string, { path, equals }: Json): string | undefined {
  const segments = parseJsonPath(path);
  if (segments === undefined)
    return `can't be looked into at ${quoted(path)}: write a path like status.db or items[0].name`;
  let value: unknown;
  try {
    value = JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return body.trim() === '' ? 'is empty, expected JSON' : `is not JSON, it begins ${quoted(body.trim())}`;
  }
  let at = '';
  for (const segment of segments) {
    const inside = childOf(value, segment);
    if (inside === undefined) return `has no ${path}: ${at === '' ? 'it' : at} ${whatIsThere(value)}`;
    value = inside.value;
    at += typeof segment === 'number' ? `[${segment}]` : `${at === '' ? '' : '.'}${segment}`;
  }
  return value === equals
    ? undefined
    : `has ${quoted(JSON.stringify(value))} at ${path}, expected ${JSON.stringify(equals)}`;
}

/** Own properties alone: `__proto__` and `length` are no data. */
function childOf(value: unknown, segment: string | number): { readonly value: unknown } | undefined {
  if (typeof segment === 'number')
    return Array.isArray(value) && segment < value.length ? { value: value[segment] } : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, segment) ? { value: (value as Record<string, unknown>)[segment] } : undefined;
}

function whatIsThere(value: unknown): string {
  if (Array.isArray(value)) return `is a list of ${value.length}`;
  if (typeof value !== 'object' || value === null) return `is ${quoted(JSON.stringify(value))}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'is empty' : `has ${quotedEnd(keys.join(', '))}`;
}

/**
 * @param path names joined by dots, and indexes in brackets: `status.db`, `items[0].name`, `[0]`.
 * @returns its steps; undefined when it isn't one.
 */
export function parseJsonPath(path: string): readonly (string | number)[] | undefined {
  if (!/^(?:[^\s.[\]]+|\[\d{1,9}\])(?:\.[^\s.[\]]+|\[\d{1,9}\])*$/.test(path)) return undefined;
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([text, index]) =>
    index === undefined ? text : Number(index),
  );
}

function quoted(text: string): string {
  return text.startsWith('"') ? quotedEnd(text) : JSON.stringify(quotedEnd(text));
}

function quotedEnd(text: string): string {
  return text.length > QUOTED ? `${text.slice(0, QUOTED)} …` : text;
}
