/** What the tests ask of Gitea's API, and nothing more: repositories, runs, jobs and logs. */

/** A run as Gitea's API has it (since 1.25). */
export interface WorkflowRun {
  readonly id: number;
  readonly head_sha: string;
  readonly event: string;
  /** `queued`, `in_progress`, `completed` and others. */
  readonly status: string;
  readonly conclusion?: string | null;
  readonly path: string;
}

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion?: string | null;
}

/** The administrator's name. */
export const ADMIN = 'maintainer';
const CALL_TIMEOUT_MS = 20_000;

export class ApiClient {
  /** @param authorization the header's value: `token …`, or `Basic …` for an account that has none. */
  constructor(
    private readonly url: string,
    private readonly authorization: string,
  ) {}

  /** OWNER/NAME, where OWNER is the administrator, or an organisation, which is made where it does not exist yet. */
  async createRepository(name: string, { isPrivate = false } = {}): Promise<void> {
    const [owner = '', repository = ''] = name.split('/');
    const body = { name: repository, private: isPrivate };
    if (owner === ADMIN) {
      await this.#call('POST', '/user/repos', body);
      return;
    }
    if ((await this.#call('GET', `/orgs/${owner}`, undefined, [404])) === undefined)
      await this.#call('POST', '/orgs', { username: owner, visibility: 'public' });
    await this.#call('POST', `/orgs/${owner}/repos`, body);
  }

  /** A secret of a repository, as its settings' page sets it. */
  async setSecret(repository: string, name: string, value: string): Promise<void> {
    await this.#call('PUT', `/repos/${repository}/actions/secrets/${name}`, { data: value });
  }

  /** An account without any rights, where there is none of that name yet. */
  async createUser(name: string, password: string): Promise<void> {
    const body = { username: name, email: `${name}@example.org`, password, must_change_password: false };
    if ((await this.#call('GET', `/users/${name}`, undefined, [404])) === undefined)
      await this.#call('POST', '/admin/users', body);
  }

  /** @returns the fork's OWNER/NAME; it belongs to whoever this client is. */
  async fork(repository: string): Promise<string> {
    const fork = await this.#call('POST', `/repos/${repository}/forks`, {});
    return (fork as { readonly full_name: string }).full_name;
  }

  /** @param head `BRANCH`, or `USER:BRANCH` of a fork. @returns its number */
  async openPullRequest(repository: string, head: string): Promise<number> {
    const body = { base: 'main', head, title: head };
    const pull = await this.#call('POST', `/repos/${repository}/pulls`, body);
    return (pull as { readonly number: number }).number;
  }

  async runs(repository: string): Promise<readonly WorkflowRun[]> {
    const answer = await this.#call('GET', `/repos/${repository}/actions/runs?limit=50`);
    return listOf<WorkflowRun>(answer, 'workflow_runs');
  }

  async jobs(repository: string, runId: number): Promise<readonly WorkflowJob[]> {
    const answer = await this.#call('GET', `/repos/${repository}/actions/runs/${runId}/jobs`);
    return listOf<WorkflowJob>(answer, 'jobs');
  }

  /** A job's log; empty where none was written, as for a job that was skipped. */
  async log(repository: string, jobId: number): Promise<string> {
    const path = `/repos/${repository}/actions/jobs/${jobId}/logs`;
    const response = await this.#fetch('GET', path);
    if (response.status === 404) return '';
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.text();
  }

  /** @returns undefined for an accepted failure */
  async #call(
    method: string,
    path: string,
    body?: unknown,
    accepted: readonly number[] = [],
  ): Promise<unknown> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    if (response.ok) return text === '' ? null : JSON.parse(text);
    if (accepted.includes(response.status)) return undefined;
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }

  #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: this.authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
  }
}

/** A list out of an answer. Gitea writes `null` for an empty one. */
function listOf<T>(answer: unknown, key: string): readonly T[] {
  if (typeof answer !== 'object' || answer === null || !(key in answer))
    throw new Error(`the API's answer has no ${key}: ${JSON.stringify(answer)}`);
  const list = (answer as Record<string, unknown>)[key];
  return Array.isArray(list) ? (list as T[]) : [];
}
