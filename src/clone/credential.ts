/**
 * The credential's only place: GIT_CONFIG_COUNT/KEY/VALUE of one git process' environment, scoped to origin and path.
 * Settings that a user has put there are kept; ours come after them and win.
 */

import { UserError } from '../lib/errors.js';
import { insteadOf, scopesOf } from './remote.js';

export type Setting = readonly [key: string, value: string];

/** @returns `env` with `settings` appended to what GIT_CONFIG_COUNT already holds. */
export function withSettings(env: NodeJS.ProcessEnv, settings: readonly Setting[]): NodeJS.ProcessEnv {
  const given = env.GIT_CONFIG_COUNT ?? '';
  if (!/^\d*$/.test(given))
    throw new UserError(`GIT_CONFIG_COUNT=${given} is not a number; unset it or mend it`);
  const first = Number(given);
  const extended: NodeJS.ProcessEnv = { ...env, GIT_CONFIG_COUNT: String(first + settings.length) };
  for (const [index, [key, value]] of settings.entries()) {
    extended[`GIT_CONFIG_KEY_${first + index}`] = key;
    extended[`GIT_CONFIG_VALUE_${first + index}`] = value;
  }
  return extended;
}

/** Of `git rev-parse --local-env-vars` those that say where things are, and what else would change what our git makes. */
const OUTER_GIT = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_SHALLOW_FILE',
  'GIT_GRAFT_FILE',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_DEFAULT_HASH',
  'SSH_ASKPASS',
];

/** What every git process of ours runs with: no prompt, English messages (they are classified), nothing of an outer git. */
export function plainGitEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clean: NodeJS.ProcessEnv = {
    ...env,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_DEFAULT_REF_FORMAT: 'files',
  };
  for (const name of OUTER_GIT) delete clean[name];
  for (const name of Object.keys(clean)) {
    // The inputs of the step hold the token; git and what git starts have no use for them.
    if (name.startsWith('INPUT_')) delete clean[name];
  }
  return clean;
}

/** What a token is sent as, in base64: forges take any user name with it, GitHub this one. */
export function basicCredential(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}

/** The header that carries it. */
export function authorization(token: string): string {
  return `Authorization: Basic ${basicCredential(token)}`;
}

/**
 * Settings for a git process that talks to the server.
 * Hooks are off: a hook that a repository brings would otherwise see the credential in its environment.
 * @param urls the addresses that the token may be sent to, and nowhere else (git matches scheme, host, port and path).
 */
export function credentialSettings(token: string, urls: readonly string[]): readonly Setting[] {
  const off: readonly Setting[] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
  ];
  if (token === '') return off;
  const header = authorization(token);
  const headers = urls.flatMap(scopesOf).flatMap((scope): Setting[] => [
    // An empty value forgets what other configuration would add: two Authorization headers are a 400 on most servers.
    [`http.${scope}.extraHeader`, ''],
    [`http.${scope}.extraHeader`, header],
    // After a redirect git sends the header on to wherever it led: the scope is matched once, against the first address.
    [`http.${scope}.followRedirects`, 'false'],
  ]);
  // No helper may be asked for, or be handed, what is in the environment already.
  return [...off, ['credential.helper', ''], ...headers];
}

/** Holds the token for `helperSettings`. Its name must not begin with GIT_: git-lfs writes all of those into its error logs. */
const PASSWORD = 'CC_CI_GIT_PASSWORD';

/**
 * The same for processes that run git-lfs, which copies every GIT_* variable into .git/lfs/logs when it fails: the
 * settings name a variable, the token is in it. Costs a request more, because the server has to ask (401) first.
 */
function helperSettings(urls: readonly string[]): readonly Setting[] {
  // The shell is git's own way to a helper without a file; nothing of a user's is in the line.
  const helper = `!f() { test "$1" = get && printf 'username=x-access-token\\npassword=%s\\n' "$${PASSWORD}"; }; f`;
  return urls.flatMap(scopesOf).flatMap((scope): Setting[] => [
    [`credential.${scope}.useHttpPath`, 'true'],
    [`credential.${scope}.helper`, ''],
    [`credential.${scope}.helper`, helper],
    [`http.${scope}.followRedirects`, 'false'],
  ]);
}

/** git's own variables that would print the credential into a trace. */
export function withoutTraces(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clean: NodeJS.ProcessEnv = {
    ...env,
    GIT_TRACE_REDACT: '1',
    // Names of nothing, so that they also win over trace2.configParams and trace2.envVars of a configuration file.
    GIT_TRACE2_CONFIG_PARAMS: 'cc-ci.nothing',
    GIT_TRACE2_ENV_VARS: 'CC_CI_NOTHING',
  };
  delete clean.GIT_CURL_VERBOSE;
  return clean;
}

/** The whole environment of a git process that talks to the server. */
export function networkEnv(
  env: NodeJS.ProcessEnv,
  options: {
    readonly token: string;
    /** Where the token may go. */
    readonly urls: readonly string[];
    /** The forge's ssh forms of addresses that are to be rewritten to HTTP. */
    readonly sshUrls?: readonly string[];
    /** Empty where no address is to be rewritten. */
    readonly serverUrl: string;
    readonly stallSeconds: number;
    /** True for commands that may run git-lfs. */
    readonly mayRunLfs?: boolean;
  },
): NodeJS.ProcessEnv {
  const byHelper = options.mayRunLfs === true && options.token !== '';
  const settings: readonly Setting[] = [
    ...(byHelper
      ? [...credentialSettings('', []), ['credential.helper', ''] as const, ...helperSettings(options.urls)]
      : credentialSettings(options.token, options.urls)),
    ...(options.serverUrl === '' ? [] : insteadOf(options.serverUrl, options.sshUrls ?? [])),
    // One byte a second: a server that is busy packing still sends that much (its keep-alives); a dead one doesn't.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', String(options.stallSeconds)],
    ['lfs.activityTimeout', String(options.stallSeconds)],
    ['lfs.dialTimeout', String(options.stallSeconds)],
    ['lfs.tlsTimeout', String(options.stallSeconds)],
  ];
  const password = byHelper ? { [PASSWORD]: options.token } : {};
  return withSettings({ ...withoutTraces(plainGitEnv(env)), ...password }, settings);
}
