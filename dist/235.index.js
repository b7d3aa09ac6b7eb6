"use strict";
exports.id = 235;
exports.ids = [235,616];
exports.modules = {

/***/ 8024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   JG: () => (/* binding */ anySignal),
/* harmony export */   Te: () => (/* binding */ throwIfAborted),
/* harmony export */   dn: () => (/* binding */ withinTime),
/* harmony export */   nl: () => (/* binding */ deadline),
/* harmony export */   yy: () => (/* binding */ sleep)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/** Deadlines and cancellation: one AbortSignal goes through every call. */


/** An AbortSignal that fires with the first of `signals`. `AbortSignal.any` needs Node 20.3, dist runs on 18. */
function anySignal(...signals) {
    const controller = new AbortController();
    // One signal goes through every call of a run; Node takes more than ten listeners for a leak, and says so in the log.
    (0,node_events__WEBPACK_IMPORTED_MODULE_0__.setMaxListeners)(0, controller.signal);
    for (const signal of signals) {
        if (signal === undefined)
            continue;
        (0,node_events__WEBPACK_IMPORTED_MODULE_0__.setMaxListeners)(0, signal);
        if (signal.aborted) {
            controller.abort(signal.reason);
            break;
        }
        signal.addEventListener('abort', () => controller.abort(signal.reason), {
            once: true,
            signal: controller.signal,
        });
    }
    return controller.signal;
}
/**
 * A signal that fires after `timeoutMs` with an EnvironmentError saying `what` took too long.
 * The timer doesn't keep the process alive.
 */
function deadline(timeoutMs, what) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG(what)), timeoutMs);
    timer.unref();
    return controller.signal;
}
/**
 * Does `work` under `signal` and a time limit, and lets go of `signal` afterwards: one that lives as long as a run would
 * otherwise gather a listener with each call.
 * @param work is given the signal of both; what it throws is thrown on. `limit` has fired when the time was up.
 */
async function withinTime(timeoutMs, what, signal, work) {
    const limit = deadline(timeoutMs, what);
    const done = new AbortController();
    try {
        return await work(anySignal(signal, limit, done.signal), limit);
    }
    finally {
        done.abort();
    }
}
/** @throws the signal's reason if it has fired. */
function throwIfAborted(signal) {
    if (signal?.aborted)
        throw reasonOf(signal);
}
/** The Error a fired signal carries; Node's own AbortError becomes a CancelledError. */
function reasonOf(signal) {
    const reason = signal.reason;
    return reason instanceof Error && reason.name !== 'AbortError' ? reason : new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CancelledError */ .cc('cancelled');
}
/** Waits `ms`, or throws the signal's reason as soon as it fires. For backoff only: where there is an event, wait for it. */
function sleep(ms, signal) {
    return new Promise((resolve, reject) => {
        if (signal?.aborted)
            return reject(reasonOf(signal));
        const onAbort = () => {
            clearTimeout(timer);
            reject(reasonOf(signal));
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
        }, ms);
        signal?.addEventListener('abort', onAbort, { once: true });
    });
}


/***/ }),

/***/ 2398:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ monotonicMs)
/* harmony export */ });
/** A clock that never jumps, for durations. */
/**
 * @returns milliseconds; only differences mean something. `performance.now()` says the same, but its first use loads
 * node:perf_hooks, 1.5 ms in every step.
 */
function monotonicMs() {
    return Number(process.hrtime.bigint()) / 1e6;
}


/***/ }),

/***/ 7235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describe: () => (/* binding */ describe),
/* harmony export */   killGroup: () => (/* binding */ killGroup),
/* harmony export */   openPipe: () => (/* binding */ openPipe),
/* harmony export */   orThrowCancelled: () => (/* binding */ orThrowCancelled),
/* harmony export */   run: () => (/* binding */ run),
/* harmony export */   spawnOn: () => (/* binding */ spawnOn),
/* harmony export */   succeeded: () => (/* binding */ succeeded)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6193);
/* harmony import */ var _abort_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2003);
/* harmony import */ var _monotonic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2398);
/** The only place that spawns: argv arrays, a process group each, and a signal is never an exit code. */





const DEFAULT_KEEP = 4 * 1024 * 1024;
const DEFAULT_GRACE_MS = 5_000;
/**
 * Runs a program to its end.
 * @param file a program's name (looked up on PATH) or path; never a shell line.
 * @returns how it ended and the end of what it printed. A non-zero exit is a result here, not an error.
 * @throws EnvironmentError when the program can't be started.
 */
const run = (file, args, options = {}) => {
    const startedAt = (0,_monotonic_js__WEBPACK_IMPORTED_MODULE_4__/* .monotonicMs */ .d)();
    return new Promise((resolve, reject) => {
        const child = start(file, args, options);
        const stdout = tail(child.stdout, options.keepBytes ?? DEFAULT_KEEP, options.onStdout);
        const stderr = tail(child.stderr, options.keepBytes ?? DEFAULT_KEEP, options.onStderr);
        const stopper = stopOn(child, options);
        child.once('error', (cause) => {
            stopper.release();
            reject(cannotStart(file, options.cwd, cause));
        });
        child.once('close', (code, signal) => {
            stopper.release();
            const outcome = stopper.reason() ?? outcomeOf(code, signal);
            resolve({ outcome, stdout: stdout(), stderr: stderr(), durationMs: (0,_monotonic_js__WEBPACK_IMPORTED_MODULE_4__/* .monotonicMs */ .d)() - startedAt });
        });
    });
};
/** True when the program ended with exit code 0. */
function succeeded(finished) {
    return finished.outcome.kind === 'exited' && finished.outcome.code === 0;
}
/** @returns how it ended, in words: `exit code 128`, `killed by SIGKILL`, `timed out`. */
function describe(outcome) {
    switch (outcome.kind) {
        case 'exited':
            return `exit code ${outcome.code}`;
        case 'signalled':
            return `killed by ${outcome.signal}`;
        case 'timed-out':
            return 'timed out';
        case 'cancelled':
            return 'cancelled';
    }
}
/**
 * Starts a program whose standard input and output are a byte stream of their own (`docker system dial-stdio`).
 * Its stderr is handed to `onStderr`. The caller ends it by ending stdin or by `kill`.
 */
function openPipe(file, args, options = {}) {
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, [...args], {
        env: options.env ?? process.env,
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
    });
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    child.stderr.on('data', (chunk) => options.onStderr?.(decoder.write(chunk)));
    return child;
}
/**
 * Starts a program on file descriptors of the caller's, and doesn't wait.
 * @param stdio a descriptor for each of the child's, by number; undefined: closed there.
 * @param ownGroup a process group and session of its own; false where a terminal's keys have to reach it.
 * @throws EnvironmentError when the program can't be started; the error itself comes with `ended` where Node learns of it late.
 */
function spawnOn(file, args, options) {
    const { cwd, env, ownGroup } = options;
    const stdio = Array.from(options.stdio, (fd) => fd ?? 'ignore');
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, [...args], { cwd, env, detached: ownGroup, stdio });
    const ended = new Promise((resolve, reject) => {
        child.once('error', (cause) => reject(cannotStart(file, cwd, cause)));
        child.once('exit', (code, signal) => resolve(outcomeOf(code, signal)));
    });
    return { pid: child.pid ?? 0, ended };
}
/** Signals the whole process group of a child started here. A group that is gone already is fine. */
function killGroup(child, signal) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, signal);
    }
    catch (error) {
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(error, 'ESRCH'))
            throw error;
    }
}
function start(file, args, options) {
    const inherit = options.stdio === 'inherit';
    const input = options.input === undefined ? 'ignore' : 'pipe';
    const streams = inherit ? ['inherit', 'inherit', 'inherit'] : [input, 'pipe', 'pipe'];
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, [...args], {
        cwd: options.cwd,
        env: options.env ?? process.env,
        // A terminal's foreground group has to stay the terminal's: Ctrl-C then reaches the child by itself.
        detached: !inherit,
        stdio: [...streams, ...(options.files ?? [])],
    });
    if (options.input !== undefined && child.stdin !== null) {
        // The child may end without reading all of it; that shows in its exit code.
        child.stdin.on('error', () => undefined);
        child.stdin.end(options.input);
    }
    return child;
}
function cannotStart(file, cwd, cause) {
    const where = cwd === undefined ? '' : ` in ${cwd}`;
    const hint = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(cause, 'ENOENT') ? `: not found on PATH${where}` : `${where}: ${cause.message}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EnvironmentError */ .eG(`${file} can't be started${hint}`, { cause });
}
function outcomeOf(code, signal) {
    return signal !== null ? { kind: 'signalled', signal } : { kind: 'exited', code: code ?? 1 };
}
/** Keeps the last `limit` bytes of a stream, passing all of it on. */
function tail(stream, limit, onText) {
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    let kept = '';
    stream?.on('data', (chunk) => {
        const text = decoder.write(chunk);
        onText?.(text);
        kept += text;
        // Cut rarely, so that a long log costs no quadratic copying.
        if (kept.length > limit * 2)
            kept = kept.slice(-limit);
    });
    return () => (kept.length > limit ? kept.slice(-limit) : kept);
}
/** SIGTERM, then SIGKILL, to the group when the signal fires or the time is up. */
function stopOn(child, options) {
    let reason;
    let killTimer;
    const stop = (why) => {
        if (reason !== undefined)
            return;
        reason = why;
        killGroup(child, 'SIGTERM');
        killTimer = setTimeout(() => killGroup(child, 'SIGKILL'), options.killGraceMs ?? DEFAULT_GRACE_MS);
    };
    const timeout = options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => stop({ kind: 'timed-out' }), options.timeoutMs);
    const onAbort = () => stop({ kind: 'cancelled' });
    if (options.signal?.aborted)
        queueMicrotask(onAbort);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    return {
        reason: () => reason,
        release: () => {
            clearTimeout(timeout);
            clearTimeout(killTimer);
            options.signal?.removeEventListener('abort', onAbort);
        },
    };
}
/** @throws the abort reason when a run was cancelled by `signal`; otherwise gives the result back. */
function orThrowCancelled(finished, signal) {
    if (finished.outcome.kind === 'cancelled' && signal?.aborted)
        throw (0,_abort_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A3)(signal);
    return finished;
}


/***/ })

};
;