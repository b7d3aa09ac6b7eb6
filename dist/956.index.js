export const id = 956;
export const ids = [956,3,116];
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


/***/ })

};
