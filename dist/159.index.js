"use strict";
exports.id = 159;
exports.ids = [159];
exports.modules = {

/***/ 7394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ TOKEN_VARIABLES),
/* harmony export */   j: () => (/* binding */ credentialedGit)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/* harmony import */ var _lib_process_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7235);
/* harmony import */ var _credential_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9751);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5536);
/** git commands of later steps that talk to the forge: the same credential rules as the clone's. */




/** Subcommands that talk to a server. Everything else needs no credential, and must not get one: it may run hooks. */
const NETWORK = ['fetch', 'pull', 'push', 'ls-remote', 'submodule', 'lfs', 'remote'];
/** Those that check files out, or are git-lfs. */
const MAY_RUN_LFS = ['lfs', 'pull', 'submodule'];
/** In this order: what a user sets on purpose comes before what the forge sets for every step. */
const TOKEN_VARIABLES = ['CC_CI_TOKEN', 'GITHUB_TOKEN', 'GITEA_TOKEN', 'FORGEJO_TOKEN'];
/**
 * Runs git with the token in its environment, scoped to the address of `origin` (and of its other remotes on the same forge).
 * Hooks are off in that process. Terminal and exit code are git's own.
 * @throws UserError for a subcommand that needs no credential, without a token, or outside a clone.
 */
async function credentialedGit(args, effects) {
    const [subcommand = ''] = args;
    if (!NETWORK.includes(subcommand)) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`cc-ci git: ${subcommand.startsWith('-') ? 'put the subcommand first' : `git ${subcommand} needs no credential: run git itself`}; taken: ${NETWORK.join(', ')}`);
    }
    const token = TOKEN_VARIABLES.map((name) => effects.env[name]).find((value) => value !== undefined && value !== '');
    if (token === undefined) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`cc-ci git: no token: set one of ${TOKEN_VARIABLES.join(', ')} in this step's env, for example GITHUB_TOKEN: \${{ github.token }}`);
    }
    const urls = await remoteUrls(effects);
    const serverUrl = effects.env.GITHUB_SERVER_URL || originOf(urls[0] ?? '');
    const env = (0,_credential_js__WEBPACK_IMPORTED_MODULE_2__/* .networkEnv */ .Mz)(effects.env, {
        token,
        urls: urls.filter((url) => (0,_remote_js__WEBPACK_IMPORTED_MODULE_3__/* .isOnServer */ .H)(serverUrl, url)),
        serverUrl,
        stallSeconds: 20,
        mayRunLfs: MAY_RUN_LFS.includes(subcommand),
    });
    for (const name of TOKEN_VARIABLES)
        delete env[name];
    const finished = await effects.run('git', args, {
        cwd: effects.cwd,
        env,
        stdio: 'inherit',
        ...(effects.signal === undefined ? {} : { signal: effects.signal }),
    });
    return finished.outcome.kind === 'exited' ? finished.outcome.code : 1;
}
/** The addresses of the clone's remotes, and of its submodules where git knows them. */
async function remoteUrls(effects) {
    const listed = await effects.run('git', ['config', '--get-regexp', '^(remote|submodule)\\..*\\.(push)?url$'], {
        cwd: effects.cwd,
        env: (0,_credential_js__WEBPACK_IMPORTED_MODULE_2__/* .plainGitEnv */ .gn)(effects.env),
    });
    const urls = listed.stdout
        .split('\n')
        .flatMap((entry) => entry.split(' ')[1] ?? [])
        .filter((url) => /^https?:\/\//.test(url));
    if (!(0,_lib_process_js__WEBPACK_IMPORTED_MODULE_1__.succeeded)(listed) || urls.length === 0)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`cc-ci git: ${effects.cwd} is no clone with an http remote; run it inside one`);
    return urls;
}
function originOf(url) {
    return new URL(url).origin;
}


/***/ }),

/***/ 3693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bn: () => (/* binding */ REMOTE),
/* harmony export */   G5: () => (/* binding */ withoutPassword),
/* harmony export */   H: () => (/* reexport safe */ _remote_js__WEBPACK_IMPORTED_MODULE_7__.H),
/* harmony export */   HH: () => (/* reexport safe */ _ref_js__WEBPACK_IMPORTED_MODULE_9__.HH),
/* harmony export */   Hi: () => (/* binding */ RemoteError),
/* harmony export */   Wh: () => (/* reexport safe */ _ref_js__WEBPACK_IMPORTED_MODULE_9__.Wh),
/* harmony export */   Zz: () => (/* binding */ readRemote),
/* harmony export */   b8: () => (/* reexport safe */ _classify_js__WEBPACK_IMPORTED_MODULE_8__.b8),
/* harmony export */   iG: () => (/* binding */ readLocal),
/* harmony export */   jf: () => (/* binding */ tokenIn),
/* harmony export */   xT: () => (/* binding */ httpForm)
/* harmony export */ });
/* harmony import */ var _lib_abort_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8024);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2533);
/* harmony import */ var _credential_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9751);
/* harmony import */ var _fetch_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5448);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7880);
/* harmony import */ var _later_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7394);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5536);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5148);
/* harmony import */ var _ref_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3821);
/**
 * Read access to a repository on a server, for other rooms: the clone's rules of the credential, of silence, retries and
 * redirects, for a git command that isn't the clone. A second door, so that whoever uses it doesn't load the clone itself.
 */












/** The name that the remote has in the arguments of git: an address may hold a password, and arguments are for all to see. */
const REMOTE = 'cc-ci';
const STALL_SECONDS = 20;
const TRIES = 3;
const LIMIT_MS = 180_000;
/** Why a repository could not be asked: what the caller's sentence is made of. */
class RemoteError extends Error {
    kind;
    said;
    name = 'RemoteError';
    constructor(message, kind, 
    /** git's own last words, without credentials. */
    said, options) {
        super(message, options);
        this.kind = kind;
        this.said = said;
    }
}
/**
 * Runs a git command that reads from `remote`, which it knows as `REMOTE`.
 * @param folder where it runs: a repository of our own, or none at all; never the user's clone.
 * @param args the subcommand first.
 * @param asked for messages: `its tags`, a commit id.
 * @returns its standard output, `keepBytes` (one megabyte) at most.
 * @throws RemoteError when it can't be had, after the tries that could heal it; the signal's reason when that fires.
 */
async function readRemote(context, folder, remote, args, asked, keepBytes) {
    try {
        return await attempt(context, folder, remote, args, asked, keepBytes);
    }
    catch (error) {
        const moved = error instanceof RemoteError && error.kind === 'redirected' ? await redirected(remote) : undefined;
        if (moved === undefined)
            throw error;
        context.note(`${withoutPassword(remote.url)} has moved to ${moved.url}, on the same host: asking there`);
        return attempt(context, folder, moved, args, asked, keepBytes);
    }
}
/** A git command in a folder of ours, without a credential. @throws RemoteError with git's words. */
async function readLocal(context, folder, args, env = {}, keepBytes) {
    const run = (file, argv, options) => context.run(file, argv, {
        ...options,
        env: { ...options?.env, ...env },
        ...(keepBytes === undefined ? {} : { keepBytes }),
    });
    try {
        return await (0,_git_js__WEBPACK_IMPORTED_MODULE_5__/* .plainGit */ .rH)(sessionOf({ ...context, run }, context.signal, HERE), folder, args);
    }
    catch (error) {
        throw error instanceof _git_js__WEBPACK_IMPORTED_MODULE_5__/* .GitError */ .XS ? asRemoteError(error) : error;
    }
}
async function attempt(context, folder, remote, args, asked, keepBytes) {
    const limit = (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_0__/* .deadline */ .nl)(LIMIT_MS, `no end after ${(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(LIMIT_MS)}`);
    const signal = (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_0__/* .anySignal */ .JG)(context.signal, limit);
    try {
        return await (0,_fetch_js__WEBPACK_IMPORTED_MODULE_4__/* .fetchWithRetry */ .J)(sessionOf(context, signal, remote), {
            folder,
            url: remote.url,
            args,
            asked,
            ...(keepBytes === undefined ? {} : { keepBytes }),
        });
    }
    catch (error) {
        if (context.signal.aborted)
            throw error;
        if (error instanceof _git_js__WEBPACK_IMPORTED_MODULE_5__/* .GitError */ .XS)
            throw asRemoteError(remote.token === '' ? error : await (0,_git_js__WEBPACK_IMPORTED_MODULE_5__/* .blamingOldGit */ .GC)(error, context.run, context.env));
        if (limit.aborted && error instanceof _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG)
            throw new RemoteError(error.message, 'stalled', '', { cause: error });
        throw error;
    }
}
/** The folder may be part of a repository whose top belongs to another user: a job container's workspace does. */
const HERE = { url: '', token: '', settings: [['safe.directory', '*']] };
function sessionOf(context, signal, remote) {
    const say = (message) => context.note(withoutPassword(message.replace(/^clone: /, '')));
    return {
        run: context.run,
        log: { info: say, warning: say, error: say },
        env: (0,_credential_js__WEBPACK_IMPORTED_MODULE_3__/* .withSettings */ .GY)(environmentFor(context.env, remote), [
            ...remote.settings.filter(([key]) => remote.token === '' || !isCredential(key)),
            [`remote.${REMOTE}.url`, remote.url],
        ]),
        signal,
        token: remote.token,
        // Nothing is rewritten: what may be asked by http with a token has been given by its http address.
        serverUrl: '',
        stallSeconds: STALL_SECONDS,
        tries: TRIES,
        timeoutMs: LIMIT_MS * 2,
        lfs: false,
    };
}
/** Where the token is in the settings, git and the programs that it starts have no use for the variables. */
function environmentFor(env, remote) {
    const clean = { ...env };
    if (remote.token !== '')
        for (const name of _later_js__WEBPACK_IMPORTED_MODULE_6__/* .TOKEN_VARIABLES */ .Y)
            delete clean[name];
    return clean;
}
function isCredential(key) {
    return /^credential\./i.test(key) || /\.extraheader$/i.test(key);
}
async function redirected(remote) {
    const { safeRedirect } = await __webpack_require__.e(/* import() */ 994).then(__webpack_require__.bind(__webpack_require__, 7994));
    const url = await safeRedirect(remote.url, remote.token);
    return url === undefined ? undefined : { ...remote, url };
}
function asRemoteError(error) {
    const said = withoutPassword(error.stderr)
        .trim()
        .split(/[\r\n]+/);
    const telling = said.filter((entry) => /^(fatal|error|remote):/.test(entry));
    // Some of our own failures (silence) never had a word from git.
    const last = (telling.at(-1) ?? said.at(-1) ?? '').trim();
    return new RemoteError(withoutPassword(error.message), error.kind, last, { cause: error });
}
/** An address as it may be printed. */
function withoutPassword(text) {
    return text.replace(/(\w:\/\/)[^/@\s'"]*@/g, '$1');
}
/** The http address on the forge at `serverUrl` of what may be given by one of its ssh forms; any other address as it is. */
function httpForm(url, serverUrl) {
    return (0,_remote_js__WEBPACK_IMPORTED_MODULE_7__/* .isOnServer */ .H)(serverUrl, `${serverUrl.replace(/\/+$/, '')}/`) ? (0,_remote_js__WEBPACK_IMPORTED_MODULE_7__/* .submoduleUrl */ .Ox)('', url, serverUrl) : url;
}
/** The first of the variables in which a step may have been given its token. */
function tokenIn(env) {
    return _later_js__WEBPACK_IMPORTED_MODULE_6__/* .TOKEN_VARIABLES */ .Y.map((name) => env[name]).find((value) => value !== undefined && value !== '') ?? '';
}


/***/ }),

/***/ 3077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JW: () => (/* binding */ NOWHERE),
/* harmony export */   OW: () => (/* binding */ lookAtClone),
/* harmony export */   T9: () => (/* binding */ resolveLocally),
/* harmony export */   Wv: () => (/* binding */ remoteContext)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3693);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8683);
/** What the recipe's clone knows by itself: its remote, its tags, where its objects are. Only read, never written. */




const KEEP_BYTES = 32 * 1024 * 1024;
/** @returns undefined for a folder that is in no git repository. */
async function lookAtClone(context) {
    const where = await git(context, [
        'rev-parse',
        '--path-format=absolute',
        '--show-toplevel',
        '--git-path',
        'objects',
        '--is-shallow-repository',
        '--show-object-format',
        '--show-prefix',
    ]);
    if (where === undefined)
        return undefined;
    const [top = '', objects = '', shallow, format, prefix = ''] = where.split('\n');
    const [settings, tags] = await Promise.all([
        configOf(context),
        git(context, ['for-each-ref', `--format=${_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .LOCAL_FORMAT */ .Eu}`, 'refs/tags']),
    ]);
    return {
        top,
        prefix,
        objects,
        isSha256: format === 'sha256',
        isShallow: shallow === 'true',
        origin: settings.find(([key]) => key === 'remote.origin.url')?.[1],
        tags: (0,_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .parseLocal */ .Pk)(tags ?? ''),
        settings: settings.filter(([key]) => key !== 'remote.origin.url'),
    };
}
/** The commit that a name means in the clone. */
async function resolveLocally(context, name) {
    const found = await git(context, [
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${name}^{commit}`,
    ]);
    return found?.trim() || undefined;
}
/** actions/checkout leaves its credential in the clone's configuration, or in a file that this includes. */
async function configOf(context) {
    const wanted = '^(remote\\.origin\\.url|http\\..*|url\\..*\\.insteadof|core\\.sshcommand|credential\\..*)$';
    const listed = await git(context, ['config', '--local', '--includes', '--null', '--get-regexp', wanted]);
    return (listed ?? '').split('\0').flatMap((entry) => {
        const end = entry.indexOf('\n');
        // A key without a value is true.
        if (entry === '')
            return [];
        return [end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)]];
    });
}
/** @returns what git printed; undefined where it says no: no repository, no such name, nothing found. */
async function git(context, args) {
    try {
        return await (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .readLocal */ .iG)(remoteContext(context), context.folder, args, READ_ONLY, KEEP_BYTES);
    }
    catch (error) {
        if (error instanceof _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .RemoteError */ .Hi && error.kind !== 'ownership')
            return undefined;
        if (error instanceof _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG && (0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error.cause, 'ENOENT'))
            return undefined; // no git program
        throw error;
    }
}
const READ_ONLY = { GIT_OPTIONAL_LOCKS: '0' };
/** Where git runs that belongs to no repository. */
const NOWHERE = (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)();
function remoteContext(context) {
    return {
        run: context.run,
        env: context.env,
        signal: context.signal,
        note: (message) => context.note('info', `releases: ${message}`),
    };
}


/***/ }),

/***/ 7224:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ readEvent),
/* harmony export */   p: () => (/* binding */ pullOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/** What the event's payload says about a pull request: whose head it is, and what its base is. Read once; judged pure. */


/** @throws EnvironmentError: a payload that can't be read must not read as "no pull request". */
function readEvent(env) {
    const path = env.GITHUB_EVENT_PATH;
    if (path === undefined || path === '')
        return {};
    try {
        const parsed = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
        if (typeof parsed !== 'object' || parsed === null)
            throw new Error('it holds no object');
        return parsed;
    }
    catch (cause) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG(`the event's payload ${path} (GITHUB_EVENT_PATH) can't be read, so whose code this is can't be told; unset it outside of a job`, { cause });
    }
}
/**
 * By the payload's keys, not by the event's name: in a reusable workflow forges call every event workflow_call. What can't be told is
 * a fork's.
 * @returns undefined where no pull request is behind the job: a push, a schedule, a terminal.
 */
function pullOf(event) {
    const { pull_request: pull, workflow_run: run, issue } = event;
    if (pull)
        return { ...judge(pull.head, pull.base), base: baseOf(pull.base) };
    if (run && runIsForks(run))
        return {
            trust: 'fork',
            why: 'the workflow run that this one follows is of a fork',
            base: baseOf(undefined),
        };
    if (issue?.pull_request)
        return {
            trust: 'fork',
            why: "a comment on a pull request started the job, and its payload doesn't say whose head it is",
            base: baseOf(undefined),
        };
    return undefined;
}
function judge(head, base) {
    // A repository that has been deleted reads as null: it wasn't this one.
    if (!head || head.repo === null)
        return { trust: 'fork', why: 'the repository of its head is gone' };
    const [headId, baseId] = [head.repo?.id ?? head.repo_id, base?.repo?.id ?? base?.repo_id];
    if (headId !== undefined && baseId !== undefined)
        return headId === baseId
            ? MEMBER
            : { trust: 'fork', why: `its head is in ${head.repo?.full_name ?? 'another repository'}` };
    const [headName, baseName] = [head.repo?.full_name, base?.repo?.full_name];
    if (headName !== undefined && baseName !== undefined)
        return headName.toLowerCase() === baseName.toLowerCase()
            ? MEMBER
            : { trust: 'fork', why: `its head is in ${headName}` };
    return { trust: 'fork', why: "its payload doesn't say which repository its head is in" };
}
const MEMBER = { trust: 'member', why: 'its head is in the repository itself' };
function runIsForks(run) {
    const [head, own] = [run.head_repository, run.repository];
    if (!head || !own)
        return true;
    if (head.id !== undefined && own.id !== undefined)
        return head.id !== own.id;
    return head.full_name === undefined || head.full_name.toLowerCase() !== own.full_name?.toLowerCase();
}
function baseOf(base) {
    return {
        sha: base?.sha ?? '',
        ref: base?.ref ?? '',
        name: base?.repo?.full_name ?? '',
        url: base?.repo?.clone_url ?? '',
    };
}


/***/ }),

/***/ 5159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ factsOf),
  find: () => (/* binding */ find)
});

// EXTERNAL MODULE: ./js/clone/remote-git.js
var remote_git = __webpack_require__(3693);
// EXTERNAL MODULE: ./js/recipe/releases/clone-state.js
var clone_state = __webpack_require__(3077);
// EXTERNAL MODULE: ./js/recipe/releases/tags.js
var releases_tags = __webpack_require__(8683);
;// CONCATENATED MODULE: ./js/recipe/releases/decide.js
/** What the answers of the remotes and the clone's own tags come to. Pure but for notes. */

const LOCAL = "the clone's own tags";
/**
 * Fewer than two releases are believed only of remotes that have all answered: an upgrade that isn't tested must never be so because
 * of a server that was away. With two, the upgrade can be tested, and a warning says that a newer one may be missing.
 */
function decide({ answers, local, isForks }, note) {
    if (answers.length === 0)
        return withoutRemotes(local, isForks);
    const listed = answers.find((answer) => answer.kind === 'answered' && answer.tags.releases.length > 0);
    const remote = listed?.kind === 'answered' ? listed.tags.releases : [];
    const own = isForks ? [] : local.releases;
    const releases = merge(remote, own, note);
    const failed = answers.filter((answer) => answer.kind === 'failed');
    const [first] = failed;
    if (first !== undefined && releases.length < 2)
        return unknown(failed);
    if (first !== undefined)
        note('warning', `releases: ${first.reason}. Going on with ${releases.length} releases that are known from elsewhere: a newer one may be missing`);
    const from = answers.filter((answer) => answer.kind === 'answered').map((answer) => answer.from);
    const isLocalUsed = releases.length > remote.length || from.length === 0;
    return { kind: 'known', releases, from: isLocalUsed ? [...from, LOCAL] : from };
}
function withoutRemotes(local, isForks) {
    if (isForks)
        return {
            kind: 'unknown',
            reason: "the job is of a fork's pull request, and the base repository's address is not known",
            remedy: "Name the recipe's repository in input upstream.",
        };
    if (!local.isShallow)
        return {
            kind: 'known',
            releases: local.releases,
            from: [local.isRepository ? LOCAL : 'a folder that is no git repository'],
        };
    return {
        kind: 'unknown',
        reason: 'the clone is shallow and has no remote origin that could be asked for its tags',
        remedy: "Name the recipe's repository in input upstream.",
    };
}
function unknown(failed) {
    const failures = failed.filter((answer) => answer.kind === 'failed');
    return {
        kind: 'unknown',
        reason: `the releases are not known: ${failures.map(({ reason }) => reason).join('; ')}`,
        remedy: [...new Set(failures.map(({ remedy }) => remedy))].join(' '),
    };
}
/** The remote's word counts where both have a tag. */
function merge(remote, local, note) {
    const known = new Map(remote.map((release) => [release.tag, release]));
    const moved = local
        .filter(({ tag, sha }) => known.has(tag) && known.get(tag)?.sha !== sha)
        .map(({ tag }) => tag);
    if (moved.length > 0)
        note('warning', `releases: ${moved.join(', ')} in the clone is of another commit than on the server; the server's counts`);
    return (0,releases_tags/* newestFirst */.ll)([...remote, ...local.filter(({ tag }) => !known.has(tag))]);
}

// EXTERNAL MODULE: ./js/recipe/releases/event.js
var releases_event = __webpack_require__(7224);
// EXTERNAL MODULE: ./js/recipe/releases/remotes.js
var remotes = __webpack_require__(7435);
// EXTERNAL MODULE: ./js/recipe/releases/unreachable.js
var unreachable = __webpack_require__(4646);
;// CONCATENATED MODULE: ./js/recipe/releases/find.js
/** Asks the remotes for their tags, one after the other, and says what is known by then. */







/** A hundred thousand tags. More are no recipe's. */
const LISTING_BYTES = 16 * 1024 * 1024;
async function find(context) {
    const facts = await factsOf(context);
    const { asked, refused } = (0,remotes/* remotesOf */.xY)(facts);
    if (refused !== undefined)
        return { kind: 'unknown', ...refused };
    const answers = [];
    for (const remote of asked) {
        const answer = await ask(context, remote);
        answers.push(answer);
        // The first that has releases says which there are: an origin behind an upstream may be a fork's, or an old copy.
        if (answer.kind === 'answered' && answer.tags.releases.length > 0)
            break;
    }
    return decide({ answers, local: localOf(facts.clone), isForks: (0,releases_event/* pullOf */.p)(facts.event)?.trust === 'fork' }, context.note);
}
async function factsOf(context) {
    return {
        upstream: context.upstream,
        manifestUpstream: context.manifestUpstream ?? '',
        token: context.token,
        env: context.env,
        event: (0,releases_event/* readEvent */.j)(context.env),
        clone: await (0,clone_state/* lookAtClone */.OW)(context),
    };
}
function localOf(clone) {
    if (clone === undefined)
        return { releases: [], isShallow: false, isRepository: false };
    return { releases: clone.tags.releases, isShallow: clone.isShallow, isRepository: true };
}
/** One request, and no object is fetched: for an annotated tag the listing also says its commit. */
async function ask(context, remote) {
    try {
        const listed = await (0,remote_git/* readRemote */.Zz)((0,clone_state/* remoteContext */.Wv)(context), clone_state/* NOWHERE */.JW, remote, ['ls-remote', '--tags', '--', remote_git/* REMOTE */.Bn], 'its tags', LISTING_BYTES);
        if (listed.length >= LISTING_BYTES)
            return { kind: 'failed', from: remote.name, ...TOO_MANY(remote) };
        const tags = (0,releases_tags/* parseListing */._S)(listed);
        const note = (0,releases_tags/* ignoredNote */.bH)(remote.name, tags.ignored);
        if (note !== undefined)
            context.note('info', note);
        return { kind: 'answered', from: remote.name, tags };
    }
    catch (error) {
        if (!(error instanceof remote_git/* RemoteError */.Hi))
            throw error;
        return { kind: 'failed', from: remote.name, ...(0,unreachable/* unreachable */.H)(remote, error) };
    }
}
const TOO_MANY = (remote) => ({
    reason: `${remote.name} lists more than ${LISTING_BYTES / 1024 / 1024} MiB of tags`,
    remedy: "Name the recipe's own repository in input upstream.",
});


/***/ }),

/***/ 7435:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EG: () => (/* binding */ baseRemotesOf),
/* harmony export */   Ef: () => (/* binding */ namedRemote),
/* harmony export */   xY: () => (/* binding */ remotesOf)
/* harmony export */ });
/* unused harmony export pathOf */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3693);
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7224);
/** Who is asked, in which order, and which token goes where. Pure. */



/**
 * Upstream, then origin. In the job of a fork's pull request the base repository stands in for an origin that is the fork's:
 * what a stranger tags is no release.
 */
function remotesOf(facts) {
    const upstream = upstreamOf(facts);
    if (upstream !== undefined && 'reason' in upstream)
        return { asked: [], refused: upstream };
    const origin = originOf(facts);
    const asked = [upstream, origin].filter((remote) => remote !== undefined);
    return {
        asked: asked.filter(({ url }, at) => asked.findIndex((other) => sameAddress(other.url, url)) === at),
    };
}
/** Where the base of a pull request is: never the fork. Outside of one: origin, then upstream. */
function baseRemotesOf(facts) {
    const pull = (0,_event_js__WEBPACK_IMPORTED_MODULE_2__/* .pullOf */ .p)(facts.event);
    const base = pull === undefined ? undefined : baseRepository(facts, pull);
    if (base !== undefined)
        return { asked: [base] };
    const { asked } = remotesOf(facts);
    return { asked: [...asked].reverse() };
}
function upstreamOf(facts) {
    const isInput = facts.upstream !== '';
    const given = isInput ? facts.upstream : facts.manifestUpstream;
    if (given === '')
        return undefined;
    const source = isInput ? 'input upstream' : 'upstream in cc-ci.yml';
    const fault = addressFault(given, isInput);
    if (fault !== undefined)
        return {
            reason: `${source} ${fault}`,
            remedy: 'Give the address of a git repository, such as https://git.example.org/recipes/app.',
        };
    return remoteFor(facts, 'upstream', given, isInput);
}
/** An address that a manifest names, with the token that it may have by the rules of a manifest's upstream. */
function namedRemote(facts, name, address) {
    const fault = addressFault(address, false);
    if (fault === undefined)
        return remoteFor(facts, name, address, false);
    return {
        reason: `its address ${fault}`,
        remedy: 'Give the address of a git repository, such as https://git.example.org/recipes/app.',
    };
}
/** @param isInput a person wrote it for this run; the manifest comes with the recipe, and names servers only. */
function addressFault(given, isInput) {
    if (/^https?:\/\/[^/]*@/i.test(given))
        return 'has a user or a password in it, which would be on command lines: put the password into input token';
    // Helpers of git's (ext::, transport::address) run programs.
    if (/^(https?|ssh|git):\/\/[^-\s]/i.test(given) || /^[\w.-]+@[\w.-]+:[^-\s]/.test(given))
        return undefined;
    if (isInput && !/^[\w+-]+::/.test(given) && !given.startsWith('-'))
        return undefined;
    return `(${JSON.stringify((0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutPassword */ .G5)(given))}) is no address of a git repository`;
}
function originOf(facts) {
    const pull = (0,_event_js__WEBPACK_IMPORTED_MODULE_2__/* .pullOf */ .p)(facts.event);
    const origin = facts.clone?.origin;
    if (pull !== undefined && pull.trust === 'fork') {
        const isFork = origin === undefined || pathOf(origin) !== pull.base.name.toLowerCase();
        if (isFork)
            return baseRepository(facts, pull);
    }
    return origin === undefined ? undefined : remoteFor(facts, 'origin', origin, false);
}
/** The job's own repository is the base's, and the job's address of the forge is the one that works from here. */
function baseRepository(facts, pull) {
    const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: own = '' } = facts.env;
    const isOwn = pull.base.name === '' || pull.base.name.toLowerCase() === own.toLowerCase();
    const url = isOwn && server !== '' && own !== '' ? `${server.replace(/\/+$/, '')}/${own}` : pull.base.url;
    if (url === '') {
        const origin = facts.clone?.origin;
        return origin !== undefined && pathOf(origin) === pull.base.name.toLowerCase()
            ? remoteFor(facts, 'origin', origin, false)
            : undefined;
    }
    return remoteFor(facts, 'the base repository', url, false);
}
function remoteFor(facts, name, address, isInputUpstream) {
    const server = facts.env.GITHUB_SERVER_URL ?? '';
    const isFolder = !/^[\w+.-]+:\/\//.test(address) && !/^[^/]+:/.test(address);
    const absolute = isFolder ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(facts.clone?.top ?? '.', address) : address;
    const http = isFolder || server === '' ? absolute : (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .httpForm */ .xT)(absolute, server);
    const token = tokenFor(facts, server, http, isInputUpstream);
    // A token goes to addresses that carry nothing of their own; without one, the user's own form of the address stands.
    const url = token === '' ? absolute : (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutPassword */ .G5)(http);
    const settings = facts.clone?.settings ?? [];
    return { name: `${name} ${(0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutPassword */ .G5)(url)}`, url, token, settings };
}
/**
 * The input's token is for the upstream that the input names, and for the job's forge unless that upstream is elsewhere. The
 * manifest's upstream gets one only on the job's forge: whoever writes a recipe must not choose where a token goes.
 */
function tokenFor(facts, server, url, isInputUpstream) {
    if (!/^https?:\/\//i.test(url))
        return '';
    if (isInputUpstream)
        return facts.token || ((0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .isOnServer */ .H)(server, url) ? (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .tokenIn */ .jf)(facts.env) : '');
    const isForTheForge = facts.upstream === '' || (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .isOnServer */ .H)(server, facts.upstream);
    if (server === '') {
        const isOrigin = facts.clone?.origin === url;
        return isOrigin && facts.upstream === '' ? facts.token : '';
    }
    if (!(0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .isOnServer */ .H)(server, url))
        return '';
    return (isForTheForge ? facts.token : '') || (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .tokenIn */ .jf)(facts.env);
}
/** `owner/name` at the end of an address, in lower case. */
function pathOf(url) {
    const path = url.replace(/\/+$/, '').replace(/\.git$/i, '');
    return /([^/:]+\/[^/:]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}
function sameAddress(a, b) {
    const plain = (url) => (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutPassword */ .G5)(url)
        .replace(/\/+$/, '')
        .replace(/\.git$/i, '')
        .toLowerCase();
    return plain(a) === plain(b);
}


/***/ }),

/***/ 4646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ unreachable),
/* harmony export */   h: () => (/* binding */ asFailure)
/* harmony export */ });
/* harmony import */ var _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3693);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/** Why a repository could not be asked, in this room's words, and what to do. Pure. */


const NETWORK = {
    what: "can't be reached",
    remedy: 'Look whether this machine reaches the server (DNS, proxy, firewall), then run again.',
};
/** By what git's failure is classified as. `token` is what to do when none was given, or when the given one didn't serve. */
const words = {
    forbidden: {
        what: 'refuses access (403)',
        remedy: "Give input token read access to the repository's code.",
    },
    redirected: {
        what: 'redirects elsewhere, and the token is not taken along',
        remedy: "Set input upstream, or the clone's remote origin, to the repository's new address.",
    },
    'ref-missing': { what: 'has no such ref', remedy: 'Check the name (input base).' },
    'commit-missing': {
        what: 'does not have that commit any more',
        remedy: 'Its branch was probably force-pushed: start the run anew from its tip.',
    },
    'rate-limited': { what: 'answers that there are too many requests (429)', remedy: 'Run again later.' },
    server: {
        what: 'answers with an error of its own',
        remedy: "Look at the server's health, then run again.",
    },
    certificate: {
        what: 'has a certificate that is not trusted here',
        remedy: "Add its authority to the job's image (update-ca-certificates), or name its file in GIT_SSL_CAINFO.",
    },
    stalled: { what: 'has stopped to answer', remedy: "Look at the server's load, then run again." },
    network: NETWORK,
    cut: { what: 'has cut the connection', remedy: NETWORK.remedy },
    'disk-full': { what: "can't be read: no space is left on this machine", remedy: 'Free some disk space.' },
};
/** @returns a sentence with git's own words at its end, and the remedy. */
function unreachable(remote, error) {
    const { what, remedy } = wordsFor(remote, error.kind);
    // What failed without git saying a word (silence) is told by our own message.
    const said = error.said === '' ? error.message : error.said;
    return { reason: `${remote.name} ${what}: ${said}`, remedy };
}
function wordsFor(remote, kind) {
    const hasToken = remote.token !== '';
    if (kind === 'auth')
        return {
            what: hasToken ? 'does not accept the token' : 'asks for credentials, and none were given',
            remedy: hasToken
                ? 'Give an input token that can read the repository.'
                : 'Set input token to one that can read the repository.',
        };
    if (kind === 'not-found')
        return {
            what: hasToken
                ? 'is not there, or the token may not read it (404)'
                : 'is not there, or is private (404)',
            remedy: "Check the address (input upstream, or the clone's remote origin), and set input token where it is private.",
        };
    return (words[kind] ?? {
        what: "can't be read",
        remedy: `Try it by hand: git ls-remote ${remote.name.split(' ').at(-1)}`,
    });
}
/** The error that leaves the room where the failure can't be a result. */
function asFailure(what, failure, error) {
    const message = `${what}: ${failure.reason}. ${failure.remedy}`;
    return (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .isUsers */ .b8)(error.kind)
        ? new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(message, { cause: error })
        : new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvironmentError */ .eG(message, { cause: error });
}


/***/ })

};
;