/** Which commit is wanted, and under which name it is to be checked out. Pure. */

import { UserError } from '../lib/errors.js';

export type Sha = string & { readonly brand: 'Sha' };

/** How the wanted commit is asked for. */
export type Want =
  /** A commit by its id; `ref` is the name it came by, if it came by one. */
  | { readonly kind: 'commit'; readonly sha: Sha; readonly ref: string | undefined }
  /** A full ref whose tip is wanted, whatever it is. */
  | { readonly kind: 'ref'; readonly ref: string }
  /** A short name: a branch, else a tag. */
  | { readonly kind: 'name'; readonly name: string }
  /** The other repository's default branch. */
  | { readonly kind: 'default' };

/** What `git fetch` is asked for and what `git checkout` then does with it. */
export type Target = {
  /** Refspecs, each with a prefix of ours, so that none can read as an option. */
  readonly refspecs: readonly string[];
  /** Where the wanted commit is after the fetch: a commit id or a full local ref. */
  readonly start: string;
  /** The local branch that is to be made; none: a detached HEAD. */
  readonly branch: string | undefined;
};

/**
 * @param ref the input; empty: the job's own commit.
 * @param own true for the repository that the workflow runs for.
 */
export function wanted(ref: string, own: boolean, job: { readonly ref: string; readonly sha: string }): Want {
  const name = ref.trim();
  if (name === '') {
    if (!own) return { kind: 'default' };
    if (isSha(job.sha)) return { kind: 'commit', sha: job.sha, ref: job.ref === '' ? undefined : job.ref };
    if (job.ref !== '') return { kind: 'ref', ref: checkRef(job.ref) };
    return { kind: 'default' };
  }
  if (isSha(name)) return { kind: 'commit', sha: name, ref: undefined };
  if (/^[0-9a-f]{7,39}$/.test(name)) {
    throw new UserError(
      `input ref: ${name} looks like a shortened commit id, which no server can be asked for; give all 40 digits, or refs/heads/${name} or refs/tags/${name} if that is its name`,
    );
  }
  checkRef(name);
  if (!name.startsWith('refs/')) return { kind: 'name', name };
  // The job's own ref by its full name means the job's own commit, not whatever the branch has become since.
  if (own && name === job.ref && isSha(job.sha)) return { kind: 'commit', sha: job.sha, ref: name };
  return { kind: 'ref', ref: name };
}

export function isSha(text: string): text is Sha {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/**
 * The rules of git check-ref-format, and no dash first: such a name would read as an option somewhere.
 * @throws UserError naming what is wrong.
 */
export function checkRef(ref: string): string {
  const fault = refFault(ref);
  if (fault !== undefined) throw new UserError(`input ref: ${JSON.stringify(ref)} is not a ref: ${fault}`);
  return ref;
}

/** @returns what is wrong with it; undefined for a good one. */
export function refFault(ref: string): string | undefined {
  if (/^(?:refs\/(?:heads|tags)\/)?-/.test(ref)) return 'it begins with a dash';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0020\u007f~^:?*[\\]/.test(ref))
    return 'it has a space, a control character or one of ~ ^ : ? * [ \\';
  if (ref.includes('..') || ref.includes('@{') || ref === '@') return 'it has ".." or "@{"';
  if (ref.startsWith('/') || ref.endsWith('/') || ref.includes('//') || ref.endsWith('.'))
    return 'it has an empty part';
  if (ref.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock')))
    return 'a part begins with "." or ends in ".lock"';
  return undefined;
}

/** @returns the local place of a remote ref, as actions/checkout lays them out. */
export function localRef(ref: string): string {
  if (ref.startsWith('refs/heads/')) return `refs/remotes/origin/${ref.slice('refs/heads/'.length)}`;
  if (ref.startsWith('refs/pull/')) return `refs/remotes/pull/${ref.slice('refs/pull/'.length)}`;
  return ref;
}

/** @param ref a full ref, or undefined for a commit that came without a name. */
export function targetOf(want: { readonly sha?: Sha; readonly ref?: string | undefined }): Target {
  const { sha, ref } = want;
  const branch = ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
  if (ref === undefined)
    return { refspecs: sha === undefined ? ['HEAD'] : [sha], start: sha ?? 'FETCH_HEAD', branch };
  // A tag is fetched as the tag it is: fetched by its commit, an annotated tag would lose its message and signature.
  if (ref.startsWith('refs/tags/') || sha === undefined) {
    return {
      refspecs: [`+${ref}:${localRef(ref)}`],
      start: sha === undefined ? localRef(ref) : `${ref}^{commit}`,
      branch,
    };
  }
  return { refspecs: [`+${sha}:${localRef(ref)}`], start: sha, branch };
}
