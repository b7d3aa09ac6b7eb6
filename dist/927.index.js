export const id = 927;
export const ids = [927,3,116];
export const modules = {

/***/ 6927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ main)
/* harmony export */ });
/* harmony import */ var _lib_log_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2116);
/** The root action's post step: takes away what its main step was asked to leave for the job. */

async function main(env) {
    const folder = env['STATE_credential-in'];
    if (folder === undefined || folder === '')
        return 0;
    const { removeCredential } = await __webpack_require__.e(/* import() */ 424).then(__webpack_require__.bind(__webpack_require__, 5424));
    const wasThere = removeCredential(folder);
    (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_0__/* .stepLog */ .t)(env).info(wasThere
        ? 'clone: removed the token from .git/config'
        : 'clone: the token was gone from .git/config already');
    return 0;
}


/***/ }),

/***/ 2003:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   dc: () => (/* binding */ EXIT),
/* harmony export */   eG: () => (/* binding */ EnvironmentError),
/* harmony export */   exitCodeOf: () => (/* binding */ exitCodeOf),
/* harmony export */   up: () => (/* binding */ hasCode),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
/** The kinds of failure and the exit codes they end in (docs/exit-codes.md). */
const EXIT = { good: 0, environment: 1, user: 2, verdict: 3 };
/** What the user can fix: says what was wrong, where, and what to do. Ends in exit code 2. */
class UserError extends Error {
    name = 'UserError';
    exitCode = EXIT.user;
}
/** Ours or the environment's fault; keeps its cause. Ends in exit code 1. */
class EnvironmentError extends Error {
    name = 'EnvironmentError';
    exitCode = EXIT.environment;
}
/** Somebody asked the run to stop (Ctrl-C, SIGTERM, a time limit). Ends in exit code 1. */
class CancelledError extends Error {
    name = 'CancelledError';
    exitCode = EXIT.environment;
}
/** @returns one line that says what `thrown` was, whatever it was. */
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}
/** @returns the exit code for a thrown value: 2 for the user's to fix, 1 for everything else. */
function exitCodeOf(thrown) {
    return thrown instanceof UserError ? EXIT.user : EXIT.environment;
}
/** True for Node's system errors with this code (`ENOENT`, `EACCES`, …). */
function hasCode(thrown, code) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === code;
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
