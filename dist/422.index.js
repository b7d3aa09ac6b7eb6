"use strict";
exports.id = 422;
exports.ids = [422,235,616];
exports.modules = {

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
    const job = (0,_lib_job_js__WEBPACK_IMPORTED_MODULE_2__.jobFrom)(env);
    const log = (0,_lib_log_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLog */ .t)(env);
    const inputs = await (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__.readInputs)(_recipe_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .recipeInputs */ .e$, env);
    for (const sentence of (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__.laterInputs)(_recipe_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .recipeInputs */ .e$, (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_1__.givenIn)(env)))
        log.warning(sentence);
    const workspace = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(env.GITHUB_WORKSPACE || '.');
    const folder = (0,_lib_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .insideOf */ .k)(workspace, inputs.recipe, 'input recipe');
    const reportFolder = reportFolderOf(workspace, inputs['report-dir']);
    // Only now: a mistake in an input should not wait for the room to be loaded.
    const { stepReporter, summaryMarkdown, writeResults } = await Promise.all(/* import() */[__webpack_require__.e(458), __webpack_require__.e(290)]).then(__webpack_require__.bind(__webpack_require__, 5290));
    const { testRecipe } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(631), __webpack_require__.e(650)]).then(__webpack_require__.bind(__webpack_require__, 631));
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
    recipe: { description: "The recipe's folder.", default: '.', parse: inputs.line },
    engine: {
        description: 'What deploys: auto takes abra where it is on PATH, else the built-in engine, swarm.',
        default: 'auto',
        parse: (0,inputs.choice)('auto', 'swarm', 'abra'),
    },
    stages: {
        description: `The stages to run, joined by commas, of ${stages/* stageNames */.h.join(', ')}. install, teardown and verify-clean are always among them, and backup where restore is.`,
        default: stages/* stageNames */.h.join(','),
        parse: stageList,
    },
    zone: {
        description: "The wildcard domain of the test host; the app's domain is made below it.",
        default: DEFAULT_ZONE,
        parse: inputs.line,
    },
    domain: {
        description: 'The whole domain of the app, in place of a fresh one below zone. Refused while it is taken.',
        default: '',
        parse: inputs.line,
    },
    'router-address': {
        description: 'HOST[:PORT] of the router to ask, with the domain as SNI and Host. Default: found; without a router the task is asked.',
        default: '',
        parse: inputs.line,
    },
    'tls-verify': {
        description: "Whether the router's certificate has to be trusted.",
        default: 'true',
        parse: inputs.boolean,
    },
    'docker-context': {
        description: 'The Docker context of the Swarm manager. Default: the one in use.',
        default: '',
        parse: inputs.line,
    },
    'time-limit': {
        description: 'For everything but the teardown, which has two minutes of its own.',
        default: '60m',
        parse: inputs.duration,
    },
    keep: {
        description: 'Leave the freshly installed app running, whatever the outcome, and say how to reach and remove it.',
        default: 'false',
        parse: inputs.boolean,
    },
    'report-dir': {
        description: 'Where results.json goes, relative to the workspace.',
        default: '.cc-ci/report',
        parse: inputs.line,
    },
    'abra-path': {
        description: 'The abra program of the abra engine. Default: abra on PATH.',
        default: '',
        parse: inputs.line,
    },
    extra: {
        description: 'Also run the heavy suite: the tests that cc-ci.yml names under extra, by default those in tests/extra.',
        default: 'false',
        parse: inputs.boolean,
    },
    upstream: {
        description: "The git URL that release tags are asked from, before the clone's own origin. Default: the one that cc-ci.yml names.",
        default: '',
        parse: inputs.line,
    },
    token: {
        description: 'Read access to the upstream of this input and to the forge of the job, in the environment of single git processes only.',
        default: '',
        secret: true,
        parse: inputs.line,
    },
    base: {
        description: "The ref whose manifest, tests and policy count. Default: a pull request's base branch; elsewhere the recipe's folder itself.",
        default: '',
        parse: inputs.line,
    },
    trust: {
        description: 'fork denies what the policy forbids, member warns. auto: by the repository that a pull request comes from.',
        default: 'auto',
        parse: (0,inputs.choice)('auto', 'fork', 'member'),
    },
    'with-tests': {
        description: "Let a member's pull request bring its own tests and manifest in place of the base branch's.",
        default: 'false',
        parse: inputs.boolean,
    },
    'chromium-path': {
        description: 'The Chromium of browser checks. Default: CC_CI_CHROMIUM, else one on PATH.',
        default: '',
        parse: inputs.line,
    },
    'toolbox-image': {
        description: 'An image with restic and a shell: writes marker files into volumes, and makes and restores backups.',
        default: DEFAULT_TOOLBOX_IMAGE,
        parse: inputs.line,
    },
    slots: {
        description: 'How many apps may live on the Swarm at once; 0: as many as asked for.',
        default: '0',
        later: 'slots',
        parse: (0,inputs.integer)(0, 1000),
    },
    'registry-credentials': {
        description: 'HOST USER PASSWORD, one registry a line: for pulling images.',
        default: '',
        secret: true,
        parse: inputs.lines,
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
;