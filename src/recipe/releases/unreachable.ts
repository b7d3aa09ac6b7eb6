/** Why a repository could not be asked, in this room's words, and what to do. Pure. */

import { type FailureKind, isUsers, type RemoteError } from '../../clone/remote-git.js';
import { EnvironmentError, UserError } from '../../lib/errors.js';
import type { NamedRemote } from './remotes.js';

export type Unreachable = { readonly reason: string; readonly remedy: string };

type Words = { readonly what: string; readonly remedy: string };

const NETWORK: Words = {
  what: "can't be reached",
  remedy: 'Look whether this machine reaches the server (DNS, proxy, firewall), then run again.',
};

/** By what git's failure is classified as. `token` is what to do when none was given, or when the given one didn't serve. */
const words: Partial<Record<FailureKind, Words>> = {
  forbidden: {
    what: 'refuses access (403)',
    remedy: "Give input token read access to the repository's code.",
  },
  redirected: {
    what: 'redirects elsewhere, and the token is not taken along',
    remedy: "Set input upstream, or the clone's remote origin, to the repository's new address.",
  },
  'ref-missing': { what: 'has no such ref', remedy: 'Check the name (input base).' },
  'commit-missing': {
    what: 'does not have that commit any more',
    remedy: 'Its branch was probably force-pushed: start the run anew from its tip.',
  },
  'rate-limited': { what: 'answers that there are too many requests (429)', remedy: 'Run again later.' },
  server: {
    what: 'answers with an error of its own',
    remedy: "Look at the server's health, then run again.",
  },
  certificate: {
    what: 'has a certificate that is not trusted here',
    remedy:
      "Add its authority to the job's image (update-ca-certificates), or name its file in GIT_SSL_CAINFO.",
  },
  stalled: { what: 'has stopped to answer', remedy: "Look at the server's load, then run again." },
  network: NETWORK,
  cut: { what: 'has cut the connection', remedy: NETWORK.remedy },
  'disk-full': { what: "can't be read: no space is left on this machine", remedy: 'Free some disk space.' },
};

/** @returns a sentence with git's own words at its end, and the remedy. */
export function unreachable(remote: NamedRemote, error: RemoteError): Unreachable {
  const { what, remedy } = wordsFor(remote, error.kind);
  // What failed without git saying a word (silence) is told by our own message.
  const said = error.said === '' ? error.message : error.said;
  return { reason: `${remote.name} ${what}: ${said}`, remedy };
}

function wordsFor(remote: NamedRemote, kind: FailureKind): Words {
  const hasToken = remote.token !== '';
  if (kind === 'auth')
    return {
      what: hasToken ? 'does not accept the token' : 'asks for credentials, and none were given',
      remedy: hasToken
        ? 'Give an input token that can read the repository.'
        : 'Set input token to one that can read the repository.',
    };
  if (kind === 'not-found')
    return {
      what: hasToken
        ? 'is not there, or the token may not read it (404)'
        : 'is not there, or is private (404)',
      remedy:
        "Check the address (input upstream, or the clone's remote origin), and set input token where it is private.",
    };
  return (
    words[kind] ?? {
      what: "can't be read",
      remedy: `Try it by hand: git ls-remote ${remote.name.split(' ').at(-1)}`,
    }
  );
}

/** The error that leaves the room where the failure can't be a result. */
export function asFailure(what: string, failure: Unreachable, error: RemoteError): Error {
  const message = `${what}: ${failure.reason}. ${failure.remedy}`;
  return isUsers(error.kind)
    ? new UserError(message, { cause: error })
    : new EnvironmentError(message, { cause: error });
}
