"use strict";
exports.id = 205;
exports.ids = [205,603];
exports.modules = {

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
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _lib_paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4290);
/* harmony import */ var _fetch_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5448);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7880);
/* harmony import */ var _lfs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2603);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5536);
/* harmony import */ var _workspace_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4897);
/** Submodules, level by level, so that the credential goes to exactly the addresses of one level on this forge. */









const DEEPEST = 10;
/**
 * @param folder a checked-out repository.
 * @param url its address; relative submodule URLs are relative to it.
 */
async function updateSubmodules(session, folder, url, options, level = 1) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.gitmodules')))
        return;
    if (level > DEEPEST) {
        session.log.warning(`clone: the submodules of ${folder} are left out: they are more than ${DEEPEST} levels deep`);
        return;
    }
    const submodules = await listSubmodules(session, folder, url);
    for (const entry of submodules)
        makeRoom(folder, entry.path);
    if (submodules.length > 0)
        await update(session, folder, url, options, submodules);
    for (const entry of submodules) {
        const inner = (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .insideOf */ .k)(folder, entry.path, `submodule ${entry.path}`);
        if (session.lfs)
            await (0,_lfs_js__WEBPACK_IMPORTED_MODULE_6__.pullLfs)(session, inner, entry.url);
        if (options.isRecursive)
            await updateSubmodules(session, inner, entry.url, options, level + 1);
    }
}
/**
 * What an earlier job left in a submodule's folder goes: its .git leads to a repository that was stripped away, or is one
 * that the job has made, whose configuration would be in force while the credential is there.
 */
function makeRoom(folder, path) {
    const inner = (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .insideOf */ .k)(folder, path, `submodule ${path}`);
    const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(inner, { throwIfNoEntry: false });
    if (stat?.isDirectory())
        (0,_workspace_js__WEBPACK_IMPORTED_MODULE_8__/* .empty */ .Ie)(inner);
    else if (stat !== undefined)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(inner);
}
async function update(session, folder, url, options, submodules) {
    const depth = options.depth === 0 ? [] : [`--depth=${options.depth}`];
    const paths = submodules.map((entry) => entry.path);
    await (0,_fetch_js__WEBPACK_IMPORTED_MODULE_4__/* .fetchWithRetry */ .J)(session, {
        folder,
        url,
        credentialFor: submodules
            .map((entry) => entry.url)
            .filter((address) => (0,_remote_js__WEBPACK_IMPORTED_MODULE_7__/* .isOnServer */ .H)(session.serverUrl, address)),
        sshUrls: submodules.map((entry) => entry.rawUrl),
        args: ['submodule', 'update', '--init', '--force', '--progress', '--jobs=4', ...depth, '--', ...paths],
        asked: 'the submodules',
    });
}
/** Those that .gitmodules names and the commit has: entries without a submodule are left over in many repositories. */
async function listSubmodules(session, folder, parent) {
    const named = namedSubmodules(await gitmodules(session, folder));
    if (named.length === 0)
        return [];
    const paths = named.map(({ path }) => path);
    const listed = await (0,_git_js__WEBPACK_IMPORTED_MODULE_5__/* .plainGit */ .rH)(session, folder, ['ls-tree', '-z', 'HEAD', '--', ...paths]);
    const there = new Set([...listed.matchAll(/160000 commit [0-9a-f]+\t([^\0]+)\0/g)].map(([, path]) => path));
    return named
        .filter(({ path }) => there.has(path))
        .map(({ path, url }) => ({ path, rawUrl: url, url: (0,_remote_js__WEBPACK_IMPORTED_MODULE_7__/* .submoduleUrl */ .Ox)(parent, url, session.serverUrl) }));
}
/** @returns NUL-separated `key\nvalue` entries; empty when there are none. */
async function gitmodules(session, folder) {
    const pattern = '^submodule\\..*\\.(path|url)$';
    try {
        return await (0,_git_js__WEBPACK_IMPORTED_MODULE_5__/* .plainGit */ .rH)(session, folder, [
            'config',
            '--null',
            '--file',
            '.gitmodules',
            '--get-regexp',
            pattern,
        ]);
    }
    catch (error) {
        if (!(error instanceof _git_js__WEBPACK_IMPORTED_MODULE_5__/* .GitError */ .XS))
            throw error;
        // Nothing found is exit code 1 without a word.
        if (error.stderr.trim() === '')
            return '';
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`clone: ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.gitmodules')} can't be read: ${error.stderr.trim()}; mend it, or set submodules: false`, { cause: error });
    }
}
function namedSubmodules(listed) {
    const found = new Map();
    for (const entry of listed.split('\0')) {
        const [key = '', ...value] = entry.split('\n');
        const match = /^submodule\.(.*)\.(path|url)$/s.exec(key);
        if (match?.[1] === undefined)
            continue;
        found.set(match[1], { ...found.get(match[1]), [match[2]]: value.join('\n') });
    }
    return [...found.values()].flatMap(({ path, url }) => path === undefined || url === undefined || !isTreePath(path) ? [] : [{ path, url }]);
}
/** True for what a commit can hold; git ls-tree refuses to be asked for anything else. */
function isTreePath(path) {
    return !path.split('/').some((part) => part === '' || part === '.' || part === '..');
}


/***/ })

};
;