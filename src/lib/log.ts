/** Where messages go. Rooms get a Log; only entries know whether it is a terminal, a runner or a test. */

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
