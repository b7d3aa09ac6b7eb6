/** Which steps a run consists of, on which app, what waits for what, and for which stage each one's outcome counts. Pure. */

import type { StageName } from '../../report/stages.js';
import type { AppRole } from './app.js';

export type Act =
  | 'ask-needs'
  | 'lint'
  | 'policy'
  | 'images'
  | 'install'
  | 'health'
  | 'http'
  | 'checks'
  | 'write-data'
  | 'upgrade'
  | 'read-data'
  | 'backup'
  | 'spoil-data'
  | 'restore'
  | 'install-afresh'
  | 'reinstall'
  | 'local'
  | 'extra'
  | 'remove';

/** `ROLE/ACT`, with a word more where a role does one thing twice: `seasoned/read-data:upgraded`. */
export type StepId = string & { readonly brand: 'StepId' };

export type Step = {
  readonly id: StepId;
  readonly app: AppRole;
  readonly act: Act;
  /** Which release of the app it is about. */
  readonly release: 'head' | 'previous';
  readonly stage: StageName;
  /** Have to have passed. */
  readonly needs: readonly StepId[];
  /** Have to have ended, however they did. */
  readonly after: readonly StepId[];
};

export type StepsOf = {
  /** Asked for and applicable. */
  readonly stages: readonly StageName[];
  /** The seasoned app begins as the release before; else as the head. */
  readonly hasPrevious: boolean;
  readonly hasDataToKeep: boolean;
  readonly hasDataInBackup: boolean;
  /** Two apps at once; else the fresh one is gone before the seasoned one is made. */
  readonly isSideBySide: boolean;
  readonly restoresElsewhere: boolean;
  /** Names of what has to be deployed first. */
  readonly needs?: readonly string[];
  /** Something has to be there already. */
  readonly asksNeeds?: boolean;
};

/** What is asked of the fresh app once it is up: what changes it comes after what looks at it. */
const FRESH: readonly (StageName & Act)[] = ['checks', 'reinstall', 'local', 'extra'];

/** @returns the steps in an order in which they could run one after the other. */
export function planSteps(of: StepsOf): readonly Step[] {
  const fresh = freshSteps(of);
  return [...fresh, ...seasonedSteps(of, fresh)];
}

type Chain = { readonly steps: Step[]; last: StepId | undefined };

/** Each step needs the one before it, and those of `more`. */
function add(
  chain: Chain,
  step: Omit<Step, 'id' | 'needs' | 'after'> & { readonly word?: string },
  more: {
    readonly needs?: readonly (StepId | undefined)[];
    readonly after?: readonly (StepId | undefined)[];
  } = {},
): StepId {
  const { word, ...rest } = step;
  const id = `${step.app}/${step.act}${word === undefined ? '' : `:${word}`}` as StepId;
  const known = (ids: readonly (StepId | undefined)[]): readonly StepId[] => [
    ...new Set(ids.filter((entry) => entry !== undefined)),
  ];
  chain.steps.push({
    ...rest,
    id,
    needs: known([chain.last, ...(more.needs ?? [])]),
    after: known(more.after ?? []),
  });
  chain.last = id;
  return id;
}

/** None of these asks whether the app is up. */
const BEFORE_HEALTH: readonly StageName[] = ['lint', 'policy', 'install', 'teardown', 'verify-clean'];

/** Whatever is asked of the recipe, what it needs has to be up, and to answer: its failure is never the recipe's. */
const NEED: readonly Act[] = ['images', 'install', 'health', 'http'];

/** @returns the steps before the first of the apps, and those of them that the apps wait for. */
function needSteps(
  { needs = [], asksNeeds = false, isSideBySide }: StepsOf,
  policy: StepId | undefined,
): { readonly steps: readonly Step[]; readonly ready: readonly StepId[] } {
  const chain: Chain = { steps: [], last: policy };
  const common = { release: 'head', stage: 'install' } as const;
  if (asksNeeds) add(chain, { ...common, app: 'fresh', act: 'ask-needs' });
  const first = chain.last;
  const ready: (StepId | undefined)[] = asksNeeds ? [first] : [];
  for (const name of needs) {
    if (isSideBySide) chain.last = first;
    for (const act of NEED) add(chain, { ...common, app: `need-${name}`, act });
    ready.push(chain.last);
  }
  return { steps: chain.steps, ready: ready.filter((id) => id !== undefined) };
}

function freshSteps(of: StepsOf): readonly Step[] {
  const { stages } = of;
  const chain: Chain = { steps: [], last: undefined };
  const common = { app: 'fresh', release: 'head' } as const;
  const has = (stage: StageName): boolean => stages.includes(stage);
  if (has('lint')) add(chain, { ...common, act: 'lint', stage: 'lint' });
  chain.last = undefined; // A recipe that lint finds fault with can be deployed all the same.
  if (has('policy')) add(chain, { ...common, act: 'policy', stage: 'policy' });
  const needs = needSteps(of, chain.last);
  chain.steps.push(...needs.steps);
  add(chain, { ...common, act: 'images', stage: 'install' }, { needs: needs.ready });
  add(chain, { ...common, act: 'install', stage: 'install' });
  // Without the stage the app still has to be up before anything can be asked of it.
  if (stages.every((stage) => BEFORE_HEALTH.includes(stage))) return chain.steps;
  const health = add(chain, { ...common, act: 'health', stage: has('health') ? 'health' : 'install' });
  const asked = has('http') ? add(chain, { ...common, act: 'http', stage: 'http' }) : health;
  // One after the other, and each has its say whatever the others found: but nobody asks more of an app that doesn't answer.
  for (const stage of FRESH.filter(has)) {
    const before = chain.last;
    chain.last = stage === 'reinstall' ? health : asked;
    add(chain, { ...common, act: stage, stage }, { after: [before] });
  }
  return chain.steps;
}

function seasonedSteps(of: StepsOf, fresh: readonly Step[]): readonly Step[] {
  const has = (stage: StageName): boolean => of.stages.includes(stage);
  const upgrades = has('upgrade') && of.hasPrevious;
  if (!upgrades && !has('backup')) return [];
  const chain: Chain = { steps: [], last: undefined };
  const app = 'seasoned' as const;
  const begins = {
    app,
    release: upgrades ? 'previous' : 'head',
    stage: upgrades ? 'upgrade' : 'backup',
  } as const;
  const find = (act: Act): StepId | undefined =>
    fresh.find((step) => step.app === 'fresh' && step.act === act)?.id;
  if (!of.isSideBySide) {
    add(
      chain,
      { app: 'fresh', release: 'head', act: 'remove', stage: begins.stage },
      { after: fresh.map(({ id }) => id) },
    );
  }
  const policy = find('policy');
  add(chain, { ...begins, act: 'images' }, { needs: [policy, ...needSteps(of, policy).ready] });
  add(chain, { ...begins, act: 'install' });
  add(chain, { ...begins, act: 'health' });
  if (upgrades) upgradeSteps(chain, of, find('health'));
  if (has('backup')) backupSteps(chain, of, { freshHealth: find('health'), freshEnd: fresh.at(-1)?.id });
  return chain.steps;
}

function upgradeSteps(chain: Chain, of: StepsOf, freshHealth: StepId | undefined): void {
  const step = { app: 'seasoned', stage: 'upgrade' } as const;
  if (of.hasDataToKeep) add(chain, { ...step, release: 'previous', act: 'write-data' });
  // A head that doesn't even come up by itself needs no second deployment to be red.
  add(chain, { ...step, release: 'head', act: 'upgrade' }, { needs: [freshHealth] });
  if (of.hasDataToKeep) add(chain, { ...step, release: 'head', act: 'read-data' });
}

function backupSteps(
  chain: Chain,
  of: StepsOf,
  {
    freshHealth,
    freshEnd,
  }: { readonly freshHealth: StepId | undefined; readonly freshEnd: StepId | undefined },
): void {
  const backup = { app: 'seasoned', release: 'head', stage: 'backup' } as const;
  const restore = { ...backup, stage: 'restore' } as const;
  if (of.hasDataInBackup) add(chain, { ...backup, act: 'write-data', word: 'backup' });
  const taken = add(chain, { ...backup, act: 'backup' });
  if (!of.stages.includes('restore')) return;
  if (of.hasDataInBackup) add(chain, { ...restore, act: 'spoil-data' });
  add(chain, { ...restore, act: 'restore' });
  if (of.hasDataInBackup) add(chain, { ...restore, act: 'read-data', word: 'restored' });
  if (of.isSideBySide && of.restoresElsewhere) {
    // Beside the restore in place: both rest on the snapshot alone.
    chain.last = taken;
    add(chain, { ...restore, app: 'fresh', act: 'restore' }, { needs: [freshHealth], after: [freshEnd] });
    if (of.hasDataInBackup) add(chain, { ...restore, app: 'fresh', act: 'read-data', word: 'restored' });
    return;
  }
  add(chain, { ...restore, act: 'install-afresh' });
  add(chain, { ...restore, act: 'restore', word: 'afresh' });
  if (of.hasDataInBackup) add(chain, { ...restore, act: 'read-data', word: 'afresh' });
}
