/** What a failed pull means, from the words of registries and daemons: whose fault it is, and whether another try can help. */

import type { Finding } from '../report/results.js';

export type PullFailure = { readonly finding: Finding; readonly canHeal: boolean };

type PullRule = {
  readonly said: RegExp;
  /** For such images only; left out: for all. */
  readonly of?: (image: string) => boolean;
  readonly code: Finding['code'];
  readonly blame: Finding['blame'];
  readonly canHeal: boolean;
  readonly what: string;
  readonly remedy: string;
  /** In place of what and remedy where a credential was given: it is what has to be looked at. */
  readonly authorised?: { readonly what: string; readonly remedy: string };
};

/** `nginx:1.27`, `library/nginx`, `docker.io/nginx`: what Docker Hub itself looks after, which is never private. */
function isOfficial(image: string): boolean {
  return /^(docker\.io\/)?(library\/)?[^/]+$/.test(image);
}

/** What registries and the daemon say, the first that fits. Anything else is taken for a hiccup of the network. */
const PULL_RULES: readonly PullRule[] = [
  {
    said: /cannot connect to the docker daemon|error during connect/i,
    code: 'docker-unreachable',
    blame: 'host',
    canHeal: true,
    what: 'the Docker daemon is gone',
    remedy: 'Look at the daemon of the Docker host (journalctl -u docker), then run again.',
  },
  {
    said: /toomanyrequests|rate limit|\b429\b/i,
    code: 'registry-rate-limit',
    blame: 'registry',
    canHeal: false, // The windows are hours long.
    what: 'the registry limits how often this host may pull, and the limit is reached',
    remedy:
      'Log in to the registry (higher limit), use a pull-through mirror, or wait for the window to pass.',
    authorised: {
      what: 'the registry limits how often the account of input registry-credentials may pull, and the limit is reached',
      remedy: 'Use a pull-through mirror, or wait for the window to pass.',
    },
  },
  {
    said: /manifest unknown|manifest for .* not found|name unknown|: not found\b/i,
    code: 'image-missing',
    blame: 'recipe',
    canHeal: false,
    what: 'the registry has no such image',
    remedy: 'Correct the name or the tag in the compose file.',
  },
  {
    said: /repository does not exist/i,
    of: isOfficial,
    code: 'image-missing',
    blame: 'recipe',
    canHeal: false,
    what: 'the registry has no such image: Docker Hub keeps only public ones under a name without a slash',
    remedy: 'Correct the name in the compose file.',
  },
  {
    // Docker Hub and GHCR say the same of both, so that nobody learns the names of private images.
    said: /repository does not exist/i,
    code: 'registry-refused',
    blame: 'registry',
    canHeal: false,
    what: 'it does not exist, or it is private: the registry answers both alike',
    remedy:
      'Look whether the name in the compose file is right; for a private image give registry credentials (input registry-credentials).',
    authorised: {
      what: 'it does not exist, or the account of input registry-credentials may not read it: the registry answers both alike',
      remedy:
        'Look whether the name in the compose file is right, or give credentials that may read this image.',
    },
  },
  {
    said: /invalid reference format|no matching manifest for|repository name must be/i,
    code: 'image-missing',
    blame: 'recipe',
    canHeal: false,
    what: 'this is not the name of an image that can run here',
    remedy: 'Correct the name or the tag in the compose file.',
  },
  {
    said: /unauthorized|denied|no basic auth credentials|forbidden|\b40[13]\b/i,
    code: 'registry-refused',
    blame: 'registry',
    canHeal: false,
    what: 'the registry refuses to give it out',
    remedy: 'Give registry credentials that may read this image.',
    authorised: {
      what: 'the registry does not take the user and the password of input registry-credentials',
      remedy: "Correct that registry's line, or give an account that may read this image.",
    },
  },
  {
    said: /no space left on device/i,
    code: 'registry-refused',
    blame: 'host',
    canHeal: false,
    what: 'the disk of the Docker host is full',
    remedy: 'Make room on the Docker host: docker system df, docker image prune.',
  },
];

const HICCUP: Omit<PullRule, 'said'> = {
  code: 'registry-refused',
  blame: 'registry',
  canHeal: true,
  what: 'it is not on the Docker host, and the registry could not be reached',
  remedy: 'Look whether the Docker host reaches the registry (DNS, proxy, mirror), then run again.',
};

/**
 * What a failed pull means, from the words it ended with. Pure.
 * @param isAuthorised true when it was made with a credential of the run.
 */
export function classifyPull(image: string, said: string, isAuthorised = false): PullFailure {
  const rule = PULL_RULES.find((entry) => entry.said.test(said) && (entry.of?.(image) ?? true)) ?? HICCUP;
  const words = (isAuthorised ? rule.authorised : undefined) ?? rule;
  return {
    canHeal: rule.canHeal,
    finding: {
      code: rule.code,
      blame: rule.blame,
      message: `${image} can't be pulled: ${words.what}`,
      evidence: [said],
      remedy: words.remedy,
    },
  };
}
