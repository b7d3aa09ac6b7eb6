/** teardown: removes everything of the stack, always, under a deadline of its own. */

import { teardown as removeStack } from '../teardown/index.js';
import type { Report } from './outcome.js';
import type { StageContext } from './stage.js';

export async function teardown({ plan, docker, signal, note, waiting }: StageContext): Promise<Report> {
  waiting(`removing ${plan.stack}`);
  await removeStack(docker, plan.stack, {
    signal,
    onNote: (message) => note('warning', message),
    timeoutMs: plan.timeouts.teardownMs,
  });
  return { status: 'pass' };
}
