/** What the root action's post step does for memory: says what the job went through, and removes what main has made. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../lib/job.js';
import type { Log } from '../lib/log.js';
import { formatDuration, formatMemory } from '../lib/units.js';
import { killsBetween, readCounters } from './counters/index.js';
import { countersFrom, STATE } from './job-state.js';
import type { OomKills, RunReport } from './model.js';
import { removeJobFolder } from './protection/index.js';
import { RUNBOOK } from './runbook.js';
import { causeInWords } from './summary/words.js';
import type { System } from './system.js';

export { systemAt } from './system.js';

export type JobEndPorts = {
  readonly env: NodeJS.ProcessEnv;
  readonly job: Job;
  readonly log: Log;
  readonly system: System;
};

/** Runs whatever became of the job. Says nothing where nothing happened. */
export function endJobMemory({ env, job, log, system }: JobEndPorts): void {
  const folder = env[`STATE_${STATE.folder}`] ?? '';
  const before = countersFrom(env[`STATE_${STATE.counters}`] ?? '');
  const runs = folder === '' ? [] : readRuns(join(folder, 'runs'));
  const hurt = runs.filter(({ attempts }) => attempts.length > 1 || isOutOfMemory(attempts.at(-1)));
  for (const run of hurt) log.info(`memory: ${runLine(run)}`);
  if (runs.length > 0) job.summary(runsTable(runs));
  const kills = before === undefined ? undefined : killsBetween(before, readCounters(system));
  if (kills !== undefined) sayKills(kills, hurt, log);
  if (folder !== '') removeJobFolder(folder);
}

function sayKills(kills: OomKills, hurt: readonly RunReport[], log: Log): void {
  const count = kills.ours.reduce((sum, { kills: killed }) => sum + killed, 0);
  const where = kills.ours.map(({ cgroup, kills: killed }) => `${killed} in ${cgroup}`).join(', ');
  const recovered = hurt.filter(({ cause }) => cause.kind === 'ok').length;
  if (count > 0 && recovered > 0 && recovered === hurt.length)
    log.info(
      `memory: the kernel killed for want of memory (${where}); every wrapped command ended well all the same`,
    );
  else if (count > 0)
    log.warning(
      `memory: ${count === 1 ? 'a process' : `${count} processes`} of this job or of its neighbours in the same cgroup ${count === 1 ? 'was' : 'were'} killed for want of memory: ${where}. A step that failed with 137, "Killed" or "signal: 9" failed for this: ${RUNBOOK}#a-build-was-killed`,
    );
  else if (kills.elsewhere > 0)
    log.info(
      `memory: while this job ran, the kernel killed ${kills.elsewhere === 1 ? 'a process' : `${kills.elsewhere} processes`} elsewhere on the host for want of memory: ${RUNBOOK}#killed-elsewhere`,
    );
}

function isOutOfMemory(attempt: RunReport['attempts'][number] | undefined): boolean {
  return attempt?.cause.kind === 'out-of-memory';
}

function runLine({ title, attempts, cause, lostMs }: RunReport): string {
  const way = attempts.map(
    ({ jobs, cause: why }) => `${jobs ?? '?'} ${jobs === 1 ? 'job' : 'jobs'} ${causeInWords(why)}`,
  );
  const end =
    cause.kind === 'ok'
      ? `green at try ${attempts.length}, ${formatDuration(lostMs)} lost`
      : causeInWords(cause);
  return `${title}: ${end} (${way.join(', ')})`;
}

/** A line for each command, so that a job with many stays readable. */
function runsTable(runs: readonly RunReport[]): string {
  const rows = runs.map(({ title, attempts, cause, lostMs }) => {
    const peak = Math.max(0, ...attempts.map(({ measured }) => measured.peakBytes));
    const jobs = attempts.map((attempt) => attempt.jobs ?? '–').join(' → ');
    return `| \`${inCode(title)}\` | ${causeInWords(cause)} | ${attempts.length} | ${jobs} | ${formatMemory(peak)} | ${formatDuration(lostMs)} |`;
  });
  return [
    '### Memory of this job’s wrapped commands',
    '',
    '| command | end | tries | jobs | peak | lost |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    '',
  ].join('\n');
}

function inCode(text: string): string {
  return text.replace(/[`|\r\n]/g, ' ');
}

/** In the order in which they ended. What isn't a record is another program's, or was cut short with its job. */
function readRuns(folder: string): readonly RunReport[] {
  return namesIn(folder).flatMap((name) => {
    try {
      const read = JSON.parse(readFileSync(join(folder, name), 'utf8')) as RunReport;
      return typeof read.title === 'string' && Array.isArray(read.attempts) ? [read] : [];
    } catch {
      return [];
    }
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    // A later step has emptied RUNNER_TEMP: there is nothing to tell.
    return [];
  }
}
