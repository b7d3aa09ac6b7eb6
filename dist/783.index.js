"use strict";
exports.id = 783;
exports.ids = [783];
exports.modules = {

/***/ 8783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ main)
/* harmony export */ });
/* harmony import */ var _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9309);
/* harmony import */ var _lib_job_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9801);
/* harmony import */ var _lib_log_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2116);
/* harmony import */ var _secrets_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5752);
/* harmony import */ var _secrets_inputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3583);
/** actions/guard: which secrets a job has, and so whether it takes its full or its offline path. */





async function main(env) {
    const job = (0,_lib_job_js__WEBPACK_IMPORTED_MODULE_1__.jobFrom)(env);
    const log = (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_2__/* .stepLog */ .t)(env);
    const inputs = await (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.readInputs)(_secrets_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .guardInputs */ .x, env);
    const listed = (input) => ({ input, text: (0,_secrets_index_js__WEBPACK_IMPORTED_MODULE_3__.rawInput)(env, input, inputs[input]) });
    if (inputs.required === '' && inputs.optional === '')
        log.warning('guard: neither required nor optional lists a secret: the mode is full whatever there is');
    const { there } = (0,_secrets_index_js__WEBPACK_IMPORTED_MODULE_3__.guardSecrets)({
        required: listed('required'),
        optional: listed('optional'),
        onMissing: inputs.fail ? 'fail' : 'offline',
    }, { env, job, log });
    // Names alone: the post step finds the values where this one did, and says which it finds no more.
    if (inputs['leak-scan'].length > 0)
        job.saveState('there', there.join(','));
    return 0;
}


/***/ })

};
;