export const id = 283;
export const ids = [283,235];
export const modules = {

/***/ 5148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L8: () => (/* binding */ classify),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   Zn: () => (/* binding */ canHeal),
/* harmony export */   b8: () => (/* binding */ isUsers)
/* harmony export */ });
/** Why git failed, read from its (English) messages: what can heal is tried again, the rest is explained. Data first. */
// Read top to bottom; the first that matches names the failure. Messages of git 2.31 to 2.51 and of the curl beneath it.
const rows = [
    { pattern: /No space left on device|Disk quota exceeded/i, kind: 'disk-full' },
    { pattern: /detected dubious ownership/, kind: 'ownership' },
    {
        pattern: /Authentication failed|could not read (Username|Password)|returned error: 401|Authentication required/,
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
        pattern: /Could not resolve host|Couldn't resolve|Failed to connect|Connection refused|Couldn't connect|No route to host|Network is unreachable|SSL_ERROR_SYSCALL|gnutls_handshake/i,
        kind: 'network',
    },
    {
        pattern: /early EOF|unexpected disconnect|hung up unexpectedly|Connection reset|transfer closed|RPC failed|invalid index-pack output|index-pack failed|Empty reply|was not closed cleanly|Recv failure|TLS connection was non-properly terminated|expected (flush|packfile)|bad pack header|protocol error/i,
        kind: 'cut',
    },
    {
        pattern: /bad object|object file .* is empty|loose object .* corrupt|invalid object|unable to read (tree|sha1)|index file (corrupt|smaller)|bad index|bad config|not a git repository|reference broken|unable to resolve reference|shallow file has changed|cannot lock ref|missing blob|did not send all necessary objects|bad signature|pack has bad object/i,
        kind: 'broken',
    },
    {
        pattern: /Permission denied|could not create (work tree|leading directories)|Read-only file system/i,
        kind: 'permission',
    },
];
const healing = new Set([
    'rate-limited',
    'server',
    'stalled',
    'network',
    'cut',
    'unknown',
]);
const users = new Set([
    'auth',
    'forbidden',
    'not-found',
    'redirected',
    'ref-missing',
    'commit-missing',
    'certificate',
]);
/** @param stderr what git said, LC_ALL=C. */
function classify(stderr) {
    return rows.find((row) => row.pattern.test(stderr))?.kind ?? 'unknown';
}
/** True when a further try can succeed without anybody doing anything. */
function canHeal(kind) {
    return healing.has(kind);
}
/** True when it is the user's to fix (exit 2), not the environment's (exit 1). */
function isUsers(kind) {
    return users.has(kind);
}
/** @returns what happened and, after a semicolon, what to do. */
function explain(kind, at) {
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
function lastLine(stderr) {
    const lines = stderr.split(/[\r\n]+/).filter((entry) => entry.trim() !== '');
    const telling = lines.filter((entry) => /^(fatal|error|remote):/.test(entry));
    return (telling.at(-1) ?? lines.at(-1) ?? 'it printed nothing').trim();
}


/***/ }),

/***/ 9751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GY: () => (/* binding */ withSettings),
/* harmony export */   Mz: () => (/* binding */ networkEnv),
/* harmony export */   gn: () => (/* binding */ plainGitEnv),
/* harmony export */   gp: () => (/* binding */ basicCredential),
/* harmony export */   it: () => (/* binding */ authorization)
/* harmony export */ });
/* unused harmony exports credentialSettings, withoutTraces */
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5536);
/**
 * The credential's only place: GIT_CONFIG_COUNT/KEY/VALUE of one git process' environment, scoped to origin and path.
 * Settings that a user has put there are kept; ours come after them and win.
 */


/** @returns `env` with `settings` appended to what GIT_CONFIG_COUNT already holds. */
function withSettings(env, settings) {
    const given = env.GIT_CONFIG_COUNT ?? '';
    if (!/^\d*$/.test(given))
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GIT_CONFIG_COUNT=${given} is not a number; unset it or mend it`);
    const first = Number(given);
    const extended = { ...env, GIT_CONFIG_COUNT: String(first + settings.length) };
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
function plainGitEnv(env) {
    const clean = {
        ...env,
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '',
        GIT_DEFAULT_REF_FORMAT: 'files',
    };
    for (const name of OUTER_GIT)
        delete clean[name];
    for (const name of Object.keys(clean)) {
        // The inputs of the step hold the token; git and what git starts have no use for them.
        if (name.startsWith('INPUT_'))
            delete clean[name];
    }
    return clean;
}
/** What a token is sent as, in base64: forges take any user name with it, GitHub this one. */
function basicCredential(token) {
    return Buffer.from(`x-access-token:${token}`).toString('base64');
}
/** The header that carries it. */
function authorization(token) {
    return `Authorization: Basic ${basicCredential(token)}`;
}
/**
 * Settings for a git process that talks to the server.
 * Hooks are off: a hook that a repository brings would otherwise see the credential in its environment.
 * @param urls the addresses that the token may be sent to, and nowhere else (git matches scheme, host, port and path).
 */
function credentialSettings(token, urls) {
    const off = [
        ['core.hooksPath', '/dev/null'],
        ['core.fsmonitor', 'false'],
        ['gc.auto', '0'],
        ['maintenance.auto', 'false'],
    ];
    if (token === '')
        return off;
    const header = authorization(token);
    const headers = urls.flatMap(_remote_js__WEBPACK_IMPORTED_MODULE_1__/* .scopesOf */ .ZK).flatMap((scope) => [
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
function helperSettings(urls) {
    // The shell is git's own way to a helper without a file; nothing of a user's is in the line.
    const helper = `!f() { test "$1" = get && printf 'username=x-access-token\\npassword=%s\\n' "$${PASSWORD}"; }; f`;
    return urls.flatMap(_remote_js__WEBPACK_IMPORTED_MODULE_1__/* .scopesOf */ .ZK).flatMap((scope) => [
        [`credential.${scope}.useHttpPath`, 'true'],
        [`credential.${scope}.helper`, ''],
        [`credential.${scope}.helper`, helper],
        [`http.${scope}.followRedirects`, 'false'],
    ]);
}
/** git's own variables that would print the credential into a trace. */
function withoutTraces(env) {
    const clean = {
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
function networkEnv(env, options) {
    const byHelper = options.mayRunLfs === true && options.token !== '';
    const settings = [
        ...(byHelper
            ? [...credentialSettings('', []), ['credential.helper', ''], ...helperSettings(options.urls)]
            : credentialSettings(options.token, options.urls)),
        ...(0,_remote_js__WEBPACK_IMPORTED_MODULE_1__/* .insteadOf */ .c$)(options.serverUrl, options.sshUrls ?? []),
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


/***/ }),

/***/ 5448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ fetchWithRetry)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _lib_abort_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8024);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2533);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5148);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7880);
/** The fetch: one process a try, watched for silence, tried again when the failure can heal, under one deadline. */






/**
 * Runs a git command that talks to the server, with retries.
 * @returns its standard output.
 * @throws GitError when this try's failure can't heal (unwrapped, so that a caller can start afresh), else UserError or EnvironmentError.
 */
async function fetchWithRetry(session, request) {
    const limit = (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_1__/* .deadline */ .nl)(session.timeoutMs, `clone: the fetch took longer than fetch-timeout (${(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(session.timeoutMs)}); raise it, or fetch less (fetch-depth, sparse-checkout)`);
    const signal = (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_1__/* .anySignal */ .JG)(session.signal, limit);
    const attempt = () => attemptOnce(session, request, signal);
    try {
        return await attempt();
    }
    catch (error) {
        if (!(error instanceof _git_js__WEBPACK_IMPORTED_MODULE_5__/* .GitError */ .XS) || !(0,_classify_js__WEBPACK_IMPORTED_MODULE_4__/* .canHeal */ .Zn)(error.kind) || session.tries < 2)
            throw error;
        return retryAfter(error, attempt, session, signal);
    }
}
/** The first try is made without the retry library, which costs its loading: most fetches need one try. */
async function retryAfter(first, attempt, session, signal) {
    const { withRetry } = await __webpack_require__.e(/* import() */ 437).then(__webpack_require__.bind(__webpack_require__, 1437));
    return withRetry((tryNumber) => (tryNumber === 1 ? Promise.reject(first) : attempt()), {
        tries: session.tries,
        basePauseMs: retryBaseMs(session.env),
        signal,
        canHeal: (error) => error instanceof _git_js__WEBPACK_IMPORTED_MODULE_5__/* .GitError */ .XS && (0,_classify_js__WEBPACK_IMPORTED_MODULE_4__/* .canHeal */ .Zn)(error.kind),
        onRetry: (message) => session.log.info(`clone: ${message}`),
    });
}
/** CC_CI_RETRY_BASE_MS: the first pause, for tests and for people whose mirror needs longer. */
function retryBaseMs(env) {
    const given = env.CC_CI_RETRY_BASE_MS;
    if (given === undefined || given === '')
        return 1_500;
    if (!/^\d{1,6}$/.test(given))
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`CC_CI_RETRY_BASE_MS=${given} is not a number of milliseconds`);
    return Number(given);
}
async function attemptOnce(session, request, signal) {
    const silence = watchSilence(session, request);
    const progress = reportProgress(session);
    const attemptSignal = (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_1__/* .anySignal */ .JG)(signal, silence.signal);
    try {
        return await (0,_git_js__WEBPACK_IMPORTED_MODULE_5__/* .networkGit */ .pl)(session, request.folder, request.args, {
            url: request.url,
            urls: request.credentialFor ?? [request.url],
            sshUrls: request.sshUrls ?? [],
            asked: request.asked,
            mayRunLfs: request.mayRunLfs ?? false,
            signal: attemptSignal,
            onStderr: (text) => {
                silence.heard();
                progress(text);
            },
        });
    }
    finally {
        silence.stop();
    }
}
/**
 * curl gives up on a silent server by itself (http.lowSpeedTime), but not on one that it can't reach: it waits 300 s there.
 * So when git has said nothing for `stallSeconds`, the server's door is tried; a server that opens it is given twice that time more.
 */
function watchSilence(session, { url, isQuiet }) {
    const controller = new AbortController();
    const giveUp = (message, kind) => controller.abort(new _git_js__WEBPACK_IMPORTED_MODULE_5__/* .GitError */ .XS(message, kind, ''));
    let isWatching = true;
    let timer = setTimeout(async () => {
        const reason = await cannotConnect(url, session.env);
        if (!isWatching)
            return;
        if (reason !== undefined)
            return giveUp(`server can't be reached: ${reason}`, 'network');
        // Silence proves nothing here; curl and git-lfs watch the connection themselves.
        if (isQuiet === true)
            return;
        const seconds = session.stallSeconds * 3;
        timer = setTimeout(() => giveUp(`server sent nothing for ${seconds} s`, 'stalled'), session.stallSeconds * 2000);
    }, session.stallSeconds * 1000 + 500);
    const stop = () => {
        isWatching = false;
        clearTimeout(timer);
    };
    return { signal: controller.signal, heard: stop, stop };
}
/** @returns why no connection could be made within 5 s; undefined when one could, or when a proxy is in between. */
function cannotConnect(url, env) {
    const isProxied = ['http_proxy', 'https_proxy', 'all_proxy', 'HTTPS_PROXY', 'ALL_PROXY'].some((name) => env[name]);
    if (isProxied)
        return Promise.resolve(undefined);
    const { hostname, port, protocol } = new URL(url);
    return new Promise((resolve) => {
        const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({
            host: hostname.replace(/^\[|\]$/g, ''),
            port: Number(port) || (protocol === 'http:' ? 80 : 443),
        });
        const end = (reason) => {
            socket.destroy();
            resolve(reason);
        };
        socket.setTimeout(5_000, () => end(`no connection to ${hostname} within 5 s`));
        socket.once('connect', () => end(undefined));
        socket.once('error', (error) => end(error.message));
    });
}
const PROGRESS_EVERY_MS = 5_000;
/** Says how far a long fetch is, every 5 s: `clone: Receiving objects:  43% (…)`. */
function reportProgress(session) {
    let saidAt = Date.now();
    return (text) => {
        const line = lastPercentage(text);
        if (line === undefined || Date.now() - saidAt < PROGRESS_EVERY_MS)
            return;
        saidAt = Date.now();
        session.log.info(`clone: ${line.trim()}`);
    };
}
function lastPercentage(text) {
    return text
        .split(/[\r\n]+/)
        .filter((entry) => /\d+%/.test(entry))
        .at(-1);
}


/***/ }),

/***/ 7880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GC: () => (/* binding */ blamingOldGit),
/* harmony export */   XS: () => (/* binding */ GitError),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   pl: () => (/* binding */ networkGit),
/* harmony export */   rH: () => (/* binding */ plainGit)
/* harmony export */ });
/* harmony import */ var _lib_abort_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8024);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _lib_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7235);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5148);
/* harmony import */ var _credential_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9751);
/** Runs git: without a credential (plain), or with it in the one process' environment (network). */





/** A git process that failed; `kind` says whether another try can help. */
class GitError extends Error {
    kind;
    stderr;
    name = 'GitError';
    constructor(message, kind, stderr, options) {
        super(message, options);
        this.kind = kind;
        this.stderr = stderr;
    }
}
/** The error that leaves the room: the user's to fix or the environment's, with git's own words as its cause. */
function asFailure(error) {
    const cause = new Error(error.stderr.trim().slice(-2000) || 'git printed nothing');
    const message = `clone: ${error.message}`;
    return (0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .isUsers */ .b8)(error.kind) ? new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(message, { cause }) : new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG(message, { cause });
}
/** Settings for every process: the folder may belong to another user (a job container's workspace does). */
function alwaysSettings(folder) {
    return [
        ['safe.directory', folder],
        ['init.defaultBranch', 'main'],
        ['advice.detachedHead', 'false'],
    ];
}
/** A git process that never sees the credential. Its hooks run, as in any checkout. */
async function plainGit(session, folder, args, input) {
    const env = (0,_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .withSettings */ .GY)(lfsEnv(session, (0,_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .plainGitEnv */ .gn)(session.env)), alwaysSettings(folder));
    return finish(session, args, folder, await start(session, folder, args, { env, ...(input === undefined ? {} : { input }) }));
}
/**
 * A git process that talks to the server, with the credential for `urls` in its environment.
 * @param onStderr gets what git says while it goes on.
 * @throws GitError, classified.
 */
async function networkGit(session, folder, args, options) {
    const network = (0,_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .networkEnv */ .Mz)(session.env, {
        token: session.token,
        serverUrl: session.serverUrl,
        stallSeconds: session.stallSeconds,
        urls: options.urls,
        ...(options.sshUrls === undefined ? {} : { sshUrls: options.sshUrls }),
        mayRunLfs: options.mayRunLfs ?? false,
    });
    const env = (0,_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .withSettings */ .GY)(lfsEnv(session, network), alwaysSettings(folder));
    const finished = await start(session, folder, args, {
        env,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.onStderr === undefined ? {} : { onStderr: options.onStderr }),
    });
    return finish(session, args, options.url, finished, options.asked);
}
async function start(session, folder, args, options) {
    const signal = options.signal ?? session.signal;
    (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAborted */ .Te)(signal);
    try {
        const finished = await session.run('git', args, {
            ...options,
            cwd: folder,
            keepBytes: 1_000_000,
            ...(signal === undefined ? {} : { signal }),
        });
        return (0,_lib_process_js__WEBPACK_IMPORTED_MODULE_2__.orThrowCancelled)(finished, signal);
    }
    catch (error) {
        if (!(error instanceof _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG) || !(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .hasCode */ .up)(error.cause, 'ENOENT'))
            throw error;
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG(`clone: there is no git on PATH here; add it to the job's image or to the runner (apt-get install git)`, { cause: error });
    }
}
/**
 * Git before 2.31 doesn't know GIT_CONFIG_COUNT: it asks without the credential, and is told that it needs one.
 * @returns the failure that says so instead of blaming the token; `error` itself where git is new enough.
 */
async function blamingOldGit(error, run, env) {
    if (error.kind !== 'auth')
        return error;
    const { stdout } = await run('git', ['version'], { env: (0,_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .plainGitEnv */ .gn)(env) });
    const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
    if (major === undefined || Number(major) * 1000 + Number(minor) >= 2031)
        return error;
    return new GitError(`${stdout.trim()} is too old to be handed a credential without a file; update git to 2.31 or newer`, error.kind, error.stderr);
}
function lfsEnv(session, env) {
    // LFS files come by a process of their own, with the credential; the checkout must not try to fetch them without.
    return session.lfs || env.GIT_LFS_SKIP_SMUDGE === undefined ? { ...env, GIT_LFS_SKIP_SMUDGE: '1' } : env;
}
function finish(session, args, url, finished, asked = '') {
    if ((0,_lib_process_js__WEBPACK_IMPORTED_MODULE_2__.succeeded)(finished))
        return finished.stdout;
    const at = {
        url: addressIn(finished.stderr) ?? url,
        hasToken: session.token !== '',
        asked,
        stallSeconds: session.stallSeconds,
        stderr: finished.stderr,
    };
    const kind = (0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .classify */ .L8)(finished.stderr);
    const how = endedByItself(finished.outcome) ? '' : ` (git ${args[0]}: ${(0,_lib_process_js__WEBPACK_IMPORTED_MODULE_2__.describe)(finished.outcome)})`;
    throw new GitError((0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .explain */ .WE)(kind, at) + how, kind, finished.stderr);
}
/** The address git names itself: of several submodules the one that failed. */
function addressIn(stderr) {
    return /(?:unable to access|repository|Authentication failed for) '(https?:\/\/[^']+?)\/?'/.exec(stderr)?.[1];
}
function endedByItself(outcome) {
    return outcome.kind === 'exited' && outcome.code > 0;
}


/***/ }),

/***/ 3283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  clone: () => (/* binding */ clone),
  cloneInputs: () => (/* reexport */ inputs/* cloneInputs */.Z),
  jobContext: () => (/* reexport */ jobContext),
  refusePersistence: () => (/* reexport */ refusePersistence),
  rejectedCloneInputs: () => (/* reexport */ inputs/* rejectedCloneInputs */.V)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/monotonic.js
var monotonic = __webpack_require__(2398);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: ./js/clone/credential.js
var credential = __webpack_require__(9751);
// EXTERNAL MODULE: ./js/clone/git.js
var git = __webpack_require__(7880);
// EXTERNAL MODULE: ./js/lib/paths.js
var paths = __webpack_require__(4290);
;// CONCATENATED MODULE: ./js/clone/fork-guard.js
/**
 * A fork's code is not checked out into a job that holds the base repository's secrets, unless somebody says so. Pure.
 * Events are recognised by the payload and the ref: in a reusable workflow Gitea and Forgejo call every event workflow_call.
 */

/** @throws UserError when `asked` is (or may be) a fork's code and the job runs for the base branch, with its secrets. */
function guardAgainstForks(asked, job, isAllowed) {
    const reason = unsafeReason({ ...asked, repository: asked.repository.toLowerCase() }, job);
    if (reason === undefined || isAllowed)
        return;
    throw new errors/* UserError */.yo(`${reason}. Code of a stranger would run next to this repository's secrets. Use the pull_request event for it, or set allow-unsafe-pr-checkout: true after reading docs/clone.md#forks`);
}
function unsafeReason(asked, job) {
    // pull_request runs at refs/pull/N/…, without secrets: any checkout is fine there. pull_request_target runs at the base;
    // before Gitea 1.27.1 its ref is reported to have been wrong (go-gitea/gitea#38636), so the name counts as well.
    if (job.ref.startsWith('refs/pull/') && job.eventName !== 'pull_request_target')
        return undefined;
    const { pull_request: pull, workflow_run: run, issue } = job.event;
    // Some forges write null for what an event doesn't have.
    if (pull && isForkPull(pull, job.repository)) {
        if (isTrialMerge(asked, pull) || isSideOf(asked, pull.head, pull.number))
            return `this job runs for the base branch (pull_request_target) and asks for the head of a fork's pull request`;
    }
    if (run && isForkRun(run, job.repository)) {
        if (asked.sha === run.head_sha ||
            asked.repository === run.head_repository?.full_name?.toLowerCase() ||
            isPullRef(asked.ref)) {
            return 'this job runs after a workflow of a fork (workflow_run) and asks for its head';
        }
    }
    // A comment's payload doesn't say where the pull request comes from.
    if (issue?.pull_request && isPullRef(asked.ref))
        return 'this job was started by a comment and asks for the head of a pull request';
    return undefined;
}
function isForkPull(pull, own) {
    const head = pull.head?.repo;
    // A head repository that was deleted reads as null: it was not ours.
    if (head === null || head === undefined)
        return true;
    return head.full_name !== undefined
        ? head.full_name !== (pull.base?.repo?.full_name ?? own)
        : head.fork === true;
}
/** A head repository that was deleted reads as null: it was not ours. */
function isForkRun(run, own) {
    if (run.head_repository === null)
        return true;
    const head = run.head_repository?.full_name;
    return head !== undefined && head !== (run.repository?.full_name ?? own);
}
/** Holds the fork's code as much as its head does; once the pull request is merged, the same field names a commit of the base. */
function isTrialMerge(asked, pull) {
    return asked.sha !== '' && asked.sha === pull.merge_commit_sha && pull.merged !== true;
}
function isSideOf(asked, head, number) {
    if (asked.sha !== '' && asked.sha === head?.sha)
        return true;
    if (asked.repository !== '' && asked.repository === head?.repo?.full_name?.toLowerCase())
        return true;
    return number === undefined ? isPullRef(asked.ref) : new RegExp(`^(refs/)?pull/${number}/`).test(asked.ref);
}
function isPullRef(ref) {
    return /^(refs\/)?pull\/\d+\//.test(ref);
}

// EXTERNAL MODULE: ./js/clone/ref.js
var clone_ref = __webpack_require__(3821);
// EXTERNAL MODULE: ./js/clone/remote.js
var remote = __webpack_require__(5536);
;// CONCATENATED MODULE: ./js/clone/plan.js
/** What is going to be cloned, from where, to where. Pure but for the look at the workspace's real path. */





/** @throws UserError for a repository, ref or path that can't be, and for a fork's code in a privileged job. */
function planClone(inputs, job) {
    const serverUrl = inputs['github-server-url'] || job.serverUrl;
    const repository = inputs.repository || job.repository;
    const isOwn = repository.toLowerCase() === job.repository.toLowerCase() && serverUrl === (job.serverUrl || serverUrl);
    const url = (0,remote/* remoteUrl */.gX)(serverUrl, repository);
    const want = (0,clone_ref/* wanted */.Ol)(inputs.ref, isOwn, job);
    guardAgainstForks(asked(repository, want), job, inputs['allow-unsafe-pr-checkout']);
    return {
        repository,
        serverUrl,
        url,
        remote: 'origin',
        folder: (0,paths/* insideOf */.k)(job.workspace, inputs.path, 'input path'),
        want,
        isSha256: (want.kind === 'commit' ? want.sha : isOwn ? job.sha : '').length === 64,
        depth: inputs['fetch-depth'],
        hasTags: inputs['fetch-tags'],
        filter: inputs.filter || (inputs['sparse-checkout'].length > 0 ? 'blob:none' : ''),
        sparse: inputs['sparse-checkout'],
        isCone: inputs['sparse-checkout-cone-mode'],
        isClean: inputs.clean,
        mayEmpty: !job.isAct,
        submodules: inputs.submodules,
        lfs: inputs.lfs,
        mirrorDir: inputs['mirror-dir'],
    };
}
function asked(repository, want) {
    if (want.kind === 'commit')
        return { repository, ref: want.ref ?? '', sha: want.sha };
    if (want.kind === 'ref')
        return { repository, ref: want.ref, sha: '' };
    return { repository, ref: want.kind === 'name' ? want.name : '', sha: '' };
}
/** @throws UserError: only an action with a post step can take a persisted credential away again. */
function refusePersistence(inputs) {
    if (!inputs['persist-credentials'])
        return;
    throw new errors/* UserError */.yo('input persist-credentials: true is not taken by actions/clone, which has no post step that would remove the token again; use the root action, or push with: cc-ci git -- push');
}

// EXTERNAL MODULE: ./js/clone/fetch.js
var fetch = __webpack_require__(5448);
// EXTERNAL MODULE: ./js/clone/workspace.js
var workspace = __webpack_require__(4897);
;// CONCATENATED MODULE: ./js/clone/mirror.js
/** A local mirror on runners that persist: what it holds is not fetched again. Never a reason to fail. */







/**
 * Brings the mirror of the plan's repository up to date and makes its folder (a git repository) read the mirror's objects.
 * Two jobs may do so at once: git's own locks keep the mirror whole, and who comes second uses what is there.
 */
async function useMirror(session, plan) {
    const { mirrorDir, url, folder } = plan;
    if (!(0,external_node_path_.isAbsolute)(mirrorDir))
        throw new errors/* UserError */.yo(`input mirror-dir: ${JSON.stringify(mirrorDir)} has to be an absolute path`);
    const { host, pathname } = new URL(url);
    const mirror = (0,external_node_path_.join)(mirrorDir, host.replace(':', '_'), `${pathname.replace(/\.git$/, '')}.git`);
    try {
        (0,external_node_fs_.mkdirSync)(mirrorDir, { recursive: true });
        // A link that another job has put there would lead to folders that are not ours to strip.
        (0,paths/* insideOf */.k)(mirrorDir, mirror, 'the mirror');
        await update(session, mirror, plan);
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(folder, '.git', 'objects', 'info'), { recursive: true });
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, '.git', 'objects', 'info', 'alternates'), `${(0,external_node_path_.join)(mirror, 'objects')}\n`);
    }
    catch (error) {
        if (session.signal?.aborted)
            throw error;
        session.log.warning(`clone: the mirror ${mirror} can't be used (${(0,errors/* messageOf */.bD)(error)}); going on without it`);
    }
}
async function update(session, mirror, plan) {
    (0,external_node_fs_.mkdirSync)(mirror, { recursive: true });
    strip(mirror);
    try {
        const format = plan.isSha256 ? ['--object-format=sha256'] : [];
        await (0,git/* plainGit */.rH)(session, mirror, ['init', '--quiet', '--bare', '--template=', ...format, '.']);
        await fetchAll(session, mirror, plan.url);
    }
    catch (error) {
        // Another job is at it: what it has fetched so far serves as well.
        const isLocked = error instanceof git/* GitError */.XS && /\.lock'|cannot lock ref|could not lock/.test(error.stderr);
        if (!isLocked || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(mirror, 'objects')))
            throw error;
    }
}
async function fetchAll(session, mirror, url) {
    const refspecs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
    await (0,fetch/* fetchWithRetry */.J)(session, {
        folder: mirror,
        url,
        // Refs are pruned (a branch `a` that is gone would be in the way of `a/b`). Objects never are: workspaces read them.
        args: [
            'fetch',
            '--quiet',
            '--prune',
            '--no-tags',
            '--no-write-fetch-head',
            '--progress',
            '--end-of-options',
            url,
            ...refspecs,
        ],
        asked: 'all branches and tags',
    });
}
/** All that a mirror needs. What other files can do (config, hooks, commondir, worktrees) is run code and redirect the fetch. */
const KEPT = new Set(['objects', 'refs', 'packed-refs', 'HEAD']);
/** Other jobs can write here: nothing in the mirror may run code, and nothing may redirect the fetch. */
function strip(mirror) {
    for (const entry of (0,external_node_fs_.readdirSync)(mirror, { withFileTypes: true })) {
        const path = (0,external_node_path_.join)(mirror, entry.name);
        if (entry.name.endsWith('.lock') ? isDead(path) : !KEPT.has(entry.name) || !isData(entry))
            (0,external_node_fs_.rmSync)(path, { recursive: true, force: true });
    }
    (0,workspace/* stripObjects */.nS)((0,external_node_path_.join)(mirror, 'objects'), isDead);
    stripRefs((0,external_node_path_.join)(mirror, 'refs'));
}
function stripRefs(folder) {
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    for (const entry of (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true })) {
        const path = (0,external_node_path_.join)(folder, entry.name);
        if (entry.isDirectory())
            stripRefs(path);
        else if (entry.name.endsWith('.lock') ? isDead(path) : !entry.isFile())
            (0,external_node_fs_.rmSync)(path, { force: true });
    }
}
function isData(entry) {
    return entry.isFile() || entry.isDirectory();
}
const DEAD_AFTER_MS = 60 * 60 * 1000;
/** Locks and temporary files of a job that was killed would be in the way for ever; those of one that runs are young. */
function isDead(path) {
    const stat = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    return stat !== undefined && Date.now() - stat.mtimeMs > DEAD_AFTER_MS;
}

;// CONCATENATED MODULE: ./js/clone/populate.js
/** From an empty folder (or a stripped earlier clone) to a checked-out commit: init, fetch, checkout. */








/** @throws GitError (the caller may start afresh), UserError, EnvironmentError. */
async function populate(session, plan, found) {
    await init(session, plan);
    if (plan.mirrorDir !== '') {
        await useMirror(session, plan);
    }
    if (found.kind === 'clone' && found.last !== undefined)
        (0,workspace/* keepCommit */.H1)(plan.folder, found.last);
    if (plan.sparse.length > 0)
        await setSparse(session, plan);
    const { target, ref } = await fetchTarget(session, plan);
    if (target.branch !== undefined)
        (0,workspace/* trackBranch */.sp)(plan.folder, target.branch);
    await checkout(session, plan, target);
    if (plan.isClean && found.kind === 'clone')
        await (0,git/* plainGit */.rH)(session, plan.folder, ['clean', '-ffdx', '--quiet']);
    if (found.kind === 'clone')
        (0,workspace/* forgetCommit */.Pt)(plan.folder);
    return { sha: verified(plan, target), ref };
}
async function init(session, plan) {
    // No template: it would bring a dozen sample hooks.
    await (0,git/* plainGit */.rH)(session, plan.folder, [
        'init',
        '--quiet',
        '--template=',
        ...(plan.isSha256 ? ['--object-format=sha256'] : []),
    ]);
    (0,workspace/* configure */.jK)(plan.folder, plan.url);
}
async function setSparse(session, plan) {
    const mode = plan.isCone ? '--cone' : '--no-cone';
    await (0,git/* plainGit */.rH)(session, plan.folder, ['sparse-checkout', 'set', mode, '--stdin'], `${plan.sparse.join('\n')}\n`);
}
/** Finds out what the wanted name is, and fetches it. */
async function fetchTarget(session, plan) {
    const { want } = plan;
    if (want.kind === 'commit')
        return fetchRef(session, plan, want.ref, want.sha);
    if (want.kind === 'ref')
        return fetchRef(session, plan, want.ref);
    if (want.kind === 'default')
        return fetchRef(session, plan, await defaultBranch(session, plan));
    try {
        return await fetchRef(session, plan, `refs/heads/${want.name}`);
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS) || error.kind !== 'ref-missing')
            throw error;
        return fetchTag(session, plan, want.name);
    }
}
async function fetchTag(session, plan, name) {
    try {
        return await fetchRef(session, plan, `refs/tags/${name}`);
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS) || error.kind !== 'ref-missing')
            throw error;
        throw new errors/* UserError */.yo(`clone: ${plan.url} has neither a branch nor a tag ${name}; check input ref`, {
            cause: error,
        });
    }
}
async function fetchRef(session, plan, ref, sha) {
    const target = (0,clone_ref/* targetOf */.$r)({ ref, ...(sha === undefined ? {} : { sha }) });
    const options = [
        '--progress',
        '--no-recurse-submodules',
        ...historyOptions(plan),
        ...(plan.filter === '' ? [] : [`--filter=${plan.filter}`]),
    ];
    await (0,fetch/* fetchWithRetry */.J)(session, {
        folder: plan.folder,
        url: plan.url,
        args: ['fetch', ...options, '--end-of-options', plan.remote, ...refspecs(plan, target, sha)],
        asked: sha ?? ref ?? 'HEAD',
    });
    return { target, ref };
}
function historyOptions(plan) {
    if (plan.depth > 0)
        return ['--no-tags', `--depth=${plan.depth}`];
    const isShallow = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(plan.folder, '.git', 'shallow'));
    return isShallow ? ['--no-tags', '--unshallow'] : ['--no-tags'];
}
function refspecs(plan, target, sha) {
    const tags = '+refs/tags/*:refs/tags/*';
    if (plan.depth === 0) {
        const isBranchOrTag = target.refspecs.every((spec) => /:refs\/(remotes\/origin|tags)\//.test(spec));
        // All branches have a place of their own; the commit itself may lie behind (or beside) its branch by now.
        const own = isBranchOrTag ? (sha === undefined ? [] : [sha]) : target.refspecs;
        return ['+refs/heads/*:refs/remotes/origin/*', tags, ...own];
    }
    return plan.hasTags
        ? [...target.refspecs.filter((spec) => !spec.includes(':refs/tags/')), tags]
        : target.refspecs;
}
async function defaultBranch(session, plan) {
    const listed = await (0,fetch/* fetchWithRetry */.J)(session, {
        folder: plan.folder,
        url: plan.url,
        args: ['ls-remote', '--symref', '--end-of-options', plan.url, 'HEAD'],
        asked: 'HEAD',
    });
    const ref = /^ref: (\S+)\tHEAD$/m.exec(listed)?.[1];
    if (ref === undefined)
        throw new errors/* UserError */.yo(`clone: ${plan.url} has no default branch (is it empty?); set input ref`);
    return (0,clone_ref/* checkRef */.__)(ref);
}
async function checkout(session, plan, target) {
    const how = target.branch === undefined ? ['--detach'] : ['-B', target.branch];
    const args = ['checkout', '--quiet', '--force', ...how, target.start, '--'];
    // A partial clone fetches the files it lacks while it checks out.
    if (plan.filter === '')
        await (0,git/* plainGit */.rH)(session, plan.folder, args);
    else
        await (0,fetch/* fetchWithRetry */.J)(session, {
            folder: plan.folder,
            url: plan.url,
            args,
            asked: target.start,
            isQuiet: true,
        });
}
/** @throws UserError when a tag moved between the event and now: a release must not be built from something else. */
function verified(plan, target) {
    const git = (0,external_node_path_.join)(plan.folder, '.git');
    const head = (0,workspace/* lastCommit */.GO)(git);
    if (head === undefined)
        throw new Error(`${git}/HEAD can't be read after the checkout`);
    const { want } = plan;
    if (want.kind === 'commit' && want.sha !== head && tagObject(git, want.ref) !== want.sha) {
        throw new errors/* UserError */.yo(`clone: ${want.ref ?? target.start} is ${head} now, but this run is for ${want.sha}: it was moved meanwhile; start a new run`);
    }
    return head;
}
function tagObject(git, ref) {
    return ref?.startsWith('refs/tags/') ? (0,workspace/* lastCommit */.GO)(git, (0,clone_ref/* localRef */.Zs)(ref)) : undefined;
}

;// CONCATENATED MODULE: ./js/clone/safe-directory.js
/** Lets git work in later steps though the folder belongs to another user, as a job container's workspace does. */


/**
 * Exports `safe.directory` for all later steps through GIT_CONFIG_COUNT, which git reads whatever HOME they have.
 * A file would have to lie in each user's HOME.
 * @param mode auto: where the owner is another user, or in a container (whose later steps may run as another user).
 */
function settleSafeDirectory(job, env, folder, mode) {
    if (mode === 'false' || (mode === 'auto' && !isNeeded(folder)))
        return;
    const before = Number(env.GIT_CONFIG_COUNT ?? 0);
    const extended = (0,credential/* withSettings */.GY)(env, [['safe.directory', folder]]);
    for (const name of ['GIT_CONFIG_COUNT', `GIT_CONFIG_KEY_${before}`, `GIT_CONFIG_VALUE_${before}`]) {
        job.exportVariable(name, extended[name] ?? '');
    }
}
function isNeeded(folder) {
    return ((0,external_node_fs_.statSync)(folder).uid !== process.getuid?.() ||
        (0,external_node_fs_.existsSync)('/.dockerenv') ||
        (0,external_node_fs_.existsSync)('/run/.containerenv'));
}

;// CONCATENATED MODULE: ./js/clone/context.js
/** What the runner says about the job: which repository, commit and event it is for. Read from the environment, once. */


/** @throws UserError outside a job that names a workspace. */
function jobContext(env) {
    const workspace = env.GITHUB_WORKSPACE;
    if (workspace === undefined || workspace === '') {
        throw new errors/* UserError */.yo('GITHUB_WORKSPACE is not set: this action runs as a step of a job, or under act');
    }
    if (!(0,external_node_fs_.existsSync)(workspace))
        throw new errors/* UserError */.yo(`GITHUB_WORKSPACE=${workspace} is not there; the runner has to make it before the job`);
    return {
        workspace,
        serverUrl: env.GITHUB_SERVER_URL ?? '',
        repository: env.GITHUB_REPOSITORY ?? '',
        ref: env.GITHUB_REF ?? '',
        sha: env.GITHUB_SHA ?? '',
        eventName: env.GITHUB_EVENT_NAME ?? '',
        event: eventPayload(env.GITHUB_EVENT_PATH),
        isAct: env.ACT === 'true' && env.GITEA_ACTIONS !== 'true' && env.FORGEJO_ACTIONS !== 'true',
    };
}
function eventPayload(path) {
    if (path === undefined || path === '')
        return {};
    try {
        const parsed = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return typeof parsed === 'object' && parsed !== null ? parsed : {};
    }
    catch (cause) {
        // The fork guard decides by it: a payload that can't be read must not read as "no pull request".
        throw new errors/* EnvironmentError */.eG(`the event's payload ${path} can't be read`, { cause });
    }
}

// EXTERNAL MODULE: ./js/clone/inputs.js
var inputs = __webpack_require__(5471);
;// CONCATENATED MODULE: ./js/clone/index.js
/**
 * The scoped clone: three git processes for a fresh one, a credential that lives in their environment alone, retries for
 * what can heal. docs/clone.md tells the rules; anchors: git's own documentation of GIT_CONFIG_COUNT and http.<url>.*.
 */















/**
 * Clones as the inputs and the job say.
 * @throws UserError (exit 2) for what the user can fix: inputs, a token, a ref that isn't there, a fork's code in a privileged job.
 * @throws EnvironmentError (exit 1) for a server or a disk that won't, after the tries that could heal it.
 */
async function clone(inputs, context, effects) {
    const startedAt = (0,monotonic/* monotonicMs */.d)();
    maskToken(effects.job, inputs.token);
    const plan = planClone(inputs, context);
    const present = alreadyThere(plan, context, inputs);
    if (present !== undefined) {
        effects.log.info(`clone: act has put the working tree of ${plan.repository} into the workspace; nothing to fetch`);
        return present;
    }
    try {
        const { plan: done, populated } = await followingRedirect(inputs, plan, effects);
        settleSafeDirectory(effects.job, effects.env, plan.folder, inputs['set-safe-directory']);
        effects.log.info(story(plan, populated, (0,monotonic/* monotonicMs */.d)() - startedAt));
        return { sha: populated.sha, ref: populated.ref ?? populated.sha, path: plan.folder, url: done.url };
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS))
            throw error;
        throw (0,git/* asFailure */.h_)(inputs.token === '' ? error : await (0,git/* blamingOldGit */.GC)(error, effects.run, effects.env));
    }
}
function maskToken(job, token) {
    if (token === '')
        return;
    job.mask(token);
    job.mask((0,credential/* basicCredential */.gp)(token));
}
function sessionOf(inputs, plan, effects) {
    return {
        run: effects.run,
        log: effects.log,
        env: effects.env,
        signal: effects.signal,
        token: inputs.token,
        serverUrl: plan.serverUrl,
        stallSeconds: inputs['stall-seconds'],
        tries: inputs['fetch-tries'],
        timeoutMs: inputs['fetch-timeout'],
        lfs: inputs.lfs,
    };
}
/** A repository that was renamed, or a forge that wants https: where that is safe, the clone is made from there. */
async function followingRedirect(inputs, plan, effects) {
    try {
        return { plan, populated: await cloneInto(sessionOf(inputs, plan, effects), plan) };
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS) || error.kind !== 'redirected')
            throw error;
        const { safeRedirect } = await __webpack_require__.e(/* import() */ 994).then(__webpack_require__.bind(__webpack_require__, 7994));
        const url = await safeRedirect(plan.url, inputs.token);
        if (url === undefined)
            throw error;
        effects.log.info(`clone: the server redirects ${plan.url} to ${url}, on the same host: cloning from there`);
        // What the first try has begun is of the other address.
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(plan.folder, '.git'), { recursive: true, force: true });
        const moved = { ...plan, url, serverUrl: plan.serverUrl.replace(/^https?:/, new URL(url).protocol) };
        return { plan: moved, populated: await cloneInto(sessionOf(inputs, moved, effects), moved) };
    }
}
/** Uses what an earlier job left where it can; whatever is broken in it costs a fresh start and nothing more. */
async function cloneInto(session, plan) {
    const found = prepare(session, plan);
    const isSha256 = found.kind === 'clone' && found.last !== undefined ? found.last.length === 64 : plan.isSha256;
    try {
        return await complete(session, { ...plan, isSha256 }, found);
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS))
            throw error;
        const why = whyAfresh(error, plan, found);
        if (why === undefined)
            throw error;
        const again = { ...plan, isSha256: isSha256 !== (error.kind === 'object-format') };
        return complete(session, again, startAfresh(session, again, why));
    }
}
/** @returns why another try from an empty folder can succeed; undefined when it can't. */
function whyAfresh(error, plan, found) {
    if (error.kind === 'object-format')
        return 'the object format of the repository is another one';
    if (found.kind !== 'clone')
        return undefined;
    // What would be cleaned away after the checkout may be what fills the disk.
    if (error.kind === 'disk-full' && plan.isClean)
        return 'the disk is full';
    return isOfTheClone(error) ? `the earlier clone is broken (${(0,errors/* messageOf */.bD)(error)})` : undefined;
}
/** @returns what can be built on: nothing, a stripped earlier clone, or files that are to stay. */
function prepare(session, plan) {
    const found = (0,workspace/* inspect */.Nn)(plan.folder, plan.url);
    if (found.kind !== 'empty' && !plan.mayEmpty && !(0,workspace/* isOurs */.MU)(plan.folder)) {
        throw new errors/* UserError */.yo(`clone: ${plan.folder} is not empty, and under act it may be your own folder (--bind): nothing was touched; set input path to another folder, or leave --bind out`);
    }
    if (found.kind === 'other' && (plan.isClean || (0,external_node_fs_.existsSync)((0,external_node_path_.join)(plan.folder, '.git'))))
        return startAfresh(session, plan, found.why);
    if (found.kind !== 'clone')
        return found;
    try {
        (0,workspace/* strip */.bB)(plan.folder, plan.sparse.length > 0);
        return found;
    }
    catch (error) {
        return startAfresh(session, plan, `the earlier clone can't be used again (${(0,errors/* messageOf */.bD)(error)})`);
    }
}
function startAfresh(session, plan, why) {
    session.log.info(`clone: emptying ${plan.folder}: ${why}`);
    (0,workspace/* empty */.Ie)(plan.folder);
    return { kind: 'empty' };
}
/** What the server says is no fault of the earlier clone. */
function isOfTheClone(error) {
    return ['broken', 'unknown', 'cut', 'commit-missing', 'permission'].includes(error.kind);
}
async function complete(session, plan, found) {
    const populated = await populate(session, plan, found);
    if (plan.lfs) {
        const { pullLfs } = await __webpack_require__.e(/* import() */ 603).then(__webpack_require__.bind(__webpack_require__, 2603));
        await pullLfs(session, plan.folder, plan.url);
    }
    if (plan.submodules !== 'false') {
        const { updateSubmodules } = await __webpack_require__.e(/* import() */ 205).then(__webpack_require__.bind(__webpack_require__, 3205));
        const options = { isRecursive: plan.submodules === 'recursive', depth: plan.depth };
        await updateSubmodules(session, plan.folder, plan.url, options);
    }
    return populated;
}
/**
 * What act has put there (a copy of the working tree, or with --bind the user's own folder) stays: fetching it again would need its
 * forge, and local changes are what people run act for.
 */
function alreadyThere(plan, context, inputs) {
    const isOwn = plan.repository === context.repository && inputs.ref === '' && plan.folder === context.workspace;
    const git = (0,external_node_path_.join)(plan.folder, '.git');
    if (!context.isAct || !isOwn || !(0,external_node_fs_.existsSync)(git) || (0,workspace/* isOurs */.MU)(plan.folder))
        return undefined;
    // A worktree's .git is a file that leads elsewhere: act knows its commit.
    const sha = (0,workspace/* lastCommit */.GO)(git) ?? ((0,clone_ref/* isSha */.HH)(context.sha) ? context.sha : undefined);
    return sha === undefined ? undefined : { sha, ref: context.ref || sha, path: plan.folder, url: plan.url };
}
function story(plan, populated, ms) {
    const depth = plan.depth === 0 ? 'all history' : `depth ${plan.depth}`;
    const name = populated.ref === undefined ? '' : `${populated.ref.replace(/^refs\/(heads|tags)\//, '')} `;
    return `clone: ${plan.repository} ${name}${populated.sha.slice(0, 8)} in ${(0,units/* formatDuration */.a3)(ms)} (${depth})`;
}


/***/ }),

/***/ 3821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   Ol: () => (/* binding */ wanted),
/* harmony export */   Zs: () => (/* binding */ localRef),
/* harmony export */   __: () => (/* binding */ checkRef)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** Which commit is wanted, and under which name it is to be checked out. Pure. */

/**
 * @param ref the input; empty: the job's own commit.
 * @param own true for the repository that the workflow runs for.
 */
function wanted(ref, own, job) {
    const name = ref.trim();
    if (name === '') {
        if (!own)
            return { kind: 'default' };
        if (isSha(job.sha))
            return { kind: 'commit', sha: job.sha, ref: job.ref === '' ? undefined : job.ref };
        if (job.ref !== '')
            return { kind: 'ref', ref: checkRef(job.ref) };
        return { kind: 'default' };
    }
    if (isSha(name))
        return { kind: 'commit', sha: name, ref: undefined };
    if (/^[0-9a-f]{7,39}$/.test(name)) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input ref: ${name} looks like a shortened commit id, which no server can be asked for; give all 40 digits, or refs/heads/${name} or refs/tags/${name} if that is its name`);
    }
    checkRef(name);
    if (!name.startsWith('refs/'))
        return { kind: 'name', name };
    // The job's own ref by its full name means the job's own commit, not whatever the branch has become since.
    if (own && name === job.ref && isSha(job.sha))
        return { kind: 'commit', sha: job.sha, ref: name };
    return { kind: 'ref', ref: name };
}
function isSha(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
/**
 * The rules of git check-ref-format, and no dash first: such a name would read as an option somewhere.
 * @throws UserError naming what is wrong.
 */
function checkRef(ref) {
    const fault = refFault(ref);
    if (fault !== undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input ref: ${JSON.stringify(ref)} is not a ref: ${fault}`);
    return ref;
}
function refFault(ref) {
    if (/^(?:refs\/(?:heads|tags)\/)?-/.test(ref))
        return 'it begins with a dash';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (/[\u0000-\u0020\u007f~^:?*[\\]/.test(ref))
        return 'it has a space, a control character or one of ~ ^ : ? * [ \\';
    if (ref.includes('..') || ref.includes('@{') || ref === '@')
        return 'it has ".." or "@{"';
    if (ref.startsWith('/') || ref.endsWith('/') || ref.includes('//') || ref.endsWith('.'))
        return 'it has an empty part';
    if (ref.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock')))
        return 'a part begins with "." or ends in ".lock"';
    return undefined;
}
/** @returns the local place of a remote ref, as actions/checkout lays them out. */
function localRef(ref) {
    if (ref.startsWith('refs/heads/'))
        return `refs/remotes/origin/${ref.slice('refs/heads/'.length)}`;
    if (ref.startsWith('refs/pull/'))
        return `refs/remotes/pull/${ref.slice('refs/pull/'.length)}`;
    return ref;
}
/** @param ref a full ref, or undefined for a commit that came without a name. */
function targetOf(want) {
    const { sha, ref } = want;
    const branch = ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
    if (ref === undefined)
        return { refspecs: sha === undefined ? ['HEAD'] : [sha], start: sha ?? 'FETCH_HEAD', branch };
    // A tag is fetched as the tag it is: fetched by its commit, an annotated tag would lose its message and signature.
    if (ref.startsWith('refs/tags/') || sha === undefined) {
        return {
            refspecs: [`+${ref}:${localRef(ref)}`],
            start: sha === undefined ? localRef(ref) : `${ref}^{commit}`,
            branch,
        };
    }
    return { refspecs: [`+${sha}:${localRef(ref)}`], start: sha, branch };
}


/***/ }),

/***/ 5536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isOnServer),
/* harmony export */   Ox: () => (/* binding */ submoduleUrl),
/* harmony export */   ZK: () => (/* binding */ scopesOf),
/* harmony export */   c$: () => (/* binding */ insteadOf),
/* harmony export */   gX: () => (/* binding */ remoteUrl)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** Addresses: the remote of a repository on a forge (sub-paths kept), and what a credential for it may be sent to. */

/**
 * @param serverUrl the forge's address; a path is kept (actions/checkout drops it).
 * @param repository OWNER/NAME.
 * @throws UserError when one of them is missing or can't be part of an address.
 */
function remoteUrl(serverUrl, repository) {
    if (serverUrl === '')
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the forge is not known: GITHUB_SERVER_URL is empty; set input github-server-url');
    if (parsed(serverUrl) === undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the forge's address ${JSON.stringify(serverUrl)} is no http address; set input github-server-url (or GITHUB_SERVER_URL) to one such as https://forge.example.org`);
    if (repository === '')
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the repository is not known: GITHUB_REPOSITORY is empty; set input repository');
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || /(^|\/)\.{1,2}(\/|$)/.test(repository)) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input repository: ${JSON.stringify(repository)} is not of the form OWNER/NAME`);
    }
    return `${serverUrl.replace(/\/+$/, '')}/${repository}`;
}
/** The same address as git and LFS ask for it: with and without `.git`. A credential is scoped to exactly these. */
function scopesOf(url) {
    const bare = url.replace(/\/+$/, '').replace(/\.git$/, '');
    return [bare, `${bare}.git`];
}
/**
 * `url.BASE.insteadOf` settings that turn the forge's ssh forms into its HTTP address, so that a token serves for them too:
 * `git@host:`, `ssh://git@host/`, and `ssh://git@host:PORT/` for each port that `urls` use.
 */
function insteadOf(serverUrl, urls) {
    const base = `${serverUrl.replace(/\/+$/, '')}/`;
    const host = new URL(base).hostname;
    const forms = new Set([`git@${host}:`, `ssh://git@${host}/`]);
    for (const url of urls) {
        const match = /^(ssh:\/\/(?:[^@/]+@)?([^:/]+)(?::\d+)?\/)/.exec(url) ?? /^((?:[^@/]+@)([^:/]+):)/.exec(url);
        if (match?.[1] !== undefined && match[2] === host)
            forms.add(match[1]);
    }
    return [...forms].map((form) => [`url.${base}.insteadOf`, form]);
}
/**
 * Where a submodule's URL leads, as git resolves it.
 * @param parent the address of the repository that has the submodule.
 */
function submoduleUrl(parent, url, serverUrl) {
    if (url.startsWith('./') || url.startsWith('../'))
        return resolveRelative(parent, url);
    for (const [key, form] of insteadOf(serverUrl, [url])) {
        if (url.startsWith(form))
            return key.slice('url.'.length, -'.insteadOf'.length) + url.slice(form.length);
    }
    return url;
}
function resolveRelative(parent, url) {
    let base = parent.replace(/\/+$/, '');
    let rest = url;
    for (;;) {
        if (rest.startsWith('./'))
            rest = rest.slice(2);
        else if (rest.startsWith('../')) {
            rest = rest.slice(3);
            base = base.slice(0, Math.max(base.lastIndexOf('/'), 0));
        }
        else
            return `${base}/${rest}`;
    }
}
/** True when a credential of the forge at `serverUrl` may go to `url`: same origin, and inside its sub-path. */
function isOnServer(serverUrl, url) {
    const server = parsed(`${serverUrl.replace(/\/+$/, '')}/`);
    // Parsed, because git and curl resolve `..` before they ask: https://example.org/forge/../other is not below /forge/.
    const there = parsed(url);
    if (server === undefined || there === undefined)
        return false;
    return there.origin === server.origin && there.pathname.startsWith(server.pathname);
}
function parsed(url) {
    if (!/^https?:\/\//i.test(url))
        return undefined;
    try {
        return new URL(url);
    }
    catch {
        return undefined; // what the constructor throws says no more than "invalid"
    }
}


/***/ }),

/***/ 4897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GO: () => (/* binding */ lastCommit),
/* harmony export */   H1: () => (/* binding */ keepCommit),
/* harmony export */   Ie: () => (/* binding */ empty),
/* harmony export */   MU: () => (/* binding */ isOurs),
/* harmony export */   Nn: () => (/* binding */ inspect),
/* harmony export */   Pt: () => (/* binding */ forgetCommit),
/* harmony export */   bB: () => (/* binding */ strip),
/* harmony export */   jK: () => (/* binding */ configure),
/* harmony export */   nS: () => (/* binding */ stripObjects),
/* harmony export */   sp: () => (/* binding */ trackBranch)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _ref_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3821);
/**
 * The folder before the fetch: empty, an earlier clone whose objects can serve again, or something that has to go.
 * Of an earlier clone only data is kept (objects, index, its last commit): its config and hooks were in the hands of an earlier job.
 */




/** Kept of an earlier clone's .git, besides its objects; all else is made anew. */
const KEPT_FILES = new Set(['shallow', 'index']);
/** @param folder an absolute path; made if it is not there. */
function inspect(folder, url) {
    makeFolder(folder);
    const entries = entriesOf(folder);
    if (entries === undefined)
        return { kind: 'other', why: "it can't be read" };
    if (entries.length === 0)
        return { kind: 'empty' };
    const git = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git');
    const isFolder = entries.includes('.git') && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(git).isDirectory();
    if (!isFolder)
        return { kind: 'other', why: entries.includes('.git') ? 'its .git is no folder' : 'it is no clone' };
    const remote = remoteOf(git);
    if (remote !== url)
        return { kind: 'other', why: `it is a clone of ${remote ?? 'nothing that can be read'}` };
    return { kind: 'clone', last: lastCommit(git) };
}
function makeFolder(folder) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true });
    }
    catch (cause) {
        if ((0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(cause, 'EEXIST') || (0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(cause, 'ENOTDIR'))
            throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`input path: ${folder} is a file, not a folder`, { cause });
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`clone: ${folder} can't be made`, { cause });
    }
}
function entriesOf(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder);
    }
    catch (error) {
        if ((0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'EACCES'))
            return undefined;
        throw error;
    }
}
/** Empties a folder without removing it: it may be a mount. */
function empty(folder) {
    try {
        try {
            removeEntries(folder);
        }
        catch (error) {
            if (!(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'EACCES') && !(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'EPERM'))
                throw error;
            makeWritable(folder);
            removeEntries(folder);
        }
    }
    catch (cause) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`clone: what an earlier job left in ${folder} can't be removed; it may belong to another user`, { cause });
    }
}
function removeEntries(folder) {
    // Names as bytes: one that is no UTF-8 would be looked for under another name, and stay.
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, 'buffer')) {
        const path = Buffer.concat([Buffer.from(`${folder}/`), entry]);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true, maxRetries: 3 });
    }
}
/** Folders that are ours can be read-only all the same: Go's module cache is. */
function makeWritable(folder) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(folder, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).mode | 0o700);
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true }))
        if (entry.isDirectory())
            makeWritable((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name));
}
/**
 * Strips an earlier clone's .git of all but data, with locks and anything that could run code or lead elsewhere.
 * @param isSparse true where the next checkout needs the index for what it leaves out.
 */
function strip(folder, isSparse) {
    const git = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git');
    const wasSparse = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'info', 'sparse-checkout'));
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(git, { withFileTypes: true })) {
        // A link could lead out of the workspace: git would write to, and we would remove, what lies there. A pipe would block git.
        const isData = entry.name === 'objects' ? entry.isDirectory() : KEPT_FILES.has(entry.name) && entry.isFile();
        if (!isData)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, entry.name), { recursive: true, force: true });
    }
    stripObjects((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'objects'));
    const index = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'index');
    if (!isSparse && !wasSparse && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(index) && !isPlainIndex(index))
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(index);
}
/**
 * Version 2 of the index has no room for the flag `skip-worktree`, by which a file that an earlier job has changed would stay
 * changed through a forced checkout (https://git-scm.com/docs/index-format).
 */
function isPlainIndex(index) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(index, 'r');
    try {
        const head = Buffer.alloc(8);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, head);
        return head.toString('latin1') === 'DIRC\0\0\0\x02';
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/**
 * Alternates would lead elsewhere; temporary packs and objects of a killed fetch would lie there for ever: gc is off.
 * @param isDead says of a temporary file's path that nobody writes to it any more.
 */
function stripObjects(objects, isDead = () => true) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(objects))
        return;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(objects, 'info'), { recursive: true, force: true });
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(objects, { withFileTypes: true })) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(objects, entry.name);
        if (entry.name.startsWith('tmp_') ? isDead(path) : !entry.isDirectory())
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true });
        else if (entry.isDirectory())
            stripFolder(path, isDead);
    }
}
function stripFolder(folder, isDead) {
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true })) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name);
        if (entry.name.startsWith('tmp_') ? isDead(path) : !entry.isFile())
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true });
    }
}
/** So that the server learns what is here already. */
function keepCommit(folder, last) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'refs', 'cc-ci'), { recursive: true });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'refs', 'cc-ci', 'last'), `${last}\n`);
}
/** After the fetch it has served: it may name a commit that isn't there, which `git gc` and `git fsck` would stumble over. */
function forgetCommit(folder) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'refs', 'cc-ci'), { recursive: true, force: true });
}
/** In a .git that this room has made. */
const MARK = 'cc-ci-clone';
/** True for a clone that this room has made (or begun): nobody's own work is in its .git. */
function isOurs(folder) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', MARK));
}
/** The config that later steps see: the address without a credential. Appended to what `git init` wrote. */
function configure(folder, url) {
    appendConfig(folder, `[remote "origin"]\n\turl = ${quoted(url)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[gc]\n\tauto = 0\n`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', MARK), '');
}
/** Makes `git push` and `git pull` without arguments mean the branch that is checked out. */
function trackBranch(folder, branch) {
    appendConfig(folder, `[branch ${quoted(branch)}]\n\tremote = origin\n\tmerge = ${quoted(`refs/heads/${branch}`)}\n`);
}
function appendConfig(folder, text) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'config'), text, { flag: 'a' });
}
function quoted(value) {
    return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
/** Reads what HEAD (or `ref`) is from the files: a process less. Undefined when it can't be told. */
function lastCommit(git, ref) {
    const head = ref === undefined ? (readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'HEAD'))?.trim() ?? '') : `ref: ${ref}`;
    const text = head.startsWith('ref: ') ? looseRef(git, head.slice('ref: '.length)) : head;
    return text !== undefined && (0,_ref_js__WEBPACK_IMPORTED_MODULE_3__/* .isSha */ .HH)(text) ? text : undefined;
}
function looseRef(git, ref) {
    // HEAD is a file of an earlier job: it must not lead out of .git.
    if (!/^refs\/[^\s]+$/.test(ref) || ref.includes('..'))
        return undefined;
    const loose = readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, ref))?.trim();
    if (loose !== undefined)
        return loose;
    const packed = readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'packed-refs')) ?? '';
    return packed
        .split('\n')
        .find((line) => line.endsWith(` ${ref}`))
        ?.split(' ')[0];
}
function remoteOf(git) {
    // Up to the next section's line: an address can hold a bracket, too (http://[::1]:3000).
    const section = /^\[remote "origin"\]((?:\n(?!\[).*)*)/m.exec(readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'config')) ?? '')?.[1];
    return /^\s*url\s*=\s*"?([^"\n]+?)"?\s*$/m.exec(section ?? '')?.[1];
}
const LARGEST_TEXT = 64 * 1024 * 1024;
/** Reads what an earlier job may have put there: a pipe would block for ever, a device never end. */
function readText(path) {
    let file;
    try {
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
        const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        return stat.isFile() && stat.size <= LARGEST_TEXT ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8') : undefined;
    }
    catch {
        return undefined; // whatever the reason: what can't be read can't serve, and is made anew
    }
    finally {
        if (file !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}


/***/ }),

/***/ 8024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   JG: () => (/* binding */ anySignal),
/* harmony export */   Te: () => (/* binding */ throwIfAborted),
/* harmony export */   nl: () => (/* binding */ deadline),
/* harmony export */   yy: () => (/* binding */ sleep)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** Deadlines and cancellation: one AbortSignal goes through every call. */

/** An AbortSignal that fires with the first of `signals`. `AbortSignal.any` needs Node 20.3, dist runs on 18. */
function anySignal(...signals) {
    const controller = new AbortController();
    for (const signal of signals) {
        if (signal === undefined)
            continue;
        if (signal.aborted) {
            controller.abort(signal.reason);
            break;
        }
        signal.addEventListener('abort', () => controller.abort(signal.reason), {
            once: true,
            signal: controller.signal,
        });
    }
    return controller.signal;
}
/**
 * A signal that fires after `timeoutMs` with an EnvironmentError saying `what` took too long.
 * The timer doesn't keep the process alive.
 */
function deadline(timeoutMs, what) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EnvironmentError */ .eG(what)), timeoutMs);
    timer.unref();
    return controller.signal;
}
/** @throws the signal's reason if it has fired. */
function throwIfAborted(signal) {
    if (signal?.aborted)
        throw reasonOf(signal);
}
/** The Error a fired signal carries; Node's own AbortError becomes a CancelledError. */
function reasonOf(signal) {
    const reason = signal.reason;
    return reason instanceof Error && reason.name !== 'AbortError' ? reason : new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc('cancelled');
}
/** Waits `ms`, or throws the signal's reason as soon as it fires. For backoff only: where there is an event, wait for it. */
function sleep(ms, signal) {
    return new Promise((resolve, reject) => {
        if (signal?.aborted)
            return reject(reasonOf(signal));
        const onAbort = () => {
            clearTimeout(timer);
            reject(reasonOf(signal));
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
        }, ms);
        signal?.addEventListener('abort', onAbort, { once: true });
    });
}


/***/ }),

/***/ 2398:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ monotonicMs)
/* harmony export */ });
/** A clock that never jumps, for durations. */
/**
 * @returns milliseconds; only differences mean something. `performance.now()` says the same, but its first use loads
 * node:perf_hooks, 1.5 ms in every step.
 */
function monotonicMs() {
    return Number(process.hrtime.bigint()) / 1e6;
}


/***/ }),

/***/ 4290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ insideOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/** Paths that come from users and recipes stay inside the folder they belong to. */



/**
 * @param root a folder that exists.
 * @param path relative to `root`, or absolute.
 * @param what names the value in the message: `input path`, `config site`.
 * @returns the absolute path.
 * @throws UserError when it leads out of `root`, by `..`, as an absolute path, or through a symbolic link.
 */
function insideOf(root, path, what) {
    const realRoot = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(root);
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(realRoot, path);
    const real = realOfExisting(target, (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${what}: ${JSON.stringify(path)} ${why}`));
    if (!isInside(realRoot, real)) {
        const through = isInside(realRoot, target) ? ' through a symbolic link' : '';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${what}: ${JSON.stringify(path)} leads out of ${root}${through}; give a path inside it`);
    }
    return target;
}
function isInside(root, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
    return way !== '..' && !way.startsWith('../') && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way);
}
/** The real path of the deepest part that exists, with the rest appended. */
function realOfExisting(path, refusal) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ENOTDIR'))
            throw refusal('leads through a file');
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ELOOP'))
            throw refusal('leads through a symbolic link that leads to itself');
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ENOENT'))
            throw error;
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
        return parent === path ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realOfExisting(parent, refusal), path.slice(parent.length));
    }
}


/***/ }),

/***/ 7235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describe: () => (/* binding */ describe),
/* harmony export */   killGroup: () => (/* binding */ killGroup),
/* harmony export */   openPipe: () => (/* binding */ openPipe),
/* harmony export */   orThrowCancelled: () => (/* binding */ orThrowCancelled),
/* harmony export */   run: () => (/* binding */ run),
/* harmony export */   succeeded: () => (/* binding */ succeeded)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6193);
/* harmony import */ var _abort_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2003);
/* harmony import */ var _monotonic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2398);
/** The only place that spawns: argv arrays, a process group each, and a signal is never an exit code. */





const DEFAULT_KEEP = 4 * 1024 * 1024;
const DEFAULT_GRACE_MS = 5_000;
/**
 * Runs a program to its end.
 * @param file a program's name (looked up on PATH) or path; never a shell line.
 * @returns how it ended and the end of what it printed. A non-zero exit is a result here, not an error.
 * @throws EnvironmentError when the program can't be started.
 */
const run = (file, args, options = {}) => {
    const startedAt = (0,_monotonic_js__WEBPACK_IMPORTED_MODULE_4__/* .monotonicMs */ .d)();
    return new Promise((resolve, reject) => {
        const child = start(file, args, options);
        const stdout = tail(child.stdout, options.keepBytes ?? DEFAULT_KEEP, options.onStdout);
        const stderr = tail(child.stderr, options.keepBytes ?? DEFAULT_KEEP, options.onStderr);
        const stopper = stopOn(child, options);
        child.once('error', (cause) => {
            stopper.release();
            reject(cannotStart(file, options.cwd, cause));
        });
        child.once('close', (code, signal) => {
            stopper.release();
            const outcome = stopper.reason() ?? outcomeOf(code, signal);
            resolve({ outcome, stdout: stdout(), stderr: stderr(), durationMs: (0,_monotonic_js__WEBPACK_IMPORTED_MODULE_4__/* .monotonicMs */ .d)() - startedAt });
        });
    });
};
/** True when the program ended with exit code 0. */
function succeeded(finished) {
    return finished.outcome.kind === 'exited' && finished.outcome.code === 0;
}
/** @returns how it ended, in words: `exit code 128`, `killed by SIGKILL`, `timed out`. */
function describe(outcome) {
    switch (outcome.kind) {
        case 'exited':
            return `exit code ${outcome.code}`;
        case 'signalled':
            return `killed by ${outcome.signal}`;
        case 'timed-out':
            return 'timed out';
        case 'cancelled':
            return 'cancelled';
    }
}
/**
 * Starts a program whose standard input and output are a byte stream of their own (`docker system dial-stdio`).
 * Its stderr is handed to `onStderr`. The caller ends it by ending stdin or by `kill`.
 */
function openPipe(file, args, options = {}) {
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, [...args], {
        env: options.env ?? process.env,
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
    });
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    child.stderr.on('data', (chunk) => options.onStderr?.(decoder.write(chunk)));
    return child;
}
/** Signals the whole process group of a child started here. A group that is gone already is fine. */
function killGroup(child, signal) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, signal);
    }
    catch (error) {
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(error, 'ESRCH'))
            throw error;
    }
}
function start(file, args, options) {
    const inherit = options.stdio === 'inherit';
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, [...args], {
        cwd: options.cwd,
        env: options.env ?? process.env,
        // A terminal's foreground group has to stay the terminal's: Ctrl-C then reaches the child by itself.
        detached: !inherit,
        stdio: inherit ? 'inherit' : [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    if (options.input !== undefined && child.stdin !== null) {
        // The child may end without reading all of it; that shows in its exit code.
        child.stdin.on('error', () => undefined);
        child.stdin.end(options.input);
    }
    return child;
}
function cannotStart(file, cwd, cause) {
    const where = cwd === undefined ? '' : ` in ${cwd}`;
    const hint = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(cause, 'ENOENT') ? `: not found on PATH${where}` : `${where}: ${cause.message}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EnvironmentError */ .eG(`${file} can't be started${hint}`, { cause });
}
function outcomeOf(code, signal) {
    return signal !== null ? { kind: 'signalled', signal } : { kind: 'exited', code: code ?? 1 };
}
/** Keeps the last `limit` bytes of a stream, passing all of it on. */
function tail(stream, limit, onText) {
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    let kept = '';
    stream?.on('data', (chunk) => {
        const text = decoder.write(chunk);
        onText?.(text);
        kept += text;
        // Cut rarely, so that a long log costs no quadratic copying.
        if (kept.length > limit * 2)
            kept = kept.slice(-limit);
    });
    return () => (kept.length > limit ? kept.slice(-limit) : kept);
}
/** SIGTERM, then SIGKILL, to the group when the signal fires or the time is up. */
function stopOn(child, options) {
    let reason;
    let killTimer;
    const stop = (why) => {
        if (reason !== undefined)
            return;
        reason = why;
        killGroup(child, 'SIGTERM');
        killTimer = setTimeout(() => killGroup(child, 'SIGKILL'), options.killGraceMs ?? DEFAULT_GRACE_MS);
    };
    const timeout = options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => stop({ kind: 'timed-out' }), options.timeoutMs);
    const onAbort = () => stop({ kind: 'cancelled' });
    if (options.signal?.aborted)
        queueMicrotask(onAbort);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    return {
        reason: () => reason,
        release: () => {
            clearTimeout(timeout);
            clearTimeout(killTimer);
            options.signal?.removeEventListener('abort', onAbort);
        },
    };
}
/** @throws the abort reason when a run was cancelled by `signal`; otherwise gives the result back. */
function orThrowCancelled(finished, signal) {
    if (finished.outcome.kind === 'cancelled' && signal?.aborted)
        throw (0,_abort_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A3)(signal);
    return finished;
}


/***/ })

};
