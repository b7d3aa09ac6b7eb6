/** A piece of data of our own in an app, and the plan of where they are. */

import type { MarkerSpec } from '../manifest/model.js';

/** A place with the values that are there: `kept` is changed and `lost` deleted between backup and restore. */
export type Marker = {
  readonly spec: MarkerSpec;
  /** For people: `file content/.cc-ci-marker`, `table of db`. */
  readonly name: string;
  /** By cc-ci.yml; false where it was found out. */
  readonly isStated: boolean;
};

export type DataPlan = {
  /** Have to survive an upgrade. */
  readonly markers: readonly Marker[];
  /** Those of them that a backup holds. */
  readonly backedUp: readonly Marker[];
  /** What is not looked at, and what the manifest could say to change that. Empty: nothing is left out. */
  readonly unverified: readonly string[];
  /** What the stages backup and restore show nothing of, whatever their markers say. */
  readonly gaps: readonly Gap[];
};

export type Gap = {
  readonly stage: 'backup' | 'restore';
  /** True: the stage can't pass with it. False: it is told in the stage's details. */
  readonly isHeldBack: boolean;
  readonly words: string;
};

/** Letters, digits, `.`, `_` and `-`; none is part of another. */
export type Values = { readonly kept: string; readonly lost: string };

export type Slot = keyof Values;

export function markerOf(spec: MarkerSpec, isStated: boolean): Marker {
  return { spec, name: nameOf(spec), isStated };
}

function nameOf(spec: MarkerSpec): string {
  switch (spec.kind) {
    case 'file':
      return `file ${spec.volume}/${spec.path}`;
    case 'sql':
      return `table of ${spec.service}`;
    case 'http':
      return `${spec.write.method} ${spec.write.path}`;
    case 'exec':
      return `\`${spec.write.join(' ').slice(0, 60)}\` in ${spec.service}`;
  }
}

type Asked = MarkerSpec & { readonly kind: 'http' | 'exec' };

/**
 * Which values a place holds. What is written by requests or commands may hold one at a time: two only where they are told
 * apart, by `{name}` in write or `{marker}` in read, and one can be removed.
 */
export function slotsOf(spec: MarkerSpec): readonly Slot[] {
  if (spec.kind === 'file' || spec.kind === 'sql') return ['kept', 'lost'];
  return spec.remove !== undefined && (isKeyedByName(spec) || mentions(spec.read, '{marker}'))
    ? ['kept', 'lost']
    : ['kept'];
}

/** Written again under its name, a value replaces the one before. */
export function isKeyedByName(spec: Asked): boolean {
  return mentions(spec.write, '{name}');
}

/** False where a value can neither be replaced nor removed: each has a place of its own, and there is no `remove`. */
export function canSpoil(spec: MarkerSpec): boolean {
  if (spec.kind === 'file' || spec.kind === 'sql') return true;
  return spec.remove !== undefined || isKeyedByName(spec) || !mentions(spec.read, '{marker}');
}

function mentions(part: object, placeholder: string): boolean {
  return JSON.stringify(part).includes(placeholder);
}
