/** Who holds a lock, as one line of JSON in the lock's own file. The kernel's lock decides; this is for people to read. */

import { formatDuration } from '../../lib/units.js';

export type Holder = {
  /** `OWNER/NAME job test, run 12`; outside of a job the user's process. */
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly since: number;
};

export function holderOf(env: NodeJS.ProcessEnv, pid: number, now: number): Holder {
  const { GITHUB_REPOSITORY: repository, GITHUB_JOB: job, GITHUB_RUN_NUMBER: run } = env;
  const who = repository
    ? `${repository}${job ? ` job ${job}` : ''}${run ? `, run ${run}` : ''}`
    : `process ${pid}`;
  return { who: printable(who), since: now };
}

/** @returns undefined for what isn't such a line: a lock that was just taken, or a file that somebody else wrote. */
export function readHolder(text: string): Holder | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { who, since } = parsed as { readonly who?: unknown; readonly since?: unknown };
    return typeof who === 'string' && typeof since === 'number' ? { who: printable(who), since } : undefined;
  } catch {
    // Not JSON: nothing is known of the holder, and the message says so.
    return undefined;
  }
}

/** @returns `a/b job test, run 12, which has held it for 3 min 05 s`. */
export function inWords(holder: Holder | undefined, now: number): string {
  if (holder === undefined) return 'another job of this host';
  return `${holder.who}, which has held it for ${formatDuration(Math.max(0, now - holder.since))}`;
}

/** Another job wrote it: no line breaks, no escape sequences, not endless. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e\u00a0-\ufffd]/g, '?').slice(0, 200);
}
