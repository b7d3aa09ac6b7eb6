"use strict";
exports.id = 650;
exports.ids = [650];
exports.modules = {

/***/ 4650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** The bundle's version, for results and --version. package.json says the same (checked). */
const VERSION = '0.1.0';


/***/ })

};
;