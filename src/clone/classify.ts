/** Why git failed, read from its (English) messages: what can heal is tried again, the rest is explained. Data first. */

export type FailureKind =
  | 'auth'
  | 'forbidden'
  | 'not-found'
  | 'redirected'
  | 'ref-missing'
  | 'commit-missing'
  | 'rate-limited'
  | 'server'
  | 'certificate'
  | 'stalled'
  | 'network'
  | 'cut'
  | 'disk-full'
  | 'permission'
  | 'ownership'
  | 'broken'
  | 'object-format'
  | 'unknown';

type Row = { readonly pattern: RegExp; readonly kind: FailureKind };

// Read top to bottom; the first that matches names the failure. Messages of git 2.31 to 2.51 and of the curl beneath it.
const rows: readonly Row[] = [
  { pattern: /No space left on device|Disk quota exceeded/i, kind: 'disk-full' },
  { pattern: /detected dubious ownership/, kind: 'ownership' },
  {
    pattern:
      /Authentication failed|could not read (Username|Password)|returned error: 401|Authentication required/,
    kind: 'auth',
  },
  { pattern: /mismatched algorithms/, kind: 'object-format' },
  { pattern: /returned error: 403/, kind: 'forbidden' },
  {
    pattern: /returned error: 404|repository '.*' not found|Repository (or object )?not found/i,
    kind: 'not-found',
  },
  { pattern: /returned error: 3\d\d/, kind: 'redirected' },
  { pattern: /couldn't find remote ref|no such remote ref/i, kind: 'ref-missing' },
  { pattern: /not our ref|unadvertised object|did not contain .* commit/i, kind: 'commit-missing' },
  { pattern: /returned error: 429/, kind: 'rate-limited' },
  { pattern: /returned error: 5\d\d|remote error: .*internal|HTTP 5\d\d/i, kind: 'server' },
  { pattern: /Operation too slow|Less than \d+ bytes\/sec/i, kind: 'stalled' },
  {
    pattern: /certificate (problem|verif|has expired|subject name)|server certificate/i,
    kind: 'certificate',
  },
  { pattern: /timed out|Timeout was reached/i, kind: 'network' },
  {
    pattern:
      /Could not resolve host|Couldn't resolve|Failed to connect|Connection refused|Couldn't connect|No route to host|Network is unreachable|SSL_ERROR_SYSCALL|gnutls_handshake/i,
    kind: 'network',
  },
  {
    pattern:
      /early EOF|unexpected disconnect|hung up unexpectedly|Connection reset|transfer closed|RPC failed|invalid index-pack output|index-pack failed|Empty reply|was not closed cleanly|Recv failure|TLS connection was non-properly terminated|expected (flush|packfile)|bad pack header|protocol error/i,
    kind: 'cut',
  },
  {
    pattern:
      /bad object|object file .* is empty|loose object .* corrupt|invalid object|unable to read (tree|sha1)|index file (corrupt|smaller)|bad index|bad config|not a git repository|reference broken|unable to resolve reference|shallow file has changed|cannot lock ref|missing blob|did not send all necessary objects|bad signature|pack has bad object/i,
    kind: 'broken',
  },
  {
    pattern: /Permission denied|could not create (work tree|leading directories)|Read-only file system/i,
    kind: 'permission',
  },
];

const healing: ReadonlySet<FailureKind> = new Set([
  'rate-limited',
  'server',
  'stalled',
  'network',
  'cut',
  'unknown',
]);

const users: ReadonlySet<FailureKind> = new Set([
  'auth',
  'forbidden',
  'not-found',
  'redirected',
  'ref-missing',
  'commit-missing',
  'certificate',
]);

/** @param stderr what git said, LC_ALL=C. */
export function classify(stderr: string): FailureKind {
  return rows.find((row) => row.pattern.test(stderr))?.kind ?? 'unknown';
}

/** True when a further try can succeed without anybody doing anything. */
export function canHeal(kind: FailureKind): boolean {
  return healing.has(kind);
}

/** True when it is the user's to fix (exit 2), not the environment's (exit 1). */
export function isUsers(kind: FailureKind): boolean {
  return users.has(kind);
}

/** What the sentence is made of. */
export type Circumstance = {
  readonly url: string;
  readonly hasToken: boolean;
  /** What was asked for: `refs/heads/main`, a commit id. */
  readonly asked: string;
  readonly stallSeconds: number;
  readonly stderr: string;
};

/** @returns what happened and, after a semicolon, what to do. */
export function explain(kind: FailureKind, at: Circumstance): string {
  const token = at.hasToken ? 'the token given' : 'no token was given';
  switch (kind) {
    case 'auth':
      return `${at.url}: the server asked for credentials (401): ${at.hasToken ? 'it does not accept the token given; give one that can read the repository' : 'no token was given; set input token'}`;
    case 'forbidden':
      return `${at.url}: refused (403) with ${token}; give the token read access to the repository's code`;
    case 'not-found':
      return `${at.url}: no such repository, or ${token === 'the token given' ? 'the token given may not read it' : token} (404); check input repository${at.hasToken ? " and the token's rights" : ' or set input token'}`;
    case 'redirected':
      return `${at.url}: the server redirects elsewhere (${/returned error: (\d+)/.exec(at.stderr)?.[1] ?? '3xx'}), and the token is not taken along; set input repository (was it renamed?) or github-server-url to the new address`;
    case 'ref-missing':
      return `${at.url}: there is no ${at.asked} on the server; check input ref`;
    case 'commit-missing':
      return `${at.url}: commit ${at.asked} is not on the server any more; the branch was probably force-pushed: start the run anew from its tip`;
    case 'rate-limited':
      return 'server said too many requests (429)';
    case 'server':
      return `server answered with an error (${/returned error: (\d+)/.exec(at.stderr)?.[1] ?? '5xx'})`;
    case 'certificate':
      return `the server's certificate is not trusted here: ${lastLine(at.stderr)}; add its authority to the job's image (update-ca-certificates), or name its file in GIT_SSL_CAINFO`;
    case 'stalled':
      return `server sent nothing for ${at.stallSeconds} s`;
    case 'network':
      return `server can't be reached: ${lastLine(at.stderr)}`;
    case 'cut':
      return `connection was cut: ${lastLine(at.stderr)}`;
    case 'disk-full':
      return `no space left on the runner's disk; free some, or fetch less (fetch-depth, sparse-checkout)`;
    case 'permission':
      return `the workspace can't be written: ${lastLine(at.stderr)}; an earlier job may have left files of another user`;
    case 'ownership':
      return `git refuses the folder because another user owns it, and this git is too old to be told otherwise; update git to 2.38 or newer, or chown the workspace`;
    case 'broken':
    case 'object-format':
    case 'unknown':
      return `git failed: ${lastLine(at.stderr)}`;
  }
}

/** The line that says most: git's last `fatal:` or `error:`, else the last one. */
function lastLine(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).filter((entry) => entry.trim() !== '');
  const telling = lines.filter((entry) => /^(fatal|error|remote):/.test(entry));
  return (telling.at(-1) ?? lines.at(-1) ?? 'it printed nothing').trim();
}
