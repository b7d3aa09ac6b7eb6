/** One HTTP request with everything chosen by us: where it goes, what name it asks for, whose certificate is believed. */

import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { StringDecoder } from 'node:string_decoder';
import { throwIfAborted, withinTime } from '../../lib/abort.js';
import { EnvironmentError } from '../../lib/errors.js';
import { formatDuration } from '../../lib/units.js';
import type { Target } from './route.js';

export type Answered = {
  readonly kind: 'answered';
  readonly status: number;
  /** Names in lower case; several of a name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** cut: we had enough. broken-off: the server ended it early, or the time was up. */
  readonly bodyEnd: 'whole' | 'cut' | 'broken-off';
};

export type Answer =
  | Answered
  /** `code` is Node's: ECONNREFUSED, ETIMEDOUT, DEPTH_ZERO_SELF_SIGNED_CERT, … */
  | { readonly kind: 'no-answer'; readonly code: string; readonly message: string };

export type Question = {
  readonly target: Target;
  /** For SNI and the Host header, whatever the address. */
  readonly domain: string;
  readonly path: string;
  readonly tlsVerify: boolean;
  /** GET where left out. */
  readonly method?: string;
  /** Win over ours. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How much of the body is read; the beginning, for a message, where left out. */
  readonly keepBytes?: number;
  /** For all of it, body included; 5 s where left out. */
  readonly timeoutMs?: number;
  /** Nobody stands in front of the app: it is told what a router would tell it, so that it doesn't redirect to https. */
  readonly isStraight?: boolean;
};

export const ONE_TRY_MS = 5_000;
/** The code of a `no-answer` where the connection was taken, and nothing came in time. */
export const SILENT = 'SILENT';
const KEEP_BODY = 200;

/** @returns what came back; nothing that the network does is an error here. @throws the signal's reason. */
export async function ask(question: Question, signal: AbortSignal | undefined): Promise<Answer> {
  const timeoutMs = question.timeoutMs ?? ONE_TRY_MS;
  const late = `no answer within ${formatDuration(timeoutMs)}`;
  const answer = await withinTime(timeoutMs, late, signal, (limited) => answerTo(question, late, limited));
  throwIfAborted(signal);
  return answer;
}

async function answerTo(question: Question, late: string, limited: AbortSignal): Promise<Answer> {
  let isTaken = false;
  const onTaken = (): void => {
    isTaken = true;
  };
  try {
    const response = await open(question, limited, onTaken);
    const kept = await readStart(response, question.keepBytes ?? KEEP_BODY);
    const headers = plainHeaders(response.headers);
    return { kind: 'answered', status: response.statusCode ?? 0, headers, ...kept };
  } catch (error) {
    if (limited.aborted && isTaken)
      return { kind: 'no-answer', code: SILENT, message: `takes the connection, ${late}` };
    if (limited.aborted) return { kind: 'no-answer', code: 'ETIMEDOUT', message: late };
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    return { kind: 'no-answer', code, message: error instanceof Error ? error.message : String(error) };
  }
}

function open(question: Question, signal: AbortSignal, onTaken: () => void): Promise<IncomingMessage> {
  const { target, domain, path, method = 'GET', body } = question;
  const common = {
    host: target.host,
    port: target.port,
    path,
    method,
    // No agent: a connection of its own each time, so that a replaced task is never asked over an old one.
    agent: false,
    headers: headersOf(question),
    signal,
  } as const;
  return new Promise((resolve, reject) => {
    const request =
      target.scheme === 'https'
        ? httpsRequest({ ...common, servername: domain, rejectUnauthorized: question.tlsVerify })
        : httpRequest(common);
    request.once('socket', (socket) => socket.once('connect', onTaken));
    request.once('response', resolve);
    // Not once: a server that answers before it has read the body makes a second one.
    request.on('error', reject);
    // Also the only thing that comes after `101 Switching Protocols`, which nobody asked for.
    request.once('close', () => reject(new EnvironmentError('the connection was closed without an answer')));
    request.end(body);
  });
}

function headersOf({ domain, headers, body, isStraight }: Question): Record<string, string> {
  const ours = {
    Host: domain,
    'User-Agent': 'cc-ci',
    Accept: '*/*',
    // What is compared is the text, and what unpacks to a gigabyte is never unpacked.
    'Accept-Encoding': 'identity',
    ...(isStraight === true
      ? { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': domain, 'X-Forwarded-Port': '443' }
      : {}),
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  };
  const given = new Set(Object.keys(headers ?? {}).map((name) => name.toLowerCase()));
  const kept = Object.entries(ours).filter(([name]) => !given.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...headers };
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** The first bytes of the page; what comes after them is not waited for. */
async function readStart(
  response: IncomingMessage,
  keepBytes: number,
): Promise<Pick<Answered, 'body' | 'bodyEnd'>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let bodyEnd: Answered['bodyEnd'] = 'whole';
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > keepBytes) {
        bodyEnd = 'cut';
        break;
      }
    }
  } catch {
    // The status is there, and it is an answer; who looks at the body is told that it isn't whole.
    bodyEnd = 'broken-off';
  } finally {
    response.destroy();
  }
  // The decoder keeps back half a character at the cut.
  const text = new StringDecoder('utf8').write(Buffer.concat(chunks).subarray(0, keepBytes));
  return { body: text, bodyEnd };
}
