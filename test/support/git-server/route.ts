/** Says what a request is for and which repository it means. */
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RequestKind } from './faults.js';

export interface Route {
  readonly kind: RequestKind;
  /** `owner/name`, without `.git`; empty outside the sub-path. */
  readonly repository: string;
  /** Path below the root that git http-backend understands. */
  readonly pathInfo: string;
  /** What follows the repository in the path. */
  readonly rest: string;
  readonly query: string;
}

/**
 * @param root folder of bare repositories
 * @param subPath where the forge lives on its host, '' for the top
 * @param body the whole body: only it tells a listing of refs from a fetch
 */
export function routeOf(root: string, subPath: string, request: IncomingMessage, body: Buffer): Route {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const query = url.search.slice(1);
  const nowhere = { repository: '', pathInfo: '', rest: '', query };
  if (!url.pathname.startsWith(`${subPath}/`)) return { ...nowhere, kind: 'outside' };
  const match = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(.+)$/.exec(url.pathname.slice(subPath.length));
  const [, owner, name, rest] = match ?? [];
  if (owner === undefined || name === undefined || rest === undefined) return { ...nowhere, kind: 'other' };
  // Forges serve a repository with and without `.git`.
  const folder = existsSync(join(root, owner, `${name}.git`)) ? `${name}.git` : name;
  const kind = kindOf(rest, request, body);
  return { kind, repository: `${owner}/${name}`, pathInfo: `/${owner}/${folder}/${rest}`, rest, query };
}

function kindOf(rest: string, request: IncomingMessage, body: Buffer): RequestKind {
  if (rest === 'info/refs') return 'refs';
  if (rest === 'git-receive-pack') return 'push';
  if (rest === 'info/lfs/objects/batch') return 'lfs-batch';
  if (rest.startsWith('info/lfs/objects/')) return 'lfs-object';
  if (rest !== 'git-upload-pack') return 'other';
  const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  // Protocol v2 names the command in the first pkt-line, after four digits of length.
  return plain.subarray(4, 19).toString('latin1') === 'command=ls-refs' ? 'ls-refs' : 'fetch';
}
