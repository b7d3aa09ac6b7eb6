"use strict";
exports.id = 720;
exports.ids = [720];
exports.modules = {

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
        ...(options.serverUrl === '' ? [] : (0,_remote_js__WEBPACK_IMPORTED_MODULE_1__/* .insteadOf */ .c$)(options.serverUrl, options.sshUrls ?? [])),
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
            ...(request.keepBytes === undefined ? {} : { keepBytes: request.keepBytes }),
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
    // Over ssh, and from a folder, git tells by itself what it can't reach.
    if (!/^https?:\/\//i.test(url))
        return Promise.resolve(undefined);
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
        ...(options.keepBytes === undefined ? {} : { keepBytes: options.keepBytes }),
    });
    return finish(session, args, options.url, finished, options.asked);
}
async function start(session, folder, args, options) {
    const signal = options.signal ?? session.signal;
    (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAborted */ .Te)(signal);
    try {
        const finished = await session.run('git', args, {
            keepBytes: 1_000_000,
            ...options,
            cwd: folder,
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

/***/ 3821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   Ol: () => (/* binding */ wanted),
/* harmony export */   Wh: () => (/* binding */ refFault),
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
/** @returns what is wrong with it; undefined for a good one. */
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


/***/ })

};
;