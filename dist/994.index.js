"use strict";
exports.id = 994;
exports.ids = [994];
exports.modules = {

/***/ 7994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   safeRedirect: () => (/* binding */ safeRedirect)
/* harmony export */ });
/* unused harmony export safeTarget */
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var _credential_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9751);
/**
 * Where a server redirects a repository to. git itself follows no redirect with the credential (it would send it on to
 * wherever that leads), so a safe one is followed here: on the same host, never from https to http.
 */



const TIMEOUT_MS = 10_000;
const FIRST_REQUEST = '/info/refs?service=git-upload-pack';
/**
 * Asks once, at the address that git asks first.
 * @returns the repository's address there; undefined when it is not safe to follow, or nothing of the kind is said.
 */
async function safeRedirect(url, token) {
    const location = await locationOf(new URL(url + FIRST_REQUEST), token);
    return location === undefined ? undefined : safeTarget(url, location);
}
/**
 * @param location what the server's answer says.
 * @returns the repository's address there, if it is on the same origin, or on the same host by https instead of http.
 */
function safeTarget(url, location) {
    if (!LOCATION.test(location))
        return undefined;
    const from = new URL(url);
    const to = new URL(location, url + FIRST_REQUEST);
    const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname;
    const path = /^(\/.+)\/info\/refs$/.exec(to.pathname)?.[1];
    if ((to.origin !== from.origin && !isUpgrade) || path === undefined || to.username !== '')
        return undefined;
    const address = `${to.origin}${path}`;
    return address === url ? undefined : address;
}
/** An address or a path, on one line. */
const LOCATION = /^(https?:\/\/|\/)[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
/** Any failure here means only that nothing is known about a redirect: the fetch's own failure is what gets told. */
function locationOf(address, token) {
    const headers = token === '' ? {} : { Authorization: `Basic ${(0,_credential_js__WEBPACK_IMPORTED_MODULE_2__/* .basicCredential */ .gp)(token)}` };
    const ask = address.protocol === 'https:' ? node_https__WEBPACK_IMPORTED_MODULE_1__.request : node_http__WEBPACK_IMPORTED_MODULE_0__.request;
    return new Promise((resolve) => {
        const request = ask(address, { headers, timeout: TIMEOUT_MS }, (response) => {
            response.destroy();
            const isRedirect = [301, 302, 307, 308].includes(response.statusCode ?? 0);
            resolve(isRedirect ? response.headers.location : undefined);
        });
        request.on('timeout', () => request.destroy());
        request.on('error', () => resolve(undefined));
        request.on('close', () => resolve(undefined));
        request.end();
    });
}


/***/ })

};
;