/** What the event's payload says about a pull request: whose head it is, and what its base is. Read once; judged pure. */

import { readFileSync } from 'node:fs';
import { EnvironmentError } from '../../lib/errors.js';

/** The keys looked at, in the forms of GitHub, Gitea and Forgejo. */
export type RecipeEvent = {
  readonly pull_request?: {
    readonly head?: PullSide | null;
    readonly base?: PullSide | null;
  } | null;
  /** Of a comment: has `pull_request` when it was made on one. */
  readonly issue?: { readonly pull_request?: unknown } | null;
  readonly workflow_run?: {
    readonly head_repository?: Repository | null;
    readonly repository?: Repository | null;
  } | null;
};

type Repository = {
  readonly id?: number;
  readonly full_name?: string;
  readonly clone_url?: string;
  readonly fork?: boolean;
};

/** Gitea and Forgejo also say the repository's id beside it, as `repo_id`. */
type PullSide = {
  readonly sha?: string;
  readonly ref?: string;
  readonly repo_id?: number;
  readonly repo?: Repository | null;
};

export type Trust = 'fork' | 'member';

export type Pull = {
  readonly trust: Trust;
  readonly why: string;
  readonly base: {
    /** Empty where the payload doesn't say. */
    readonly sha: string;
    readonly ref: string;
    readonly name: string;
    readonly url: string;
  };
};

/** @throws EnvironmentError: a payload that can't be read must not read as "no pull request". */
export function readEvent(env: NodeJS.ProcessEnv): RecipeEvent {
  const path = env.GITHUB_EVENT_PATH;
  if (path === undefined || path === '') return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) throw new Error('it holds no object');
    return parsed;
  } catch (cause) {
    throw new EnvironmentError(
      `the event's payload ${path} (GITHUB_EVENT_PATH) can't be read, so whose code this is can't be told; unset it outside of a job`,
      { cause },
    );
  }
}

/**
 * By the payload's keys, not by the event's name: in a reusable workflow forges call every event workflow_call. What can't be told is
 * a fork's.
 * @returns undefined where no pull request is behind the job: a push, a schedule, a terminal.
 */
export function pullOf(event: RecipeEvent): Pull | undefined {
  const { pull_request: pull, workflow_run: run, issue } = event;
  if (pull) return { ...judge(pull.head, pull.base), base: baseOf(pull.base) };
  if (run && runIsForks(run))
    return {
      trust: 'fork',
      why: 'the workflow run that this one follows is of a fork',
      base: baseOf(undefined),
    };
  if (issue?.pull_request)
    return {
      trust: 'fork',
      why: "a comment on a pull request started the job, and its payload doesn't say whose head it is",
      base: baseOf(undefined),
    };
  return undefined;
}

function judge(
  head: PullSide | null | undefined,
  base: PullSide | null | undefined,
): Pick<Pull, 'trust' | 'why'> {
  // A repository that has been deleted reads as null: it wasn't this one.
  if (!head || head.repo === null) return { trust: 'fork', why: 'the repository of its head is gone' };
  const [headId, baseId] = [head.repo?.id ?? head.repo_id, base?.repo?.id ?? base?.repo_id];
  if (headId !== undefined && baseId !== undefined)
    return headId === baseId
      ? MEMBER
      : { trust: 'fork', why: `its head is in ${head.repo?.full_name ?? 'another repository'}` };
  const [headName, baseName] = [head.repo?.full_name, base?.repo?.full_name];
  if (headName !== undefined && baseName !== undefined)
    return headName.toLowerCase() === baseName.toLowerCase()
      ? MEMBER
      : { trust: 'fork', why: `its head is in ${headName}` };
  return { trust: 'fork', why: "its payload doesn't say which repository its head is in" };
}

const MEMBER = { trust: 'member', why: 'its head is in the repository itself' } as const;

function runIsForks(run: NonNullable<RecipeEvent['workflow_run']>): boolean {
  const [head, own] = [run.head_repository, run.repository];
  if (!head || !own) return true;
  if (head.id !== undefined && own.id !== undefined) return head.id !== own.id;
  return head.full_name === undefined || head.full_name.toLowerCase() !== own.full_name?.toLowerCase();
}

function baseOf(base: PullSide | null | undefined): Pull['base'] {
  return {
    sha: base?.sha ?? '',
    ref: base?.ref ?? '',
    name: base?.repo?.full_name ?? '',
    url: base?.repo?.clone_url ?? '',
  };
}
