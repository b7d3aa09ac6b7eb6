/** Whose manifest, tests and policy count: trust by the event's payload, and the base's commit, fetched. */

import { isSha, REMOTE, RemoteError, readRemote, refFault } from '../../clone/remote-git.js';
import { UserError } from '../../lib/errors.js';
import { NOWHERE, remoteContext, resolveLocally } from './clone-state.js';
import type { ReleasesContext } from './context.js';
import { type Pull, pullOf, type Trust } from './event.js';
import { factsOf } from './find.js';
import { baseRemotesOf, type RemoteFacts } from './remotes.js';
import { fetchCommit, withStore } from './store.js';
import { asFailure, unreachable } from './unreachable.js';

export type Base = {
  readonly trust: Trust;
  /** The commit whose manifest, tests and policy count; null: those of the folder itself. */
  readonly sha: string | null;
  readonly why: string;
};

export type BaseInputs = {
  readonly base: string;
  readonly trust: 'auto' | Trust;
  readonly withTests: boolean;
};

/** What the base is to be, before anything is asked. Pure. */
export type Wanted =
  | { readonly trust: Trust; readonly why: string; readonly from: 'folder' }
  /** `ref` as a person would write it; null is the remote's default branch. */
  | { readonly trust: Trust; readonly why: string; readonly from: 'commit'; readonly ref: string | null };

export async function base(context: ReleasesContext, inputs: BaseInputs): Promise<Base> {
  const facts = await factsOf(context);
  const pull = pullOf(facts.event);
  if (pull?.trust === 'fork' && inputs.trust === 'member')
    context.note(
      'warning',
      `trust: the input says member, although this is a fork's pull request (${pull.why})`,
    );
  const wanted = wantedBase(pull, inputs, context.env);
  if (wanted.from === 'folder') return { trust: wanted.trust, sha: null, why: wanted.why };
  const sha = await commitOf(context, facts, wanted.ref);
  await withStore(context, facts, sha.length === 64, (repository) =>
    fetchCommit(context, repository, baseRemotesOf(facts), sha, shown(wanted.ref)),
  );
  return { trust: wanted.trust, sha, why: wanted.why };
}

/** @throws UserError for tests of a fork's own. */
export function wantedBase(pull: Pull | undefined, inputs: BaseInputs, env: NodeJS.ProcessEnv): Wanted {
  const trust = inputs.trust === 'auto' ? (pull?.trust ?? 'member') : inputs.trust;
  const who =
    inputs.trust === 'auto' ? (pull?.why ?? 'no pull request is behind this run') : `input trust is ${trust}`;
  if (trust === 'fork' && inputs.withTests)
    throw new UserError(
      `with-tests is refused: this is the code of a fork (${who}), and its tests would run on this host. Leave with-tests out: the base's tests run; a member may set trust: member after reading the change`,
    );
  const ref = inputs.base || eventBase(pull, env);
  if (trust === 'fork') {
    const named = ref || null;
    return {
      trust,
      from: 'commit',
      ref: named,
      why: `fork: ${who}; manifest, tests and policy are those of ${shown(named)}`,
    };
  }
  if (inputs.withTests)
    return {
      trust,
      from: 'folder',
      why: `member: ${who}; with-tests: the head brings its own manifest, tests and policy`,
    };
  if (ref === '')
    return { trust, from: 'folder', why: `member: ${who}; manifest, tests and policy are the recipe's own` };
  return {
    trust,
    from: 'commit',
    ref,
    why: `member: ${who}; manifest, tests and policy are those of ${shown(ref)}`,
  };
}

/** The base's commit as the payload has it; else its branch; for a comment or a run that follows another, the job's own commit. */
function eventBase(pull: Pull | undefined, env: NodeJS.ProcessEnv): string {
  if (pull === undefined) return '';
  if (pull.base.sha !== '') return pull.base.sha;
  return pull.base.ref || env.GITHUB_SHA || '';
}

function shown(ref: string | null): string {
  if (ref === null) return 'the default branch';
  return isSha(ref) ? `the base ${ref.slice(0, 12)}` : `the base ${ref}`;
}

async function commitOf(context: ReleasesContext, facts: RemoteFacts, ref: string | null): Promise<string> {
  if (ref === null) return askFor(context, facts, 'HEAD');
  if (isSha(ref)) return ref;
  // In a job the clone may be the fork's: what its refs are called proves nothing.
  if (context.env.GITHUB_ACTIONS !== 'true') {
    const local = facts.clone === undefined ? undefined : await resolveLocally(context, ref);
    if (local !== undefined) return local;
  }
  const fault = refFault(ref);
  if (fault !== undefined) throw new UserError(`input base: ${JSON.stringify(ref)} is not a ref: ${fault}`);
  return askFor(context, facts, ref);
}

async function askFor(context: ReleasesContext, facts: RemoteFacts, ref: string): Promise<string> {
  const names = ref === 'HEAD' || ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  const { asked, refused } = baseRemotesOf(facts);
  if (refused !== undefined) throw new UserError(`the base ${ref}: ${refused.reason}. ${refused.remedy}`);
  let failure: Error | undefined;
  for (const remote of asked) {
    try {
      const args = ['ls-remote', '--', REMOTE, ...names, ...names.map((name) => `${name}^{}`)];
      const listed = await readRemote(remoteContext(context), NOWHERE, remote, args, ref);
      const sha = commitIn(listed, names);
      if (sha !== undefined) return sha;
      failure ??= new UserError(
        `input base: there is no ${ref} on ${remote.name}; give a branch, a tag or a commit id of it`,
      );
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      failure = asFailure(`the base ${ref}`, unreachable(remote, error), error);
    }
  }
  throw (
    failure ??
    new UserError(`input base: ${ref} is not in the recipe's clone, which has no remote origin to ask for it`)
  );
}

/** ls-remote's patterns match the end of a name: only the whole name counts. A tag's commit is the peeled line. */
export function commitIn(listed: string, names: readonly string[]): string | undefined {
  const found = new Map(
    listed.split('\n').map((line) => [line.split('\t')[1], line.split('\t')[0]] as const),
  );
  for (const name of names) {
    const sha = found.get(`${name}^{}`) ?? found.get(name);
    if (sha !== undefined && isSha(sha)) return sha;
  }
  return undefined;
}
