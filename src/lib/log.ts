/** Where messages go. Rooms get a Log; only entries know whether it is a terminal, a runner or a test. */

import { CancelledError, EnvironmentError, messageOf, UserError } from './errors.js';
import { escapeData, inert } from './job.js';
import { writeOut } from './stdout.js';

export type Log = {
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
};

/** A step's log: warnings and errors as workflow commands under a runner, as plain lines elsewhere. */
export function stepLog(env: NodeJS.ProcessEnv, write: (text: string) => void = writeOut): Log {
  const isRunner = env.GITHUB_ACTIONS === 'true';
  const command = (name: string, message: string): void =>
    write(isRunner ? `::${name}::${escapeData(message)}\n` : `${name}: ${message}\n`);
  return {
    // What git or a server says can look like a command.
    info: (message) => write(`${inert(message)}\n`),
    warning: (message) => command('warning', message),
    error: (message) => command('error', message),
  };
}

/** Says why the program ends: what lies beneath first, so that the last line is the message that can be searched for. */
export function reportFailure(
  failure: unknown,
  env: NodeJS.ProcessEnv,
  write: (text: string) => void = (text) =>
    (env.GITHUB_ACTIONS === 'true' ? process.stdout : process.stderr).write(text),
): void {
  const log = stepLog(env, write);
  if (isUnexpected(failure)) log.info(failure.stack ?? '');
  for (const cause of causesOf(failure)) log.info(messageOf(cause).replace(/^/gm, '  | '));
  for (const line of messageOf(failure).split('\n')) log.error(line);
}

/** From the deepest to the nearest. */
function causesOf(failure: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  for (let cause = causeOf(failure); cause !== undefined; cause = causeOf(cause)) causes.unshift(cause);
  return causes;
}

function causeOf(failure: unknown): unknown {
  return failure instanceof Error ? failure.cause : undefined;
}

/** An exception nobody meant to throw: its stack is the only clue. */
function isUnexpected(failure: unknown): failure is Error {
  return (
    failure instanceof Error &&
    !(failure instanceof UserError) &&
    !(failure instanceof EnvironmentError) &&
    !(failure instanceof CancelledError)
  );
}
