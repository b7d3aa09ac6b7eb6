"use strict";
exports.id = 275;
exports.ids = [275];
exports.modules = {

/***/ 3275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   scanTar: () => (/* binding */ scanTar)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6466);
/* harmony import */ var tar_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6474);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4043);
/** Members of a tar archive, as they come. */




async function scanTar(bytes, place, scan, scanMember) {
    const unpack = (0,tar_stream__WEBPACK_IMPORTED_MODULE_2__.extract)();
    const feeding = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(bytes), unpack, { signal: scan.signal });
    // Awaited below: until then a failure must not count as one that nobody handles.
    feeding.catch(() => undefined);
    for await (const entry of unpack) {
        const { name, linkname } = entry.header;
        if (linkname !== undefined && linkname !== null && linkname !== '')
            (0,_context_js__WEBPACK_IMPORTED_MODULE_3__/* .searchName */ .MO)(linkname, (0,_context_js__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(place, name), scan);
        await scanMember(entry, name);
        entry.resume();
    }
    await feeding;
}


/***/ })

};
;