/** git commands of later steps that talk to the forge: the same credential rules as the clone's. */

import { UserError } from '../lib/errors.js';
import { type RunProcess, succeeded } from '../lib/process.js';
import { networkEnv, plainGitEnv } from './credential.js';
import { isOnServer } from './remote.js';

/** Subcommands that talk to a server. Everything else needs no credential, and must not get one: it may run hooks. */
const NETWORK = ['fetch', 'pull', 'push', 'ls-remote', 'submodule', 'lfs', 'remote'];

/** Those that check files out, or are git-lfs. */
const MAY_RUN_LFS = ['lfs', 'pull', 'submodule'];

/** In this order: what a user sets on purpose comes before what the forge sets for every step. */
export const TOKEN_VARIABLES = ['CC_CI_TOKEN', 'GITHUB_TOKEN', 'GITEA_TOKEN', 'FORGEJO_TOKEN'];

type Effects = {
  readonly run: RunProcess;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal?: AbortSignal;
};

/**
 * Runs git with the token in its environment, scoped to the address of `origin` (and of its other remotes on the same forge).
 * Hooks are off in that process. Terminal and exit code are git's own.
 * @throws UserError for a subcommand that needs no credential, without a token, or outside a clone.
 */
export async function credentialedGit(args: readonly string[], effects: Effects): Promise<number> {
  const [subcommand = ''] = args;
  if (!NETWORK.includes(subcommand)) {
    throw new UserError(
      `cc-ci git: ${subcommand.startsWith('-') ? 'put the subcommand first' : `git ${subcommand} needs no credential: run git itself`}; taken: ${NETWORK.join(', ')}`,
    );
  }
  const token = TOKEN_VARIABLES.map((name) => effects.env[name]).find(
    (value) => value !== undefined && value !== '',
  );
  if (token === undefined) {
    throw new UserError(
      `cc-ci git: no token: set one of ${TOKEN_VARIABLES.join(', ')} in this step's env, for example GITHUB_TOKEN: \${{ github.token }}`,
    );
  }
  const urls = await remoteUrls(effects);
  const serverUrl = effects.env.GITHUB_SERVER_URL || originOf(urls[0] ?? '');
  const env = networkEnv(effects.env, {
    token,
    urls: urls.filter((url) => isOnServer(serverUrl, url)),
    serverUrl,
    stallSeconds: 20,
    mayRunLfs: MAY_RUN_LFS.includes(subcommand),
  });
  for (const name of TOKEN_VARIABLES) delete env[name];
  const finished = await effects.run('git', args, {
    cwd: effects.cwd,
    env,
    stdio: 'inherit',
    ...(effects.signal === undefined ? {} : { signal: effects.signal }),
  });
  return finished.outcome.kind === 'exited' ? finished.outcome.code : 1;
}

/** The addresses of the clone's remotes, and of its submodules where git knows them. */
async function remoteUrls(effects: Effects): Promise<readonly string[]> {
  const listed = await effects.run(
    'git',
    ['config', '--get-regexp', '^(remote|submodule)\\..*\\.(push)?url$'],
    {
      cwd: effects.cwd,
      env: plainGitEnv(effects.env),
    },
  );
  const urls = listed.stdout
    .split('\n')
    .flatMap((entry) => entry.split(' ')[1] ?? [])
    .filter((url) => /^https?:\/\//.test(url));
  if (!succeeded(listed) || urls.length === 0)
    throw new UserError(`cc-ci git: ${effects.cwd} is no clone with an http remote; run it inside one`);
  return urls;
}

function originOf(url: string): string {
  return new URL(url).origin;
}
