/** The shapes of what the doctor finds. Plain data: `cc-ci doctor --json` prints it as it is. */

import type { Limits } from '../model.js';

/** Each has a section of that name in docs/oom-runbook.md, and a row in docs/memory.md. */
export const ADVICE_IDS = [
  'oom-policy',
  'group-kill',
  'capacity',
  'low-limit',
  'throttle',
  'runner-score',
  'userspace-killer',
  'swap',
  'overcommit',
  'runner-not-seen',
] as const;

export type AdviceId = (typeof ADVICE_IDS)[number];

export type Advice = {
  readonly id: AdviceId;
  /** `act`: builds or the runner will be killed for it. `consider`: a choice that has a price. `unknown`: can't be told from here. */
  readonly level: 'act' | 'consider' | 'unknown' | 'fine';
  /** What was found, with the measured numbers: one sentence. */
  readonly what: string;
  /** What it leads to. Empty where all is well. */
  readonly why: string;
  /** A file to write, with exactly these lines. */
  readonly write?: { readonly path: string; readonly lines: readonly string[] };
  /** Lines to run on the runner's host, as root, in this order; after the file is written. */
  readonly run: readonly string[];
  /** Where it is explained: `docs/oom-runbook.md#…`. */
  readonly link: string;
};

/** A process that can be seen. */
export type SeenProcess = {
  readonly pid: number;
  readonly parent: number;
  /** As the kernel has it: 15 characters at most. Arguments are never shown: they may hold a secret. */
  readonly name: string;
  readonly residentBytes: number;
};

/** The program that takes jobs from the forge, on this machine. */
export type Runner = {
  readonly pid: number;
  readonly name: string;
  /** True where it has started us: a step of its job. Otherwise it was found among all processes. */
  readonly isOurs: boolean;
  readonly oomScoreAdjust: number | undefined;
  /** Where its own settings say so, or by its default where it has no file; undefined with the reason why it can't be told. */
  readonly capacity: { readonly jobs: number; readonly from: string } | { readonly unknown: string };
};

/** The systemd unit that the runner, or this process, is in. */
export type Unit = {
  readonly name: string;
  /** Of a user's own systemd. */
  readonly isUsers: boolean;
  /** Undefined where it can't be read from here. */
  readonly oomPolicy: string | undefined;
};

export type Facts = {
  readonly limits: Limits;
  readonly runner: Runner | undefined;
  readonly unit: Unit | undefined;
  /** A cgroup of ours or above in which the kernel kills all processes together (memory.oom.group). */
  readonly groupKill: string | undefined;
  /** /proc/sys/vm/overcommit_memory. */
  readonly overcommit: string | undefined;
  /** Programs that kill before the kernel does: earlyoom, systemd-oomd, nohang. */
  readonly killers: readonly string[];
};

export type Culprits = {
  /** The largest first. */
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number;
    readonly bytes: number;
    readonly cgroup: string;
  }[];
  /** By what they hold themselves, without the cgroups beneath and without what the kernel would take back. */
  readonly cgroups: readonly { readonly path: string; readonly bytes: number }[];
};

export type Diagnosis = {
  readonly limits: Limits;
  /** Whose limits these are: the runner's, where it was found beside us; else our own, which a job's are too. */
  readonly limitsOf: string;
  readonly advice: readonly Advice[];
  readonly culprits: Culprits;
};
