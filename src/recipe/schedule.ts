/** Runs steps as soon as those before them are done, side by side where nothing stands between them. */

import { isNeed } from './needs/model.js';
import type { Step, StepId } from './plan/steps.js';
import type { Report } from './steps/outcome.js';

export type Ran = { readonly step: Step; readonly report: Report };

export type Watch = {
  /** Before the step runs. */
  readonly started: (step: Step) => void;
  /** After it ran, or when it is clear that it won't. */
  readonly ended: (ran: Ran) => void;
};

/**
 * @param perform never throws: what goes wrong is its report.
 * @returns every step, in the order in which they ended. A step whose forerunner failed is skipped, and says whose fault that is.
 */
export async function schedule(
  steps: readonly Step[],
  perform: (step: Step) => Promise<Report>,
  watch: Watch,
): Promise<readonly Ran[]> {
  const done = new Map<StepId, Ran>();
  const running = new Map<StepId, Promise<void>>();
  const settle = (ran: Ran): void => {
    done.set(ran.step.id, ran);
    watch.ended(ran);
  };
  const start = (step: Step): void => {
    watch.started(step);
    const ending = perform(step).then((report) => {
      running.delete(step.id);
      settle({ step, report });
    });
    running.set(step.id, ending);
  };
  for (;;) {
    for (const step of steps) {
      if (done.has(step.id) || running.has(step.id)) continue;
      const needed = step.needs.map((id) => done.get(id));
      const broken = needed.find((ran) => ran !== undefined && isBroken(ran.report));
      if (broken !== undefined) settle({ step, report: { status: 'skip', reason: whyBroken(broken) } });
      else if (needed.every((ran) => ran !== undefined) && step.after.every((id) => done.has(id)))
        start(step);
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (done.size < steps.length)
    throw new Error(
      `steps that wait for each other: ${steps
        .filter(({ id }) => !done.has(id))
        .map(({ id }) => id)
        .join(', ')}`,
    );
  return [...done.values()];
}

function isBroken({ status }: Report): boolean {
  return status === 'fail' || status === 'error' || status === 'skip';
}

/** The first cause: a step that was skipped hands its reason on. */
function whyBroken({ step, report }: Ran): string {
  if (report.status === 'skip') return report.reason;
  const isNeeds = isNeed(step.app) || step.act === 'ask-needs';
  return isNeeds ? 'what the recipe needs is not there' : `${step.stage} did not pass`;
}
