/**
 * Whom the kernel kills first. Children start at 500 or above, so that the build goes and the runner stays: for as long as it takes to start
 * one we are there ourselves, and the child has it from its first instruction. Going back down needs no privilege.
 */

import { readFileSync, writeFileSync } from 'node:fs';

const CHILD_SCORE = 500;
/** A step that the root action protects is at 500 itself: its commands still have to go before us. */
const ABOVE_OURS = 100;
const HIGHEST = 1_000;
const OWN = '/proc/self/oom_score_adj';

/** Starts something (synchronously) whose oom_score_adj is 500 at least. Where /proc can't be written it is just started. */
export function withRaisedScore<T extends { readonly pid: number }>(start: () => T): T {
  const before = readScore();
  const score = Math.min(HIGHEST, Math.max(CHILD_SCORE, (before ?? 0) + ABOVE_OURS));
  if (before === undefined || !writeScore(OWN, score)) return start();
  let started: T | undefined;
  try {
    started = start();
    return started;
  } finally {
    writeScore(OWN, before);
  }
}

function readScore(): number | undefined {
  try {
    return Number(readFileSync(OWN, 'utf8'));
  } catch {
    // No /proc: nothing to protect with.
    return undefined;
  }
}

function writeScore(path: string, score: number): boolean {
  try {
    writeFileSync(path, String(score));
    return true;
  } catch {
    // A read-only /proc, or a sandbox that forbids it: the command runs all the same, unprotected as it would be without us.
    return false;
  }
}
