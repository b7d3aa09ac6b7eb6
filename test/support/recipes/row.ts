/** A row of the table of test recipes: what is run, and what has to come of it. */
import type { Finding, StageName, StageResult } from '../../../src/report/results.js';
import type { RecipeSource } from './repository.js';

export type EngineName = 'swarm' | 'abra';

/** What a recipe's files are made from. */
export type Ground = {
  /** nginx, curl and a shell. */
  readonly web: string;
  readonly nginx: string;
  readonly postgres: string;
  /** `127.0.0.1:PORT` of a registry that refuses; empty where the row needs none. */
  readonly registry: string;
};

export type Status = StageResult['status'];
export type Statuses = Readonly<Partial<Record<StageName, Status>>>;

export type ExpectedFinding = {
  readonly stage: StageName;
  readonly code: Finding['code'];
  readonly blame: Finding['blame'];
  /** Left out: the finding names none. */
  readonly service?: string;
  readonly message: RegExp;
  /** Somewhere in the evidence. */
  readonly evidence?: RegExp;
};

export type Expected = {
  /** Every stage of the results; the run is asked for these and no others. */
  readonly stages: Statuses;
  readonly level: number;
  /** The one thing that is wrong; left out: nothing is. */
  readonly finding?: ExpectedFinding;
  /** Each somewhere in the log. */
  readonly log?: readonly RegExp[];
  /** `kind NAME` of what is still there, the stack's own name as STACK. */
  readonly residue?: readonly string[];
};

export type Row = {
  /** A sentence about the recipe. */
  readonly name: string;
  /** What it is in the table for. */
  readonly about: string;
  readonly source: (ground: Ground) => RecipeSource;
  /** Recipes in folders beside it, by the folder's name. */
  readonly beside?: (ground: Ground) => Readonly<Record<string, RecipeSource>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Of the job. */
  readonly env?: Readonly<Record<string, string>>;
  /** A failure of abra's emulator to switch on. */
  readonly mode?: string;
  /** What else has to be there: a registry that answers so, a browser, somebody who holds the app's volume. */
  readonly needs?: { readonly registry?: 404 | 429; readonly chromium?: true; readonly holder?: string };
  readonly expected: Expected;
  /** Where the engine abra differs, and why; or why it has nothing of its own to show here. */
  readonly abra?:
    | { readonly differs: Partial<Expected>; readonly because: string }
    | { readonly without: string };
};

/** Every stage that a recipe gets by itself, green. */
const ALL_PASS = {
  ...{ lint: 'pass', policy: 'pass', install: 'pass', health: 'pass', http: 'pass' },
  ...{ checks: 'not-applicable', upgrade: 'pass', backup: 'pass', restore: 'pass', reinstall: 'pass' },
  ...{ local: 'not-applicable', teardown: 'pass', 'verify-clean': 'pass' },
} as const satisfies Statuses;

/** All stages, with what is different. */
export function all(but: Statuses = {}): Statuses {
  return { ...ALL_PASS, ...but };
}

/** Only these, and those that are always there. */
export function only(stages: Statuses): Statuses {
  return { install: 'pass', ...stages, teardown: 'pass', 'verify-clean': 'pass' };
}

/** @returns what the engine is to show, or why the row isn't for it. */
export function expectedOf(row: Row, engine: EngineName): Expected | { readonly without: string } {
  if (engine === 'swarm' || row.abra === undefined) return row.expected;
  return 'without' in row.abra ? row.abra : { ...row.expected, ...row.abra.differs };
}
