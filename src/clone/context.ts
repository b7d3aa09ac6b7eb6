/** What the runner says about the job: which repository, commit and event it is for. Read from the environment, once. */

import { existsSync, readFileSync } from 'node:fs';
import { EnvironmentError, UserError } from '../lib/errors.js';

export type JobContext = {
  readonly workspace: string;
  readonly serverUrl: string;
  /** OWNER/NAME, or empty outside a job. */
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  /** As the forge calls it; `workflow_call` in a reusable workflow, whatever started it. */
  readonly eventName: string;
  readonly event: EventPayload;
  /** act copies the working tree where a step uses actions/checkout, and with --bind the workspace is the user's own folder. */
  readonly isAct: boolean;
};

/** The few keys of a webhook payload that the fork guard looks at. */
export type EventPayload = {
  readonly pull_request?: {
    readonly number?: number;
    readonly head?: PullSide;
    readonly base?: PullSide;
    /** Of a pull request that is open: the head, merged into the base for a trial. */
    readonly merge_commit_sha?: string | null;
    readonly merged?: boolean;
  } | null;
  readonly issue?: { readonly number?: number; readonly pull_request?: unknown };
  readonly workflow_run?: {
    readonly head_sha?: string;
    readonly head_repository?: Repository | null;
    readonly repository?: Repository;
  } | null;
};
type Repository = { readonly full_name?: string; readonly fork?: boolean };
type PullSide = { readonly sha?: string; readonly ref?: string; readonly repo?: Repository | null };

/** @throws UserError outside a job that names a workspace. */
export function jobContext(env: NodeJS.ProcessEnv): JobContext {
  const workspace = env.GITHUB_WORKSPACE;
  if (workspace === undefined || workspace === '') {
    throw new UserError('GITHUB_WORKSPACE is not set: this action runs as a step of a job, or under act');
  }
  if (!existsSync(workspace))
    throw new UserError(
      `GITHUB_WORKSPACE=${workspace} is not there; the runner has to make it before the job`,
    );
  return {
    workspace,
    serverUrl: env.GITHUB_SERVER_URL ?? '',
    repository: env.GITHUB_REPOSITORY ?? '',
    ref: env.GITHUB_REF ?? '',
    sha: env.GITHUB_SHA ?? '',
    eventName: env.GITHUB_EVENT_NAME ?? '',
    event: eventPayload(env.GITHUB_EVENT_PATH),
    isAct: env.ACT === 'true' && env.GITEA_ACTIONS !== 'true' && env.FORGEJO_ACTIONS !== 'true',
  };
}

function eventPayload(path: string | undefined): EventPayload {
  if (path === undefined || path === '') return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch (cause) {
    // The fork guard decides by it: a payload that can't be read must not read as "no pull request".
    throw new EnvironmentError(`the event's payload ${path} can't be read`, { cause });
  }
}
