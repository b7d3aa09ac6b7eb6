/** The kinds of failure and the exit codes they end in (docs/exit-codes.md). */

export const EXIT = { good: 0, environment: 1, user: 2, verdict: 3 } as const;

/** What the user can fix: says what was wrong, where, and what to do. Ends in exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode = EXIT.user;
}

/** Ours or the environment's fault; keeps its cause. Ends in exit code 1. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly exitCode = EXIT.environment;
}

/** Somebody asked the run to stop (Ctrl-C, SIGTERM, a time limit). Ends in exit code 1. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  readonly exitCode = EXIT.environment;
}

/** @returns one line that says what `thrown` was, whatever it was. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** @returns the exit code for a thrown value: 2 for the user's to fix, 1 for everything else. */
export function exitCodeOf(thrown: unknown): number {
  return thrown instanceof UserError ? EXIT.user : EXIT.environment;
}

/** True for Node's system errors with this code (`ENOENT`, `EACCES`, …). */
export function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
