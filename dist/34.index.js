export const id = 34;
export const ids = [34,3,116];
export const modules = {

/***/ 5471:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ rejectedCloneInputs),
/* harmony export */   Z: () => (/* binding */ cloneInputs)
/* harmony export */ });
/* harmony import */ var _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9309);
/** What the clone takes: named as actions/checkout names it wherever the meaning is the same. */

const cloneInputs = {
    repository: {
        description: 'The repository, OWNER/NAME. Default: the one the workflow runs for.',
        default: '',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8,
    },
    ref: {
        description: 'Branch, tag, full commit id or full ref (refs/…). Default: the commit the workflow runs for.',
        default: '',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8,
    },
    token: {
        description: 'Read access to the repository. Lives in the environment of the git processes that need it, nowhere else.',
        default: '',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the runner's
        actionDefault: '${{ github.token }}',
        secret: true,
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8,
    },
    path: { description: 'Where to, inside the workspace.', default: '.', parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8 },
    clean: {
        description: 'On a workspace that was used before: remove what is not of the commit (git clean -ffdx).',
        default: 'true',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM,
    },
    filter: {
        description: 'Partial clone: blob:none, tree:0, blob:limit=SIZE.',
        default: '',
        parse: filterSpec,
    },
    'sparse-checkout': {
        description: 'Check out these paths only, one a line. Implies filter: blob:none.',
        default: '',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn,
    },
    'sparse-checkout-cone-mode': {
        description: 'Whole folders (cone mode); false: patterns.',
        default: 'true',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM,
    },
    'fetch-depth': {
        description: 'How many commits of history; 0: all of it, with all branches and tags.',
        default: '1',
        parse: (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0, 2_147_483_647),
    },
    'fetch-tags': { description: 'Fetch all tags as well.', default: 'false', parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM },
    lfs: { description: 'Fetch Git LFS files.', default: 'false', parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM },
    submodules: {
        description: 'Check out submodules; recursive: theirs too.',
        default: 'false',
        parse: (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('false', 'true', 'recursive'),
    },
    'persist-credentials': {
        description: 'Leave the token in .git/config for later steps, until the job ends. Better: cc-ci git -- push …',
        default: 'false',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM,
    },
    'set-safe-directory': {
        description: "Let later steps use git though another user owns the folder. auto: where the folder's owner is another user, or in a container.",
        default: 'auto',
        parse: (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('auto', 'true', 'false'),
    },
    'github-server-url': {
        description: "The forge's address, with its sub-path. Default: the one the job came from.",
        default: '',
        parse: serverUrl,
    },
    'allow-unsafe-pr-checkout': {
        description: "Check out a fork's code in a job that holds secrets (pull_request_target). Read docs/clone.md first.",
        default: 'false',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM,
    },
    'mirror-dir': {
        description: 'A folder that persists on the runner and keeps a mirror of each repository.',
        default: '',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8,
    },
    'fetch-timeout': { description: 'For all tries of one fetch together.', default: '10m', parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0 },
    'fetch-tries': {
        description: 'How often a fetch is tried when the failure can heal.',
        default: '3',
        parse: (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(1, 20),
    },
    'stall-seconds': {
        description: 'A server that sends nothing for so long is given up on.',
        default: '20',
        parse: (0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(1, 3600),
    },
};
/** Inputs of actions/checkout that have no counterpart here. */
const rejectedCloneInputs = {
    'ssh-key': 'this action clones over HTTP with a token; leave ssh-key out',
    'ssh-known-hosts': 'this action clones over HTTP with a token; leave it out',
    'ssh-strict': 'this action clones over HTTP with a token; leave it out',
    'ssh-user': 'this action clones over HTTP with a token; leave it out',
    'show-progress': 'progress is shown when a fetch takes long; leave it out',
};
function filterSpec(raw) {
    return /^$|^blob:none$|^tree:\d+$|^blob:limit=\d+[kmg]?$/.test(raw)
        ? { value: raw }
        : { expected: 'blob:none, tree:DEPTH or blob:limit=SIZE' };
}
function serverUrl(raw) {
    if (raw === '')
        return { value: '' };
    const expected = {
        expected: 'an address such as https://forge.example.org or https://example.org/forge, without credentials',
    };
    if (!canParse(raw))
        return expected;
    const url = new URL(raw);
    const isPlain = ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '' && url.hash === '';
    return isPlain ? { value: raw } : expected;
}
// URL.canParse came with Node 18.17.
function canParse(raw) {
    try {
        return new URL(raw) !== undefined;
    }
    catch {
        return false; // what the constructor throws says no more than "invalid"
    }
}


/***/ }),

/***/ 8024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   JG: () => (/* binding */ anySignal),
/* harmony export */   Te: () => (/* binding */ throwIfAborted),
/* harmony export */   nl: () => (/* binding */ deadline),
/* harmony export */   yy: () => (/* binding */ sleep)
/* harmony export */ });
/* unused harmony export orAborted */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** Deadlines and cancellation: one AbortSignal goes through every call. */

/** An AbortSignal that fires with the first of `signals`. `AbortSignal.any` needs Node 20.3, dist runs on 18. */
function anySignal(...signals) {
    const controller = new AbortController();
    for (const signal of signals) {
        if (signal === undefined)
            continue;
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
    const timer = setTimeout(() => controller.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EnvironmentError */ .eG(what)), timeoutMs);
    timer.unref();
    return controller.signal;
}
/** @throws the signal's reason if it has fired. */
function throwIfAborted(signal) {
    if (signal?.aborted)
        throw reasonOf(signal);
}
/** The Error a fired signal carries; Node's own AbortError becomes a CancelledError. */
function reasonOf(signal) {
    const reason = signal.reason;
    return reason instanceof Error && reason.name !== 'AbortError' ? reason : new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CancelledError */ .cc('cancelled');
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
/** `promise`, or the signal's reason as soon as it fires. The promise's own late failure is not lost on anyone: it was abandoned. */
function orAborted(promise, signal) {
    if (signal === undefined)
        return promise;
    return new Promise((resolve, reject) => {
        const onAbort = () => reject(reasonOf(signal));
        if (signal.aborted)
            onAbort();
        else
            signal.addEventListener('abort', onAbort, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
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
    return parseInputs(table, given, rejected);
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
        const raw = given.get(name) || spec.default;
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
/** Milliseconds, from `20s`, `10m`, `1h`. */
const duration = (raw) => {
    const value = (0,_units_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDurationMs */ .yi)(raw);
    return value === undefined || value <= 0 ? { expected: 'a duration such as 20s, 10m or 1h' } : { value };
};


/***/ }),

/***/ 9801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _S: () => (/* binding */ jobFrom),
/* harmony export */   tJ: () => (/* binding */ inert),
/* harmony export */   uf: () => (/* binding */ escapeData)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/**
 * The runner's side of a step: where outputs, variables, state and the summary go, and how a secret is masked.
 * Plain appends with a random delimiter: the toolkit's core costs 50 ms to load (docs/decisions.md), and this runs in every job.
 */



/** @param env the environment a runner gives a step; outside a runner what has no file to go to is dropped. */
function jobFrom(env, write = (text) => process.stdout.write(text)) {
    const append = (variable, text) => {
        const file = env[variable];
        if (file === undefined || file === '')
            return;
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync)(file, text);
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`the runner's file ${variable}=${file} can't be written`, { cause });
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
/** A value with any content: a here-document whose delimiter can't be guessed, so that a value can't end it. */
function keyValue(name, value) {
    const delimiter = `cc_ci_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
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


/***/ }),

/***/ 7235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HU: () => (/* binding */ orThrowCancelled),
/* harmony export */   eF: () => (/* binding */ run),
/* harmony export */   f3: () => (/* binding */ openPipe),
/* harmony export */   gq: () => (/* binding */ succeeded),
/* harmony export */   i0: () => (/* binding */ killGroup),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6193);
/* harmony import */ var _abort_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2003);
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
    const startedAt = performance.now();
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
            resolve({ outcome, stdout: stdout(), stderr: stderr(), durationMs: performance.now() - startedAt });
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
/* harmony export */   z3: () => (/* binding */ formatBytes)
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
function pad(value) {
    return String(value).padStart(2, '0');
}


/***/ })

};
