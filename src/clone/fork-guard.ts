/**
 * A fork's code is not checked out into a job that holds the base repository's secrets, unless somebody says so. Pure.
 * Events are recognised by the payload and the ref: in a reusable workflow Gitea and Forgejo call every event workflow_call.
 */

import { UserError } from '../lib/errors.js';
import type { JobContext } from './context.js';

export type Asked = { readonly repository: string; readonly ref: string; readonly sha: string };

/** @throws UserError when `asked` is (or may be) a fork's code and the job runs for the base branch, with its secrets. */
export function guardAgainstForks(
  asked: Asked,
  job: Pick<JobContext, 'repository' | 'ref' | 'eventName' | 'event'>,
  isAllowed: boolean,
): void {
  const reason = unsafeReason({ ...asked, repository: asked.repository.toLowerCase() }, job);
  if (reason === undefined || isAllowed) return;
  throw new UserError(
    `${reason}. Code of a stranger would run next to this repository's secrets. Use the pull_request event for it, or set allow-unsafe-pr-checkout: true after reading docs/clone.md#forks`,
  );
}

function unsafeReason(
  asked: Asked,
  job: Pick<JobContext, 'repository' | 'ref' | 'eventName' | 'event'>,
): string | undefined {
  // pull_request runs at refs/pull/N/…, without secrets: any checkout is fine there. pull_request_target runs at the base;
  // before Gitea 1.27.1 its ref is reported to have been wrong (go-gitea/gitea#38636), so the name counts as well.
  if (job.ref.startsWith('refs/pull/') && job.eventName !== 'pull_request_target') return undefined;
  const { pull_request: pull, workflow_run: run, issue } = job.event;
  // Some forges write null for what an event doesn't have.
  if (pull && isForkPull(pull, job.repository)) {
    if (isTrialMerge(asked, pull) || isSideOf(asked, pull.head, pull.number))
      return `this job runs for the base branch (pull_request_target) and asks for the head of a fork's pull request`;
  }
  if (run && isForkRun(run, job.repository)) {
    if (
      asked.sha === run.head_sha ||
      asked.repository === run.head_repository?.full_name?.toLowerCase() ||
      isPullRef(asked.ref)
    ) {
      return 'this job runs after a workflow of a fork (workflow_run) and asks for its head';
    }
  }
  // A comment's payload doesn't say where the pull request comes from.
  if (issue?.pull_request && isPullRef(asked.ref))
    return 'this job was started by a comment and asks for the head of a pull request';
  return undefined;
}

function isForkPull(pull: NonNullable<JobContext['event']['pull_request']>, own: string): boolean {
  const head = pull.head?.repo;
  // A head repository that was deleted reads as null: it was not ours.
  if (head === null || head === undefined) return true;
  return head.full_name !== undefined
    ? head.full_name !== (pull.base?.repo?.full_name ?? own)
    : head.fork === true;
}

/** A head repository that was deleted reads as null: it was not ours. */
function isForkRun(run: NonNullable<JobContext['event']['workflow_run']>, own: string): boolean {
  if (run.head_repository === null) return true;
  const head = run.head_repository?.full_name;
  return head !== undefined && head !== (run.repository?.full_name ?? own);
}

/** Holds the fork's code as much as its head does; once the pull request is merged, the same field names a commit of the base. */
function isTrialMerge(asked: Asked, pull: NonNullable<JobContext['event']['pull_request']>): boolean {
  return asked.sha !== '' && asked.sha === pull.merge_commit_sha && pull.merged !== true;
}

type Side = NonNullable<JobContext['event']['pull_request']>['head'];

function isSideOf(asked: Asked, head: Side, number: number | undefined): boolean {
  if (asked.sha !== '' && asked.sha === head?.sha) return true;
  if (asked.repository !== '' && asked.repository === head?.repo?.full_name?.toLowerCase()) return true;
  return number === undefined ? isPullRef(asked.ref) : new RegExp(`^(refs/)?pull/${number}/`).test(asked.ref);
}

function isPullRef(ref: string): boolean {
  return /^(refs\/)?pull\/\d+\//.test(ref);
}
