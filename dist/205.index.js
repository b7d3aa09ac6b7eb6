export const id = 205;
export const ids = [205,603];
export const modules = {

/***/ 2603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pullLfs: () => (/* binding */ pullLfs)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/* harmony import */ var _fetch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5448);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7880);
/** Git LFS files, by a process of their own, with the same rules for the credential as the fetch. */



/** @throws UserError when git-lfs is not installed. */
async function pullLfs(session, folder, url) {
    try {
        await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .plainGit */ .rH)(session, folder, ['lfs', 'install', '--local']);
    }
    catch (error) {
        if (!(error instanceof _git_js__WEBPACK_IMPORTED_MODULE_2__/* .GitError */ .XS) || !/is not a git command/.test(error.stderr))
            throw error;
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('clone: lfs: true needs git-lfs, which is not installed here; install it (apt-get install git-lfs) or set lfs: false', { cause: error });
    }
    const args = ['lfs', 'pull', 'origin'];
    await (0,_fetch_js__WEBPACK_IMPORTED_MODULE_1__/* .fetchWithRetry */ .J)(session, {
        folder,
        url,
        args,
        asked: 'the LFS files',
        mayRunLfs: true,
        isQuiet: true,
    });
}


/***/ }),

/***/ 3205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   updateSubmodules: () => (/* binding */ updateSubmodules)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _lib_paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4290);
/* harmony import */ var _fetch_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5448);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7880);
/* harmony import */ var _lfs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2603);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5536);
/** Submodules, level by level, so that the credential goes to exactly the addresses of one level on this forge. */







const DEEPEST = 10;
/**
 * @param folder a checked-out repository.
 * @param url its address; relative submodule URLs are relative to it.
 */
async function updateSubmodules(session, folder, url, options, level = 1) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.gitmodules')) || level > DEEPEST)
        return;
    const submodules = await listSubmodules(session, folder, url);
    if (submodules.length === 0)
        return;
    const depth = options.depth === 0 ? [] : [`--depth=${options.depth}`];
    await (0,_fetch_js__WEBPACK_IMPORTED_MODULE_3__/* .fetchWithRetry */ .J)(session, {
        folder,
        url,
        credentialFor: submodules
            .map((entry) => entry.url)
            .filter((address) => (0,_remote_js__WEBPACK_IMPORTED_MODULE_6__/* .isOnServer */ .H)(session.serverUrl, address)),
        sshUrls: submodules.map((entry) => entry.rawUrl),
        args: [
            'submodule',
            'update',
            '--init',
            '--force',
            '--progress',
            '--jobs=4',
            ...depth,
            '--',
            ...submodules.map((entry) => entry.path),
        ],
        asked: 'the submodules',
    });
    for (const entry of submodules) {
        const inner = (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .insideOf */ .k)(folder, entry.path, `submodule ${entry.path}`);
        if (session.lfs)
            await (0,_lfs_js__WEBPACK_IMPORTED_MODULE_5__.pullLfs)(session, inner, entry.url);
        if (options.isRecursive)
            await updateSubmodules(session, inner, entry.url, options, level + 1);
    }
}
async function listSubmodules(session, folder, parent) {
    const listed = await (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .plainGit */ .rH)(session, folder, [
        'config',
        '--null',
        '--file',
        '.gitmodules',
        '--get-regexp',
        '^submodule\\..*\\.(path|url)$',
    ]);
    const found = new Map();
    for (const entry of listed.split('\0')) {
        const [key = '', ...value] = entry.split('\n');
        const match = /^submodule\.(.*)\.(path|url)$/s.exec(key);
        if (match?.[1] === undefined)
            continue;
        found.set(match[1], { ...found.get(match[1]), [match[2]]: value.join('\n') });
    }
    return [...found.values()].flatMap(({ path, url }) => path === undefined || url === undefined
        ? []
        : [{ path, rawUrl: url, url: (0,_remote_js__WEBPACK_IMPORTED_MODULE_6__/* .submoduleUrl */ .Ox)(parent, url, session.serverUrl) }]);
}


/***/ })

};
