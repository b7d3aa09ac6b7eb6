/** What is rewritten on the way to the app and back, so that the app sees its own domain and the client stays on the forwarder. Pure. */

import type { IncomingHttpHeaders } from 'node:http';

export type Headers = Record<string, string | string[]>;

export type Names = {
  readonly domain: string;
  /** How the app's users reach it. */
  readonly scheme: 'http' | 'https';
  /** The forwarder as a client on this machine names it: `127.0.0.1:40123`. */
  readonly loopback: string;
};

/** RFC 9110, 7.6.1: they belong to one connection. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** @param options.standsForRouter true where no router adds the headers that it adds for the app's users. */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  names: Names,
  options: { readonly standsForRouter: boolean; readonly isUpgrade?: boolean },
): Headers {
  const host = appHost(headers.host ?? '', names);
  const sent = endToEnd(headers);
  sent.host = host;
  for (const name of ['origin', 'referer']) {
    const value = sent[name];
    // What compares them with the host (against forged requests) would refuse the forwarder's name.
    if (typeof value === 'string')
      sent[name] = value.replace(`http://${names.loopback}`, `${names.scheme}://${host}`);
  }
  if (options.standsForRouter) {
    sent['x-forwarded-for'] = '127.0.0.1';
    sent['x-forwarded-host'] = host;
    sent['x-forwarded-port'] = names.scheme === 'https' ? '443' : '80';
    sent['x-forwarded-proto'] = names.scheme;
  }
  if (options.isUpgrade === true) Object.assign(sent, { connection: 'Upgrade', upgrade: headers.upgrade });
  // A body of unknown length keeps its framing: Node sets it anew.
  else if (headers['transfer-encoding'] !== undefined) sent['transfer-encoding'] = 'chunked';
  return sent;
}

/** @param askedHost the Host header of the request that this answers. */
export function responseHeaders(headers: IncomingHttpHeaders, names: Names, askedHost: string): Headers {
  const answered = endToEnd(headers);
  if (askedHost !== names.loopback) return answered;
  const { location } = answered;
  if (typeof location === 'string') answered.location = onLoopback(location, names);
  const cookies = headers['set-cookie'];
  if (cookies !== undefined) answered['set-cookie'] = cookies.map(cookieOnLoopback);
  return answered;
}

/** The app's domain, and what is below it; whatever else a client calls the forwarder means the domain. */
export function appHost(asked: string, { domain }: Pick<Names, 'domain'>): string {
  const name = asked.toLowerCase().replace(/:\d+$/, '');
  return name === domain || name.endsWith(`.${domain}`) ? name : domain;
}

/** `https://app.example/login` → `http://127.0.0.1:40123/login`; another site's address stays. */
function onLoopback(location: string, { domain, loopback }: Names): string {
  const match = /^(?:https?:)?\/\/([^/?#]+)(.*)$/is.exec(location);
  const host = match?.[1]?.toLowerCase().replace(/:(80|443)$/, '');
  return host === domain ? `http://${loopback}${match?.[2] ?? ''}` : location;
}

/** A client at http://127.0.0.1 would neither keep nor send a cookie of the domain, or one for https alone. */
function cookieOnLoopback(cookie: string): string {
  return cookie
    .split(';')
    .filter((part) => !/^\s*(secure\s*$|domain\s*=)/i.test(part))
    .join(';');
}

function endToEnd(headers: IncomingHttpHeaders): Headers {
  // `Connection: close, X-Foo` names more that belong to the connection.
  const named = (headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !HOP_BY_HOP.has(name) && !named.includes(name)) kept[name] = value;
  return kept;
}
