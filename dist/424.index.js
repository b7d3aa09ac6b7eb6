"use strict";
exports.id = 424;
exports.ids = [424];
exports.modules = {

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

/***/ 5424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   persistCredential: () => (/* binding */ persistCredential),
/* harmony export */   removeCredential: () => (/* binding */ removeCredential)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _credential_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9751);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5536);
/** `persist-credentials: true`: the one case in which the token is on disk, until the post step takes it away. */





const BEGIN = '# cc-ci-action: credential, removed when the job ends\n';
const END = '# cc-ci-action: end of credential\n';
function persistCredential(folder, url, token) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'config');
    const header = (0,_credential_js__WEBPACK_IMPORTED_MODULE_3__/* .authorization */ .it)(token);
    const sections = (0,_remote_js__WEBPACK_IMPORTED_MODULE_4__/* .scopesOf */ .ZK)(url).map((scope) => `[http "${scope}"]\n\textraHeader = "${header}"\n`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(file, 0o600);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, `${BEGIN}${sections.join('')}${END}`, { flag: 'a' });
}
/** Removes what persistCredential wrote. @returns false when there was nothing (any more). */
function removeCredential(folder) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'config');
    try {
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8');
        const begin = text.indexOf(BEGIN);
        if (begin < 0)
            return false;
        const end = text.indexOf(END, begin);
        // Without an end (the disk was full when it was written) the token may be in all that follows.
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, text.slice(0, begin) + (end < 0 ? '' : text.slice(end + END.length)));
        return true;
    }
    catch (cause) {
        if ((0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(cause, 'ENOENT'))
            return false;
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`the credential in ${file} can't be removed: remove it by hand`, { cause });
    }
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