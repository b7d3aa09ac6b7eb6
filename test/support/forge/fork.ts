/** A stranger's pull request from a fork, and the approval that its run waits for: a web session's, since no API gives it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, git } from '../repos.js';
import { ADMIN, ApiClient } from './api.js';
import type { Gitea } from './gitea.js';
import { Pusher } from './repository.js';
import { eventually } from './server-process.js';

const STRANGER = 'stranger';
const PASSWORD = 'Pw-of-the-stranger-1';
const CALL_TIMEOUT_MS = 20_000;
const RUN_WITHIN_MS = 60_000;

export interface ForkPull {
  readonly number: number;
  /** The head's. */
  readonly sha: string;
}

/**
 * Forks the repository as an account without rights, pushes the files to a branch there, and opens a pull request.
 * @param folder an empty one for the fork's work tree
 */
export async function openForkPull(
  gitea: Gitea,
  repository: string,
  folder: string,
  files: Files,
): Promise<ForkPull> {
  await gitea.api.createUser(STRANGER, PASSWORD);
  const basic = `Basic ${Buffer.from(`${STRANGER}:${PASSWORD}`).toString('base64')}`;
  const api = new ApiClient(gitea.url, basic);
  const fork = await api.fork(repository);
  const config = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: ${basic}`,
  };
  mkdirSync(folder, { recursive: true });
  git(folder, ['clone', '--quiet', `${gitea.url}/${fork}.git`, '.'], config);
  const sha = Pusher.open(fork, folder, { url: gitea.url, token: gitea.token }).commit(files);
  const branch = `change-${sha.slice(0, 8)}`;
  git(folder, ['push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`], config);
  const number = await api.openPullRequest(repository, `${STRANGER}:${branch}`);
  return { number, sha };
}

/** Where a fork's work tree may lie, beside others. */
export const forkFolder = (root: string, name: string): string => join(root, 'forks', name);

/** Approves the run of a commit, as the administrator does it on the run's page. */
export async function approveRun(gitea: Gitea, repository: string, sha: string): Promise<void> {
  let id: number | undefined;
  const isThere = async (): Promise<boolean> => {
    id = (await gitea.api.runs(repository)).find((run) => run.head_sha === sha)?.id;
    return id !== undefined;
  };
  if (!(await eventually(isThere, RUN_WITHIN_MS)))
    throw new Error(`${repository} ${sha}: no run to approve within ${RUN_WITHIN_MS} ms`);
  const cookie = await signIn(gitea);
  const response = await post(gitea, `/${repository}/actions/runs/${id}/approve`, {}, cookie);
  if (!response.ok) throw new Error(`approving run ${id}: ${response.status} ${await response.text()}`);
}

/** @returns the session's cookies */
async function signIn(gitea: Gitea): Promise<string> {
  const response = await post(gitea, '/user/login', { user_name: ADMIN, password: gitea.password }, '');
  // One name may come twice: the session before signing in, and the one after.
  const cookies = new Map(
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0] ?? '')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair]),
  );
  // The form is shown again, with 200, where the password is wrong.
  if (response.status !== 303 && response.status !== 302)
    throw new Error(`signing in as ${ADMIN}: ${response.status}`);
  return [...cookies.values()].join('; ');
}

function post(
  gitea: Gitea,
  path: string,
  form: Readonly<Record<string, string>>,
  cookie: string,
): Promise<Response> {
  return fetch(`${gitea.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    // Gitea takes a form from its own pages only.
    headers: { cookie, origin: gitea.url },
    body: new URLSearchParams(form),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
}
