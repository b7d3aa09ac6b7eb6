/** Who is asked, in which order, and which token goes where. Pure. */

import { resolve } from 'node:path';
import { httpForm, isOnServer, type Remote, tokenIn, withoutPassword } from '../../clone/remote-git.js';
import type { CloneState } from './clone-state.js';
import { type Pull, pullOf, type RecipeEvent } from './event.js';

/** `name` is for messages: `upstream https://…`. */
export type NamedRemote = Remote & { readonly name: string };

export type Remotes = {
  readonly asked: readonly NamedRemote[];
  /** Why a remote that was named can't be asked at all; the sentence, and what to do. */
  readonly refused?: { readonly reason: string; readonly remedy: string };
};

export type RemoteFacts = {
  /** The input's. */
  readonly upstream: string;
  /** The manifest's. */
  readonly manifestUpstream: string;
  readonly token: string;
  readonly env: NodeJS.ProcessEnv;
  readonly event: RecipeEvent;
  readonly clone: CloneState | undefined;
};

/**
 * Upstream, then origin. In the job of a fork's pull request the base repository stands in for an origin that is the fork's:
 * what a stranger tags is no release.
 */
export function remotesOf(facts: RemoteFacts): Remotes {
  const upstream = upstreamOf(facts);
  if (upstream !== undefined && 'reason' in upstream) return { asked: [], refused: upstream };
  const origin = originOf(facts);
  const asked = [upstream, origin].filter((remote): remote is NamedRemote => remote !== undefined);
  return {
    asked: asked.filter(({ url }, at) => asked.findIndex((other) => sameAddress(other.url, url)) === at),
  };
}

/** Where the base of a pull request is: never the fork. Outside of one: origin, then upstream. */
export function baseRemotesOf(facts: RemoteFacts): Remotes {
  const pull = pullOf(facts.event);
  const base = pull === undefined ? undefined : baseRepository(facts, pull);
  if (base !== undefined) return { asked: [base] };
  const { asked } = remotesOf(facts);
  return { asked: [...asked].reverse() };
}

function upstreamOf(facts: RemoteFacts): NamedRemote | { reason: string; remedy: string } | undefined {
  const isInput = facts.upstream !== '';
  const given = isInput ? facts.upstream : facts.manifestUpstream;
  if (given === '') return undefined;
  const source = isInput ? 'input upstream' : 'upstream in cc-ci.yml';
  const fault = addressFault(given, isInput);
  if (fault !== undefined)
    return {
      reason: `${source} ${fault}`,
      remedy: 'Give the address of a git repository, such as https://git.example.org/recipes/app.',
    };
  return remoteFor(facts, 'upstream', given, isInput);
}

/** An address that a manifest names, with the token that it may have by the rules of a manifest's upstream. */
export function namedRemote(
  facts: RemoteFacts,
  name: string,
  address: string,
): NamedRemote | { readonly reason: string; readonly remedy: string } {
  const fault = addressFault(address, false);
  if (fault === undefined) return remoteFor(facts, name, address, false);
  return {
    reason: `its address ${fault}`,
    remedy: 'Give the address of a git repository, such as https://git.example.org/recipes/app.',
  };
}

/** @param isInput a person wrote it for this run; the manifest comes with the recipe, and names servers only. */
function addressFault(given: string, isInput: boolean): string | undefined {
  if (/^https?:\/\/[^/]*@/i.test(given))
    return 'has a user or a password in it, which would be on command lines: put the password into input token';
  // Helpers of git's (ext::, transport::address) run programs.
  if (/^(https?|ssh|git):\/\/[^-\s]/i.test(given) || /^[\w.-]+@[\w.-]+:[^-\s]/.test(given)) return undefined;
  if (isInput && !/^[\w+-]+::/.test(given) && !given.startsWith('-')) return undefined;
  return `(${JSON.stringify(withoutPassword(given))}) is no address of a git repository`;
}

function originOf(facts: RemoteFacts): NamedRemote | undefined {
  const pull = pullOf(facts.event);
  const origin = facts.clone?.origin;
  if (pull !== undefined && pull.trust === 'fork') {
    const isFork = origin === undefined || pathOf(origin) !== pull.base.name.toLowerCase();
    if (isFork) return baseRepository(facts, pull);
  }
  return origin === undefined ? undefined : remoteFor(facts, 'origin', origin, false);
}

/** The job's own repository is the base's, and the job's address of the forge is the one that works from here. */
function baseRepository(facts: RemoteFacts, pull: Pull): NamedRemote | undefined {
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: own = '' } = facts.env;
  const isOwn = pull.base.name === '' || pull.base.name.toLowerCase() === own.toLowerCase();
  const url = isOwn && server !== '' && own !== '' ? `${server.replace(/\/+$/, '')}/${own}` : pull.base.url;
  if (url === '') {
    const origin = facts.clone?.origin;
    return origin !== undefined && pathOf(origin) === pull.base.name.toLowerCase()
      ? remoteFor(facts, 'origin', origin, false)
      : undefined;
  }
  return remoteFor(facts, 'the base repository', url, false);
}

function remoteFor(facts: RemoteFacts, name: string, address: string, isInputUpstream: boolean): NamedRemote {
  const server = facts.env.GITHUB_SERVER_URL ?? '';
  const isFolder = !/^[\w+.-]+:\/\//.test(address) && !/^[^/]+:/.test(address);
  const absolute = isFolder ? resolve(facts.clone?.top ?? '.', address) : address;
  const http = isFolder || server === '' ? absolute : httpForm(absolute, server);
  const token = tokenFor(facts, server, http, isInputUpstream);
  // A token goes to addresses that carry nothing of their own; without one, the user's own form of the address stands.
  const url = token === '' ? absolute : withoutPassword(http);
  const settings = facts.clone?.settings ?? [];
  return { name: `${name} ${withoutPassword(url)}`, url, token, settings };
}

/**
 * The input's token is for the upstream that the input names, and for the job's forge unless that upstream is elsewhere. The
 * manifest's upstream gets one only on the job's forge: whoever writes a recipe must not choose where a token goes.
 */
function tokenFor(facts: RemoteFacts, server: string, url: string, isInputUpstream: boolean): string {
  if (!/^https?:\/\//i.test(url)) return '';
  if (isInputUpstream) return facts.token || (isOnServer(server, url) ? tokenIn(facts.env) : '');
  const isForTheForge = facts.upstream === '' || isOnServer(server, facts.upstream);
  if (server === '') {
    const isOrigin = facts.clone?.origin === url;
    return isOrigin && facts.upstream === '' ? facts.token : '';
  }
  if (!isOnServer(server, url)) return '';
  return (isForTheForge ? facts.token : '') || tokenIn(facts.env);
}

/** `owner/name` at the end of an address, in lower case. */
export function pathOf(url: string): string {
  const path = url.replace(/\/+$/, '').replace(/\.git$/i, '');
  return /([^/:]+\/[^/:]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

function sameAddress(a: string, b: string): boolean {
  const plain = (url: string): string =>
    withoutPassword(url)
      .replace(/\/+$/, '')
      .replace(/\.git$/i, '')
      .toLowerCase();
  return plain(a) === plain(b);
}
