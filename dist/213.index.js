"use strict";
exports.id = 213;
exports.ids = [213,157];
exports.modules = {

/***/ 5213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeShims: () => (/* binding */ writeShims)
});

// UNUSED EXPORTS: INSIDE, MARKER, readWrapped, shimText

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/memory/protection/bash-env.js
var bash_env = __webpack_require__(4012);
;// CONCATENATED MODULE: ./js/memory/shims/text.js
/** A shim: a small POSIX-sh script under a command's name that sends the command through the adaptive runner. */

/** In a folder of shims, whichever root action made it, so that the search for the real program passes it by. */
const MARKER = '.cc-ci-shims';
/** Set by the adaptive runner for what it runs: a command inside a wrapped one is not wrapped again. */
const INSIDE = 'CC_CI_EXEC';
/** Where a shell has not found a command. */
const NOT_FOUND = 127;
/**
 * The script. It starts no program but the one it becomes, and needs none on PATH. The real command is looked for when it is
 * called, so that it may be installed by a later step. Where Node or the bundle can't be reached (another container, an
 * emptied environment) the command runs as if there were no shim: a build never fails for want of its guard.
 */
function shimText({ name, node, entry }) {
    return `#!/bin/sh
# cc-ci-action: sends ${name} through the adaptive runner. Removed when the job ends; docs/memory.md, section Shims.
_cc_ci_left=\${PATH-}:
_cc_ci_real=
while [ -n "$_cc_ci_left" ]; do
  _cc_ci_folder=\${_cc_ci_left%%:*}
  _cc_ci_left=\${_cc_ci_left#*:}
  _cc_ci_folder=\${_cc_ci_folder:-.}
  if [ -f "$_cc_ci_folder/${name}" ] && [ -x "$_cc_ci_folder/${name}" ] && ! [ -e "$_cc_ci_folder/${MARKER}" ]; then
    _cc_ci_real=$_cc_ci_folder/${name}
    break
  fi
done
if [ -z "$_cc_ci_real" ]; then
  echo "${name}: command not found (cc-ci looked for it past its own wrapper)" >&2
  exit ${NOT_FOUND}
fi
_cc_ci_node=\${CC_CI_NODE:-${(0,bash_env/* singleQuoted */.f3)(node)}}
case $_cc_ci_node in /*) ;; *) _cc_ci_node= ;; esac
if [ -n "\${${INSIDE}-}" ] || ! [ -x "$_cc_ci_node" ] || ! [ -r ${(0,bash_env/* singleQuoted */.f3)(entry)} ]; then
  exec "$_cc_ci_real" "$@"
fi
exec "$_cc_ci_node" ${(0,bash_env/* singleQuoted */.f3)(entry)} exec --as ${name} -- "$_cc_ci_real" "$@"
`;
}

// EXTERNAL MODULE: ./js/memory/shims/names.js
var names = __webpack_require__(7157);
;// CONCATENATED MODULE: ./js/memory/shims/index.js
/** Shims first on PATH that send chosen commands of every later step through the adaptive runner. */





/**
 * Writes a shim for each name.
 * @param folder the job's own; made with `makeJobFolder`.
 * @returns the folder that has to be first on PATH.
 */
function writeShims(folder, names, { node, entry }) {
    const shims = (0,external_node_path_.join)(folder, 'shims');
    (0,external_node_fs_.mkdirSync)(shims);
    (0,external_node_fs_.chmodSync)(shims, 0o755);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(shims, MARKER), '');
    for (const name of names) {
        const path = (0,external_node_path_.join)(shims, name);
        (0,external_node_fs_.writeFileSync)(path, shimText({ name, node, entry }));
        // Its own call: the mode of writeFileSync is cut by the umask, and a step may run as another user.
        (0,external_node_fs_.chmodSync)(path, 0o755);
    }
    return shims;
}


/***/ }),

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