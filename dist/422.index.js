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
/* harmony import */ var _recipe_inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9771);
/** actions/recipe: a recipe's life on a real Docker Swarm. */








async function main(env) {
    const job = (0,_lib_job_js__WEBPACK_IMPORTED_MODULE_2__/* .jobFrom */ ._S)(env);
    const log = (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLog */ .t)(env);
    const inputs = await (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .Ko)(_recipe_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .recipeInputs */ .e$, env);
    for (const sentence of (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .laterInputs */ .E1)(_recipe_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .recipeInputs */ .e$, (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .givenIn */ .JS)(env)))
        log.warning(sentence);
    const workspace = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(env.GITHUB_WORKSPACE || '.');
    const folder = (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .insideOf */ .k)(workspace, inputs.recipe, 'input recipe');
    const reportFolder = reportFolderOf(workspace, inputs['report-dir']);
    // Only now: a mistake in an input should not wait for the room to be loaded.
    const { stepReporter, summaryMarkdown, writeResults } = await Promise.all(/* import() */[__webpack_require__.e(458), __webpack_require__.e(290)]).then(__webpack_require__.bind(__webpack_require__, 5290));
    const { testRecipe } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(939), __webpack_require__.e(650)]).then(__webpack_require__.bind(__webpack_require__, 1939));
    const onProgress = stepReporter({ write: (text) => process.stdout.write(text), env });
    const note = (level, message) => onProgress({ kind: 'note', level, message });
    const { results, exitCode } = await (0,_lib_signals_js__WEBPACK_IMPORTED_MODULE_6__/* .untilSignalled */ .y)((signal) => testRecipe(inputs, { folder, env, run: _lib_process_js__WEBPACK_IMPORTED_MODULE_5__.run, signal, onProgress, note, artifactFolder: reportFolder }), () => log.warning('stopped before the app was removed: the next run on this Swarm removes it'));
    const [path = ''] = await writeResults(results, reportFolder);
    job.setOutput('verdict', results.verdict);
    job.setOutput('level', String(results.level));
    job.setOutput('results', path);
    job.setOutput('domain', results.app.domain);
    job.setOutput('stack', results.app.stack);
    job.summary(summaryMarkdown(results));
    return exitCode;
}
/** An absolute path is meant as it stands (a folder that jobs share); a relative one stays inside the workspace. */
function reportFolderOf(workspace, path) {
    return path.startsWith('/') ? path : (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .insideOf */ .k)(workspace, path, 'input report-dir');
}


/***/ }),

/***/ 9801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _S: () => (/* binding */ jobFrom),
/* harmony export */   tJ: () => (/* binding */ inert),
/* harmony export */   uf: () => (/* binding */ escapeData)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _stdout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5103);
/**
 * The runner's side of a step: where outputs, variables, state and the summary go, and how a secret is masked.
 * Plain appends: the toolkit's core costs 50 ms to load (docs/decisions.md), and this runs in every job.
 */



/** @param env the environment a runner gives a step; outside a runner what has no file to go to is dropped. */
function jobFrom(env, write = _stdout_js__WEBPACK_IMPORTED_MODULE_2__/* .writeOut */ .s) {
    const append = (variable, text) => {
        const file = env[variable];
        if (file === undefined || file === '')
            return;
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, text);
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG(`the runner's file ${variable}=${file} can't be written`, { cause });
        }
    };
    return {
        setOutput: (name, value) => append('GITHUB_OUTPUT', keyValue(name, value)),
        exportVariable: (name, value) => append('GITHUB_ENV', keyValue(name, value)),
        addPath: (folder) => append('GITHUB_PATH', `${folder}\n`),
        saveState: (name, value) => append('GITHUB_STATE', keyValue(name, value)),
        summary: (markdown) => append('GITHUB_STEP_SUMMARY', markdown),
        mask: (secret) => {
            // On a terminal the command would be the leak; only a runner takes it away.
            if (env.GITHUB_ACTIONS !== 'true')
                return;
            for (const part of secret.split('\n'))
                if (part.trim() !== '')
                    write(`::add-mask::${escapeData(part)}\n`);
        },
    };
}
/** A value with any content: a here-document whose delimiter is not in the value, so that the value can't end it. */
function keyValue(name, value) {
    // Lengthened until it fits, not random: node:crypto costs 2 ms to load.
    let delimiter = 'cc_ci_end';
    while (value.includes(delimiter))
        delimiter += '_';
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
/** What a workflow command's data has to be escaped to (the toolkit's rules). */
function escapeData(value) {
    return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
/**
 * Text that no runner takes for a command. GitHub's trims a line before it looks for `::`, and finds the old form `##[…]`
 * anywhere in it (actions/runner, ActionCommand.cs); the runners that stem from act want both at the very start.
 */
function inert(text) {
    return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
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
/* harmony import */ var _stdout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5103);
/** Where messages go. Rooms get a Log; only entries know whether it is a terminal, a runner or a test. */



/** A step's log: warnings and errors as workflow commands under a runner, as plain lines elsewhere. */
function stepLog(env, write = _stdout_js__WEBPACK_IMPORTED_MODULE_2__/* .writeOut */ .s) {
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


/***/ }),

/***/ 4290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ insideOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/** Paths that come from users and recipes stay inside the folder they belong to. */



/**
 * @param root a folder that exists.
 * @param path relative to `root`, or absolute.
 * @param what names the value in the message: `input path`, `config site`.
 * @returns the absolute path.
 * @throws UserError when it leads out of `root`, by `..`, as an absolute path, or through a symbolic link.
 */
function insideOf(root, path, what) {
    const realRoot = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(root);
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(realRoot, path);
    const real = realOfExisting(target, (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${what}: ${JSON.stringify(path)} ${why}`));
    if (!isInside(realRoot, real)) {
        const through = isInside(realRoot, target) ? ' through a symbolic link' : '';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${what}: ${JSON.stringify(path)} leads out of ${root}${through}; give a path inside it`);
    }
    return target;
}
function isInside(root, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
    return way !== '..' && !way.startsWith('../') && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way);
}
/** The real path of the deepest part that exists, with the rest appended. */
function realOfExisting(path, refusal) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ENOTDIR'))
            throw refusal('leads through a file');
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ELOOP'))
            throw refusal('leads through a symbolic link that leads to itself');
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ENOENT'))
            throw error;
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
        return parent === path ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realOfExisting(parent, refusal), path.slice(parent.length));
    }
}


/***/ }),

/***/ 5103:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ writeOut)
/* harmony export */ });
/* unused harmony export orderedWriter */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/**
 * Standard output for what runs in every job. `process.stdout` loads node:net and node:stream when it is first touched: 4 ms
 * of a step that writes one line.
 */


/** Writes all of `text` to standard output, after everything written before. */
const writeOut = orderedWriter((bytes) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(1, bytes), (bytes) => process.stdout.write(bytes));
/**
 * @param writeNow writes what it can and says how many bytes that was; throws EAGAIN where it would have to wait.
 * @param writeLater can wait; takes over for good once `writeNow` could not, so that the order stays.
 */
function orderedWriter(writeNow, writeLater) {
    let hasToWait = false;
    return (text) => {
        let rest = Buffer.from(text);
        try {
            while (!hasToWait && rest.length > 0)
                rest = rest.subarray(writeNow(rest));
        }
        catch (error) {
            // A full pipe that another of its users has made non-blocking.
            if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .hasCode */ .up)(error, 'EAGAIN'))
                throw error;
            hasToWait = true;
        }
        if (rest.length > 0)
            writeLater(rest);
    };
}


/***/ })

};
