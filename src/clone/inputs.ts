/** What the clone takes: named as actions/checkout names it wherever the meaning is the same. */

import {
  boolean,
  choice,
  duration,
  type Inputs,
  type InputTable,
  integer,
  line,
  lines,
  type Rejected,
} from '../lib/inputs.js';

export const cloneInputs = {
  repository: {
    description: 'The repository, OWNER/NAME. Default: the one the workflow runs for.',
    default: '',
    parse: line,
  },
  ref: {
    description:
      'Branch, tag, full commit id or full ref (refs/…). Default: the commit the workflow runs for.',
    default: '',
    parse: line,
  },
  token: {
    description:
      'Read access to the repository. Lives in the environment of the git processes that need it, nowhere else.',
    default: '',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the runner's
    actionDefault: '${{ github.token }}',
    secret: true,
    parse: line,
  },
  path: { description: 'Where to, inside the workspace.', default: '.', parse: line },
  clean: {
    description: 'On a workspace that was used before: remove what is not of the commit (git clean -ffdx).',
    default: 'true',
    parse: boolean,
  },
  filter: {
    description: 'Partial clone: blob:none, tree:0, blob:limit=SIZE.',
    default: '',
    parse: filterSpec,
  },
  'sparse-checkout': {
    description: 'Check out these paths only, one a line. Implies filter: blob:none.',
    default: '',
    parse: lines,
  },
  'sparse-checkout-cone-mode': {
    description: 'Whole folders (cone mode); false: patterns.',
    default: 'true',
    parse: boolean,
  },
  'fetch-depth': {
    description: 'How many commits of history; 0: all of it, with all branches and tags.',
    default: '1',
    parse: integer(0, 2_147_483_647),
  },
  'fetch-tags': { description: 'Fetch all tags as well.', default: 'false', parse: boolean },
  lfs: { description: 'Fetch Git LFS files.', default: 'false', parse: boolean },
  submodules: {
    description: 'Check out submodules; recursive: theirs too.',
    default: 'false',
    parse: choice('false', 'true', 'recursive'),
  },
  'persist-credentials': {
    description:
      'Leave the token in .git/config for later steps, until the job ends. Better: cc-ci git -- push …',
    default: 'false',
    parse: boolean,
  },
  'set-safe-directory': {
    description:
      "Let later steps use git though another user owns the folder. auto: where the folder's owner is another user, or in a container.",
    default: 'auto',
    parse: choice('auto', 'true', 'false'),
  },
  'github-server-url': {
    description: "The forge's address, with its sub-path. Default: the one the job came from.",
    default: '',
    parse: serverUrl,
  },
  'allow-unsafe-pr-checkout': {
    description:
      "Check out a fork's code in a job that holds secrets (pull_request_target). Read docs/clone.md first.",
    default: 'false',
    parse: boolean,
  },
  'mirror-dir': {
    description: 'A folder that persists on the runner and keeps a mirror of each repository.',
    default: '',
    parse: line,
  },
  'fetch-timeout': { description: 'For all tries of one fetch together.', default: '10m', parse: duration },
  'fetch-tries': {
    description: 'How often a fetch is tried when the failure can heal.',
    default: '3',
    parse: integer(1, 20),
  },
  'stall-seconds': {
    description: 'A server that sends nothing for so long is given up on.',
    default: '20',
    parse: integer(1, 3600),
  },
} satisfies InputTable;

export type CloneInputs = Inputs<typeof cloneInputs>;

/** Inputs of actions/checkout that have no counterpart here. */
export const rejectedCloneInputs: Rejected = {
  'ssh-key': 'this action clones over HTTP with a token; leave ssh-key out',
  'ssh-known-hosts': 'this action clones over HTTP with a token; leave it out',
  'ssh-strict': 'this action clones over HTTP with a token; leave it out',
  'ssh-user': 'this action clones over HTTP with a token; leave it out',
  'show-progress': 'progress is shown when a fetch takes long; leave it out',
};

function filterSpec(raw: string): { value: string } | { expected: string } {
  return /^$|^blob:none$|^tree:\d+$|^blob:limit=\d+[kmg]?$/.test(raw)
    ? { value: raw }
    : { expected: 'blob:none, tree:DEPTH or blob:limit=SIZE' };
}

function serverUrl(raw: string): { value: string } | { expected: string } {
  if (raw === '') return { value: '' };
  const expected = {
    expected:
      'an address such as https://forge.example.org or https://example.org/forge, without credentials',
  };
  if (!canParse(raw)) return expected;
  const url = new URL(raw);
  const isPlain =
    ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '' && url.hash === '';
  return isPlain ? { value: raw } : expected;
}

// URL.canParse came with Node 18.17.
function canParse(raw: string): boolean {
  try {
    return new URL(raw) !== undefined;
  } catch {
    return false; // what the constructor throws says no more than "invalid"
  }
}
