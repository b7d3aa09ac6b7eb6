/** What the schema finds wrong, in sentences. */

import type * as v from 'valibot';
import { entries, type Tree } from '../format/yaml-tree.js';
import { type Path, type Problem, shorten, showPath } from './places.js';

type Issue = v.BaseIssue<unknown>;

/** @returns `health.timeout is 60, and has to be a length of time such as …`, with its path. */
export function problemOf(issue: Issue): Problem {
  const items = issue.path ?? [];
  const path: Path = items.map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const at = path.length === 0 ? 'the file' : showPath(path);
  const isMapping = issue.type === 'strict_object';
  if (isMapping && issue.expected === 'never') return unknownKey(path, issue.message);
  if (isMapping && issue.received === 'undefined') return missingKey(path);
  const isKey = items.at(-1)?.origin === 'key';
  const message = isKey
    ? `${showPath(path.slice(0, -1))} has ${JSON.stringify(shorten(String(path.at(-1))))}, and that has to be ${issue.message}`
    : `${at} is ${shown(issue.input)}, and has to be ${issue.message}`;
  return { path, isKey, message };
}

function unknownKey(path: Path, hint: string): Problem {
  const key = JSON.stringify(shorten(String(path.at(-1))));
  return { path, isKey: true, message: `${owner(path)} has no key ${key}: ${hint}` };
}

function missingKey(path: Path): Problem {
  return { path: path.slice(0, -1), message: `${owner(path)} has to have the key ${String(path.at(-1))}` };
}

function owner(path: Path): string {
  return path.length <= 1 ? 'the file' : showPath(path.slice(0, -1));
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string') return JSON.stringify(shorten(withoutPassword(value)));
  if (typeof value !== 'object') return String(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty mapping';
  return `a mapping with ${shorten(keys.map((key) => JSON.stringify(key).slice(1, -1)).join(', '))}`;
}

/** `https://user:token@host`, which is refused, goes into a log that more people read than the file. */
function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/\s]*@/g, '//…@');
}

/** Names that every object has: a check for unknown keys doesn't see them, and no key of ours is called so. */
export function inheritedKeys(tree: Tree, path: Path = []): readonly Problem[] {
  if (tree.kind === 'list') return tree.items.flatMap((item, index) => inheritedKeys(item, [...path, index]));
  return entries(tree).flatMap(([key, { value }]) => {
    const below = [...path, key];
    const isInherited = key in Object.prototype || key === 'prototype';
    return isInherited ? [unknownKey(below, 'take another name')] : inheritedKeys(value, below);
  });
}
