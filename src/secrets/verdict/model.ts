/** The verdict's shapes: what the needed jobs came to, what was asked of them, and what is said about each. */

/** As forges call them, in `toJSON(needs)`. */
export const RESULTS = ['success', 'failure', 'cancelled', 'skipped'] as const;
export type JobResult = (typeof RESULTS)[number];

export type Need = {
  /** Undefined where the forge wrote something else. */
  readonly result: JobResult | undefined;
  readonly outputs: ReadonlyMap<string, string>;
};
/** By the job's id, in the order of the list. */
export type Needs = ReadonlyMap<string, Need>;

export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'offline' }
  /** All of them have to hold. */
  | { readonly kind: 'outputs'; readonly all: readonly OutputIs[] };
export type OutputIs = { readonly job: string; readonly output: string; readonly is: string };

/** Jobs that run together or not at all. */
export type Path = readonly string[];

export type Rule =
  | { readonly kind: 'required'; readonly job: string; readonly isByDefault: boolean }
  | { readonly kind: 'optional'; readonly job: string }
  | { readonly kind: 'skippable'; readonly job: string; readonly when: Condition }
  | {
      readonly kind: 'either';
      readonly name: string;
      readonly full: Path;
      readonly offline: Path;
      /** The job whose output `mode` decides; undefined: whichever of the needs has one. */
      readonly modeFrom: string | undefined;
    };

/** A rule, and where it stands: `input rules, line 2, column 1`. */
export type Placed = { readonly rule: Rule; readonly place: string };

/** One line of the table. */
export type Row = {
  /** The job, or the name of the pair. */
  readonly subject: string;
  readonly rule: string;
  /** `success`, or `full-job success, offline-job skipped`. */
  readonly results: string;
  readonly isGood: boolean;
  /** Why it is red, or what there is to know about a green one. May be empty. */
  readonly why: string;
};

export type Verdict = {
  readonly isGood: boolean;
  readonly rows: readonly Row[];
  readonly mode: Mode | undefined;
};
export type Mode = 'full' | 'offline';
