/** Deployments by abra: offline (-o), and without its own wait (-c), which can't tell slow from broken. */

import { type Finished, succeeded } from '../../../lib/process.js';
import type { Finding } from '../../../report/results.js';
import { whyRefused } from '../deploy-errors.js';
import type { Deployed } from '../engine.js';
import { type Call, callAbra, failed, fatalIn, linesOf, words } from './call.js';
import { makeApp } from './prepare.js';
import { gitIn } from './recipe-clone.js';
import { byCommit, type Way, wayOf, wayOfUpgrade } from './way.js';

const DEPLOY_MS = 5 * 60_000;
const UNDEPLOY_MS = 2 * 60_000;

/** -D: a test's domain need not resolve. */
const FLAGS = ['-o', '-n', '-D', '-c'] as const;

/** The release before by its version, as its operator has it; a head by its commit, which the label chaos-version then names. */
export async function deploy(call: Call): Promise<Deployed> {
  const { release, recipe } = call.context.app;
  const way = release === 'previous' ? wayOf(recipe) : byCommit('a head is installed by its commit');
  return bring(call, way, { verb: 'deploy', isOver: false });
}

/** The same release again in the way it came; the head over the release before by `app upgrade`, where its version allows that. */
export async function upgrade(call: Call): Promise<Deployed> {
  const { app } = call.context;
  const { deployed } = call.home.state;
  if (deployed?.folder === app.folder) return bring(call, deployed.way, { verb: 'deploy', isOver: true });
  return bring(call, wayOfUpgrade(app.recipe, deployed?.way), { verb: 'upgrade', isOver: true });
}

type How = { readonly verb: 'deploy' | 'upgrade'; readonly isOver: boolean };

/** Where abra itself has something against the version (its lint, say), the commit is deployed, and that is said. */
async function bring(call: Call, way: Way, how: How): Promise<Deployed> {
  await makeApp(call);
  const { app, note } = call.context;
  const args = argsOf(app.domain, way, how);
  const ran = await run(call, args, how);
  if (ran.kind === 'refused') {
    if (way.by === 'commit' || isDockers(ran.finished)) return refused(ran.finished, args);
    const reason = `abra ${words(args)} ${way.version}: ${fatalIn(ran.finished)}`;
    note('warning', `${reason}; its commit is deployed instead (-C)`);
    return bring(call, byCommit(reason), how);
  }
  call.home.state.deployed = { folder: app.folder, way };
  if (way.by === 'commit')
    return { kind: 'deployed', how: `by its commit (abra app deploy -C): ${way.reason}` };
  const wrong = how.verb === 'upgrade' ? await otherCheckout(call, way.version) : undefined;
  if (wrong !== undefined) return { kind: 'refused', finding: wrong };
  return {
    kind: 'deployed',
    version: way.version,
    how: `by its version (abra ${words(args)} ${way.version})`,
  };
}

/** `upgrade` has no -C. */
function argsOf(domain: string, way: Way, { verb, isOver }: How): readonly string[] {
  const force = isOver ? ['-f'] : [];
  if (way.by === 'commit') return ['app', 'deploy', domain, '-C', ...FLAGS, ...force];
  return ['app', verb, domain, way.version, ...FLAGS, ...force];
}

type Ran = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly finished: Finished };

async function run(call: Call, args: readonly string[], { isOver }: How): Promise<Ran> {
  const finished = await callAbra(call, args, { timeoutMs: DEPLOY_MS });
  const isDone = succeeded(finished) || (isOver && isOnlyItsWait(fatalIn(finished)));
  if (isDone && !succeeded(finished))
    call.context.note(
      'info',
      `abra ${words(args)}: ${fatalIn(finished)}; what becomes of it is watched here`,
    );
  return isDone ? { kind: 'done' } : { kind: 'refused', finished };
}

/**
 * Pure. abra's verdict about a deployment that it has made, without a word about why: met where all services were healthy, after a
 * slow roll.
 */
export function isOnlyItsWait(fatal: string): boolean {
  return /^deploy (failed|timed out)[^\p{L}\p{N}:]*$/u.test(fatal);
}

/** Pure. What abra itself has against a version, in words that docker has as well. */
export function isAbrasOwn(fatal: string): boolean {
  return /lint error|check ?out|reference not found|unstaged changes|known version|an upgrade/i.test(fatal);
}

function refused(finished: Finished, args: readonly string[]): Deployed {
  const why = whyRefused(linesOf(finished).join('\n'), fatalIn(finished));
  if ('invalid' in why) throw why.invalid;
  const { finding } = why;
  const remedy = `Read what abra said; \`abra ${words(args)}\` with the same flags says the same on your own machine.`;
  const own = failed(finished, args, {
    code: finding.code,
    blame: finding.blame,
    remedy: finding.remedy || remedy,
  });
  return {
    kind: 'refused',
    finding: { ...own, ...(finding.service === undefined ? {} : { service: finding.service }) },
  };
}

/** Docker's own refusal is the same whichever way abra takes. */
function isDockers(finished: Finished): boolean {
  const fatal = fatalIn(finished);
  const why = whyRefused(linesOf(finished).join('\n'), fatal);
  return !isAbrasOwn(fatal) && 'finding' in why && why.isKnown;
}

/** abra checks a version out and deploys what lies there: in the run's own clone that has to be the head's commit. */
async function otherCheckout({ abra, home, context }: Call, version: string): Promise<Finding | undefined> {
  const git = gitIn(abra, home.recipeFolder, context.signal);
  const [commit, changes] = [await git(['rev-parse', 'HEAD']), await git(['status', '--porcelain'])];
  const expected = home.state.placed?.commit;
  if (commit === expected && changes === '') return undefined;
  return {
    code: 'upgrade-not-running',
    blame: 'harness',
    message: `abra app upgrade ${version} has deployed ${commit.slice(0, 8)}${changes === '' ? '' : '+U'}, and the head is ${expected?.slice(0, 8)}`,
    evidence: changes === '' ? [] : changes.split('\n').slice(0, 10),
    remedy: 'This is a fault of cc-ci, or of this version of abra: please report it with this log.',
  };
}

/** Leaves volumes and secrets: those are the teardown's. An app that isn't deployed is what is wanted. */
export async function undeploy(call: Call): Promise<void> {
  const args = ['app', 'undeploy', call.context.app.domain, '-n'];
  const finished = await callAbra(call, args, { timeoutMs: UNDEPLOY_MS });
  if (succeeded(finished) || /not deployed/i.test(fatalIn(finished))) {
    delete call.home.state.deployed;
    return;
  }
  call.context.note(
    'warning',
    `abra app undeploy: ${fatalIn(finished)}; its objects are removed all the same`,
  );
}
