/** What each action.yml says, as data: `npm run build` writes the files, `npm run check` fails when they differ. */

import { cloneInputs } from '../clone/inputs.js';
import type { InputTable } from '../lib/inputs.js';
import { OUTPUT_DESCRIPTIONS } from '../memory/index.js';
import { runInputs } from '../memory/inputs.js';
import { recipeInputs } from '../recipe/inputs.js';
import { guardInputs, verdictInputs } from '../secrets/inputs.js';
import { rootInputs } from './root-inputs.js';

export type ActionManifest = {
  /** The folder of its action.yml, from the repository's root. */
  readonly folder: string;
  readonly name: string;
  readonly description: string;
  readonly inputs: InputTable;
  readonly outputs: Readonly<Record<string, string>>;
  /** Files of dist/. */
  readonly main: string;
  readonly post?: string;
};

const cloneOutputs = {
  sha: 'The commit that is checked out.',
  ref: 'The full ref it came by (refs/heads/…); the commit’s id where it came without a name.',
  path: 'Where it is, as an absolute path.',
} as const;

export const actionManifests: readonly ActionManifest[] = [
  {
    folder: '.',
    name: 'cc-ci job hardening',
    description:
      'One step at the head of a job: a clone whose credential never touches the disk, parallelism that fits into memory, a runner that outlives its builds, and cc-ci on PATH.',
    inputs: rootInputs,
    outputs: {
      ...cloneOutputs,
      mode: 'full or offline: whether all required secrets are there.',
      missing: 'Names of required secrets that are missing, separated by commas.',
      jobs: 'How many parallel jobs fit for any compiler; empty where the memory guard is off or sees no limit.',
      cache: 'JSON of cache outcomes ({"status":"not in this version"}).',
      forge: 'JSON: product, runnerVersion, serverUrl.',
    },
    main: 'root.js',
    post: 'root-post.js',
  },
  {
    folder: 'actions/clone',
    name: 'cc-ci clone',
    description: 'A clone in three git processes, with retries, whose credential never touches the disk.',
    inputs: cloneInputs,
    outputs: cloneOutputs,
    main: 'clone.js',
  },
  {
    folder: 'actions/guard',
    name: 'cc-ci secret guard',
    description:
      'Says which secrets a job has, sends it down its full or its offline path, and masks every form of their values.',
    inputs: guardInputs,
    outputs: {
      mode: 'full, or offline where a required secret is missing.',
      missing: 'The names of the required secrets that are missing, separated by commas.',
      reason: 'Why: fork (the payload’s repository ids say so), empty, or nothing where none is missing.',
    },
    main: 'guard.js',
    post: 'guard-post.js',
  },
  {
    folder: 'actions/recipe',
    name: 'cc-ci recipe',
    description:
      'Installs, upgrades, backs up, restores and checks a Co-op Cloud recipe on a real Docker Swarm, and removes it without a trace.',
    inputs: recipeInputs,
    outputs: {
      verdict: 'pass, fail, error or cancelled.',
      level: '0 to 5: install, upgrade, backup and restore, checks, lint and policy, each with all below it.',
      results: 'The path of results.json.',
      domain: 'The domain the app ran under.',
      stack: 'Its stack’s name.',
    },
    main: 'recipe.js',
  },
  {
    folder: 'actions/run',
    name: 'cc-ci run',
    description:
      'Runs a script so that a want of memory makes it slower, not red: measured, and tried again with fewer parallel jobs.',
    inputs: runInputs,
    outputs: OUTPUT_DESCRIPTIONS,
    main: 'run.js',
  },
  {
    folder: 'actions/verdict',
    name: 'cc-ci verdict',
    description:
      'One job that says whether all others came to what they had to: required, optional, exactly one of two paths.',
    inputs: verdictInputs,
    outputs: {
      verdict: 'pass or fail.',
      mode: 'What the guard said: full or offline; empty where no needed job hands it on.',
      reason: 'Which jobs are red, and why; empty where none is.',
    },
    main: 'verdict.js',
  },
];
