/** Where messages go. Rooms get a Log; only entries know whether it is a terminal, a runner or a test. */

import { CancelledError, EnvironmentError, messageOf, UserError } from './errors.js';
import { escapeData } from './job.js';

export type Log = {
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
};

/** A step's log: warnings and errors as workflow commands under a runner, as plain lines elsewhere. */
export function stepLog(
  env: NodeJS.ProcessEnv,
  write: (text: string) => void = (text) => process.stdout.write(text),
): Log {
  const isRunner = env.GITHUB_ACTIONS === 'true';
  const command = (name: string, message: string): void =>
    write(isRunner ? `::${name}::${escapeData(message)}\n` : `${name}: ${message}\n`);
  return {
    // A line of ours that begins with :: would be taken for a command.
    info: (message) => write(`${message.replace(/^::/gm, ' ::')}\n`),
    warning: (message) => command('warning', message),
    error: (message) => command('error', message),
  };
}

/** Says why the program ends: every line of the message as an error, then the chain of causes. */
export function reportFailure(
  failure: unknown,
  env: NodeJS.ProcessEnv,
  write: (text: string) => void = (text) =>
    (env.GITHUB_ACTIONS === 'true' ? process.stdout : process.stderr).write(text),
): void {
  const log = stepLog(env, write);
  for (const line of messageOf(failure).split('\n')) log.error(line);
  // A user's mistake is told whole by its message; for the rest the cause and our own place in the code help.
  if (failure instanceof UserError) return;
  for (let cause = causeOf(failure); cause !== undefined; cause = causeOf(cause))
    log.info(`  because: ${messageOf(cause)}`);
  if (isUnexpected(failure)) log.info(failure.stack ?? '');
}

function causeOf(failure: unknown): unknown {
  return failure instanceof Error ? failure.cause : undefined;
}

/** An exception nobody meant to throw: its stack is the only clue. */
function isUnexpected(failure: unknown): failure is Error {
  return (
    failure instanceof Error && !(failure instanceof EnvironmentError) && !(failure instanceof CancelledError)
  );
}
