"use strict";
exports.id = 427;
exports.ids = [427];
exports.modules = {

/***/ 7427:
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
/** actions/verdict: one job that says whether the others came to what they had to. */





async function main(env) {
    const inputs = await (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.readInputs)(_secrets_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .verdictInputs */ .n, env);
    return (0,_secrets_index_js__WEBPACK_IMPORTED_MODULE_3__/* .sayVerdict */ .FQ)(inputs.needs, inputs.rules, { job: (0,_lib_job_js__WEBPACK_IMPORTED_MODULE_1__.jobFrom)(env), log: (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_2__/* .stepLog */ .t)(env) });
}


/***/ })

};
;