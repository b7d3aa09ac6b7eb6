/** Serves git repositories over HTTP on loopback, read-only, as a forge would: so that the demo's clone is a real one. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { run } from '../setup/run.mjs';

/**
 * @param {string} root a folder of repositories: ROOT/OWNER/NAME is served as URL/OWNER/NAME
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveGit(root) {
  const backend = join(await run(['git', '--exec-path']), 'git-http-backend');
  const server = createServer((request, response) => answer(backend, root, request, response));
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the git server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((closed) => server.close(() => closed(undefined))),
  };
}

/**
 * @param {string} backend
 * @param {string} root
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function answer(backend, root, request, response) {
  const child = spawn(backend, {
    env: { ...process.env, ...cgiVariables(root, request) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.once('error', () => response.writeHead(500).end());
  // A client that hangs up early is its own affair.
  request.pipe(child.stdin.on('error', () => undefined));
  let head = '';
  child.stdout.setEncoding('latin1').on('data', function onHead(/** @type {string} */ chunk) {
    head += chunk;
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    child.stdout.off('data', onHead);
    writeHead(response, head.slice(0, end));
    response.write(Buffer.from(head.slice(end + 4), 'latin1'));
    child.stdout.on('data', (/** @type {string} */ more) => response.write(Buffer.from(more, 'latin1')));
  });
  child.once('close', () => response.end());
}

/**
 * RFC 3875; GIT_PROTOCOL as git-http-backend(1) asks for.
 * @param {string} root
 * @param {import('node:http').IncomingMessage} request
 * @returns {NodeJS.ProcessEnv}
 */
function cgiVariables(root, request) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    REQUEST_METHOD: request.method ?? 'GET',
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} head CGI's own header lines, `Status: 404 Not Found` among them where it isn't 200
 */
function writeHead(response, head) {
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}
