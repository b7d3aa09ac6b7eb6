/** Which program reads a script, as forges' `shell:` names it. */

import { UserError } from '../../lib/errors.js';
import { findOnPath } from '../../lib/on-path.js';

export type Shell = {
  readonly argv: readonly string[];
  /** Where in `argv` the script's path goes. */
  readonly scriptAt: number;
  /** Some read a script only from a file with a name (and an ending) of its own. */
  readonly needsName: false | string;
};

type Known = {
  readonly programs: readonly string[];
  readonly args: readonly string[];
  readonly needsName: false | string;
};

const SCRIPT = '{0}';

/** As GitHub's runner starts them (docs: "Workflow syntax", jobs.<job_id>.steps[*].shell). */
const KNOWN: Readonly<Record<string, Known>> = {
  bash: { programs: ['bash'], args: ['--noprofile', '--norc', '-eo', 'pipefail', SCRIPT], needsName: false },
  sh: { programs: ['sh'], args: ['-e', SCRIPT], needsName: false },
  // Debian has no `python` unless somebody asked for it.
  python: { programs: ['python', 'python3'], args: [SCRIPT], needsName: false },
  pwsh: { programs: ['pwsh'], args: ['-NoProfile', '-NonInteractive', '-File', SCRIPT], needsName: '.ps1' },
};

/**
 * @param shell `bash`, `sh`, `python`, `pwsh`, or a command with `{0}` for the script (`perl {0}`).
 * @throws UserError where there is no such shell, or the template is none.
 */
export function shellFor(shell: string, path: string | undefined): Shell {
  const known = Object.hasOwn(KNOWN, shell) ? KNOWN[shell] : template(shell);
  if (known === undefined)
    throw new UserError(
      `input shell: ${JSON.stringify(shell)} is not accepted: one of ${Object.keys(KNOWN).join(', ')}, or a command with {0} where the script's path goes, such as "perl {0}"`,
    );
  const program = known.programs.map((name) => findOnPath(name, path)).find((found) => found !== undefined);
  if (program === undefined)
    throw new UserError(
      `input shell: ${known.programs.join(' or ')} is not on PATH here: install it in the job's image, or choose another shell`,
    );
  return {
    argv: [program, ...known.args],
    scriptAt: 1 + known.args.indexOf(SCRIPT),
    needsName: known.needsName,
  };
}

function template(shell: string): Known | undefined {
  const [program, ...args] = shell.trim().split(/\s+/);
  if (program === undefined || program === SCRIPT || args.filter((arg) => arg === SCRIPT).length !== 1)
    return undefined;
  return { programs: [program], args, needsName: '' };
}
