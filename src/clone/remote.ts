/** Addresses: the remote of a repository on a forge (sub-paths kept), and what a credential for it may be sent to. */

import { UserError } from '../lib/errors.js';

/** A repository's HTTP address, without credentials: `https://example.org/forge/owner/name`. */
export type RemoteUrl = string & { readonly brand: 'RemoteUrl' };

/**
 * @param serverUrl the forge's address; a path is kept (actions/checkout drops it).
 * @param repository OWNER/NAME.
 * @throws UserError when one of them is missing or can't be part of an address.
 */
export function remoteUrl(serverUrl: string, repository: string): RemoteUrl {
  if (serverUrl === '')
    throw new UserError('the forge is not known: GITHUB_SERVER_URL is empty; set input github-server-url');
  if (parsed(serverUrl) === undefined)
    throw new UserError(
      `the forge's address ${JSON.stringify(serverUrl)} is no http address; set input github-server-url (or GITHUB_SERVER_URL) to one such as https://forge.example.org`,
    );
  if (repository === '')
    throw new UserError('the repository is not known: GITHUB_REPOSITORY is empty; set input repository');
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || /(^|\/)\.{1,2}(\/|$)/.test(repository)) {
    throw new UserError(`input repository: ${JSON.stringify(repository)} is not of the form OWNER/NAME`);
  }
  return `${serverUrl.replace(/\/+$/, '')}/${repository}` as RemoteUrl;
}

/** The same address as git and LFS ask for it: with and without `.git`. A credential is scoped to exactly these. */
export function scopesOf(url: string): readonly string[] {
  const bare = url.replace(/\/+$/, '').replace(/\.git$/, '');
  return [bare, `${bare}.git`];
}

/**
 * `url.BASE.insteadOf` settings that turn the forge's ssh forms into its HTTP address, so that a token serves for them too:
 * `git@host:`, `ssh://git@host/`, and `ssh://git@host:PORT/` for each port that `urls` use.
 */
export function insteadOf(
  serverUrl: string,
  urls: readonly string[],
): readonly (readonly [string, string])[] {
  const base = `${serverUrl.replace(/\/+$/, '')}/`;
  const host = new URL(base).hostname;
  const forms = new Set([`git@${host}:`, `ssh://git@${host}/`]);
  for (const url of urls) {
    const match =
      /^(ssh:\/\/(?:[^@/]+@)?([^:/]+)(?::\d+)?\/)/.exec(url) ?? /^((?:[^@/]+@)([^:/]+):)/.exec(url);
    if (match?.[1] !== undefined && match[2] === host) forms.add(match[1]);
  }
  return [...forms].map((form) => [`url.${base}.insteadOf`, form] as const);
}

/**
 * Where a submodule's URL leads, as git resolves it.
 * @param parent the address of the repository that has the submodule.
 */
export function submoduleUrl(parent: string, url: string, serverUrl: string): string {
  if (url.startsWith('./') || url.startsWith('../')) return resolveRelative(parent, url);
  for (const [key, form] of insteadOf(serverUrl, [url])) {
    if (url.startsWith(form)) return key.slice('url.'.length, -'.insteadOf'.length) + url.slice(form.length);
  }
  return url;
}

function resolveRelative(parent: string, url: string): string {
  let base = parent.replace(/\/+$/, '');
  let rest = url;
  for (;;) {
    if (rest.startsWith('./')) rest = rest.slice(2);
    else if (rest.startsWith('../')) {
      rest = rest.slice(3);
      base = base.slice(0, Math.max(base.lastIndexOf('/'), 0));
    } else return `${base}/${rest}`;
  }
}

/** True when a credential of the forge at `serverUrl` may go to `url`: same origin, and inside its sub-path. */
export function isOnServer(serverUrl: string, url: string): boolean {
  const server = parsed(`${serverUrl.replace(/\/+$/, '')}/`);
  // Parsed, because git and curl resolve `..` before they ask: https://example.org/forge/../other is not below /forge/.
  const there = parsed(url);
  if (server === undefined || there === undefined) return false;
  return there.origin === server.origin && there.pathname.startsWith(server.pathname);
}

function parsed(url: string): URL | undefined {
  if (!/^https?:\/\//i.test(url)) return undefined;
  try {
    return new URL(url);
  } catch {
    return undefined; // what the constructor throws says no more than "invalid"
  }
}
