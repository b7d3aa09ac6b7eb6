"use strict";
exports.id = 75;
exports.ids = [75];
exports.modules = {

/***/ 8369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ nextEntry),
/* harmony export */   v: () => (/* binding */ openEntry)
/* harmony export */ });
/** The members of a zip that yauzl has opened with `lazyEntries`, one at a time. */
/** @returns the next member; undefined behind the last. @throws what yauzl says of a broken one. */
function nextEntry(zip) {
    return new Promise((resolve, reject) => {
        const settle = (act) => {
            zip.removeAllListeners();
            act();
        };
        zip.once('entry', (entry) => settle(() => resolve(entry)));
        zip.once('end', () => settle(() => resolve(undefined)));
        zip.once('error', (error) => settle(() => reject(error)));
        zip.readEntry();
    });
}
/** @returns what the member holds, expanded. */
function openEntry(zip, entry) {
    return new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
    });
}


/***/ }),

/***/ 4075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   scanNestedZip: () => (/* binding */ scanNestedZip),
/* harmony export */   scanZipFile: () => (/* binding */ scanZipFile)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var yauzl__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(171);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _lib_zip_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8369);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4043);
/** Members of a zip archive. Its index is at its end: a file is read where its members lie, one inside another archive in memory. */





// Names as they are: nothing is written, so none can lead anywhere. Decoded ones yauzl would check, and end at `../`.
const OPTIONS = {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
};
const openFile = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.promisify)(yauzl__WEBPACK_IMPORTED_MODULE_1__.open);
const openBuffer = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.promisify)(yauzl__WEBPACK_IMPORTED_MODULE_1__.fromBuffer);
/** @throws what yauzl throws where it is no zip archive after all. */
async function scanZipFile(place, scan, scanMember) {
    await scanEntries(await openFile(place.path, OPTIONS), place, scan, scanMember);
}
async function scanNestedZip(bytes, place, scan, scanMember) {
    const content = await inMemory(bytes, scan);
    scan.nestedZipLeft -= content.length;
    try {
        await scanEntries(await openBuffer(content, OPTIONS), place, scan, scanMember);
    }
    finally {
        scan.nestedZipLeft += content.length;
    }
}
async function inMemory(bytes, scan) {
    const pieces = [];
    let length = 0;
    for await (const piece of bytes) {
        length += piece.length;
        if (length > scan.nestedZipLeft)
            throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`it lies in another archive and, with the zips around it, has more than ${scan.limits.nestedZipBytes} bytes`);
        pieces.push(Buffer.from(piece));
    }
    return Buffer.concat(pieces);
}
async function scanEntries(zip, place, scan, scanMember) {
    try {
        for (let entry = await (0,_lib_zip_js__WEBPACK_IMPORTED_MODULE_4__/* .nextEntry */ .o)(zip); entry !== undefined; entry = await (0,_lib_zip_js__WEBPACK_IMPORTED_MODULE_4__/* .nextEntry */ .o)(zip))
            await scanEntry(zip, entry, place, scan, scanMember);
    }
    finally {
        zip.close();
    }
}
/** One member that can't be read (encrypted, an unknown method, a wrong size) leaves the others. */
async function scanEntry(zip, entry, place, scan, scanMember) {
    const name = String(entry.fileName);
    const member = (0,_context_js__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(place, name);
    try {
        if (entry.isEncrypted())
            throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG('it is encrypted');
        const stream = await (0,_lib_zip_js__WEBPACK_IMPORTED_MODULE_4__/* .openEntry */ .v)(zip, entry);
        await scanMember((0,_context_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(stream, place, scan), name);
    }
    catch (error) {
        if (error instanceof _context_js__WEBPACK_IMPORTED_MODULE_3__/* .TooLarge */ .MF || scan.signal.aborted)
            throw error;
        scan.onGap(member, `can't be read: ${(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
}


/***/ })

};
;