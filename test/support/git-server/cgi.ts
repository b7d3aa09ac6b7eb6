/** Runs `git http-backend`, git's own smart-HTTP server, for one request. */
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export type Backend = ChildProcessByStdio<Writable, Readable, Readable>;

let backendPath: string | undefined;

/** git http-backend lies in git's exec path; asking git once saves a process per request. */
function gitHttpBackend(): string {
  backendPath ??= join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');
  return backendPath;
}

/** Server-side configuration: as forges set it, and nothing of this machine's own. */
const SERVER_CONFIG: readonly (readonly [string, string])[] = [
  ['safe.directory', '*'],
  ['http.receivepack', 'true'],
  // Gitea and Forgejo set both (modules/git/config.go); a fetch by sha needs the first, a partial clone the second.
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['uploadpack.allowFilter', 'true'],
  ['gc.auto', '0'],
  ['receive.autogc', 'false'],
];

/** Starts the backend in a process group of its own, so that stopping it takes upload-pack along. */
export function startBackend(
  root: string,
  pathInfo: string,
  query: string,
  request: IncomingMessage,
): Backend {
  return spawn(gitHttpBackend(), [], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...cgiEnvironment(root, pathInfo, query, request), ...configEnvironment() },
  });
}

function cgiEnvironment(root: string, pathInfo: string, query: string, request: IncomingMessage) {
  const { headers } = request;
  const optional = {
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: single(headers['git-protocol']),
  };
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: pathInfo,
    QUERY_STRING: query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: headers['content-type'] ?? '',
    REMOTE_ADDR: '127.0.0.1',
    // receive-pack is only offered to somebody with a name.
    REMOTE_USER: 'test',
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

function configEnvironment(): Record<string, string> {
  const pairs = SERVER_CONFIG.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: String(SERVER_CONFIG.length),
    ...Object.fromEntries(pairs),
  };
}

export interface CgiHead {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** What of the body had already been read with the head. */
  readonly rest: Buffer;
}

/** Reads the CGI head (RFC 3875, section 6) off the backend's output. Throws if the output ends before the head does. */
export async function readHead(output: Readable): Promise<CgiHead> {
  let seen = Buffer.alloc(0);
  for (;;) {
    const chunk: unknown = output.read();
    if (chunk instanceof Buffer) {
      seen = Buffer.concat([seen, chunk]);
      const end = seen.indexOf('\r\n\r\n');
      if (end >= 0) return parseHead(seen.subarray(0, end).toString('latin1'), seen.subarray(end + 4));
      continue;
    }
    if (output.readableEnded || output.destroyed)
      throw new Error('git http-backend ended before it had answered');
    await readableOrEnd(output);
  }
}

function readableOrEnd(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    const events = ['readable', 'end', 'close', 'error'];
    const settle = () => {
      for (const event of events) stream.off(event, settle);
      resolve();
    };
    for (const event of events) stream.on(event, settle);
  });
}

function parseHead(text: string, rest: Buffer): CgiHead {
  const fields = text.split('\r\n').map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const status = fields.find(([name]) => name.toLowerCase() === 'status')?.[1];
  return {
    status: status === undefined ? 200 : Number.parseInt(status, 10),
    headers: fields.filter(([name]) => name.toLowerCase() !== 'status'),
    rest,
  };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
