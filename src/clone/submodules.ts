/** Submodules, level by level, so that the credential goes to exactly the addresses of one level on this forge. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { insideOf } from '../lib/paths.js';
import { fetchWithRetry } from './fetch.js';
import { plainGit, type Session } from './git.js';
import { pullLfs } from './lfs.js';
import { isOnServer, submoduleUrl } from './remote.js';

type Submodule = { readonly path: string; readonly rawUrl: string; readonly url: string };

const DEEPEST = 10;

/**
 * @param folder a checked-out repository.
 * @param url its address; relative submodule URLs are relative to it.
 */
export async function updateSubmodules(
  session: Session,
  folder: string,
  url: string,
  options: { readonly isRecursive: boolean; readonly depth: number },
  level = 1,
): Promise<void> {
  if (!existsSync(join(folder, '.gitmodules')) || level > DEEPEST) return;
  const submodules = await listSubmodules(session, folder, url);
  if (submodules.length === 0) return;
  const depth = options.depth === 0 ? [] : [`--depth=${options.depth}`];
  await fetchWithRetry(session, {
    folder,
    url,
    credentialFor: submodules
      .map((entry) => entry.url)
      .filter((address) => isOnServer(session.serverUrl, address)),
    sshUrls: submodules.map((entry) => entry.rawUrl),
    args: [
      'submodule',
      'update',
      '--init',
      '--force',
      '--progress',
      '--jobs=4',
      ...depth,
      '--',
      ...submodules.map((entry) => entry.path),
    ],
    asked: 'the submodules',
  });
  for (const entry of submodules) {
    const inner = insideOf(folder, entry.path, `submodule ${entry.path}`);
    if (session.lfs) await pullLfs(session, inner, entry.url);
    if (options.isRecursive) await updateSubmodules(session, inner, entry.url, options, level + 1);
  }
}

async function listSubmodules(
  session: Session,
  folder: string,
  parent: string,
): Promise<readonly Submodule[]> {
  const listed = await plainGit(session, folder, [
    'config',
    '--null',
    '--file',
    '.gitmodules',
    '--get-regexp',
    '^submodule\\..*\\.(path|url)$',
  ]);
  const found = new Map<string, { path?: string; url?: string }>();
  for (const entry of listed.split('\0')) {
    const [key = '', ...value] = entry.split('\n');
    const match = /^submodule\.(.*)\.(path|url)$/s.exec(key);
    if (match?.[1] === undefined) continue;
    found.set(match[1], { ...found.get(match[1]), [match[2] as 'path' | 'url']: value.join('\n') });
  }
  return [...found.values()].flatMap(({ path, url }) =>
    path === undefined || url === undefined
      ? []
      : [{ path, rawUrl: url, url: submoduleUrl(parent, url, session.serverUrl) }],
  );
}
