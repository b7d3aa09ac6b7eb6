"use strict";
exports.id = 695;
exports.ids = [695,235,616];
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

/***/ 8689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ findOnPath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/** Where a program is that a name stands for, as a shell would find it. */


/** @param name a file name, or an absolute path. @returns its absolute path; undefined where there is no such file that can be executed. */
function findOnPath(name, path) {
    const candidates = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(name)
        ? [name]
        : (path ?? '')
            .split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter)
            .filter(node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)
            .map((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    return candidates.find(isExecutable);
}
function isExecutable(file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file).isFile();
    }
    catch {
        // Not there, or not ours to execute: the next one.
        return false;
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

/***/ 4043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ memberOf),
/* harmony export */   MF: () => (/* binding */ TooLarge),
/* harmony export */   MO: () => (/* binding */ searchName),
/* harmony export */   hS: () => (/* binding */ counted)
/* harmony export */ });
/* harmony import */ var _searcher_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6493);
/** What the parts of a scan share: what to look for, whom to tell, and how much a file may still expand to. */

/** The file expands to more than is allowed: ends the whole file, not just the member. */
class TooLarge extends Error {
}
function memberOf(place, name) {
    return { path: place.path, inside: [...place.inside, name], isExpanded: false };
}
/** @throws TooLarge once a file has expanded to more than is allowed. */
async function* counted(source, place, scan) {
    for await (const piece of source) {
        scan.left -= piece.length;
        if (scan.left < 0)
            throw new TooLarge(place.path);
        yield piece;
    }
}
function searchName(name, place, scan) {
    const searcher = new _searcher_js__WEBPACK_IMPORTED_MODULE_0__/* .Searcher */ .W(scan.needles, ({ what, kind }) => scan.onHit(place, { inName: true, what, kind }));
    searcher.push(Buffer.from(name));
    searcher.end();
}


/***/ }),

/***/ 7864:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z6: () => (/* binding */ matchFormat),
/* harmony export */   hR: () => (/* binding */ FORMATS)
/* harmony export */ });
/* unused harmony exports BEFORE, entropyOf */
/**
 * Tokens that give themselves away by their form: an anchor that is looked for everywhere, and what has to stand around it.
 * A format without a prefix of its own (AWS secret keys, Heroku, …) is left out: it would be found in any checksum.
 */
const END = '(?![A-Za-z0-9_-])';
const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const FORMATS = [
    {
        name: 'GitHub token',
        anchors: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
        shape: new RegExp(`gh[pousr]_(?<token>[A-Za-z0-9]{36,251})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'GitHub: authentication token formats (2021)',
    },
    {
        name: 'GitHub fine-grained token',
        anchors: ['github_pat_'],
        shape: new RegExp(`github_pat_(?<token>[A-Za-z0-9]{22}_[A-Za-z0-9]{59})${END}`, 'y'),
        minEntropy: 4,
        source: 'GitHub: authentication token formats (2021)',
    },
    {
        name: 'Gitea or Forgejo token',
        anchors: ['gitea', 'GITEA', 'Gitea', 'forgejo', 'FORGEJO', 'Forgejo'],
        shape: /(?:gitea|forgejo)[\w-]{0,30}(?:token|pat|password)["']?\s{0,3}(?:[:=]|=>)\s{0,3}["']?(?<token>[0-9a-f]{40})(?![0-9a-zA-Z])/iy,
        minEntropy: 3,
        source: 'Gitea and Forgejo: models/auth/access_token.go, 20 random bytes in hexadecimal',
    },
    {
        name: 'Gitea or Forgejo token in a header',
        anchors: ['uthorization: token ', 'UTHORIZATION: token '],
        shape: /uthorization: token (?<token>[0-9a-f]{40})(?![0-9a-zA-Z])/iy,
        minEntropy: 3,
        source: 'Gitea: API usage, Authorization: token …',
    },
    {
        name: 'GitLab token',
        anchors: ['glpat-', 'gldt-', 'glrt-', 'glcbt-'],
        shape: new RegExp(`gl(?:pat|dt|rt|cbt)-(?<token>[A-Za-z0-9_-]{20,300})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'GitLab: token overview, prefixes',
    },
    {
        name: 'npm token',
        anchors: ['npm_'],
        shape: new RegExp(`npm_(?<token>[A-Za-z0-9]{36})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'GitHub: npm access token format (2021)',
    },
    {
        name: 'crates.io token',
        // Three letters are in many words: with one more the search can leap.
        anchors: [...ALNUM].map((char) => `cio${char}`),
        shape: new RegExp(`cio(?<token>[A-Za-z0-9]{32})${END}`, 'y'),
        minEntropy: 3.7,
        source: 'rust-lang/crates.io: util/token.rs',
    },
    {
        name: 'PyPI token',
        anchors: ['pypi-AgE'],
        shape: new RegExp(`pypi-AgE(?<token>[A-Za-z0-9_-]{50,1000})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'PyPI: API tokens (macaroons)',
    },
    {
        name: 'AWS access key id',
        anchors: ['AKIA', 'ASIA'],
        shape: /A[KS]IA(?<token>(?![A-Z0-9]*EXAMPLE)[A-Z2-7]{16})(?![A-Za-z0-9_/+=])/y,
        minEntropy: 3,
        source: 'AWS: IAM identifiers, unique id prefixes',
    },
    {
        name: 'Slack token',
        anchors: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-'],
        shape: new RegExp(`xox[abprs]-(?<token>[0-9]{8,14}-[A-Za-z0-9-]{16,250})${END}`, 'y'),
        minEntropy: 3,
        source: 'Slack: token types',
    },
    {
        name: 'Slack webhook',
        anchors: ['hooks.slack.com/services/T'],
        shape: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,12}\/B[A-Z0-9]{6,12}\/(?<token>[A-Za-z0-9]{24})(?![A-Za-z0-9])/y,
        minEntropy: 3.3,
        source: 'Slack: incoming webhooks',
    },
    {
        name: 'Stripe key',
        anchors: ['sk_live_', 'rk_live_'],
        shape: new RegExp(`[sr]k_live_(?<token>[A-Za-z0-9]{24,250})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'Stripe: API keys',
    },
    {
        name: 'Google API key',
        anchors: ['AIza'],
        shape: new RegExp(`AIza(?<token>[A-Za-z0-9_-]{35})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'Google Cloud: API keys',
    },
    {
        name: 'Docker Hub token',
        anchors: ['dckr_pat_', 'dckr_oat_'],
        shape: new RegExp(`dckr_[po]at_(?<token>[A-Za-z0-9_-]{27,40})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'Docker: personal and organization access tokens',
    },
    {
        name: 'SonarQube token',
        anchors: ['squ_', 'sqp_', 'sqa_'],
        shape: /sq[upa]_(?<token>[0-9a-f]{40})(?![0-9a-zA-Z])/y,
        minEntropy: 3,
        source: 'SonarQube: token types (squ_, sqp_, sqa_)',
    },
    {
        name: 'Vault token',
        anchors: ['hvs.', 'hvb.'],
        shape: new RegExp(`hv[sb]\\.(?<token>[A-Za-z0-9_-]{24,300})${END}`, 'y'),
        minEntropy: 3.7,
        source: 'HashiCorp Vault: tokens, prefixes since 1.10',
    },
    {
        name: 'age secret key',
        anchors: ['AGE-SECRET-KEY-1'],
        shape: /AGE-SECRET-KEY-1(?<token>[0-9A-Z]{58})(?![0-9A-Z])/y,
        minEntropy: 3.5,
        source: 'C2SP: age, X25519 identities (Bech32)',
    },
    {
        name: 'JSON Web Token',
        // {"alg", {"typ", {"kid", {"enc", {"cty, {"x5t, {"jku, {"zip"
        anchors: ['eyJhbGci', 'eyJ0eXAi', 'eyJraWQi', 'eyJlbmMi', 'eyJjdHki', 'eyJ4NXQi', 'eyJqa3Ui', 'eyJ6aXAi'],
        shape: new RegExp(`eyJ[A-Za-z0-9_-]{10,600}\\.eyJ[A-Za-z0-9_-]{10,}\\.(?<token>[A-Za-z0-9_-]{20,})${END}`, 'y'),
        minEntropy: 3.5,
        source: 'RFC 7519, RFC 7515',
    },
    {
        name: 'private key',
        anchors: ['-----BEGIN '],
        // A line feed may be escaped, as in JSON; headers of an encrypted key may come first.
        shape: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\r|\\n|[A-Z][A-Za-z-]{3,20}: [^\n]{1,80}\n){1,12}(?<token>[A-Za-z0-9+/]{40,})/y,
        minEntropy: 3,
        source: 'RFC 7468; RFC 4880 for PGP',
    },
];
/** What stands before a match: a token is no part of a longer word. */
const BEFORE = /[A-Za-z0-9_-]$/;
/** Shannon's entropy, in bits per character. */
function entropyOf(text) {
    const counts = new Map();
    for (const char of text)
        counts.set(char, (counts.get(char) ?? 0) + 1);
    let bits = 0;
    for (const count of counts.values())
        bits -= (count / text.length) * Math.log2(count / text.length);
    return bits;
}
/**
 * @param text a stretch of the file, a character per byte. @param at where an anchor of the format was found in it.
 * @returns how long the token is; undefined where it is none.
 */
function matchFormat(format, text, at) {
    const { shape } = format;
    shape.lastIndex = at;
    const match = shape.exec(text);
    if (match === null)
        return undefined;
    const isOfWord = /^[A-Za-z0-9]/.test(match[0]) && BEFORE.test(text.slice(Math.max(0, at - 1), at));
    if (isOfWord && !match[0].startsWith('uthor'))
        return undefined;
    return entropyOf(match.groups?.token ?? match[0]) >= format.minEntropy ? match[0].length : undefined;
}


/***/ }),

/***/ 695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  scanAndSay: () => (/* binding */ scanAndSay),
  scanToText: () => (/* binding */ scanToText)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/secrets/forms.js
var secrets_forms = __webpack_require__(6851);
// EXTERNAL MODULE: ./js/lib/monotonic.js
var monotonic = __webpack_require__(2398);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: ./js/secrets/scan/context.js
var context = __webpack_require__(4043);
// EXTERNAL MODULE: ./js/lib/on-path.js
var on_path = __webpack_require__(8689);
// EXTERNAL MODULE: ./js/lib/process.js
var lib_process = __webpack_require__(7235);
;// CONCATENATED MODULE: ./js/secrets/scan/byte-reader.js
/** Reads a stream of bytes by count and by line. */

class ByteReader {
    #source;
    #rest = Buffer.alloc(0);
    constructor(source) {
        this.#source =
            Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    }
    /** The first `count` bytes, which stay to be read; fewer where the stream ends before. */
    async peek(count) {
        while (this.#rest.length < count) {
            const piece = await this.#next();
            if (piece === undefined)
                break;
            this.#rest = Buffer.concat([this.#rest, piece]);
        }
        return this.#rest.subarray(0, count);
    }
    /** Everything that is left. */
    async *all() {
        if (this.#rest.length > 0)
            yield this.#rest;
        this.#rest = Buffer.alloc(0);
        for (let piece = await this.#next(); piece !== undefined; piece = await this.#next())
            yield piece;
    }
    /** The next `count` bytes. @throws EnvironmentError where the stream ends before. */
    async *take(count) {
        let left = count;
        while (left > 0) {
            const piece = this.#rest.length > 0 ? this.#rest : await this.#next();
            if (piece === undefined)
                throw new errors/* EnvironmentError */.eG(`the stream ended ${left} bytes too early`);
            this.#rest = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).subarray(left);
            left -= Math.min(left, piece.length);
            yield piece.subarray(0, piece.length - this.#rest.length);
        }
    }
    /** Up to the next line feed, without it; undefined at the stream's end. */
    async line() {
        for (;;) {
            const end = this.#rest.indexOf(10);
            if (end >= 0) {
                const text = this.#rest.toString('latin1', 0, end);
                this.#rest = this.#rest.subarray(end + 1);
                return text;
            }
            const piece = await this.#next();
            if (piece === undefined)
                return undefined;
            this.#rest = Buffer.concat([this.#rest, piece]);
        }
    }
    async #next() {
        const { done, value } = await this.#source.next();
        return done ? undefined : value;
    }
}

;// CONCATENATED MODULE: ./js/secrets/scan/kinds.js
/** What a file is, by its first bytes: an ending can say anything. */
/** As many bytes as a decision needs: a tar's magic is at 257. */
const HEAD_BYTES = 512;
const ascii = (text) => [...Buffer.from(text, 'latin1')];
const MAGICS = [
    { at: 0, bytes: [0x1f, 0x8b, 0x08], kind: 'gzip' },
    { at: 0, bytes: ascii('PK\x03\x04'), kind: 'zip' },
    { at: 0, bytes: ascii('PK\x05\x06'), kind: 'zip' },
    { at: 257, bytes: ascii('ustar'), kind: 'tar' },
    { at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: { program: 'zstd', args: ['-dcq'] } },
    { at: 0, bytes: [0xfd, ...ascii('7zXZ'), 0], kind: { program: 'xz', args: ['-dcq'] } },
    { at: 0, bytes: ascii('BZh'), kind: { program: 'bzip2', args: ['-dcq'] } },
    { at: 0, bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c], kind: { unopened: '7-Zip' } },
    { at: 0, bytes: ascii('Rar!\x1a\x07'), kind: { unopened: 'RAR' } },
    { at: 0, bytes: [0x04, 0x22, 0x4d, 0x18], kind: { unopened: 'LZ4' } },
];
/** Where git keeps an object of its own: compressed, without a magic number that tells. */
const LOOSE_OBJECT = /(^|\/)objects\/[0-9a-f]{2}\/[0-9a-f]{38,62}$/;
/** @param name the file's path or the member's name. @param head its first HEAD_BYTES bytes, or all of it. */
function kindOf(name, head) {
    const magic = MAGICS.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte));
    if (magic !== undefined)
        return magic.kind;
    return LOOSE_OBJECT.test(name) && head[0] === 0x78 ? 'zlib' : 'plain';
}

// EXTERNAL MODULE: ./js/secrets/scan/searcher.js
var scan_searcher = __webpack_require__(6493);
;// CONCATENATED MODULE: ./js/secrets/scan/scan-bytes.js
/** Searches a stream of bytes, and what is packed inside it, to a depth. */





/**
 * @param depth how many archives this is in already.
 * @throws TooLarge, and what the source throws. An archive in here that can't be read is a gap.
 */
async function scanBytes(source, place, depth, scan) {
    const reader = new ByteReader(source);
    const name = place.inside.at(-1) ?? place.path;
    const kind = kindOf(name, await reader.peek(HEAD_BYTES));
    if (kind === 'plain')
        return searchPlain(reader.all(), place, scan);
    if (typeof kind === 'object' && 'unopened' in kind) {
        scan.onGap(place, `${kind.unopened} archives are not opened`);
        return searchPlain(reader.all(), place, scan);
    }
    if (depth >= scan.limits.depth) {
        scan.onGap(place, `is an archive inside ${depth} others: not opened`);
        return searchPlain(reader.all(), place, scan);
    }
    try {
        await scanPacked(kind, reader.all(), place, depth, scan);
    }
    catch (error) {
        if (error instanceof context/* TooLarge */.MF || scan.signal.aborted)
            throw error;
        scan.onGap(place, `can't be read to its end as ${kindName(kind)}: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
async function scanPacked(kind, bytes, place, depth, scan) {
    if (kind === 'tar') {
        const { scanTar } = await Promise.all(/* import() */[__webpack_require__.e(474), __webpack_require__.e(275)]).then(__webpack_require__.bind(__webpack_require__, 3275));
        return scanTar(bytes, place, scan, memberScan(place, depth, scan));
    }
    if (kind === 'zip') {
        const { scanNestedZip } = await Promise.all(/* import() */[__webpack_require__.e(171), __webpack_require__.e(75)]).then(__webpack_require__.bind(__webpack_require__, 4075));
        return scanNestedZip(bytes, place, scan, memberScan(place, depth, scan));
    }
    const { expanded } = await __webpack_require__.e(/* import() */ 298).then(__webpack_require__.bind(__webpack_require__, 4298));
    await expanded(kind, bytes, scan.signal, (stream) => scanBytes((0,context/* counted */.hS)(stream, place, scan), { ...place, isExpanded: true }, depth + 1, scan));
}
/** For what opens the archive at `place`. @param depth how many archives that is in. */
function memberScan(place, depth, scan) {
    return async (source, name) => {
        const member = (0,context/* memberOf */.C5)(place, name);
        scan.onMember();
        (0,context/* searchName */.MO)(name, member, scan);
        await scanBytes(source, member, depth + 1, scan);
    };
}
async function searchPlain(bytes, place, scan) {
    const searcher = new scan_searcher/* Searcher */.W(scan.needles, (hit) => scan.onHit(place, hit));
    for await (const piece of bytes) {
        scan.signal.throwIfAborted();
        scan.onBytes(piece.length);
        searcher.push(piece);
    }
    searcher.end();
}
function kindName(kind) {
    return typeof kind === 'string' ? kind : 'program' in kind ? kind.program : kind.unopened;
}

;// CONCATENATED MODULE: ./js/secrets/scan/git-objects.js
/**
 * Every object of a repository, loose or packed, whole: git writes them out itself, deltas resolved. A secret that was
 * committed once and removed later is in there still.
 */






const ARGS = ['cat-file', '--batch-all-objects', '--batch', '--unordered', '--buffer'];
/** @param place the repository's own folder. @throws EnvironmentError where git is not there or can't read it. */
async function scanGitObjects(place, scan) {
    const { PATH } = process.env;
    const git = (0,on_path/* findOnPath */.a)('git', PATH);
    if (git === undefined)
        throw new errors/* EnvironmentError */.eG('the program git is not on PATH');
    // Of a partial clone what is there: nothing is fetched. No configuration but the repository's, which runs nothing here.
    const env = {
        PATH,
        GIT_DIR: place.path,
        GIT_NO_LAZY_FETCH: '1',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_OPTIONAL_LOCKS: '0',
    };
    let said = '';
    const child = (0,lib_process.openPipe)(git, ARGS, {
        env,
        onStderr: (text) => {
            said += text.slice(0, 500);
        },
    });
    const code = new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
    });
    code.catch(() => undefined);
    try {
        child.stdin.end();
        await scanBatch(new ByteReader(child.stdout), place, scan);
        if ((await code) !== 0)
            throw new errors/* EnvironmentError */.eG(`git: ${said.trim().split('\n')[0] ?? ''}`);
    }
    finally {
        (0,lib_process.killGroup)(child, 'SIGKILL');
    }
}
/** The format of git-cat-file(1), BATCH OUTPUT: `<oid> <type> <size>`, a line feed, the content, a line feed. */
async function scanBatch(reader, place, scan) {
    for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
        const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
        if (id === undefined || size === undefined)
            throw new errors/* EnvironmentError */.eG('git wrote what cat-file does not write');
        const object = (0,context/* memberOf */.C5)(place, `${type} ${id}`);
        const content = reader.take(Number(size));
        scan.onMember();
        // A tree's or a commit's beginning may look like an archive's; only files are opened.
        await scanBytes((0,context/* counted */.hS)(content, place, scan), object, type === 'blob' ? 1 : scan.limits.depth, scan);
        for await (const _rest of content)
            ;
        await reader.line();
    }
}

;// CONCATENATED MODULE: ./js/secrets/scan/lines.js
/** Line numbers of places in a text file: counted only where something was found. */

/**
 * @param offsets in bytes, ascending.
 * @returns the lines, from 1, in the same order; undefined for a file that is no text (it has a NUL byte before the last place).
 */
async function lineNumbers(path, offsets) {
    const lines = [];
    let line = 1;
    let at = 0;
    const last = offsets.at(-1) ?? 0;
    for await (const piece of (0,external_node_fs_.createReadStream)(path, {
        end: last,
        highWaterMark: 1 << 20,
    })) {
        if (piece.includes(0))
            return undefined;
        for (const byte of piece) {
            while (lines.length < offsets.length && offsets[lines.length] === at)
                lines.push(line);
            if (byte === 10)
                line += 1;
            at += 1;
        }
    }
    return lines.length === offsets.length ? lines : undefined;
}

;// CONCATENATED MODULE: ./js/secrets/scan/model.js
/** The leak scan's shapes. Nothing in here holds a value that was found. */
const LIMITS = {
    expandedBytes: 4 * 1024 ** 3,
    depth: 5,
    nestedZipBytes: 256 * 1024 ** 2,
    findingsPerFile: 10_000,
};

// EXTERNAL MODULE: ./js/secrets/scan/formats.js
var formats = __webpack_require__(7864);
;// CONCATENATED MODULE: ./js/secrets/scan/matcher.js
/**
 * Looks for many texts at once in one pass (Wu and Manber, 1994): two bytes at a time, with a leap wherever they end none of
 * the texts. Node's own `indexOf` would have to go through the bytes once for each text.
 */
/** @param texts of two bytes at least each; the shorter the shortest, the slower. `onMatch` gets their index. */
function compileMatcher(texts) {
    const shortest = Math.min(...texts.map(({ length }) => length));
    const longest = Math.max(0, ...texts.map(({ length }) => length));
    if (texts.length === 0)
        return { longest: 0, find: () => undefined };
    if (shortest < 2)
        throw new RangeError('a text to look for has to have two bytes');
    const leaps = new Uint8Array(65_536).fill(Math.min(shortest - 1, 255));
    const buckets = new Map();
    for (const [index, text] of texts.entries()) {
        for (let end = 1; end < shortest; end += 1) {
            const pair = pairAt(text, end);
            leaps[pair] = Math.min(leaps[pair] ?? 0, shortest - 1 - end);
        }
        const last = pairAt(text, shortest - 1);
        buckets.set(last, [...(buckets.get(last) ?? []), index]);
    }
    return { longest, find: finder(texts, shortest, leaps, buckets) };
}
function pairAt(bytes, end) {
    return ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
}
function finder(texts, shortest, leaps, buckets) {
    return (bytes, from, to, onMatch) => {
        const stop = Math.min(to + shortest - 1, bytes.length);
        let end = from + shortest - 1;
        while (end < stop) {
            // Not pairAt: this line is all of the time that a search takes.
            const pair = (bytes[end - 1] << 8) | bytes[end];
            const leap = leaps[pair];
            if (leap > 0) {
                end += leap;
                continue;
            }
            const at = end - shortest + 1;
            for (const index of buckets.get(pair) ?? []) {
                const text = texts[index];
                if (text !== undefined && isAt(bytes, at, text))
                    onMatch(index, at);
            }
            end += 1;
        }
    };
}
function isAt(bytes, at, text) {
    if (at + text.length > bytes.length)
        return false;
    for (let index = 0; index < text.length; index += 1)
        if (bytes[at + index] !== text[index])
            return false;
    return true;
}

;// CONCATENATED MODULE: ./js/secrets/scan/needles.js
/** What a scan looks for: every form of every value, and the anchors of the known formats. */



/** The beginning of a longer form is as telling as all of it, and bounds what a search has to keep between two pieces. */
const LONGEST = 512;
function needlesFor(sought) {
    const needles = [];
    const texts = [];
    const seen = new Set();
    const add = (needle, bytes) => {
        const key = bytes.toString('latin1');
        if (bytes.length < 4 || seen.has(key))
            return;
        seen.add(key);
        needles.push(needle);
        texts.push(bytes);
    };
    for (const { name, value } of sought) {
        for (const { kind, text } of (0,secrets_forms/* formsOf */.XP)(value)) {
            if (kind === 'line' && !(0,secrets_forms/* isTellingAlone */.XR)(text))
                continue;
            const bytes = Buffer.from(text).subarray(0, LONGEST);
            add({ is: 'value', name, kind, length: bytes.length }, bytes);
            if (kind !== 'plain')
                continue;
            const wide = Buffer.from(text, 'utf16le').subarray(0, LONGEST);
            add({ is: 'value', name, kind: 'UTF-16', length: wide.length }, wide);
        }
    }
    for (const format of formats/* FORMATS */.hR)
        for (const anchor of format.anchors)
            add({ is: 'anchor', format }, Buffer.from(anchor));
    return { needles, matcher: compileMatcher(texts) };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./js/secrets/scan/walk.js
/** The files beneath a path. No symbolic link is followed: what it points to is searched where it lies, or is none of ours. */




/** @throws UserError where there is no file and no folder at `path`: a scan of nothing must not look like a clean one. */
async function* filesBeneath(path) {
    const root = await rootOf(path);
    const stats = await (0,promises_.lstat)(root);
    if (stats.isDirectory())
        yield* folder(root);
    else if (stats.isFile())
        yield* entryAt(root);
    // `<(command)` among them: nothing would be read, and nothing found.
    else
        throw new errors/* UserError */.yo(`leak-scan: ${path} is a pipe, a socket or a device: write it to a file first`);
}
async function rootOf(path) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        if ((0,errors/* hasCode */.up)(error, 'ENOENT') || (0,errors/* hasCode */.up)(error, 'ENOTDIR'))
            throw new errors/* UserError */.yo(`leak-scan: ${path} is not there: give files and folders that are`);
        throw new errors/* UserError */.yo(`leak-scan: ${path} can't be reached`, { cause: error });
    }
}
async function* folder(path) {
    let entries;
    try {
        entries = await (0,promises_.readdir)(path, { withFileTypes: true });
    }
    catch (error) {
        const isMisnamed = (0,errors/* hasCode */.up)(error, 'ENOENT') && path.includes('\ufffd');
        yield { kind: 'unreadable', path, why: isMisnamed ? NOT_UTF8 : (0,errors/* messageOf */.bD)(error) };
        return;
    }
    const isGit = await isGitFolder(path);
    if (isGit)
        yield { kind: 'git', path };
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
        const below = (0,external_node_path_.join)(path, entry.name);
        if (entry.isDirectory()) {
            if (!isGit || entry.name !== 'objects')
                yield* folder(below);
        }
        else
            yield* entryAt(below);
    }
}
async function* entryAt(path) {
    try {
        const stats = await (0,promises_.lstat)(path);
        if (stats.isSymbolicLink())
            yield { kind: 'link', path, target: await (0,promises_.readlink)(path) };
        // Sockets, pipes and devices have no content of their own.
        else if (stats.isFile())
            yield { kind: 'file', path, bytes: stats.size };
    }
    catch (error) {
        if (!(0,errors/* hasCode */.up)(error, 'ENOENT'))
            yield { kind: 'unreadable', path, why: (0,errors/* messageOf */.bD)(error) };
        // Node puts U+FFFD in place of such bytes, and there is nothing of that name. Else it went while we looked: a job's
        // temporary file.
        else if (path.includes('\ufffd'))
            yield { kind: 'unreadable', path, why: NOT_UTF8 };
    }
}
const NOT_UTF8 = 'its name is not UTF-8; rename it, or scan an archive of it';
/** The three things that git itself looks for. */
async function isGitFolder(path) {
    try {
        await Promise.all(['HEAD', 'objects', 'refs'].map((name) => (0,promises_.access)((0,external_node_path_.join)(path, name), external_node_fs_.constants.F_OK)));
        return true;
    }
    catch {
        // One of them is not there: a folder like any other.
        return false;
    }
}
/** All files of a folder, objects of a repository included: for one that git itself can't read. */
async function* looseFiles(path) {
    yield* folder(path);
}

;// CONCATENATED MODULE: ./js/secrets/scan/index.js
/** The leak scan: looks for values and known tokens in files, archives and repositories, and never says what it found, only where. */











const PIECE_BYTES = 1 << 20;
const SMALL_BYTES = 1 << 16;
/**
 * @param paths files and folders. @param sought may be empty: then only known formats are looked for.
 * @throws UserError where a path is not there; the signal's reason once it fires.
 */
async function leakScan(paths, sought, signal, limits = LIMITS) {
    const startedAt = (0,monotonic/* monotonicMs */.d)();
    const tally = { findings: [], gaps: [], files: 0, members: 0, bytes: 0 };
    const needles = needlesFor(sought);
    const scan = () => ({
        needles,
        limits,
        signal,
        left: limits.expandedBytes,
        nestedZipLeft: limits.nestedZipBytes,
        onHit: listing(tally, limits),
        onGap: (place, why) => tally.gaps.push({ place, why }),
        onMember: () => {
            tally.members += 1;
        },
        onBytes: (count) => {
            tally.bytes += count;
        },
    });
    for (const path of paths) {
        for await (const found of filesBeneath(path)) {
            signal.throwIfAborted();
            if (found.kind === 'file')
                tally.files += 1;
            await scanFound(found, scan());
        }
    }
    const findings = await withLines(tally.findings);
    return { ...tally, findings, durationMs: (0,monotonic/* monotonicMs */.d)() - startedAt };
}
/** For one file: a short value in a large file would fill the memory with places. */
function listing({ findings, gaps }, { findingsPerFile }) {
    let count = 0;
    return (place, hit) => {
        count += 1;
        if (count <= findingsPerFile)
            findings.push({
                place,
                what: hit.what,
                kind: hit.kind,
                offset: 'inName' in hit ? undefined : hit.offset,
                line: undefined,
            });
        else if (count === findingsPerFile + 1)
            gaps.push({
                place: { path: place.path, inside: [], isExpanded: false },
                why: `more than ${findingsPerFile} places: no more of them are listed`,
            });
    };
}
async function scanFound(found, scan) {
    const place = { path: found.path, inside: [], isExpanded: false };
    switch (found.kind) {
        case 'unreadable':
            return scan.onGap(place, `can't be read: ${found.why}`);
        case 'link':
            (0,context/* searchName */.MO)(found.path, place, scan);
            return (0,context/* searchName */.MO)(found.target, place, scan);
        case 'git':
            return scanRepository(place, scan);
        case 'file':
            (0,context/* searchName */.MO)(found.path, place, scan);
            return scanFile(place, found.bytes, scan);
    }
}
async function scanFile(place, bytes, scan) {
    try {
        // Most files of a work tree: opened once, and without a buffer of a whole piece for each.
        if (bytes <= SMALL_BYTES) {
            const content = (0,external_node_fs_.readFileSync)(place.path);
            if (!isZipHead(content))
                return await scanBytes([content], place, 0, scan);
        }
        if (await isZip(place.path)) {
            const { scanZipFile } = await Promise.all(/* import() */[__webpack_require__.e(171), __webpack_require__.e(75)]).then(__webpack_require__.bind(__webpack_require__, 4075));
            await scanZipFile(place, scan, memberScan(place, 0, scan));
        }
        else
            await scanStream(place, scan);
    }
    catch (error) {
        orGap(error, place, scan);
    }
}
/** Opened where it is read at once: the error of a stream that nobody reads yet would end the program. */
async function scanStream(place, scan) {
    const stream = (0,external_node_fs_.createReadStream)(place.path, { highWaterMark: PIECE_BYTES });
    try {
        await scanBytes(stream, place, 0, scan);
    }
    finally {
        stream.destroy();
    }
}
async function isZip(path) {
    for await (const piece of (0,external_node_fs_.createReadStream)(path, { end: 3 }))
        return isZipHead(piece);
    return false;
}
function isZipHead(bytes) {
    return ['PK\x03\x04', 'PK\x05\x06'].includes(bytes.toString('latin1', 0, 4));
}
/** Where git can't help, its files as they are: loose objects are opened, packs are not. */
async function scanRepository(place, scan) {
    try {
        await scanGitObjects(place, scan);
    }
    catch (error) {
        orGap(error, place, scan, 'packed objects are not searched: ');
        for await (const found of looseFiles(`${place.path}/objects`))
            await scanFound(found, scan);
    }
}
function orGap(error, place, scan, what = "can't be read to its end: ") {
    if (scan.signal.aborted)
        throw error;
    if ((0,errors/* hasCode */.up)(error, 'ENOENT'))
        return;
    if (error instanceof context/* TooLarge */.MF)
        scan.onGap(place, `expands to more than ${(0,units/* formatMemory */.z9)(scan.limits.expandedBytes)}: the rest of it is not searched`);
    else
        scan.onGap(place, `${what}${(0,errors/* messageOf */.bD)(error)}`);
}
/** Numbers the lines of what was found in text files themselves. */
async function withLines(findings) {
    const offsets = new Map();
    for (const { place, offset } of findings.filter(isInText)) {
        const own = offsets.get(place.path) ?? [];
        own.push(offset ?? 0);
        offsets.set(place.path, own);
    }
    const numbered = new Map();
    for (const [path, own] of offsets) {
        const places = [...new Set(own)].sort((one, other) => one - other);
        const lines = await lineNumbers(path, places).catch(() => undefined); // it went, or changed: offsets will do
        if (lines !== undefined)
            numbered.set(path, new Map(places.map((offset, index) => [offset, lines[index] ?? 0])));
    }
    return findings.map((finding) => isInText(finding)
        ? { ...finding, line: numbered.get(finding.place.path)?.get(finding.offset ?? -1) }
        : finding);
}
function isInText({ place, offset }) {
    return place.inside.length === 0 && !place.isExpanded && offset !== undefined;
}

;// CONCATENATED MODULE: ./js/secrets/scan/masker.js
/** Takes values and tokens out of what a scan says itself: a leak may be the name of a file. */



/** @returns a function that puts *** in place of every form of the values, and of tokens of known formats. */
function maskerFor(sought) {
    const masks = sought
        .flatMap(({ value }) => (0,secrets_forms/* formsOf */.XP)(value).map(({ text }) => text))
        .sort((one, other) => other.length - one.length);
    const formats = needlesFor([]);
    return (text) => {
        const masked = masks.reduce((rest, mask) => rest.replaceAll(mask, '***'), text);
        const hits = [];
        const searcher = new scan_searcher/* Searcher */.W(formats, (hit) => hits.push(hit));
        searcher.push(Buffer.from(masked));
        searcher.end();
        // From the last on, so that the places of the others stay.
        return hits.reverse().reduce(cutOut, masked);
    };
}
function cutOut(text, { offset, length }) {
    const bytes = Buffer.from(text);
    return `${bytes.toString('utf8', 0, offset)}***${bytes.toString('utf8', offset + length)}`;
}

;// CONCATENATED MODULE: ./js/secrets/scan/report.js
/** What a scan says: places, names and kinds. Pure. */

/** Of one file, as many are told one by one: a leak in a loop is one leak. */
const SHOWN_PER_FILE = 10;
/** @param masked takes out of a path or a member's name what must not be printed: a leak may be in a name. */
function reportLines(scanned, masked) {
    return {
        findings: grouped(scanned.findings, masked),
        gaps: scanned.gaps.map((gap) => gapLine(gap, masked)),
        sentence: sentenceOf(scanned),
    };
}
/** The same for programs: one JSON object. */
function reportJson(scanned, masked) {
    const place = ({ path, inside, isExpanded }) => ({
        path: masked(path),
        inside: inside.map(masked),
        isExpanded,
    });
    const findings = scanned.findings.map((finding) => ({ ...finding, place: place(finding.place) }));
    const gaps = scanned.gaps.map((gap) => ({ place: place(gap.place), why: masked(gap.why) }));
    return JSON.stringify({ ...scanned, findings, gaps, durationMs: Math.round(scanned.durationMs) }, null, 2);
}
function grouped(findings, masked) {
    const files = new Map();
    for (const finding of findings) {
        const own = files.get(finding.place.path) ?? [];
        own.push(finding);
        files.set(finding.place.path, own);
    }
    return [...files].flatMap(([path, own]) => {
        const more = own.length - SHOWN_PER_FILE;
        const lines = own.slice(0, SHOWN_PER_FILE).map((finding) => findingLine(finding, masked));
        return more > 0 ? [...lines, `${printable(masked(path))}: and ${more} more`] : lines;
    });
}
function findingLine(finding, masked) {
    const what = finding.kind === 'known format' ? `a ${finding.what}` : `${finding.what} (${finding.kind})`;
    return `${placeText(finding.place, masked)}${position(finding)}: ${what}`;
}
function position({ offset, line, place }) {
    if (offset === undefined)
        return ', in the name';
    if (place.isExpanded)
        return `, byte ${offset} of what it expands to`;
    return line === undefined ? `, byte ${offset}` : `:${line}`;
}
function gapLine({ place, why }, masked) {
    return `${placeText(place, masked)}: ${printable(masked(why))}`;
}
function placeText({ path, inside }, masked) {
    return [path, ...inside].map((part) => printable(masked(part))).join(' > ');
}
/** A name may hold line feeds and what a terminal obeys. */
function printable(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
    return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}
function sentenceOf({ findings, gaps, files, members, bytes, durationMs }) {
    const inside = members === 0 ? '' : `, ${members} members of archives and repositories`;
    const looked = `${files} ${files === 1 ? 'file' : 'files'}${inside}, ${(0,units/* formatBytes */.z3)(bytes)} in ${(0,units/* formatDuration */.a3)(durationMs)}`;
    const places = new Set(findings.map(({ place }) => place.path)).size;
    const rest = gaps.length === 0 ? '' : `; ${gaps.length} not searched or not as a whole`;
    if (findings.length === 0)
        return `leak-scan: nothing found (${looked}${rest})`;
    return `leak-scan: ${findings.length} found in ${places} ${places === 1 ? 'file' : 'files'} (${looked}${rest})`;
}

;// CONCATENATED MODULE: ./js/secrets/scan/say.js
/** A leak scan in a step: paths and values in, sentences in the log and an exit code out. */






async function scanAndSay(paths, sought, { log, signal }) {
    const masked = maskerFor(sought);
    for (const sentence of tooShort(sought))
        log.warning(sentence);
    // At a job's end a folder may never have been made: the step that makes it was skipped.
    for (const path of paths.filter((entry) => !(0,external_node_fs_.existsSync)(entry)))
        log.warning(`leak-scan: ${masked(path)} is not there: not searched`);
    const scanned = await leakScan(paths.filter((entry) => (0,external_node_fs_.existsSync)(entry)), sought, signal);
    const { findings, gaps, sentence } = reportLines(scanned, masked);
    for (const gap of gaps)
        log.warning(`leak-scan: ${gap}`);
    for (const finding of findings)
        log.error(`leak-scan: ${finding}`);
    if (scanned.findings.length === 0)
        log.info(sentence);
    else
        log.error(`${sentence}. Take the value out of what is written there, and replace the secret: docs/secrets.md#leak-scan`);
    return scanned.findings.length === 0 ? errors/* EXIT */.dc.good : errors/* EXIT */.dc.verdict;
}
/** The same for a terminal. @returns what to print: lines of text, or one JSON object. */
async function scanToText(paths, sought, isJson, { log, signal }) {
    for (const sentence of tooShort(sought))
        log.warning(sentence);
    const scanned = await leakScan(paths, sought, signal);
    const exitCode = scanned.findings.length === 0 ? errors/* EXIT */.dc.good : errors/* EXIT */.dc.verdict;
    const masked = maskerFor(sought);
    if (isJson)
        return { text: `${reportJson(scanned, masked)}\n`, exitCode };
    const { findings, gaps, sentence } = reportLines(scanned, masked);
    for (const gap of gaps)
        log.warning(`leak-scan: ${gap}`);
    return { text: [...findings, sentence].map((line) => `${line}\n`).join(''), exitCode };
}
/** @returns a sentence for each value that is not looked for. */
function tooShort(sought) {
    return sought.flatMap(({ name, value }) => {
        const why = value.trim() === '' ? 'empty' : (0,secrets_forms/* unmaskable */.Ug)(value);
        return why === undefined ? [] : [`leak-scan: ${name} is ${why} and is not looked for`];
    });
}


/***/ }),

/***/ 6493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ Searcher)
/* harmony export */ });
/* harmony import */ var _formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7864);
/** Searches a stream piece by piece. What may go on in the next piece is kept, so that no border hides a match. */

/** How far a known format's shape may reach, and what has to be seen before it. */
const AHEAD = 2048;
const BEHIND = 16;
class Searcher {
    #needles;
    #onHit;
    /** The end of what came so far: BEHIND bytes that are done, and those that wait for more. */
    #kept = Buffer.alloc(0);
    /** Of #kept: where the part begins that is not done. */
    #undone = 0;
    /** How many bytes came before #kept. */
    #before = 0;
    /** Where the last hit of each name ends: the forms of one value overlap. */
    #ends = new Map();
    #lastValueEnd = 0;
    constructor(needles, onHit) {
        this.#needles = needles;
        this.#onHit = onHit;
    }
    /** The next piece of the stream; it may be changed by its owner after this returns. */
    push(piece) {
        const bytes = this.#kept.length === 0 ? asBuffer(piece) : Buffer.concat([this.#kept, piece]);
        const ready = bytes.length - Math.max(AHEAD, this.#needles.matcher.longest);
        if (ready > this.#undone)
            this.#search(bytes, ready);
        const done = Math.max(ready, this.#undone);
        const cut = Math.max(0, done - BEHIND);
        this.#kept = Buffer.from(bytes.subarray(cut));
        this.#undone = done - cut;
        this.#before += cut;
    }
    /** The stream has ended. */
    end() {
        this.#search(this.#kept, this.#kept.length);
        this.#before += this.#kept.length;
        this.#kept = Buffer.alloc(0);
        this.#undone = 0;
    }
    #search(bytes, to) {
        const { needles, matcher } = this.#needles;
        matcher.find(bytes, this.#undone, to, (index, at) => {
            const needle = needles[index];
            if (needle === undefined)
                return;
            if (needle.is === 'value')
                this.#value(needle, this.#before + at);
            else
                this.#anchor(needle, bytes, at);
        });
    }
    #value({ name, kind, length }, offset) {
        const isOfLast = offset < (this.#ends.get(name) ?? 0);
        this.#ends.set(name, Math.max(this.#ends.get(name) ?? 0, offset + length));
        this.#lastValueEnd = Math.max(this.#lastValueEnd, offset + length);
        if (!isOfLast)
            this.#onHit({ offset, length, what: name, kind });
    }
    #anchor({ format }, bytes, at) {
        const offset = this.#before + at;
        // A token that is one of the values is told as that.
        if (offset < this.#lastValueEnd || offset < (this.#ends.get(format.name) ?? 0))
            return;
        const from = Math.max(0, at - BEHIND);
        const text = bytes.toString('latin1', from, Math.min(bytes.length, at + AHEAD));
        const length = (0,_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .matchFormat */ .Z6)(format, text, at - from);
        if (length === undefined)
            return;
        this.#ends.set(format.name, offset + length);
        this.#onHit({ offset, length, what: format.name, kind: 'known format' });
    }
}
function asBuffer(piece) {
    return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}


/***/ })

};
;