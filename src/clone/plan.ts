/** What is going to be cloned, from where, to where. Pure but for the look at the workspace's real path. */

import { UserError } from '../lib/errors.js';
import { insideOf } from '../lib/paths.js';
import type { JobContext } from './context.js';
import { guardAgainstForks } from './fork-guard.js';
import type { CloneInputs } from './inputs.js';
import { type Want, wanted } from './ref.js';
import { type RemoteUrl, remoteUrl } from './remote.js';

export type ClonePlan = {
  readonly repository: string;
  readonly serverUrl: string;
  readonly url: RemoteUrl;
  /** What `git fetch` is given: partial clones need the remote's name, so that git remembers where the rest is. */
  readonly remote: string;
  /** Absolute. */
  readonly folder: string;
  readonly want: Want;
  /** The repository's object format, as far as that can be told beforehand. */
  readonly isSha256: boolean;
  readonly depth: number;
  readonly hasTags: boolean;
  readonly filter: string;
  readonly sparse: readonly string[];
  readonly isCone: boolean;
  readonly isClean: boolean;
  /** False under act, whose workspace may be the user's own folder (--bind): what isn't ours is never emptied there. */
  readonly mayEmpty: boolean;
  readonly submodules: 'false' | 'true' | 'recursive';
  readonly lfs: boolean;
  readonly mirrorDir: string;
};

/** @throws UserError for a repository, ref or path that can't be, and for a fork's code in a privileged job. */
export function planClone(inputs: CloneInputs, job: JobContext): ClonePlan {
  const serverUrl = inputs['github-server-url'] || job.serverUrl;
  const repository = inputs.repository || job.repository;
  const isOwn =
    repository.toLowerCase() === job.repository.toLowerCase() && serverUrl === (job.serverUrl || serverUrl);
  const url = remoteUrl(serverUrl, repository);
  const want = wanted(inputs.ref, isOwn, job);
  guardAgainstForks(asked(repository, want), job, inputs['allow-unsafe-pr-checkout']);
  return {
    repository,
    serverUrl,
    url,
    remote: 'origin',
    folder: insideOf(job.workspace, inputs.path, 'input path'),
    want,
    isSha256: (want.kind === 'commit' ? want.sha : isOwn ? job.sha : '').length === 64,
    depth: inputs['fetch-depth'],
    hasTags: inputs['fetch-tags'],
    filter: inputs.filter || (inputs['sparse-checkout'].length > 0 ? 'blob:none' : ''),
    sparse: inputs['sparse-checkout'],
    isCone: inputs['sparse-checkout-cone-mode'],
    isClean: inputs.clean,
    mayEmpty: !job.isAct,
    submodules: inputs.submodules,
    lfs: inputs.lfs,
    mirrorDir: inputs['mirror-dir'],
  };
}

function asked(repository: string, want: Want): { repository: string; ref: string; sha: string } {
  if (want.kind === 'commit') return { repository, ref: want.ref ?? '', sha: want.sha };
  if (want.kind === 'ref') return { repository, ref: want.ref, sha: '' };
  return { repository, ref: want.kind === 'name' ? want.name : '', sha: '' };
}

/** @throws UserError: only an action with a post step can take a persisted credential away again. */
export function refusePersistence(inputs: CloneInputs): void {
  if (!inputs['persist-credentials']) return;
  throw new UserError(
    'input persist-credentials: true is not taken by actions/clone, which has no post step that would remove the token again; use the root action, or push with: cc-ci git -- push',
  );
}
