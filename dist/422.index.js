export const id = 422;
export const ids = [422];
export const modules = {

/***/ 7422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ main)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9309);
/* harmony import */ var _lib_job_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9801);
/* harmony import */ var _lib_log_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2116);
/* harmony import */ var _lib_paths_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4290);
/* harmony import */ var _lib_process_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7235);
/* harmony import */ var _lib_signals_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3835);
/* harmony import */ var _recipe_index_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1064);
/* harmony import */ var _report_index_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9931);
/** actions/recipe: a recipe's life on a real Docker Swarm. */









async function main(env) {
    const job = (0,_lib_job_js__WEBPACK_IMPORTED_MODULE_2__/* .jobFrom */ ._S)(env);
    const log = (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLog */ .t)(env);
    const inputs = await (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .Ko)(_recipe_index_js__WEBPACK_IMPORTED_MODULE_7__/* .recipeInputs */ .e$, env);
    const given = Object.keys(_recipe_index_js__WEBPACK_IMPORTED_MODULE_7__/* .recipeInputs */ .e$).map((name) => [name, env[`INPUT_${name.toUpperCase()}`]]);
    for (const sentence of (0,_recipe_index_js__WEBPACK_IMPORTED_MODULE_7__/* .laterInputs */ .E1)(Object.fromEntries(given)))
        log.warning(sentence);
    const workspace = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(env.GITHUB_WORKSPACE || '.');
    const folder = (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .insideOf */ .k)(workspace, inputs.recipe, 'input recipe');
    const reportFolder = reportFolderOf(workspace, inputs['report-dir']);
    const onProgress = (0,_report_index_js__WEBPACK_IMPORTED_MODULE_8__/* .stepReporter */ .w0)({ write: (text) => process.stdout.write(text), env });
    const { results, exitCode } = await (0,_lib_signals_js__WEBPACK_IMPORTED_MODULE_6__/* .untilSignalled */ .y)((signal) => (0,_recipe_index_js__WEBPACK_IMPORTED_MODULE_7__/* .testRecipe */ .TG)(inputs, { folder, env, run: _lib_process_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF, signal, onProgress }), () => log.warning('stopped before the app was removed: the next run on this Swarm removes it'));
    const [path = ''] = await (0,_report_index_js__WEBPACK_IMPORTED_MODULE_8__/* .writeResults */ .KB)(results, reportFolder);
    job.setOutput('verdict', results.verdict);
    job.setOutput('results', path);
    job.setOutput('domain', results.app.domain);
    job.setOutput('stack', results.app.stack);
    job.summary((0,_report_index_js__WEBPACK_IMPORTED_MODULE_8__/* .summaryMarkdown */ .eH)(results));
    return exitCode;
}
/** An absolute path is meant as it stands (a folder that jobs share); a relative one stays inside the workspace. */
function reportFolderOf(workspace, path) {
    return path.startsWith('/') ? path : (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .insideOf */ .k)(workspace, path, 'input report-dir');
}


/***/ }),

/***/ 2116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reportFailure: () => (/* binding */ reportFailure),
/* harmony export */   t: () => (/* binding */ stepLog)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/* harmony import */ var _job_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9801);
/** Where messages go. Rooms get a Log; only entries know whether it is a terminal, a runner or a test. */


/** A step's log: warnings and errors as workflow commands under a runner, as plain lines elsewhere. */
function stepLog(env, write = (text) => process.stdout.write(text)) {
    const isRunner = env.GITHUB_ACTIONS === 'true';
    const command = (name, message) => write(isRunner ? `::${name}::${(0,_job_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeData */ .uf)(message)}\n` : `${name}: ${message}\n`);
    return {
        // What git or a server says can look like a command.
        info: (message) => write(`${(0,_job_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(message)}\n`),
        warning: (message) => command('warning', message),
        error: (message) => command('error', message),
    };
}
/** Says why the program ends: what lies beneath first, so that the last line is the message that can be searched for. */
function reportFailure(failure, env, write = (text) => (env.GITHUB_ACTIONS === 'true' ? process.stdout : process.stderr).write(text)) {
    const log = stepLog(env, write);
    if (isUnexpected(failure))
        log.info(failure.stack ?? '');
    for (const cause of causesOf(failure))
        log.info((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause).replace(/^/gm, '  | '));
    for (const line of (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(failure).split('\n'))
        log.error(line);
}
/** From the deepest to the nearest. */
function causesOf(failure) {
    const causes = [];
    for (let cause = causeOf(failure); cause !== undefined; cause = causeOf(cause))
        causes.unshift(cause);
    return causes;
}
function causeOf(failure) {
    return failure instanceof Error ? failure.cause : undefined;
}
/** An exception nobody meant to throw: its stack is the only clue. */
function isUnexpected(failure) {
    return (failure instanceof Error &&
        !(failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo) &&
        !(failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EnvironmentError */ .eG) &&
        !(failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc));
}


/***/ })

};
