/** Reads the rules, YAML with a rule for each job. What isn't understood fails with its line and what is meant, all at once. */

import { closest, distance } from 'fastest-levenshtein';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { UserError } from '../../lib/errors.js';
import { contradictionsOf } from './contradictions.js';
import type { Condition, OutputIs, Path, Placed, Rule } from './model.js';

/** What forges take for a job's id. */
const JOB = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const WORDS = ['required', 'optional'] as const;
const KEYS = ['either', 'mode', 'skippable-when'] as const;

/** Thrown and caught in here: a mistake at a node. */
class Mistake extends Error {
  constructor(
    readonly node: unknown,
    message: string,
  ) {
    super(message);
  }
}

/** @throws UserError with all mistakes: bad YAML, unknown words, and rules that contradict each other. */
export function parseRules(text: string): readonly Rule[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const place = (offset: number | undefined): string => {
    const { line, col } = lineCounter.linePos(offset ?? 0);
    return `input rules, line ${Math.max(line, 1)}, column ${Math.max(col, 1)}`;
  };
  const broken = document.errors.map(({ pos, message }) => `${place(pos[0])}: ${firstLine(message)}`);
  if (broken.length > 0) throw new UserError(broken.join('\n'));
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return [];
  if (!isMap(document.contents))
    throw new UserError(`${place(0)}: the rules are a mapping, a rule for each job, such as lint: required`);
  const mistakes: string[] = [];
  const placed: Placed[] = [];
  for (const pair of document.contents.items) {
    try {
      placed.push({ rule: ruleOf(pair), place: place(offsetOf(pair.key)) });
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      mistakes.push(`${place(offsetOf(error.node) ?? offsetOf(pair.key))}: ${error.message}`);
    }
  }
  mistakes.push(...contradictionsOf(placed));
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
  return placed.map(({ rule }) => rule);
}

function ruleOf(pair: Pair): Rule {
  const name = jobOf(pair.key);
  const { value } = pair;
  if (isMap(value)) return mappingRule(name, value);
  const word = wordOf(value);
  if (word === 'required') return { kind: 'required', job: name, isByDefault: false };
  if (word === 'optional') return { kind: 'optional', job: name };
  throw new Mistake(
    value ?? pair.key,
    `${name}: ${quoted(word)} is no rule: ${meant(word, [...WORDS, ...KEYS])}`,
  );
}

function mappingRule(name: string, map: YAMLMap): Rule {
  const parts = new Map<string, Pair>();
  for (const pair of map.items) {
    const key = wordOf(pair.key);
    if (!KEYS.some((known) => known === key))
      throw new Mistake(
        pair.key,
        `${name} has ${quoted(key)}, which is no part of a rule: ${meant(key, KEYS)}`,
      );
    parts.set(key, pair);
  }
  const [either, when, mode] = [parts.get('either'), parts.get('skippable-when'), parts.get('mode')];
  if (either !== undefined && when !== undefined)
    throw new Mistake(
      when.key,
      `${name} has either and skippable-when: exactly one path may be skipped as it is; leave one of them out`,
    );
  if (either !== undefined) return eitherRule(name, either, mode);
  if (mode !== undefined)
    throw new Mistake(mode.key, `${name} has mode without either: it says which job decides between the two`);
  if (when === undefined) throw new Mistake(map, `${name} says nothing: ${meant('', [...WORDS, ...KEYS])}`);
  return { kind: 'skippable', job: name, when: conditionOf(name, when.value) };
}

function eitherRule(name: string, either: Pair, mode: Pair | undefined): Rule {
  const paths = isSeq(either.value) ? either.value.items : [];
  const [full, offline] = paths;
  if (paths.length !== 2 || full === undefined || offline === undefined)
    throw new Mistake(
      either.value ?? either.key,
      `${name}: either takes two: [the full path's job, the offline path's job]`,
    );
  const modeFrom = mode === undefined ? undefined : jobOf(mode.value);
  return { kind: 'either', name, full: pathOf(name, full), offline: pathOf(name, offline), modeFrom };
}

function pathOf(name: string, node: unknown): Path {
  if (!isSeq(node)) return [jobOf(node)];
  if (node.items.length === 0) throw new Mistake(node, `${name}: a path of either has no job`);
  return node.items.map(jobOf);
}

function conditionOf(name: string, node: unknown): Condition {
  if (isMap(node) && node.items.length > 0)
    return { kind: 'outputs', all: node.items.map((pair) => outputIs(name, pair)) };
  const word = isMap(node) ? '' : wordOf(node);
  if (word === 'always' || word === 'offline') return { kind: word };
  throw new Mistake(
    node,
    `${name}: skippable-when is ${quoted(word)}: accepted are offline, always, or a mapping such as {changes.docs: 'false'}`,
  );
}

function outputIs(name: string, pair: Pair): OutputIs {
  const [, job, output] =
    /^([A-Za-z_][A-Za-z0-9_-]*)\.([A-Za-z_][A-Za-z0-9_-]*)$/.exec(wordOf(pair.key)) ?? [];
  if (job === undefined || output === undefined)
    throw new Mistake(
      pair.key,
      `${name}: skippable-when compares JOB.OUTPUT with a text, such as {changes.docs: 'false'}`,
    );
  if (!isScalar(pair.value) || pair.value.value === null)
    throw new Mistake(
      pair.value ?? pair.key,
      `${name}: skippable-when has no text to compare ${job}.${output} with`,
    );
  return { job, output, is: wordOf(pair.value) };
}

function jobOf(node: unknown): string {
  const word = wordOf(node);
  if (!JOB.test(word)) throw new Mistake(node, `${quoted(word)} is no job's id: letters, digits, - and _`);
  return word;
}

/** A scalar as it was written: `1.10` and `no` stay what they are. */
function wordOf(node: unknown): string {
  if (!isScalar(node)) return '';
  return node.source ?? (node.value === null ? '' : String(node.value));
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function meant(word: string, known: readonly string[]): string {
  const nearest = closest(word, [...known]);
  return word !== '' && distance(word, nearest) <= 3
    ? `did you mean ${nearest}?`
    : `accepted: ${known.join(', ')}`;
}

function quoted(word: string): string {
  return word === '' ? 'this' : JSON.stringify(word.slice(0, 60));
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}
