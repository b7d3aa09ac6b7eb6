/** What is wrong at places where data should be, or should be spoiled, as a finding. Pure. */

import type { Finding } from '../../report/results.js';
import type { Marker, Slot, Values } from './marker.js';
import type { Found } from './place.js';

export type Problem = {
  readonly marker: Marker;
  /** `kept should be "a1", found nothing`. */
  readonly words: string;
  readonly evidence: readonly string[];
};

type Held = Readonly<Partial<Record<Slot, Found>>>;

/** @returns what differs from what was written. */
export function lossWords(found: Held, values: Values): string | undefined {
  const wrong = slotsIn(found).filter((slot) => {
    const there = found[slot];
    return there?.kind !== 'value' || there.value !== values[slot];
  });
  if (wrong.length === 0) return undefined;
  return wrong
    .map((slot) => `${slot} should be "${values[slot]}", found ${foundWords(found[slot])}`)
    .join('; ');
}

/** @returns what still reads as it was written. */
export function unspoiledWords(found: Held, values: Values): string | undefined {
  const still: string[] = [];
  if (found.kept?.kind === 'value' && found.kept.value === values.kept) still.push('kept is unchanged');
  if (found.lost?.kind === 'value') still.push(`lost is still there, as ${foundWords(found.lost)}`);
  return still.length === 0 ? undefined : still.join('; ');
}

function slotsIn(found: Held): readonly Slot[] {
  return (['kept', 'lost'] as const).filter((slot) => found[slot] !== undefined);
}

function foundWords(found: Found | undefined): string {
  if (found === undefined) return 'nothing';
  return found.kind === 'value' ? `"${found.value}"` : found.words;
}

export function notWritten(problems: readonly Problem[], of: number): Finding | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  // What was found out by ourselves says nothing about the recipe when it doesn't work.
  const blame = problems.some(({ marker }) => marker.isStated) ? 'recipe' : 'harness';
  return {
    ...common(problems),
    code: 'data-not-written',
    blame,
    message: `data could not be written and read back${count(problems, of)}: ${sum(problems)}`,
    remedy: remedyFor(first.marker),
  };
}

export function notSpoiled(problems: readonly Problem[], of: number): Finding | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  return {
    ...common(problems),
    code: 'data-not-written',
    blame: problems.some(({ marker }) => marker.isStated) ? 'recipe' : 'harness',
    message: `data could not be changed and deleted before the restore, which would prove nothing${count(problems, of)}: ${sum(problems)}`,
    remedy: remedyFor(first.marker),
  };
}

export function lost(problems: readonly Problem[], of: number, after: string): Finding | undefined {
  if (problems.length === 0) return undefined;
  const remedy = /restore/i.test(after)
    ? 'See that the labels back up what is named here, that the hooks load the dump again, and that nothing overwrites it after the restore.'
    : 'See that the volumes keep their names and their places in the containers, and that nothing empties them or migrates the data away at the start.';
  return {
    ...common(problems),
    code: 'data-lost',
    blame: 'recipe',
    message: `after ${after}, data is not what was written before${count(problems, of)}: ${sum(problems)}`,
    remedy,
  };
}

function common(problems: readonly Problem[]): Pick<Finding, 'evidence' | 'service'> {
  const services = new Set(
    problems.map(({ marker: { spec } }) => ('service' in spec ? spec.service : undefined)),
  );
  const [service] = services;
  const lines = problems.flatMap(({ marker, words, evidence }) => [`${marker.name}: ${words}`, ...evidence]);
  return {
    ...(services.size === 1 && service !== undefined ? { service } : {}),
    evidence: lines.filter((line) => line.trim() !== ''),
  };
}

function count(problems: readonly Problem[], of: number): string {
  return of === 1 ? '' : ` at ${problems.length} of ${of} places`;
}

/** The first one whole; the others are in the evidence. */
function sum([first, ...others]: readonly Problem[]): string {
  const words = first === undefined ? '' : `${first.marker.name}: ${first.words}`;
  return others.length === 0 ? words : `${words} (and ${others.map(({ marker }) => marker.name).join(', ')})`;
}

function remedyFor({ spec, isStated }: Marker): string {
  if (!isStated && spec.kind === 'sql')
    return `Say how to reach the database in cc-ci.yml: data: [{sql: {engine: ${spec.engine}, service: ${spec.service}, database: …, user: …, password-file: …}}].`;
  if (!isStated) return 'Name a place of the recipe’s own under data: in cc-ci.yml.';
  return 'Correct the marker under data: in cc-ci.yml; what is written has to be readable at once.';
}
