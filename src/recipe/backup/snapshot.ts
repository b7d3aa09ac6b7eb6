/** One snapshot: restic's backup and its own list of what is in it, in one call. */

import type { Executed } from '../../docker/index.js';
import type { Snapshot } from '../engine/engine.js';
import type { Toolbox } from '../toolbox/index.js';
import { type Repository, WRITE_REPOSITORY, withRestic } from './repository.js';
import { nameOfPath } from './targets.js';

/** restic's code for a snapshot that lacks files which could not be read. */
export const INCOMPLETE = 3;

/** For `sh -c SCRIPT sh HOST PATH…`. The list is made of the snapshot, not of the volumes: what restic left out isn't in it. */
const SCRIPT = `${WRITE_REPOSITORY}
  host=$1; shift
  restic backup --no-cache --json --quiet --host "$host" -- "$@"; code=$?
  [ "$code" = 0 ] || [ "$code" = ${INCOMPLETE} ] || exit "$code"
  restic ls --no-cache --no-lock --json latest || exit 1
  exit "$code"
`;

export function takeSnapshot(
  toolbox: Toolbox,
  repository: Repository,
  {
    stack,
    paths,
    signal,
  }: { readonly stack: string; readonly paths: readonly string[]; readonly signal: AbortSignal },
): Promise<Executed> {
  return withRestic(toolbox, repository, ['sh', '-c', SCRIPT, 'sh', stack, ...paths], signal);
}

type Line = {
  readonly message_type?: string;
  readonly snapshot_id?: string;
  readonly type?: string;
  readonly path?: string;
  readonly size?: number;
};

/**
 * Reads both programs' JSON lines. Pure.
 * @returns undefined where restic says nothing of a snapshot.
 */
export function readSnapshot(stdout: string, stack: string): Snapshot | undefined {
  let id: string | undefined;
  const files: { path: string; bytes: number }[] = [];
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{')) continue;
    const said = JSON.parse(line) as Line;
    if (said.message_type === 'summary') id = said.snapshot_id;
    const path = said.type === 'file' && said.path !== undefined ? nameOfPath(said.path) : undefined;
    if (path !== undefined) files.push({ path, bytes: said.size ?? 0 });
  }
  return id === undefined ? undefined : { id, stack, files };
}

/** restic's complaints about single files are JSON too: `{"message_type":"error","error":{"message":"…"},"item":"/volumes/…"}`. */
export function unreadable(output: string): readonly { readonly item: string; readonly why: string }[] {
  return output.split('\n').flatMap((line) => {
    if (!line.startsWith('{"message_type":"error"')) return [];
    const { item = '', error } = JSON.parse(line) as { readonly item?: string; readonly error?: unknown };
    return [{ item: nameOfPath(item) ?? item, why: JSON.stringify(error) }];
  });
}

/** A file that an app removes while its volume is read is no failure: it will do so in every backup. */
export function hasOnlyVanished(output: string): boolean {
  const complaints = unreadable(output);
  return (
    complaints.length > 0 && complaints.every(({ why }) => /no such file or directory|"Err":2\b/.test(why))
  );
}
