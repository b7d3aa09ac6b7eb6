"use strict";
exports.id = 157;
exports.ids = [157];
exports.modules = {

/***/ 7157:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readWrapped: () => (/* binding */ readWrapped)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** Which commands can be wrapped: plain names, and none that the wrapping itself is made of. */

const WHY = Object.fromEntries([
    ...reasons('is a shell, which every step is started with; wrap what it starts, or use actions/run', [
        ...['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'fish', 'busybox', 'pwsh'],
    ]),
    ...reasons('starts the actions of the job, this one among them; wrap npm, npx or the tool itself', [
        ...['node', 'nodejs'],
    ]),
    ...reasons('is what the forge’s runner and the clone work with', ['git', 'tar', 'docker', 'podman']),
    ...reasons('only starts other programs; wrap those', [
        ...['env', 'sudo', 'su', 'nice', 'timeout', 'time', 'xargs', 'nohup', 'setsid', 'command', 'exec'],
    ]),
    ...reasons('is built into the shell, which would never look for it on PATH', [
        ...[
            'cd',
            'echo',
            'printf',
            'test',
            '[',
            'true',
            'false',
            'export',
            'set',
            'source',
            'eval',
            'read',
            'kill',
        ],
    ]),
    ...reasons('is the wrapper', ['cc-ci']),
]);
/**
 * @param text names, separated by blanks, commas or newlines.
 * @returns each once, in order.
 * @throws UserError for a name that can't be wrapped; all of them in one message.
 */
function readWrapped(text) {
    const names = [...new Set(text.split(/[\s,]+/).filter((name) => name !== ''))];
    const problems = names.flatMap((name) => {
        const why = Object.hasOwn(WHY, name) ? WHY[name] : undefined;
        if (why !== undefined)
            return [`input wrap: ${name} can't be wrapped: it ${why}`];
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/.test(name))
            return [
                `input wrap: ${JSON.stringify(name)} is not the plain name of a program, such as cargo or make`,
            ];
        return [];
    });
    if (problems.length > 0)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems.join('\n'));
    return names;
}
function reasons(why, names) {
    return names.map((name) => [name, why]);
}


/***/ })

};
;