/** Gathers what the doctor judges: the only part of it that touches the machine. */

import { findChain } from '../limits/cgroups.js';
import { readLimits } from '../limits/index.js';
import type { System } from '../system.js';
import type { Facts } from './model.js';
import { seenProcesses } from './processes.js';
import { findRunner } from './runner.js';
import { findUnit, type UnitPorts } from './unit.js';

export type DoctorPorts = UnitPorts & {
  /** CC_CI_RUNNER_CONFIG is read from it. */
  readonly env: NodeJS.ProcessEnv;
};

const KILLERS = ['earlyoom', 'systemd-oomd', 'nohang'] as const;

export async function gatherFacts(system: System, ports: DoctorPorts): Promise<Facts> {
  const all = seenProcesses(system);
  const runner = await findRunner(system, ports.env, all);
  // A person at the runner's host asks for the runner, and not for the login.
  const seen = runner === undefined || runner.isOurs ? system : asSeenBy(system, runner.pid);
  const cgroups = seen.read('/proc/self/cgroup') ?? '';
  return {
    limits: readLimits(seen),
    runner,
    unit: await findUnit(system, cgroups, ports),
    groupKill: (findChain(seen, 'memory').chain?.folders ?? []).find(
      (folder) => system.read(`${folder}/memory.oom.group`)?.trim() === '1',
    ),
    overcommit: system.read('/proc/sys/vm/overcommit_memory')?.trim(),
    killers: KILLERS.filter((name) => all.some((process) => process.name.startsWith(name.slice(0, 15)))),
  };
}

/** Cgroups and mounts are named in /proc/PID alike for every process. */
function asSeenBy(system: System, pid: number): System {
  return { ...system, read: (path) => system.read(path.replace(/^\/proc\/self\//, `/proc/${pid}/`)) };
}
