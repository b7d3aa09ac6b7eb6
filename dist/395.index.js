"use strict";
exports.id = 395;
exports.ids = [395];
exports.modules = {

/***/ 7395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ main)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _lib_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9309);
/* harmony import */ var _lib_job_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9801);
/* harmony import */ var _lib_log_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2116);
/* harmony import */ var _memory_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4443);
/** actions/run: a script through the adaptive runner. */






async function main(env) {
    const inputs = await (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_2__.readInputs)(_memory_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .runInputs */ .HM, env);
    if (inputs.run === '')
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('input run: no script is given: write what is to be run under with: run: |');
    // Only now: a mistake in an input should not wait for the room to be loaded.
    const { adaptiveRun, outputsOf, requireFolder, shellFor, summaryTable, wellLine } = await Promise.all(/* import() */[__webpack_require__.e(922), __webpack_require__.e(616)]).then(__webpack_require__.bind(__webpack_require__, 2922));
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(env.GITHUB_WORKSPACE || '.', inputs['working-directory']);
    const cwd = requireFolder(folder, 'input working-directory');
    const log = (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_4__/* .stepLog */ .t)(env);
    const report = await adaptiveRun({ kind: 'script', script: `${inputs.run}\n`, shell: shellFor(inputs.shell, env.PATH) }, (0,_memory_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .settingsOf */ .f5)(inputs), { env: withoutInputs(env), cwd, say: log.info, warn: log.warning });
    const job = (0,_lib_job_js__WEBPACK_IMPORTED_MODULE_3__.jobFrom)(env);
    for (const [name, value] of Object.entries(outputsOf(report)))
        job.setOutput(name, value);
    job.summary(summaryTable(report));
    const line = wellLine(report);
    if (line !== undefined)
        log.info(line);
    return report.exitCode;
}
/** The script's environment is that of a step of its own: the action's inputs, the script itself among them, are not in it. */
function withoutInputs(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
}


/***/ }),

/***/ 4443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ runInputs),
/* harmony export */   f5: () => (/* binding */ settingsOf),
/* harmony export */   xE: () => (/* binding */ execInputs)
/* harmony export */ });
/* harmony import */ var _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9309);
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2533);
/* harmony import */ var _runner_next_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1018);
/** The inputs of actions/run; the options of `cc-ci exec` are the same table's. */



/** Below this not even a shell gets going. */
const LEAST_LIMIT = 16 * 1024 ** 2;
const jobs = (raw) => raw === 'auto'
    ? { value: 'auto' }
    : orElse((0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.integer)(1, 1024)(raw), 'auto, or a whole number from 1 to 1024');
const attempts = (raw) => raw === 'auto' ? { value: 'auto' } : orElse((0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.integer)(1, 20)(raw), 'auto, or a whole number from 1 to 20');
const memoryLimit = (raw) => {
    if (raw === 'none')
        return { value: undefined };
    const bytes = (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMemoryBytes */ .GT)(raw);
    return bytes === undefined || bytes < LEAST_LIMIT
        ? { expected: 'none, or a size such as 512M, 2G or 1.5GiB, 16M at least' }
        : { value: bytes };
};
const timeout = (raw) => {
    if (raw === 'none')
        return { value: undefined };
    return orElse((0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.duration)(raw), 'none, or a duration such as 20s, 10m or 1h, 596h at most');
};
const retryOn = (raw) => {
    const expected = `none, any, or a list of ${_runner_next_js__WEBPACK_IMPORTED_MODULE_2__/* .RETRY_REASONS */ .lJ.join(', ')}`;
    if (raw === 'none')
        return { value: new Set() };
    if (raw === 'any')
        return { value: new Set(_runner_next_js__WEBPACK_IMPORTED_MODULE_2__/* .RETRY_REASONS */ .lJ) };
    const names = raw.split(/[\s,]+/).filter((name) => name !== '');
    const reasons = _runner_next_js__WEBPACK_IMPORTED_MODULE_2__/* .RETRY_REASONS */ .lJ.filter((reason) => names.includes(reason));
    return names.length > 0 && names.length === reasons.length ? { value: new Set(reasons) } : { expected };
};
function orElse(parsed, expected) {
    return 'value' in parsed ? parsed : { expected };
}
/** What actions/run and `cc-ci exec` have in common. */
const execInputs = {
    jobs: {
        description: 'Parallel jobs of the first try; auto: what fits into memory, never more than the CPUs.',
        default: 'auto',
        parse: jobs,
    },
    'memory-limit': {
        description: 'Stop the command and try again with fewer jobs when all its processes together take more than this; none: only when memory has run out.',
        default: 'none',
        parse: memoryLimit,
    },
    attempts: {
        description: 'Tries together, 1 to 20; auto: half the jobs each time down to 1, then once with what the tool can do to need less; three for other reasons of retry-on.',
        default: 'auto',
        parse: attempts,
    },
    'retry-on': {
        description: 'What is tried again: oom (with fewer jobs), timeout, killed (by a signal, though there was memory), failure (any other exit code than 0); any; none.',
        default: 'oom',
        parse: retryOn,
    },
    timeout: {
        description: 'Time limit of each try; after it the command is ended. The step ends in 124.',
        default: 'none',
        parse: timeout,
    },
    'kill-grace': {
        description: 'Between SIGTERM and SIGKILL, where a command is ended.',
        default: '10s',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.duration,
    },
    serial: {
        description: 'Name of a host-wide lock: one command at a time holds it, over all jobs of the host.',
        default: '',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.line,
    },
};
/** @returns the same as the adaptive runner takes it. */
function settingsOf(inputs) {
    return {
        jobs: inputs.jobs,
        memoryLimitBytes: inputs['memory-limit'],
        attempts: inputs.attempts,
        retryOn: inputs['retry-on'],
        timeoutMs: inputs.timeout,
        killGraceMs: inputs['kill-grace'],
        serial: inputs.serial === '' ? undefined : inputs.serial,
    };
}
const runInputs = {
    run: { description: 'The script. It is on no disk and in no argv.', default: '', parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.text },
    shell: {
        description: 'What reads it: bash, sh, python, pwsh, or a command with {0} where the path of the script goes ("perl {0}").',
        default: 'bash',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.line,
    },
    'working-directory': {
        description: 'Where it runs, from the workspace.',
        default: '.',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.line,
    },
    ...execInputs,
};


/***/ }),

/***/ 1018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K2: () => (/* binding */ next),
/* harmony export */   lJ: () => (/* binding */ RETRY_REASONS),
/* harmony export */   wt: () => (/* binding */ isLastResort)
/* harmony export */ });
/** What comes after an attempt: the end, the same again, or less at once. Pure. */
/** What a failed attempt may be tried again for. */
const RETRY_REASONS = ['oom', 'timeout', 'killed', 'failure'];
const AUTO_ATTEMPTS = 3;
/**
 * @param attempts so far; the last of them has just ended.
 * @param rung the last one's place on the ladder.
 */
function next(attempts, rung, ladder, rules) {
    const cause = attempts.at(-1)?.cause;
    const reason = cause === undefined ? undefined : reasonFor(cause);
    if (cause === undefined || reason === undefined || !rules.retryOn.has(reason))
        return { kind: 'end' };
    if (attempts.length >= mostAttempts(attempts, ladder, rules))
        return { kind: 'end' };
    if (reason !== 'oom')
        return { kind: 'again', rung, reason };
    return rung + 1 < ladder.length ? { kind: 'again', rung: rung + 1, reason } : { kind: 'end' };
}
/** @returns true where an out-of-memory kill would be the end: then nothing is stopped before its time. */
function isLastResort(number, rung, ladder, rules) {
    if (!rules.retryOn.has('oom') || rung + 1 >= ladder.length)
        return true;
    return rules.attempts !== 'auto' && number >= rules.attempts;
}
function mostAttempts(attempts, ladder, rules) {
    if (rules.attempts !== 'auto')
        return rules.attempts;
    const others = attempts.filter(({ cause }) => cause.kind !== 'out-of-memory').length;
    // What memory takes is bounded by the ladder; the rest has its own bound.
    return others >= AUTO_ATTEMPTS ? attempts.length : ladder.length + AUTO_ATTEMPTS;
}
function reasonFor(cause) {
    switch (cause.kind) {
        case 'out-of-memory':
            // Fewer jobs don't raise a heap's limit; a refused allocation they may spare.
            return cause.by === 'own-limit' && cause.limit !== 'allocation' ? undefined : 'oom';
        case 'timed-out':
            return 'timeout';
        case 'killed':
            return 'killed';
        case 'failed':
            return 'failure';
        case 'ok':
        case 'cancelled':
            return undefined;
    }
}


/***/ })

};
;