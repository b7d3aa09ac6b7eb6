/** What actions/recipe and `cc-ci recipe run` take. action.yml, the command's options and docs/inputs.md come from this table. */

import { UserError } from '../lib/errors.js';
import {
  boolean,
  choice,
  duration,
  type Inputs,
  type InputTable,
  integer,
  line,
  lines,
  type Parse,
} from '../lib/inputs.js';
import { type StageName, stageNames } from '../report/stages.js';
import { DEFAULT_TOOLBOX_IMAGE } from './toolbox/default-image.js';

/** Where a run's apps live unless a zone is given: `.test` is reserved, so no public name is ever meant (RFC 2606). */
export const DEFAULT_ZONE = 'cc-ci.test';

export const recipeInputs = {
  recipe: { description: "The recipe's folder.", default: '.', parse: line },
  engine: {
    description: 'What deploys: auto takes abra where it is on PATH, else the built-in engine, swarm.',
    default: 'auto',
    parse: choice('auto', 'swarm', 'abra'),
  },
  stages: {
    description: `The stages to run, joined by commas, of ${stageNames.join(', ')}. install, teardown and verify-clean are always among them, and backup where restore is.`,
    default: stageNames.join(','),
    parse: stageList,
  },
  zone: {
    description: "The wildcard domain of the test host; the app's domain is made below it.",
    default: DEFAULT_ZONE,
    parse: line,
  },
  domain: {
    description:
      'The whole domain of the app, in place of a fresh one below zone. Refused while it is taken.',
    default: '',
    parse: line,
  },
  'router-address': {
    description:
      'HOST[:PORT] of the router to ask, with the domain as SNI and Host. Default: found; without a router the task is asked.',
    default: '',
    parse: line,
  },
  'tls-verify': {
    description: "Whether the router's certificate has to be trusted.",
    default: 'true',
    parse: boolean,
  },
  'docker-context': {
    description: 'The Docker context of the Swarm manager. Default: the one in use.',
    default: '',
    parse: line,
  },
  'time-limit': {
    description: 'For everything but the teardown, which has two minutes of its own.',
    default: '60m',
    parse: duration,
  },
  keep: {
    description:
      'Leave the freshly installed app running, whatever the outcome, and say how to reach and remove it.',
    default: 'false',
    parse: boolean,
  },
  'report-dir': {
    description: 'Where results.json goes, relative to the workspace.',
    default: '.cc-ci/report',
    parse: line,
  },
  'abra-path': {
    description: 'The abra program of the abra engine. Default: abra on PATH.',
    default: '',
    parse: line,
  },
  extra: {
    description:
      'Also run the heavy suite: the tests that cc-ci.yml names under extra, by default those in tests/extra.',
    default: 'false',
    parse: boolean,
  },
  upstream: {
    description:
      "The git URL that release tags are asked from, before the clone's own origin. Default: the one that cc-ci.yml names.",
    default: '',
    parse: line,
  },
  token: {
    description:
      'Read access to the upstream of this input and to the forge of the job, in the environment of single git processes only.',
    default: '',
    secret: true,
    parse: line,
  },
  base: {
    description:
      "The ref whose manifest, tests and policy count. Default: a pull request's base branch; elsewhere the recipe's folder itself.",
    default: '',
    parse: line,
  },
  trust: {
    description:
      'fork denies what the policy forbids, member warns. auto: by the repository that a pull request comes from.',
    default: 'auto',
    parse: choice('auto', 'fork', 'member'),
  },
  'with-tests': {
    description:
      "Let a member's pull request bring its own tests and manifest in place of the base branch's.",
    default: 'false',
    parse: boolean,
  },
  'chromium-path': {
    description: 'The Chromium of browser checks. Default: CC_CI_CHROMIUM, else one on PATH.',
    default: '',
    parse: line,
  },
  'toolbox-image': {
    description:
      'An image with restic and a shell: writes marker files into volumes, and makes and restores backups.',
    default: DEFAULT_TOOLBOX_IMAGE,
    parse: line,
  },
  slots: {
    description: 'How many apps may live on the Swarm at once; 0: as many as asked for.',
    default: '0',
    later: 'slots',
    parse: integer(0, 1000),
  },
  'registry-credentials': {
    description: 'HOST USER PASSWORD, one registry a line: for pulling images.',
    default: '',
    secret: true,
    parse: lines,
  },
} satisfies InputTable;

export type RecipeInputs = Inputs<typeof recipeInputs>;

/** Inputs whose values rule each other out, or that this version can't serve. @throws UserError */
export function checkRecipeInputs(inputs: RecipeInputs): void {
  if (inputs.domain !== '' && inputs.zone !== DEFAULT_ZONE)
    throw new UserError(
      'inputs domain and zone: domain is the whole name, so zone would mean nothing; give one of them',
    );
}

function stageList(raw: string): ReturnType<Parse<readonly StageName[]>> {
  const asked = raw
    .split(/[,\s]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const known: readonly string[] = stageNames;
  const unknown = asked.filter((entry) => !known.includes(entry));
  if (unknown.length > 0 || asked.length === 0)
    return { expected: `stages are ${stageNames.join(', ')}, joined by commas` };
  const always: readonly StageName[] = ['install', 'teardown', 'verify-clean'];
  if (asked.includes('restore')) asked.push('backup'); // There has to be something to restore.
  return { value: stageNames.filter((stage) => asked.includes(stage) || always.includes(stage)) };
}
