/** The shapes that the memory room's parts hand to each other. All of it is plain data; memory is in bytes, time in milliseconds. */

import type { Outcome } from '../lib/process.js';

/** One cgroup that this process is in, or an ancestor of it. */
export type CgroupLevel = {
  /** As a user would look it up: `/sys/fs/cgroup/system.slice/runner.service`. */
  readonly path: string;
  /** Undefined: none is set here. */
  readonly limitBytes: number | undefined;
  readonly usedBytes: number;
  /** Of `usedBytes`: page cache and the like, which the kernel takes back before it kills. */
  readonly reclaimableBytes: number;
  /** v2's memory.high: above it the kernel slows the cgroup down and takes memory back, but kills nothing. Left out: none. */
  readonly throttledAboveBytes?: number;
  /** v1 can limit memory and swap together: so much of the room is gone to what lies in swap. Left out: none. */
  readonly takenBySwapBytes?: number;
  /** Swap that it may use on top of its memory. Left out: none is set here. */
  readonly swapLimitBytes?: number;
};

export type Limits = {
  /** Where memory is accounted. `hybrid`: on v1, with v2 mounted beside it for other things. */
  readonly hierarchy: 'v1' | 'v2' | 'hybrid' | 'none';
  /** From our own up to the root of what can be seen. */
  readonly levels: readonly CgroupLevel[];
  readonly host: {
    readonly totalBytes: number;
    readonly availableBytes: number;
    readonly swapTotalBytes: number;
    readonly swapFreeBytes: number;
  };
  /** What ends a process that goes over it: the lowest cgroup limit, or the host's memory. */
  readonly limit: { readonly bytes: number; readonly from: string };
  /** What may still be taken before something is killed, slowed down or swapped out, and who says so: never more than `limit.bytes`. */
  readonly available: { readonly bytes: number; readonly from: string };
  readonly cpus: {
    /** Whole CPUs, 1 at least. */
    readonly count: number;
    /** `online`, `cpuset`, `affinity`, or the path of the quota. */
    readonly from: string;
  };
  /** Pressure stall information, where the kernel has it, of our own cgroup (v2) or else the host: percent of the last 10 s in which some or all tasks stood still for memory. */
  readonly pressure: { readonly some10: number; readonly full10: number } | undefined;
  /** What could not be read though it should be there, in sentences. Empty on a healthy machine. */
  readonly gaps: readonly string[];
};

/** What the kernel has counted so far. Two of them, before and after, tell what happened between. */
export type Counters = {
  /** OOM kills by cgroup: the lowest of ours that counts and, on v1, those beneath it, since there they count where the victim lived. */
  readonly kills: ReadonlyMap<string, number>;
  /** Host-wide: that a kill happened, not whose. */
  readonly hostKills: number | undefined;
  /** There are more cgroups beneath ours than were read. */
  readonly isCut?: true;
};

/** What happened between two counters. */
export type OomKills = {
  /** In our own cgroups, with the counts: evidence. */
  readonly ours: readonly { readonly cgroup: string; readonly kills: number }[];
  /** On the host, minus ours; a hint only. */
  readonly elsewhere: number;
  /** Cgroups that were there before and are gone: what was killed in them is among `elsewhere`. Left out: none. */
  readonly vanished?: readonly string[];
};

/** The programs whose parallelism is set: each a row of the table in parallelism/tools.ts. */
export type ToolName =
  | 'cargo'
  | 'make'
  | 'cmake'
  | 'ninja'
  | 'go'
  | 'nix'
  | 'node'
  | 'gradle'
  | 'maven'
  | 'pytest';

export type ToolJobs = {
  readonly tool: ToolName;
  /** 1 at least, and never more than the CPUs, unless it is the user's own. */
  readonly jobs: number;
  readonly memoryPerJobBytes: number;
  /** What one process of a runtime may have for its heap; undefined for tools that are not told. */
  readonly heapBytes: number | undefined;
  /**
   * Why this number: `memory` (so much fits), `cpus`, `asked` (input jobs), `user` (a variable of the user's own, which wins),
   * `default` (the tool does one thing at a time unless somebody asks for more).
   */
  readonly because: 'memory' | 'cpus' | 'asked' | 'user' | 'default';
  /** What is exported. Empty where the user's own setting wins. */
  readonly variables: Readonly<Record<string, string>>;
};

export type JobPlan = {
  /** What the jobs may share: what is available, less a reserve for the runner and the system. */
  readonly roomBytes: number;
  readonly tools: readonly ToolJobs[];
  /** Of all tools together. */
  readonly variables: Readonly<Record<string, string>>;
  /** For a user to read: one each for a setting of theirs that was left alone. */
  readonly notes: readonly string[];
};

/** Why a command ended as it did. */
export type Cause =
  | { readonly kind: 'ok' }
  | { readonly kind: 'failed'; readonly code: number }
  | {
      readonly kind: 'out-of-memory';
      /** `kernel`: it killed; `early-stop`: we stopped it before the kernel would have. */
      readonly by: 'kernel' | 'early-stop';
      readonly evidence: readonly string[];
    }
  | {
      readonly kind: 'out-of-memory';
      /** The program gave up by itself, for a limit that isn't the machine's: fewer jobs don't raise it. */
      readonly by: 'own-limit';
      readonly limit: 'node-heap' | 'node-worker' | 'java-heap' | 'allocation';
      readonly evidence: readonly string[];
    }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' };

/** What was measured while a command ran. */
export type Measured = {
  /** Of the whole tree of processes. */
  readonly peakBytes: number;
  /** The largest single process: its name and memory. */
  readonly largest: { readonly name: string; readonly bytes: number } | undefined;
  /** The least that was available to us at any moment. */
  readonly lowWaterBytes: number | undefined;
  /** What was available at the start: a kill for want of memory means that more was wanted, however little was seen of it. */
  readonly roomBytes?: number;
};

export type Attempt = {
  /** From 1. */
  readonly number: number;
  /** Undefined where the command's tool isn't known and no parallelism could be set. */
  readonly jobs: number | undefined;
  /** A last try with the tool's own way to need less: one code generation unit, no incremental compilation. */
  readonly isSerialCodegen: boolean;
  readonly durationMs: number;
  readonly outcome: Outcome;
  readonly cause: Cause;
  readonly measured: Measured;
  readonly kills: OomKills;
};

/** A run of the adaptive runner, from first to last try. */
export type RunReport = {
  /** argv, or the first line of a script. */
  readonly title: string;
  readonly tool: ToolName | undefined;
  readonly attempts: readonly Attempt[];
  readonly cause: Cause;
  /** What the step ends in: the command's own code, 137 for out of memory, 124 for a timeout. Never 0 after a signal. */
  readonly exitCode: number;
  readonly limit: Limits['limit'];
  /** Of the attempts before the last. */
  readonly lostMs: number;
};
