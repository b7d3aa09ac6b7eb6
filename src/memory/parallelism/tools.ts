/** The programs whose parallelism is set: how each is told, what one of its jobs takes, and where that number comes from. */

import type { ToolName } from '../model.js';

/** What a setting may say. */
export type Amount = {
  readonly jobs: number;
  readonly cpus: number;
  /** For a runtime that has to be told how large its heap may get. */
  readonly heapBytes: number;
};

/** One variable of a tool. */
export type Setting = {
  readonly variable: string;
  /** `whole`: the variable is the setting. Else it holds other settings too, which are kept: words, or lines. */
  readonly form: 'whole' | 'words' | 'lines';
  readonly write: (amount: Amount) => string;
  /** Finds the setting among the variable's words or lines; its first group, where there is one, is the number. */
  readonly own: RegExp;
  /** Written only where the user asks for a number, or a retry needs one: without it the tool does one thing at a time. */
  readonly whenAsked?: true;
};

export type Tool = {
  readonly settings: readonly Setting[];
  /** What the larger jobs take: for commands that nobody tries again. */
  readonly memoryPerJobBytes: number;
  /** What most jobs take: for commands that are tried again with fewer jobs. The same where left out. */
  readonly mostJobsBytes?: number;
  /** Of the numbers. */
  readonly reason: string;
  /** A compiler or a driver of compilers: the least of these is the root action's output `jobs`. */
  readonly compiles: boolean;
  /** The option of its command line that beats the variable; undefined where it has none. */
  readonly option?: { readonly short?: string; readonly long?: string };
};

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

const wholeNumber = /^\s*(\d+)\s*$/;

const whole = (variable: string): Setting => ({
  variable,
  form: 'whole',
  write: ({ jobs }) => String(jobs),
  own: wholeNumber,
});

const mebibytes = (bytes: number): number => Math.floor(bytes / MiB);

/** docs/memory.md, section Parallelism, shows the same table; a test holds them together. */
export const tools: Readonly<Record<ToolName, Tool>> = {
  cargo: {
    settings: [whole('CARGO_BUILD_JOBS')],
    memoryPerJobBytes: 1.5 * GiB,
    mostJobsBytes: 512 * MiB,
    reason:
      'rustc takes 0.1 to 0.5 GiB for most dependencies (measured: syn, regex, clap, image), 2 and more for the large crates of a workspace; projects that set a number by hand count on 2 to 6',
    compiles: true,
    option: { short: 'j', long: 'jobs' },
  },
  make: {
    settings: [
      {
        variable: 'MAKEFLAGS',
        form: 'words',
        write: ({ jobs }) => `-j${jobs}`,
        // `-j4`, `-kj4`, `j4`, `-j`, `--jobs=4`; a jobserver's address means that a make above us deals out the jobs.
        own: /^(?:-?[bBdeiknpqrRsStvw]*j(\d*)|--jobs(?:=(\d+))?|--jobserver-(?:auth|fds)=.*)$/,
      },
    ],
    memoryPerJobBytes: 768 * MiB,
    mostJobsBytes: 384 * MiB,
    reason:
      'g++ -O2 -g: 0.03 GiB for plain C, 0.3 with <regex> and <map>, 0.4 and more with templates of one’s own (measured); the link comes last and alone',
    compiles: true,
    option: { short: 'j', long: 'jobs' },
  },
  cmake: {
    settings: [whole('CMAKE_BUILD_PARALLEL_LEVEL')],
    memoryPerJobBytes: 768 * MiB,
    mostJobsBytes: 384 * MiB,
    reason: 'as make',
    compiles: true,
    option: { short: 'j', long: 'parallel' },
  },
  // ninja itself reads no variable but NINJA_STATUS (its manual, and its binary); `cmake --build` hands it this one.
  ninja: {
    settings: [whole('CMAKE_BUILD_PARALLEL_LEVEL')],
    memoryPerJobBytes: 768 * MiB,
    mostJobsBytes: 384 * MiB,
    reason: 'as make',
    compiles: true,
    option: { short: 'j' },
  },
  go: {
    settings: [
      {
        variable: 'GOFLAGS',
        form: 'words',
        write: ({ jobs }) => `-p=${jobs}`,
        own: /^--?p=(\d+)$/,
      },
    ],
    memoryPerJobBytes: 512 * MiB,
    mostJobsBytes: 256 * MiB,
    reason:
      'compile takes 0.05 to 0.3 GiB for the standard library (measured), link and vet up to 1 for large programs',
    compiles: true,
    option: { short: 'p' },
  },
  nix: {
    settings: [
      {
        variable: 'NIX_CONFIG',
        form: 'lines',
        // So many builds at once, and together no more processes than CPUs.
        write: ({ jobs, cpus }) => `max-jobs = ${jobs}\ncores = ${Math.max(1, Math.floor(cpus / jobs))}`,
        own: /^\s*(?:build-)?(?:max-jobs|cores)\s*=\s*(\d+)?/,
      },
    ],
    memoryPerJobBytes: 2 * GiB,
    reason: 'a build may be any compiler’s, and evaluation alone takes 1 to 4 GiB for a large flake',
    compiles: false,
    option: { short: 'j', long: 'max-jobs' },
  },
  node: {
    settings: [
      {
        variable: 'NODE_OPTIONS',
        form: 'words',
        write: ({ heapBytes }) => `--max-old-space-size=${mebibytes(heapBytes)}`,
        own: /^--max[-_]old[-_]space[-_]size(?:[-_]percentage)?(?:=(\d+))?$/,
      },
    ],
    memoryPerJobBytes: 2 * GiB,
    reason: 'Node’s own limit of its heap on most machines; bundlers and type checkers go up to it',
    compiles: false,
  },
  gradle: {
    settings: [
      {
        variable: 'GRADLE_OPTS',
        form: 'words',
        write: ({ jobs }) => `-Dorg.gradle.workers.max=${jobs}`,
        own: /^['"]?-Dorg\.gradle\.workers\.max=['"]?(\d+)?['"]?$/,
      },
    ],
    memoryPerJobBytes: 1 * GiB,
    reason:
      'a worker’s heap is 512 MiB unless the build says otherwise; with the JVM around it about twice that',
    compiles: false,
    option: { long: 'max-workers' },
  },
  maven: {
    settings: [
      {
        variable: 'MAVEN_ARGS',
        form: 'words',
        write: ({ jobs }) => `-T${jobs}`,
        own: /^(?:-T|--threads)=?(\d+)?(?:\.?\d*C)?$/,
        // Modules one after the other is Maven's default, and plugins that are not thread-safe need it.
        whenAsked: true,
      },
      {
        variable: 'MAVEN_OPTS',
        form: 'words',
        write: ({ heapBytes }) => `-Xmx${mebibytes(heapBytes)}m`,
        own: /^-(?:Xmx|XX:MaxRAMPercentage=|XX:MaxHeapSize=).*$/,
      },
    ],
    memoryPerJobBytes: 1 * GiB,
    reason: 'one JVM that compiles, and one for the tests of each module',
    compiles: false,
    option: { short: 'T', long: 'threads' },
  },
  pytest: {
    settings: [whole('PYTEST_XDIST_AUTO_NUM_WORKERS')],
    memoryPerJobBytes: 512 * MiB,
    reason: 'an interpreter with a mid-sized application and its fixtures',
    compiles: false,
    option: { short: 'n', long: 'numprocesses' },
  },
};

export const toolNames = Object.keys(tools) as readonly ToolName[];
