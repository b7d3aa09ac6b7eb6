/** What `docker stack deploy` says when it refuses, as one sentence and with the one whose it is. Pure. */

import { UserError } from '../../lib/errors.js';
import type { Finding } from '../../report/results.js';

/** Docker's words (20.10 to 28) for compose files that can't be deployed by anyone: nothing has been made yet. */
const INVALID =
  /additional property|must be a |is required|does not match|unsupported compose file version|version mismatched|invalid interpolation|undefined (volume|network|config|secret)|refers to undefined|invalid mount config|invalid spec|yaml: |top-level object|unmarshal|failed to create .*: .*(invalid|required)|no image specified/i;

type Rule = {
  readonly said: RegExp;
  readonly code: Finding['code'];
  readonly blame: Finding['blame'];
  /** In place of docker's own sentence, where that doesn't say what happened. */
  readonly what?: (last: string) => string;
  readonly remedy: string;
};

const RULES: readonly Rule[] = [
  {
    said: /cannot connect to the docker daemon|error during connect|connection refused|the swarm does not have a leader/i,
    code: 'docker-unreachable',
    blame: 'host',
    remedy: 'Look at the Docker daemon (journalctl -u docker) and at `docker node ls`, then run again.',
  },
  {
    said: /context deadline exceeded|no space left|resource temporarily unavailable/i,
    code: 'deploy-refused',
    blame: 'host',
    remedy: 'Look at load, memory and disk of the Docker host, then run again.',
  },
  {
    said: /only updates to labels are allowed/i,
    code: 'config-changed',
    blame: 'recipe',
    what: (last) =>
      `${contentOf(last)} has another content than what is deployed under that name, and Swarm changes none that is in use`,
    remedy:
      'Raise its version in abra.sh (export X_VERSION=v2), so that the head makes one of a new name; whoever upgrades the recipe is refused in the same way.',
  },
  {
    said: /port '?\d+'? is already in use|port is already allocated/i,
    code: 'deploy-refused',
    blame: 'host',
    remedy:
      'Another service of the Swarm publishes this port: publish another one, or none; a router reaches the app without.',
  },
  {
    said: /could not be found|not found/i,
    code: 'deploy-refused',
    blame: 'recipe',
    remedy: 'Declare it without external: true, or make it on the Docker host.',
  },
];

const OTHER: Rule = {
  said: /(?:)/,
  code: 'deploy-refused',
  blame: 'recipe',
  remedy: 'Correct the compose file; `docker stack deploy` says the same on any Swarm.',
};

/**
 * @returns why the deployment was refused, and whether that is a refusal known as docker's; an Error where the compose files
 * themselves are invalid.
 */
export function whyRefused(
  stderr: string,
  how: string,
): { readonly invalid: UserError } | { readonly finding: Finding; readonly isKnown: boolean } {
  const said = saidLines(stderr);
  const last = said.at(-1) ?? `it ended with ${how}`;
  const known = RULES.find((rule) => rule.said.test(last));
  // A known cause first: the daemon says InvalidArgument of nearly everything.
  if (known === undefined && INVALID.test(last))
    return { invalid: new UserError(`the compose files are not valid: ${last}${versionHint(last)}`) };
  const { code, blame, what, remedy } = known ?? OTHER;
  return {
    isKnown: known !== undefined,
    finding: {
      code,
      blame,
      message: what?.(last) ?? `docker stack deploy refused: ${last}`,
      evidence: said.slice(-10),
      remedy,
    },
  };
}

/** `failed to update config STACK_nginx_conf_v1: …`, as every docker program up to 28 says it; secrets alike. */
function contentOf(last: string): string {
  const match = /failed to update (config|secret) ([\w.-]+)/i.exec(last);
  return match === null ? 'a config' : `the ${match[1]?.toLowerCase()} ${match[2]}`;
}

/** Without the notices that the program prints on every call. */
function saidLines(stderr: string): readonly string[] {
  return stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(since --detach|in a future release|ignoring |warning)/i.test(line));
}

function versionHint(last: string): string {
  return /unsupported compose file version: 1\.0/i.test(last)
    ? ' (this docker program needs a version: give every compose file version: "3.8")'
    : '';
}
