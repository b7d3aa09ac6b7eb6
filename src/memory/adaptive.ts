/** The adaptive runner as actions/run and `cc-ci exec` use it: the lock first, then the command, then what is to be told of it. */

import { run } from '../lib/process.js';
import type { RunReport } from './model.js';
import { type Asked, askedIn } from './parallelism/index.js';
import {
  type RunEvent,
  type RunSettings,
  runAdaptively,
  type Signals,
  type Subject,
  withSignals,
} from './runner/index.js';
import { withSerial } from './serial/index.js';
import { endLines, recordRun, retryLine } from './summary/index.js';
import { systemAt } from './system.js';

export type AdaptivePorts = {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** What is worth a line while the command runs. */
  say(sentence: string): void;
  /** What a user should see in the list of warnings. */
  warn(sentence: string): void;
};

/** @throws UserError for what the user can fix; EnvironmentError when the command can't be started. */
export async function adaptiveRun(
  subject: Subject,
  settings: RunSettings,
  ports: AdaptivePorts,
): Promise<RunReport> {
  const asked = await askedFor(settings, ports.env);
  const report = await withSignals((signals) =>
    inSeries(settings.serial, signals, ports, (variables) =>
      runAdaptively(subject, settings, {
        system: systemAt(),
        run,
        signals,
        cwd: ports.cwd,
        env: { ...ports.env, ...variables },
        asked,
        onEvent: (event) => tell(event, ports),
      }),
    ),
  );
  const unrecorded = recordRun(report, ports.env);
  if (unrecorded !== undefined) ports.say(unrecorded);
  for (const line of endLines(report)) ports.say(line);
  return report;
}

async function askedFor(settings: RunSettings, env: NodeJS.ProcessEnv): Promise<Asked> {
  const asked = await askedIn(env);
  return settings.jobs === 'auto' ? asked : { ...asked, jobs: settings.jobs };
}

function inSeries(
  name: string | undefined,
  signals: Signals,
  ports: AdaptivePorts,
  body: (variables: Readonly<Record<string, string>>) => Promise<RunReport>,
): Promise<RunReport> {
  if (name === undefined) return body({});
  const { env, say } = ports;
  const serialPorts = { system: systemAt(), run, env, signal: signals.abort, say };
  return withSerial(name, serialPorts, ({ variables }) => body(variables));
}

function tell(event: RunEvent, { say, warn }: AdaptivePorts): void {
  if (event.kind === 'retrying') warn(retryLine(event.attempt, event.rung, event.limit));
  else if (event.kind !== 'planned') say(event.sentence);
}
