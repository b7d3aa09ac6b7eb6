/** A shim: a small POSIX-sh script under a command's name that sends the command through the adaptive runner. */

import { singleQuoted } from '../protection/bash-env.js';

/** In a folder of shims, whichever root action made it, so that the search for the real program passes it by. */
export const MARKER = '.cc-ci-shims';

/** Set by the adaptive runner for what it runs: a command inside a wrapped one is not wrapped again. */
export const INSIDE = 'CC_CI_EXEC';

/** Where a shell has not found a command. */
const NOT_FOUND = 127;

export type ShimOptions = {
  readonly name: string;
  /** The Node that ran the action; CC_CI_NODE of the step's environment comes first. */
  readonly node: string;
  /** dist/cc-ci.js. */
  readonly entry: string;
};

/**
 * The script. It starts no program but the one it becomes, and needs none on PATH. The real command is looked for when it is
 * called, so that it may be installed by a later step. Where Node or the bundle can't be reached (another container, an
 * emptied environment) the command runs as if there were no shim: a build never fails for want of its guard.
 */
export function shimText({ name, node, entry }: ShimOptions): string {
  return `#!/bin/sh
# cc-ci-action: sends ${name} through the adaptive runner. Removed when the job ends; docs/memory.md, section Shims.
_cc_ci_left=\${PATH-}:
_cc_ci_real=
while [ -n "$_cc_ci_left" ]; do
  _cc_ci_folder=\${_cc_ci_left%%:*}
  _cc_ci_left=\${_cc_ci_left#*:}
  _cc_ci_folder=\${_cc_ci_folder:-.}
  if [ -f "$_cc_ci_folder/${name}" ] && [ -x "$_cc_ci_folder/${name}" ] && ! [ -e "$_cc_ci_folder/${MARKER}" ]; then
    _cc_ci_real=$_cc_ci_folder/${name}
    break
  fi
done
if [ -z "$_cc_ci_real" ]; then
  echo "${name}: command not found (cc-ci looked for it past its own wrapper)" >&2
  exit ${NOT_FOUND}
fi
_cc_ci_node=\${CC_CI_NODE:-${singleQuoted(node)}}
case $_cc_ci_node in /*) ;; *) _cc_ci_node= ;; esac
if [ -n "\${${INSIDE}-}" ] || ! [ -x "$_cc_ci_node" ] || ! [ -r ${singleQuoted(entry)} ]; then
  exec "$_cc_ci_real" "$@"
fi
exec "$_cc_ci_node" ${singleQuoted(entry)} exec --as ${name} -- "$_cc_ci_real" "$@"
`;
}
