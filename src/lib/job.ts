/**
 * The runner's side of a step: where outputs, variables, state and the summary go, and how a secret is masked.
 * Plain appends: the toolkit's core costs 50 ms to load (docs/decisions.md), and this runs in every job.
 */

import { appendFileSync } from 'node:fs';
import { EnvironmentError } from './errors.js';
import { writeOut } from './stdout.js';

export type Job = {
  setOutput(name: string, value: string): void;
  /** A variable for all later steps of the job. */
  exportVariable(name: string, value: string): void;
  addPath(folder: string): void;
  /** Handed to this action's own post step, and to nobody else. */
  saveState(name: string, value: string): void;
  summary(markdown: string): void;
  /** The runner replaces the value by *** in every log that follows. */
  mask(secret: string): void;
};

/** @param env the environment a runner gives a step; outside a runner what has no file to go to is dropped. */
export function jobFrom(env: NodeJS.ProcessEnv, write: (text: string) => void = writeOut): Job {
  const append = (variable: string, text: string): void => {
    const file = env[variable];
    if (file === undefined || file === '') return;
    try {
      appendFileSync(file, text);
    } catch (cause) {
      throw new EnvironmentError(`the runner's file ${variable}=${file} can't be written`, { cause });
    }
  };
  return {
    setOutput: (name, value) => append('GITHUB_OUTPUT', keyValue(name, value)),
    exportVariable: (name, value) => append('GITHUB_ENV', keyValue(name, value)),
    addPath: (folder) => append('GITHUB_PATH', `${folder}\n`),
    saveState: (name, value) => append('GITHUB_STATE', keyValue(name, value)),
    summary: (markdown) => append('GITHUB_STEP_SUMMARY', markdown),
    mask: (secret) => {
      // On a terminal the command would be the leak; only a runner takes it away.
      if (env.GITHUB_ACTIONS !== 'true') return;
      for (const part of secret.split('\n'))
        if (part.trim() !== '') write(`::add-mask::${escapeData(part)}\n`);
    },
  };
}

/** A value with any content: a here-document whose delimiter is not in the value, so that the value can't end it. */
function keyValue(name: string, value: string): string {
  // Lengthened until it fits, not random: node:crypto costs 2 ms to load.
  let delimiter = 'cc_ci_end';
  while (value.includes(delimiter)) delimiter += '_';
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** What a workflow command's data has to be escaped to (the toolkit's rules). */
export function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/**
 * Text that no runner takes for a command. GitHub's trims a line before it looks for `::`, and finds the old form `##[…]`
 * anywhere in it (actions/runner, ActionCommand.cs); the runners that stem from act want both at the very start.
 */
export function inert(text: string): string {
  // Nearly always, and the expression would be compiled for nothing.
  if (!text.includes('::') && !text.includes('##[')) return text;
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}
