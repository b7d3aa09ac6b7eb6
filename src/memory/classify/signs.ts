/**
 * What programs print, and how they end, when the kernel has killed one of theirs, or when they have met a limit of their own. Each row was
 * seen in a real run or is the program's own source; none of them proves anything by itself (classify.ts).
 */

/** A death by SIGKILL that shows in the words of whoever waited for the victim. */
export type KillSign = {
  readonly name: string;
  readonly text: RegExp;
  /** Exit codes that go with the text; any but 0 where left out. */
  readonly codes?: readonly number[];
};

/** Ordered from the telling to the general: the first that matches is named. */
export const KILL_SIGNS: readonly KillSign[] = [
  { name: 'cargo', text: /\(signal: 9, SIGKILL: kill\)/, codes: [101] },
  { name: 'linker', text: /\b(?:collect2|g?ld|gold|lld|mold)\b.*terminated with signal 9/ },
  { name: 'compiler', text: /Killed signal terminated program \S+/ },
  { name: 'clang', text: /unable to execute command: Killed|linker command failed due to signal/ },
  { name: 'sccache', text: /sccache: .*\bsignal:? 9\b/i },
  { name: 'go', text: /\bsignal: killed\b/ },
  { name: 'make', text: /\*\*\* .*\b(?:Error 137|Killed)\b/, codes: [2] },
  { name: 'nix', text: /failed due to signal 9|due to signal 9 \(Killed\)/ },
  { name: 'node package manager', text: /signal SIGKILL|ELIFECYCLE.*\b137\b|signal: ?'?SIGKILL/ },
  { name: 'python', text: /SIGKILL: 9|process pool was terminated abruptly|Not properly terminated/ },
  { name: 'gradle', text: /daemon disappeared unexpectedly|finished with non-zero exit value 137/ },
  { name: 'maven', text: /forked VM terminated without (?:properly )?saying (?:properly )?goodbye/ },
  { name: 'docker', text: /exit code: 137\b|non-zero code: 137\b/ },
  { name: 'shell', text: /^(?:.*: line \d+:.*\s)?\s*Killed\b/m },
  { name: 'signal 9', text: /\bSIGKILL\b|\bsignal:? 9\b/ },
];

/** A program that gave up by itself, for a limit that isn't the machine's. */
export type OwnLimitSign = {
  readonly name: 'node-heap' | 'node-worker' | 'java-heap' | 'allocation';
  readonly text: RegExp;
  /** Exit codes and signals that go with it. */
  readonly codes: readonly number[];
  readonly signals: readonly string[];
  /** What has to be seen as well, since a log can print anything. */
  readonly needs: 'large-process' | 'denied-allocations';
};

export const OWN_LIMIT_SIGNS: readonly OwnLimitSign[] = [
  {
    name: 'node-heap',
    text: /FATAL ERROR: .*JavaScript heap out of memory/,
    codes: [1, 134],
    signals: ['SIGABRT'],
    needs: 'large-process',
  },
  {
    name: 'node-worker',
    text: /\bERR_WORKER_OUT_OF_MEMORY\b/,
    codes: [1],
    signals: [],
    needs: 'large-process',
  },
  {
    name: 'java-heap',
    text: /(?:^Exception in thread .*|Terminating due to )java\.lang\.OutOfMemoryError/m,
    codes: [1, 3, 134],
    signals: ['SIGABRT'],
    needs: 'large-process',
  },
  {
    name: 'allocation',
    text: /memory allocation of \d+ bytes failed|std::bad_alloc|virtual memory exhausted|Cannot allocate memory|out of memory allocating|LLVM ERROR: out of memory|runtime: out of memory|^MemoryError\b/im,
    codes: [1, 2, 101, 134],
    signals: ['SIGABRT'],
    needs: 'denied-allocations',
  },
];
