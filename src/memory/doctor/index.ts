/** Looks at the machine as a runner's host, and says what will get a build or the runner killed, with the lines that mend it. */

import type { System } from '../system.js';
import { CHECKS } from './checks/index.js';
import { culprits } from './culprits.js';
import { type DoctorPorts, gatherFacts } from './facts.js';
import type { Advice, Diagnosis, Facts } from './model.js';

export { systemAt } from '../system.js';
export { culprits } from './culprits.js';
export type { DoctorPorts } from './facts.js';
export type { Advice, AdviceId, Culprits, Diagnosis } from './model.js';

/**
 * @param system the machine's files.
 * @param ports `run` asks systemctl, where there is one; nothing is changed.
 * @returns one row per check that applies here, what needs doing first. What can't be told is a row as well; never throws for it.
 */
export async function examine(system: System, ports: DoctorPorts): Promise<readonly Advice[]> {
  return judge(await gatherFacts(system, ports));
}

/** All that `cc-ci doctor` shows of memory: the limits, the advice that follows, and who holds the memory now. */
export async function diagnose(system: System, ports: DoctorPorts): Promise<Diagnosis> {
  const facts = await gatherFacts(system, ports);
  const { runner, limits } = facts;
  const limitsOf =
    runner === undefined || runner.isOurs ? 'this process' : `${runner.name} (process ${runner.pid})`;
  return { limits, limitsOf, advice: judge(facts), culprits: culprits(system) };
}

function judge(facts: Facts): readonly Advice[] {
  const order = ['act', 'consider', 'unknown', 'fine'];
  return CHECKS.flatMap((check) => check(facts) ?? []).sort(
    (a, b) => order.indexOf(a.level) - order.indexOf(b.level),
  );
}
