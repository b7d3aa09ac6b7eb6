/**
 * The file that every later bash step reads before its script (BASH_ENV). It makes the step, and with it all its children,
 * a better victim than the runner for the kernel's out-of-memory killer: oom_score_adj 500, as GitHub's own runner does it.
 */

/** What GitHub's runner gives the children of a step (actions/runner, ProcessInvoker.cs). */
export const VICTIM_SCORE = 500;

/** By this a file of ours is known, so that it is never composed with itself. */
export const FILE_NAME = 'cc-ci-bash-env.sh';

export type BashEnv = {
  /** BASH_ENV as it was before, unexpanded; empty where there was none. */
  readonly earlier: string;
  /** A folder that has to be first on PATH in every step, also after a later step has put another in front. */
  readonly firstOnPath: string | undefined;
};

/**
 * The file's text. It prints nothing, changes no variable but PATH, and doesn't end the shell whatever its options (`set -eu`,
 * pipefail, POSIX mode); raising is a write that the kernel allows everybody, and that fails quietly where /proc is read-only.
 */
export function bashEnvText({ earlier, firstOnPath }: BashEnv): string {
  return [
    '# cc-ci-action: later steps are killed before the runner. Removed when the job ends; docs/memory.md, section Protection.',
    // Inside the braces nothing is printed, not even by `bash -x`. Only ever raised: a user's 1000 stays.
    '{',
    '  if IFS= read -r _cc_ci_score </proc/self/oom_score_adj && [ "$_cc_ci_score" -lt ' +
      `${VICTIM_SCORE} ]; then`,
    `    echo ${VICTIM_SCORE} >/proc/self/oom_score_adj || :`,
    '  fi',
    '  unset _cc_ci_score',
    ...(firstOnPath === undefined ? [] : pathLines(firstOnPath)),
    '} 2>/dev/null || :',
    ...(earlier === '' ? [] : earlierLines(earlier)),
    '',
  ].join('\n');
}

function pathLines(folder: string): readonly string[] {
  const quoted = singleQuoted(folder);
  return [`  case "\${PATH-}" in ${quoted} | ${quoted}:*) ;; *) PATH=${quoted}"\${PATH:+:$PATH}" ;; esac`];
}

/**
 * bash expands BASH_ENV as if it stood between double quotes, in the environment of the step, and takes it for a path: not
 * looked up on PATH, and silently left alone where it isn't there (manual, Bash Startup Files; variables.c).
 */
function earlierLines(earlier: string): readonly string[] {
  return [
    `_cc_ci_earlier="${insideDoubleQuotes(earlier)}"`,
    'case "$_cc_ci_earlier" in */*) ;; *) _cc_ci_earlier="./$_cc_ci_earlier" ;; esac',
    'if [ -r "$_cc_ci_earlier" ] && ! [ -d "$_cc_ci_earlier" ]; then',
    '  . "$_cc_ci_earlier"',
    'fi',
    'unset _cc_ci_earlier',
  ];
}

/** In a command substitution quotes are the command's own. */
function insideDoubleQuotes(text: string): string {
  return text.includes('$(') || text.includes('`') ? text : text.replaceAll('"', '\\"');
}

export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
