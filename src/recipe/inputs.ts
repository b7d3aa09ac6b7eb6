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

/** Where a run's apps live unless a zone is given: `.test` is reserved, so no public name is ever meant (RFC 2606). */
export const DEFAULT_ZONE = 'cc-ci.test';

export const recipeInputs = {
  recipe: { description: "The recipe's folder.", default: '.', parse: line },
  engine: {
    description: 'What deploys: swarm is the built-in engine; auto picks it.',
    default: 'auto',
    parse: choice('auto', 'swarm', 'abra'),
  },
  stages: {
    description: `The stages to run, joined by commas, of ${stageNames.join(', ')}. install, teardown and verify-clean are always among them.`,
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
    description: 'Leave the app running, whatever the outcome, and say how to remove it.',
    default: 'false',
    parse: boolean,
  },
  'report-dir': {
    description: 'Where results.json goes, relative to the workspace.',
    default: '.cc-ci/report',
    parse: line,
  },
  'abra-path': {
    description: 'The abra program of the abra engine.',
    default: '',
    later: 'the abra engine',
    parse: line,
  },
  extra: {
    description: 'Also run the suites that the recipe marks as extra.',
    default: 'false',
    later: 'suites of the recipe',
    parse: boolean,
  },
  upstream: {
    description: 'Where release tags come from when the clone has none.',
    default: '',
    later: 'the upgrade stage',
    parse: line,
  },
  token: {
    description: 'Read access to upstream.',
    default: '',
    secret: true,
    later: 'the upgrade stage',
    parse: line,
  },
  base: {
    description: 'The release to upgrade from. Default: the one before the head.',
    default: '',
    later: 'the upgrade stage',
    parse: line,
  },
  trust: {
    description: 'Whose tests and manifest count: fork takes them from the base branch.',
    default: 'auto',
    later: 'the policy stage',
    parse: choice('auto', 'fork', 'member'),
  },
  'with-tests': {
    description: 'Run the tests that the recipe itself ships.',
    default: 'false',
    later: 'suites of the recipe',
    parse: boolean,
  },
  slots: {
    description: 'How many apps may live on the Swarm at once; 0: as many as asked for.',
    default: '0',
    later: 'slots',
    parse: integer(0, 1000),
  },
  'registry-credentials': {
    description: 'HOST USER PASSWORD, one registry a line.',
    default: '',
    secret: true,
    later: 'registry credentials',
    parse: lines,
  },
} satisfies InputTable;

export type RecipeInputs = Inputs<typeof recipeInputs>;

/** Inputs whose values rule each other out, or that this version can't serve. @throws UserError */
export function checkRecipeInputs(inputs: RecipeInputs): void {
  if (inputs.engine === 'abra')
    throw new UserError('input engine: abra is not in this version; use swarm, which reads the same recipes');
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
  return { value: stageNames.filter((stage) => asked.includes(stage) || always.includes(stage)) };
}
