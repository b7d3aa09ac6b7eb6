export const id = 991;
export const ids = [991];
export const modules = {

/***/ 8991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ main)
/* harmony export */ });
/* harmony import */ var _clone_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3283);
/* harmony import */ var _lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9309);
/* harmony import */ var _lib_job_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9801);
/* harmony import */ var _lib_log_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2116);
/* harmony import */ var _lib_process_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7235);
/* harmony import */ var _lib_signals_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3835);
/** actions/clone: the scoped clone as an action of its own. It has no post step: there is nothing to clean up. */






async function main(env) {
    const job = (0,_lib_job_js__WEBPACK_IMPORTED_MODULE_2__/* .jobFrom */ ._S)(env);
    const inputs = await (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .Ko)(_clone_index_js__WEBPACK_IMPORTED_MODULE_0__.cloneInputs, env, _clone_index_js__WEBPACK_IMPORTED_MODULE_0__.rejectedCloneInputs);
    (0,_clone_index_js__WEBPACK_IMPORTED_MODULE_0__.refusePersistence)(inputs);
    const cloned = await (0,_lib_signals_js__WEBPACK_IMPORTED_MODULE_5__/* .untilSignalled */ .y)((signal) => (0,_clone_index_js__WEBPACK_IMPORTED_MODULE_0__.clone)(inputs, (0,_clone_index_js__WEBPACK_IMPORTED_MODULE_0__.jobContext)(env), { run: _lib_process_js__WEBPACK_IMPORTED_MODULE_4__.run, log: (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLog */ .t)(env), job, env, signal }));
    job.setOutput('sha', cloned.sha);
    job.setOutput('ref', cloned.ref);
    job.setOutput('path', cloned.path);
    return 0;
}


/***/ })

};
