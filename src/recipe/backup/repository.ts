/**
 * The restic repository of one stack: in a volume of that stack, so that its teardown removes it, under a password of this
 * run's that is in no container's configuration and on no disk.
 */

import { randomBytes } from 'node:crypto';
import type { Docker, Executed } from '../../docker/index.js';
import type { AppContext } from '../context.js';
import { REPOSITORY, type Toolbox } from '../toolbox/index.js';
import { newRepository } from './repository-files.js';

export type Repository = {
  readonly password: string;
  /** Its path in a toolbox. */
  readonly at: string;
  /** The environment that WRITE_REPOSITORY takes its files from. */
  readonly files: Readonly<Record<string, string>>;
};

/** Of each daemon, by the stack that is backed up. */
const repositories = new WeakMap<Docker, Map<string, Repository>>();

/** The stack's repository, made up at the first call; the files are written by the first backup. */
export function repositoryOf({
  app,
  docker,
  onSecret,
}: Pick<AppContext, 'app' | 'docker' | 'onSecret'>): Repository {
  const ofDaemon = repositories.get(docker) ?? new Map<string, Repository>();
  repositories.set(docker, ofDaemon);
  const known = ofDaemon.get(app.stack);
  if (known !== undefined) return known;
  const password = randomBytes(32).toString('hex');
  onSecret(password);
  const at = `${REPOSITORY}/${app.stack}`;
  const repository = { password, at, files: filesOf(at, password) };
  ofDaemon.set(app.stack, repository);
  return repository;
}

/** The repository that a snapshot of `stack` is in; undefined where this process has made none. */
export function knownRepository(docker: Docker, stack: string): Repository | undefined {
  return repositories.get(docker)?.get(stack);
}

function filesOf(at: string, password: string): Readonly<Record<string, string>> {
  const { folders, files } = newRepository(password);
  return {
    REPOSITORY_FOLDERS: folders.map((folder) => `${at}/${folder}`).join(' '),
    REPOSITORY_FILES: files
      .map(({ path, content }) => `${at}/${path} ${content.toString('base64')}`)
      .join('\n'),
  };
}

/**
 * Shell, to run before `restic`: writes the repository where there is none, and in the place of one whose password nobody knows
 * any more, which a run that was killed left.
 */
export const WRITE_REPOSITORY = `
  wanted=\${REPOSITORY_FILES##* }
  if [ "$wanted" != "$( { base64 <"$RESTIC_REPOSITORY/config" | tr -d '\\n'; } 2>/dev/null)" ]; then
    rm -rf "$RESTIC_REPOSITORY" && mkdir -p $REPOSITORY_FOLDERS || exit 1
    printf '%s\\n' "$REPOSITORY_FILES" | while read -r path content; do
      printf %s "$content" | base64 -d >"$path" || exit 1
    done || exit 1
  fi
`;

/** Runs a script that calls restic, with the password in the environment of that one command. */
export function withRestic(
  toolbox: Toolbox,
  { at, password, files }: Repository,
  command: readonly string[],
  signal: AbortSignal,
): Promise<Executed> {
  const env = { ...files, RESTIC_REPOSITORY: at, RESTIC_PASSWORD: password };
  return toolbox.exec(command, { env, signal });
}

/** Up to here a repository is carried over in one piece, through this process's memory. */
const ONE_PIECE_KB = 64_000;

/**
 * Carries a repository over to another app's toolbox, as to another machine: a volume that both mounted would keep the
 * teardown of either app waiting for the other's.
 */
export async function carryOver(
  docker: Docker,
  repository: Repository,
  { from, to, signal }: { readonly from: string; readonly to: Toolbox; readonly signal: AbortSignal },
): Promise<void> {
  const { at } = repository;
  const [sizes] = await Promise.all([
    docker.exec(from, ['sh', '-c', 'du -sk "$1" && cd "$1" && echo data/*', 'sh', at], { signal }),
    to.exec(['sh', '-c', 'rm -rf "$1" && mkdir -p "$1/data"', 'sh', at], { signal }),
  ]);
  const [size = '', pieces = ''] = sizes.stdout.split('\n');
  const isSmall = Number.parseInt(size, 10) <= ONE_PIECE_KB;
  const parts = isSmall ? [''] : ['config', 'keys', 'index', 'snapshots', ...pieces.split(' ')];
  for (const piece of parts) {
    const path = piece === '' ? at : `${at}/${piece}`;
    const tar = await docker.bytes(`/containers/${from}/archive`, { query: { path }, signal });
    const into = { path: path.slice(0, path.lastIndexOf('/')) };
    await docker.putArchive(`/containers/${to.container}/archive`, tar, { query: into, signal });
  }
}
