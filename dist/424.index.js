export const id = 424;
export const ids = [424];
export const modules = {

/***/ 5424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   persistCredential: () => (/* binding */ persistCredential),
/* harmony export */   removeCredential: () => (/* binding */ removeCredential)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5536);
/** `persist-credentials: true`: the one case in which the token is on disk, until the post step takes it away. */




const BEGIN = '# cc-ci-action: credential, removed when the job ends\n';
const END = '# cc-ci-action: end of credential\n';
function persistCredential(folder, url, token) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'config');
    const header = `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    const sections = (0,_remote_js__WEBPACK_IMPORTED_MODULE_3__/* .scopesOf */ .ZK)(url).map((scope) => `[http "${scope}"]\n\textraHeader = "${header}"\n`);
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
