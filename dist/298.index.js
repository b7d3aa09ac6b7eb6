"use strict";
exports.id = 298;
exports.ids = [298];
exports.modules = {

/***/ 4298:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   expanded: () => (/* binding */ expanded)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6466);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8522);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2003);
/* harmony import */ var _lib_on_path_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8689);
/* harmony import */ var _lib_process_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7235);
/** Compressed streams: zlib's own, and others through the program that every such machine has. */






/**
 * @param read gets the expanded stream and reads it to its end.
 * @throws what `read` throws, and an error where the stream is broken or the program is not there.
 */
async function expanded(kind, bytes, signal, read) {
    if (typeof kind === 'object' && 'program' in kind)
        return throughProgram(kind, bytes, signal, read);
    const unpack = kind === 'gzip' ? (0,node_zlib__WEBPACK_IMPORTED_MODULE_2__.createGunzip)() : (0,node_zlib__WEBPACK_IMPORTED_MODULE_2__.createInflate)();
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(bytes), unpack, (stream) => read(node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(stream)), { signal });
}
async function throughProgram({ program, args }, bytes, signal, read) {
    const { PATH } = process.env;
    const file = (0,_lib_on_path_js__WEBPACK_IMPORTED_MODULE_4__/* .findOnPath */ .a)(program, PATH);
    if (file === undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EnvironmentError */ .eG(`the program ${program} is not on PATH`);
    let said = '';
    // The values that are looked for are in our own environment: none of it is handed on.
    const child = (0,_lib_process_js__WEBPACK_IMPORTED_MODULE_5__.openPipe)(file, args, {
        env: { PATH },
        onStderr: (text) => {
            said += text.slice(0, 500);
        },
    });
    const code = new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
    });
    try {
        await Promise.all([
            (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(bytes), child.stdin, { signal }).catch(ifStillRead),
            read(child.stdout),
        ]);
        if ((await code) !== 0)
            throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EnvironmentError */ .eG(`${program}: ${said.trim().split('\n')[0] ?? ''}`);
    }
    finally {
        (0,_lib_process_js__WEBPACK_IMPORTED_MODULE_5__.killGroup)(child, 'SIGKILL');
    }
    /** A program that ends at a broken stream closes its input; its exit code tells. */
    function ifStillRead(error) {
        if (child.exitCode === null && child.signalCode === null && !isClosedPipe(error))
            throw error;
    }
}
function isClosedPipe(error) {
    return (error instanceof Error &&
        'code' in error &&
        (error.code === 'EPIPE' || error.code === 'ERR_STREAM_PREMATURE_CLOSE'));
}


/***/ })

};
;