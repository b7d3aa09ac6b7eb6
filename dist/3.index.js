export const id = 3;
export const ids = [3];
export const modules = {

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


/***/ })

};
