/** One HTTP request with everything chosen by us: where it goes, what name it asks for, whose certificate is believed. */

import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { anySignal, deadline, reasonOf } from '../../lib/abort.js';
import type { Target } from './route.js';

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly bodyStart: string }
  /** `code` is Node's: ECONNREFUSED, ETIMEDOUT, DEPTH_ZERO_SELF_SIGNED_CERT, … */
  | { readonly kind: 'no-answer'; readonly code: string; readonly message: string };

export type Question = {
  readonly target: Target;
  /** For SNI and the Host header, whatever the address. */
  readonly domain: string;
  readonly path: string;
  readonly tlsVerify: boolean;
};

const ONE_TRY_MS = 5_000;
const KEEP_BODY = 200;

/** @returns what came back; nothing that the network does is an error here. @throws the signal's reason. */
export async function ask(question: Question, signal: AbortSignal | undefined): Promise<Answer> {
  const limited = anySignal(signal, deadline(ONE_TRY_MS, `no answer within ${ONE_TRY_MS / 1000} s`));
  try {
    const response = await open(question, limited);
    return { kind: 'answered', status: response.statusCode ?? 0, bodyStart: await startOf(response) };
  } catch (error) {
    if (signal?.aborted === true) throw reasonOf(signal);
    if (limited.aborted)
      return { kind: 'no-answer', code: 'ETIMEDOUT', message: `no answer within ${ONE_TRY_MS / 1000} s` };
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    return { kind: 'no-answer', code, message: error instanceof Error ? error.message : String(error) };
  }
}

function open(question: Question, signal: AbortSignal): Promise<IncomingMessage> {
  const { target, domain, path } = question;
  const common = {
    host: target.host,
    port: target.port,
    path,
    // No agent: a connection of its own each time, so that a replaced task is never asked over an old one.
    agent: false,
    headers: { Host: domain, 'User-Agent': 'cc-ci', Accept: '*/*' },
    signal,
  } as const;
  return new Promise((resolve, reject) => {
    const request =
      target.scheme === 'https'
        ? httpsRequest({ ...common, servername: domain, rejectUnauthorized: question.tlsVerify })
        : httpRequest(common);
    request.once('response', resolve);
    request.once('error', reject);
    request.end();
  });
}

/** The first bytes of the page, for the finding; the rest is not waited for. */
async function startOf(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  try {
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length >= KEEP_BODY) break;
    }
  } catch {
    // The status is there, and that is what was asked for; a body that breaks off only shortens the evidence.
  } finally {
    response.destroy();
  }
  return text.slice(0, KEEP_BODY);
}
