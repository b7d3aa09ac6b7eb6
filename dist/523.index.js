export const id = 523;
export const ids = [523,3,235];
export const modules = {

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

/***/ 9309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E1: () => (/* binding */ laterInputs),
/* harmony export */   JS: () => (/* binding */ givenIn),
/* harmony export */   Ko: () => (/* binding */ readInputs),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   TL: () => (/* binding */ parseInputs),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/* harmony import */ var _units_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2533);
/**
 * Typed, strict inputs. One table per action says what it takes; action.yml, the CLI's options and docs/inputs.md are
 * generated from the same table. Nothing is coerced silently: what isn't understood fails with its name and what is accepted.
 */


/**
 * Reads every input from a runner's environment (`INPUT_FETCH-DEPTH`), once.
 * @throws UserError for an unknown or misspelt name and for a value out of range; all of them in one message.
 */
async function readInputs(table, env, rejected = {}) {
    const given = new Map();
    for (const [key, value] of Object.entries(env)) {
        if (key.startsWith('INPUT_') && value !== undefined)
            given.set(key.slice('INPUT_'.length).toLowerCase(), value);
    }
    if (!env.GITHUB_ACTION_PATH)
        return parseInputs(table, given, rejected);
    const { withoutComposites } = await __webpack_require__.e(/* import() */ 549).then(__webpack_require__.bind(__webpack_require__, 7549));
    return parseInputs(table, await withoutComposites(given, env, byRunner(table)), rejected);
}
/** Inputs whose default is an expression. */
function byRunner(table) {
    return new Set(Object.keys(table).filter((name) => table[name]?.actionDefault !== undefined));
}
/** The same for values that come from elsewhere (the command line). Names in lower case. */
async function parseInputs(table, given, rejected = {}) {
    const problems = [];
    for (const [name, value] of given) {
        // A runner hands on declared inputs that were left empty; an unknown name with no value says nothing.
        if (!(name in table) && value !== '')
            problems.push(await unknownInput(name, Object.keys(table), rejected));
    }
    const values = {};
    for (const [name, spec] of Object.entries(table)) {
        // White space around a value is YAML's or a secret field's, as the toolkit sees it too.
        const raw = given.get(name)?.trim() || spec.default;
        const parsed = spec.parse(raw);
        if ('value' in parsed)
            values[name] = parsed.value;
        else
            problems.push(`input ${name}: ${spec.secret ? 'its value' : JSON.stringify(raw)} is not accepted: ${parsed.expected}`);
    }
    if (problems.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems.join('\n'));
    return values;
}
async function unknownInput(name, known, rejected) {
    const instead = rejected[name];
    if (instead !== undefined)
        return `input ${name} is not taken here: ${instead}`;
    const { closest, distance } = await __webpack_require__.e(/* import() */ 232).then(__webpack_require__.t.bind(__webpack_require__, 8232, 19));
    const nearest = closest(name, [...known]);
    const hint = distance(name, nearest) <= 3 ? `did you mean ${nearest}?` : `accepted: ${known.join(', ')}`;
    return `input ${name} is unknown: ${hint}`;
}
const text = (raw) => ({ value: raw });
/** A value that ends up in one line of a protocol, a file name or an argument: no control characters. */
const line = (raw) => 
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
/[\u0000-\u001f\u007f]/.test(raw) ? { expected: 'one line without control characters' } : { value: raw };
/** Non-empty lines, trimmed. */
const lines = (raw) => ({
    value: raw
        .split('\n')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
});
/** The forms of YAML 1.2's core schema, as the toolkit takes them. */
const boolean = (raw) => {
    if (['true', 'True', 'TRUE'].includes(raw))
        return { value: true };
    if (['false', 'False', 'FALSE'].includes(raw))
        return { value: false };
    return { expected: 'true or false' };
};
function integer(minimum, maximum) {
    return (raw) => {
        const value = /^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
        return value >= minimum && value <= maximum
            ? { value }
            : { expected: `a whole number from ${minimum} to ${maximum}` };
    };
}
function choice(...choices) {
    return (raw) => {
        const value = choices.find((entry) => entry === raw);
        return value === undefined ? { expected: `one of ${choices.join(', ')}` } : { value };
    };
}
/** Node's timers end at once when they are given more. */
const LONGEST_MS = 2 ** 31 - 1;
/** Milliseconds, from `20s`, `10m`, `1h`. */
const duration = (raw) => {
    const value = (0,_units_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDurationMs */ .yi)(raw);
    return value === undefined || value <= 0 || value > LONGEST_MS
        ? { expected: 'a duration such as 20s, 10m or 1h, 596h at most' }
        : { value };
};
/**
 * An input that a later version takes up must never look as if it worked.
 * @param given a value by its input's name, as the user wrote it.
 * @returns a sentence for each part of the bundle whose inputs were given other than by their defaults.
 */
function laterInputs(table, given) {
    const names = new Map();
    for (const [name, { later, default: standard }] of Object.entries(table)) {
        const value = given(name) ?? '';
        if (later !== undefined && value !== '' && value !== standard)
            names.set(later, [...(names.get(later) ?? []), name]);
    }
    return [...names].map(([part, inputs]) => `${part}: not in this version; ${inputs.join(', ')} has no effect yet`);
}
/** What a runner's environment has for an input. */
function givenIn(env) {
    return (name) => env[`INPUT_${name.toUpperCase()}`];
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
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, [...args], {
        cwd: options.cwd,
        env: options.env ?? process.env,
        // A terminal's foreground group has to stay the terminal's: Ctrl-C then reaches the child by itself.
        detached: !inherit,
        stdio: inherit ? 'inherit' : [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
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


/***/ }),

/***/ 3835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ untilSignalled)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** Ctrl-C, SIGTERM and SIGHUP become one AbortSignal; whoever is at work ends in order. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/**
 * Runs `work` with a signal that fires when the process is asked to stop.
 * @param onSecond called when somebody insists; the process then ends at once with 128 + the signal's number.
 */
async function untilSignalled(work, onSecond = () => undefined) {
    const controller = new AbortController();
    const onSignal = (name, number) => {
        if (controller.signal.aborted) {
            onSecond();
            process.exit(128 + number);
        }
        controller.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc(`cancelled by ${name}`));
    };
    for (const name of SIGNALS)
        process.on(name, onSignal);
    try {
        return await work(controller.signal);
    }
    finally {
        for (const name of SIGNALS)
            process.off(name, onSignal);
    }
}


/***/ }),

/***/ 2533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   yi: () => (/* binding */ parseDurationMs),
/* harmony export */   z3: () => (/* binding */ formatBytes),
/* harmony export */   z9: () => (/* binding */ formatMemory)
/* harmony export */ });
/** Durations and sizes, as people write and read them. */
const DURATION_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** @returns milliseconds for `500ms`, `20s`, `10m`, `1h`; undefined for anything else. A unit is required: a bare number says nothing. */
function parseDurationMs(text) {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/.exec(text.trim());
    if (match?.[1] === undefined)
        return undefined;
    return Math.round(Number(match[1]) * DURATION_MS[match[2]]);
}
/** @returns `340 ms`, `1.4 s`, `20 s`, `2 min 05 s`, `1 h 03 min`. */
function formatDuration(ms) {
    if (ms < 995)
        return `${Math.round(ms)} ms`;
    if (ms < 59_950)
        return `${(ms / 1000).toFixed(1).replace('.0', '')} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 3600)
        return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} min`;
}
/** @returns `812 B`, `3.4 kB`, `1.2 MB`, `2.0 GB` (powers of 1000). */
function formatBytes(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    const units = ['kB', 'MB', 'GB', 'TB'];
    const exponent = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
    return `${(bytes / 1000 ** exponent).toFixed(1)} ${units[exponent - 1]}`;
}
/** @returns `64 MiB`, `1.5 GiB` (powers of 1024): memory as limits are written and disks are counted. */
function formatMemory(bytes) {
    const mebibytes = bytes / 1024 ** 2;
    const [value, unit] = mebibytes >= 1024 ? [mebibytes / 1024, 'GiB'] : [mebibytes, 'MiB'];
    return `${value.toFixed(1).replace(/\.0$/, '')} ${unit}`;
}
function pad(value) {
    return String(value).padStart(2, '0');
}


/***/ }),

/***/ 9771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mu: () => (/* binding */ checkRecipeInputs),
  e$: () => (/* binding */ recipeInputs)
});

// UNUSED EXPORTS: DEFAULT_ZONE

// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/inputs.js
var inputs = __webpack_require__(9309);
// EXTERNAL MODULE: ./js/report/stages.js
var stages = __webpack_require__(7610);
;// CONCATENATED MODULE: ./js/recipe/toolbox/default-image.js
/** The toolbox's image unless an input names another: restic's own, at a version. */
const DEFAULT_TOOLBOX_IMAGE = 'restic/restic:0.18.1';

;// CONCATENATED MODULE: ./js/recipe/inputs.js
/** What actions/recipe and `cc-ci recipe run` take. action.yml, the command's options and docs/inputs.md come from this table. */




/** Where a run's apps live unless a zone is given: `.test` is reserved, so no public name is ever meant (RFC 2606). */
const DEFAULT_ZONE = 'cc-ci.test';
const recipeInputs = {
    recipe: { description: "The recipe's folder.", default: '.', parse: inputs/* line */.n8 },
    engine: {
        description: 'What deploys: auto takes abra where it is on PATH, else the built-in engine, swarm.',
        default: 'auto',
        parse: (0,inputs/* choice */.Yq)('auto', 'swarm', 'abra'),
    },
    stages: {
        description: `The stages to run, joined by commas, of ${stages/* stageNames */.h.join(', ')}. install, teardown and verify-clean are always among them, and backup where restore is.`,
        default: stages/* stageNames */.h.join(','),
        parse: stageList,
    },
    zone: {
        description: "The wildcard domain of the test host; the app's domain is made below it.",
        default: DEFAULT_ZONE,
        parse: inputs/* line */.n8,
    },
    domain: {
        description: 'The whole domain of the app, in place of a fresh one below zone. Refused while it is taken.',
        default: '',
        parse: inputs/* line */.n8,
    },
    'router-address': {
        description: 'HOST[:PORT] of the router to ask, with the domain as SNI and Host. Default: found; without a router the task is asked.',
        default: '',
        parse: inputs/* line */.n8,
    },
    'tls-verify': {
        description: "Whether the router's certificate has to be trusted.",
        default: 'true',
        parse: inputs/* boolean */.zM,
    },
    'docker-context': {
        description: 'The Docker context of the Swarm manager. Default: the one in use.',
        default: '',
        parse: inputs/* line */.n8,
    },
    'time-limit': {
        description: 'For everything but the teardown, which has two minutes of its own.',
        default: '60m',
        parse: inputs/* duration */.p0,
    },
    keep: {
        description: 'Leave the freshly installed app running, whatever the outcome, and say how to reach and remove it.',
        default: 'false',
        parse: inputs/* boolean */.zM,
    },
    'report-dir': {
        description: 'Where results.json goes, relative to the workspace.',
        default: '.cc-ci/report',
        parse: inputs/* line */.n8,
    },
    'abra-path': {
        description: 'The abra program of the abra engine. Default: abra on PATH.',
        default: '',
        parse: inputs/* line */.n8,
    },
    extra: {
        description: 'Also run the heavy suite: the tests that cc-ci.yml names under extra, by default those in tests/extra.',
        default: 'false',
        parse: inputs/* boolean */.zM,
    },
    upstream: {
        description: "The git URL that release tags are asked from, before the clone's own origin. Default: the one that cc-ci.yml names.",
        default: '',
        parse: inputs/* line */.n8,
    },
    token: {
        description: 'Read access to the upstream of this input and to the forge of the job, in the environment of single git processes only.',
        default: '',
        secret: true,
        parse: inputs/* line */.n8,
    },
    base: {
        description: "The ref whose manifest, tests and policy count. Default: a pull request's base branch; elsewhere the recipe's folder itself.",
        default: '',
        parse: inputs/* line */.n8,
    },
    trust: {
        description: 'fork denies what the policy forbids, member warns. auto: by the repository that a pull request comes from.',
        default: 'auto',
        parse: (0,inputs/* choice */.Yq)('auto', 'fork', 'member'),
    },
    'with-tests': {
        description: "Let a member's pull request bring its own tests and manifest in place of the base branch's.",
        default: 'false',
        parse: inputs/* boolean */.zM,
    },
    'chromium-path': {
        description: 'The Chromium of browser checks. Default: CC_CI_CHROMIUM, else one on PATH.',
        default: '',
        parse: inputs/* line */.n8,
    },
    'toolbox-image': {
        description: 'An image with restic and a shell: writes marker files into volumes, and makes and restores backups.',
        default: DEFAULT_TOOLBOX_IMAGE,
        parse: inputs/* line */.n8,
    },
    slots: {
        description: 'How many apps may live on the Swarm at once; 0: as many as asked for.',
        default: '0',
        later: 'slots',
        parse: (0,inputs/* integer */.nd)(0, 1000),
    },
    'registry-credentials': {
        description: 'HOST USER PASSWORD, one registry a line: for pulling images.',
        default: '',
        secret: true,
        parse: inputs/* lines */.Mn,
    },
};
/** Inputs whose values rule each other out, or that this version can't serve. @throws UserError */
function checkRecipeInputs(inputs) {
    if (inputs.domain !== '' && inputs.zone !== DEFAULT_ZONE)
        throw new errors/* UserError */.yo('inputs domain and zone: domain is the whole name, so zone would mean nothing; give one of them');
}
function stageList(raw) {
    const asked = raw
        .split(/[,\s]+/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    const known = stages/* stageNames */.h;
    const unknown = asked.filter((entry) => !known.includes(entry));
    if (unknown.length > 0 || asked.length === 0)
        return { expected: `stages are ${stages/* stageNames */.h.join(', ')}, joined by commas` };
    const always = ['install', 'teardown', 'verify-clean'];
    if (asked.includes('restore'))
        asked.push('backup'); // There has to be something to restore.
    return { value: stages/* stageNames */.h.filter((stage) => asked.includes(stage) || always.includes(stage)) };
}


/***/ }),

/***/ 7610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ stageNames)
/* harmony export */ });
/** The stages' names, apart from the schema: the inputs name them too, and should not load it. */
/** In the order in which results list them; which of them run side by side is the plan's to say. */
const stageNames = [
    'lint',
    'policy',
    'install',
    'health',
    'http',
    'checks',
    'upgrade',
    'backup',
    'restore',
    'reinstall',
    'local',
    'extra',
    'teardown',
    'verify-clean',
];


/***/ })

};
