"use strict";
exports.id = 603;
exports.ids = [603];
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


/***/ })

};
;