/** What the tests consist of: one row a suite, in the order in which they are begun; lanes.mjs says which run side by side. */

/**
 * @typedef {'packages' | 'docker' | 'act' | 'runner' | 'gitea 1.26.0' | 'gitea 1.27.3'} Need what set-up has to provide first
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {'check' | 'unit' | 'e2e'} kind
 * @property {string} [folder] of its test files; the checks have none
 * @property {readonly Need[]} needs
 * @property {'swarm' | 'side'} lane those of a lane run one after the other; `side` runs with a lower priority
 * @property {'shared' | 'own'} [swarm] whether it deploys to the Swarm; `own`: nobody else may at the same time
 * @property {true} [isTimed] the clock counts in it: it runs alone
 * @property {true} [isByName] runs only where it is named
 * @property {number} limitMs after which it is ended, and counts as failed
 * @property {string} about
 */

const MINUTE = 60_000;

/** @type {readonly Suite[]} */
export const SUITES = [
  {
    name: 'check',
    kind: 'check',
    needs: [],
    lane: 'side',
    limitMs: 9 * MINUTE,
    about: 'types, lint, layering, generated files, dist',
  },
  {
    name: 'unit',
    kind: 'unit',
    folder: 'test/unit/',
    needs: [],
    lane: 'side',
    limitMs: 4 * MINUTE,
    about: 'decisions, parsers and reports, without effects',
  },
  {
    name: 'clone',
    kind: 'e2e',
    folder: 'test/e2e/clone/',
    needs: ['packages'],
    lane: 'side',
    limitMs: 8 * MINUTE,
    about: 'actions/clone against a real git server',
  },
  {
    name: 'root',
    kind: 'e2e',
    folder: 'test/e2e/root/',
    needs: ['packages'],
    lane: 'side',
    limitMs: 3 * MINUTE,
    about: 'the root action, main and post',
  },
  {
    name: 'memory',
    kind: 'e2e',
    folder: 'test/e2e/memory/',
    needs: ['packages'],
    lane: 'side',
    limitMs: 8 * MINUTE,
    about: 'the memory guard: real builds in real cgroups, killed for want of memory',
  },
  {
    name: 'secrets',
    kind: 'e2e',
    folder: 'test/e2e/secrets/',
    needs: ['packages'],
    lane: 'side',
    limitMs: 3 * MINUTE,
    about: 'the secret guard, the verdict and the leak scan as steps of a job',
  },
  {
    name: 'parts',
    kind: 'e2e',
    folder: 'test/e2e/parts/',
    needs: ['docker'],
    lane: 'swarm',
    swarm: 'shared',
    limitMs: 10 * MINUTE,
    about: 'backup, data, checks, a browser, local tests on a real Swarm',
  },
  {
    name: 'abra',
    kind: 'e2e',
    folder: 'test/e2e/abra/',
    needs: ['docker'],
    lane: 'swarm',
    swarm: 'shared',
    limitMs: 8 * MINUTE,
    about: 'the rules of abra that its engine rests on',
  },
  {
    name: 'recipe',
    kind: 'e2e',
    folder: 'test/e2e/recipe/',
    needs: ['docker'],
    lane: 'swarm',
    swarm: 'own',
    limitMs: 10 * MINUTE,
    about: 'actions/recipe and cc-ci recipe run, good and bad recipes',
  },
  {
    name: 'lifecycle',
    kind: 'e2e',
    folder: 'test/e2e/lifecycle/',
    needs: ['docker'],
    lane: 'swarm',
    swarm: 'shared',
    limitMs: 15 * MINUTE,
    about: 'whole lives of the test recipes, and by abra of those that an engine has a part in',
  },
  {
    name: 'lifecycle-abra',
    kind: 'e2e',
    folder: 'test/e2e/lifecycle-abra/',
    needs: ['docker'],
    lane: 'swarm',
    swarm: 'shared',
    isByName: true,
    limitMs: 15 * MINUTE,
    about: 'the lives of all other test recipes by abra; only where it is named',
  },
  {
    name: 'clone-faults',
    kind: 'e2e',
    folder: 'test/faults/clone/',
    needs: ['packages'],
    lane: 'side',
    limitMs: 5 * MINUTE,
    about: 'a clone killed at any point: nothing is left or lost',
  },
  {
    name: 'act',
    kind: 'e2e',
    folder: 'test/e2e/act/',
    needs: ['packages', 'docker', 'act'],
    lane: 'side',
    swarm: 'shared',
    limitMs: 5 * MINUTE,
    about: 'the actions under act',
  },
  {
    name: 'forge',
    kind: 'e2e',
    folder: 'test/e2e/forge/',
    needs: ['packages', 'docker', 'runner', 'gitea 1.26.0', 'gitea 1.27.3'],
    lane: 'side',
    swarm: 'shared',
    limitMs: 8 * MINUTE,
    about: 'the actions on real Gitea servers with a real runner',
  },
  {
    name: 'swarm',
    kind: 'e2e',
    folder: 'test/e2e/swarm/',
    needs: ['docker'],
    lane: 'swarm',
    swarm: 'own',
    isTimed: true,
    limitMs: 12 * MINUTE,
    about: 'health, upgrade, leases, teardown on a real Swarm, where the clock counts',
  },
  {
    name: 'faults',
    kind: 'e2e',
    folder: 'test/faults/recipe/',
    needs: ['packages', 'docker'],
    lane: 'swarm',
    swarm: 'own',
    isTimed: true,
    limitMs: 12 * MINUTE,
    about: 'a recipe’s life killed at any point: nothing is left or lost',
  },
];

/** For all suites together, set-up included: however it goes, it ends. */
export const TOTAL_MS = 39 * MINUTE;

export const HELP = `npm test                            everything but what says otherwise below
npm run test:unit                   the unit tests
npm run test:repeat -- [ROW …]      lives of test recipes again and again (--help)
npm run test:e2e -- [SUITE …]       these suites, or all of them:
${SUITES.filter(({ kind }) => kind === 'e2e')
  .map(({ name, about }) => `                                      ${name.padEnd(14)} ${about}\n`)
  .join('')}`;

/**
 * The suites that a command line asks for.
 * @param {readonly string[]} args of scripts/test.mjs: none, `unit`, or `e2e` with names of suites
 * @returns {readonly Suite[] | undefined} undefined where it asks for what isn't there
 */
export function suitesFor([kind, ...names]) {
  const unnamed = SUITES.filter(({ isByName }) => !isByName);
  if (kind === undefined) return unnamed;
  const ofKind = SUITES.filter((suite) => suite.kind === kind);
  if (ofKind.length === 0 || (names.length > 0 && kind !== 'e2e')) return undefined;
  if (names.some((name) => !ofKind.some((suite) => suite.name === name))) return undefined;
  return names.length === 0
    ? unnamed.filter((suite) => suite.kind === kind)
    : ofKind.filter(({ name }) => names.includes(name));
}
