/** Which forge and runner a job is on, as far as its environment tells. Order and variables: docs/forges.md. Pure. */

export type Forge = {
  readonly product: 'forgejo' | 'gitea' | 'act' | 'github' | 'none';
  /** The runner's version where it says so. The server's is not in the environment. */
  readonly runnerVersion: string | null;
  readonly serverUrl: string | null;
};

/** Forgejo's runner calls itself Gitea too, and both set ACT: the most specific name is asked first. */
export function detectForge(env: NodeJS.ProcessEnv): Forge {
  const serverUrl = env.GITHUB_SERVER_URL || null;
  if (env.FORGEJO_ACTIONS === 'true')
    return { product: 'forgejo', runnerVersion: env.FORGEJO_ACTIONS_RUNNER_VERSION || null, serverUrl };
  if (env.GITEA_ACTIONS === 'true')
    return { product: 'gitea', runnerVersion: env.GITEA_ACTIONS_RUNNER_VERSION || null, serverUrl };
  if (env.ACT === 'true') return { product: 'act', runnerVersion: null, serverUrl };
  if (env.GITHUB_ACTIONS === 'true') return { product: 'github', runnerVersion: null, serverUrl };
  return { product: 'none', runnerVersion: null, serverUrl: null };
}
