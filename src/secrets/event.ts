/** What the event's payload says about where the code comes from. The event's name alone says nothing: in a reusable workflow it is workflow_call. */

import { readFileSync } from 'node:fs';

/** The few keys that are looked at; a forge may write null for what an event doesn't have. */
export type Payload = {
  readonly pull_request?: {
    readonly head?: { readonly repo?: Repository | null } | null;
    readonly base?: { readonly repo?: Repository | null } | null;
  } | null;
  readonly issue?: { readonly pull_request?: unknown } | null;
  readonly repository?: Repository | null;
};
type Repository = { readonly id?: unknown } | null;

export type ReadPayload = {
  readonly payload: Payload;
  /** Why it is empty, in words that end a sentence; undefined where it was read. */
  readonly problem: string | undefined;
};

/** @param path GITHUB_EVENT_PATH. Never throws: the guard decides by the values, the payload only explains. */
export function readPayload(path: string | undefined): ReadPayload {
  if (path === undefined || path === '') return { payload: {}, problem: 'GITHUB_EVENT_PATH is not set' };
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return { payload: parsed, problem: undefined };
    return { payload: {}, problem: `${path} holds no JSON object` };
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'can’t be read';
    return { payload: {}, problem: `${path} ${why}` };
  }
}

/** True only when the payload names two repositories by their ids and they differ. */
export function isForkPullRequest({ pull_request: pull, repository }: Payload): boolean {
  const head = pull?.head?.repo?.id;
  const base = pull?.base?.repo?.id ?? repository?.id;
  return isId(head) && isId(base) && String(head) !== String(base);
}

function isId(value: unknown): boolean {
  return (typeof value === 'number' && value > 0) || (typeof value === 'string' && value !== '');
}
