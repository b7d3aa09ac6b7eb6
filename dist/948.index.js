"use strict";
exports.id = 948;
exports.ids = [948];
exports.modules = {

/***/ 9948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   scanAfterJob: () => (/* binding */ scanAfterJob)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _lib_signals_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3835);
/* harmony import */ var _secrets_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5752);
/** The leak scan of a post step, where the input asks for one. The values come from the inputs once more. */



/**
 * @param env the post step's: INPUT_*, GITHUB_WORKSPACE, and in STATE_there the names that the main step had values for.
 * @returns 0, or 3 where something was found.
 */
function scanAfterJob(request, env, log) {
    const whole = ({ input, text }) => ({ input, text: (0,_secrets_index_js__WEBPACK_IMPORTED_MODULE_2__.rawInput)(env, input, text) });
    const sought = (0,_secrets_index_js__WEBPACK_IMPORTED_MODULE_2__/* .soughtIn */ .Qd)(whole(request.required), whole(request.optional), env);
    const names = new Set(sought.map(({ name }) => name));
    const lost = (env.STATE_there ?? '').split(',').filter((name) => name !== '' && !names.has(name));
    for (const name of lost)
        log.warning(`leak-scan: ${name} is not in the post step's environment, and is not looked for: list it as ${name}=value`);
    const workspace = env.GITHUB_WORKSPACE || '.';
    const paths = request.paths.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path));
    return (0,_lib_signals_js__WEBPACK_IMPORTED_MODULE_1__/* .untilSignalled */ .y)((signal) => (0,_secrets_index_js__WEBPACK_IMPORTED_MODULE_2__/* .scanForLeaks */ .$x)(paths, sought, { log, signal }));
}


/***/ })

};
;