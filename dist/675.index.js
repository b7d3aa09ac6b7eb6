"use strict";
exports.id = 675;
exports.ids = [675];
exports.modules = {

/***/ 675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   base: () => (/* binding */ base),
/* harmony export */   x: () => (/* binding */ commitIn)
/* harmony export */ });
/* unused harmony export wantedBase */
/* harmony import */ var _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3693);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _clone_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3077);
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7224);
/* harmony import */ var _find_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5159);
/* harmony import */ var _remotes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7435);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4373);
/* harmony import */ var _unreachable_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4646);
/** Whose manifest, tests and policy count: trust by the event's payload, and the base's commit, fetched. */








async function base(context, inputs) {
    const facts = await (0,_find_js__WEBPACK_IMPORTED_MODULE_4__/* .factsOf */ .x)(context);
    const pull = (0,_event_js__WEBPACK_IMPORTED_MODULE_3__/* .pullOf */ .p)(facts.event);
    if (pull?.trust === 'fork' && inputs.trust === 'member')
        context.note('warning', `trust: the input says member, although this is a fork's pull request (${pull.why})`);
    const wanted = wantedBase(pull, inputs, context.env);
    if (wanted.from === 'folder')
        return { trust: wanted.trust, sha: null, why: wanted.why };
    const sha = await commitOf(context, facts, wanted.ref);
    await (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .withStore */ .aH)(context, facts, sha.length === 64, (repository) => (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .fetchCommit */ .iH)(context, repository, (0,_remotes_js__WEBPACK_IMPORTED_MODULE_5__/* .baseRemotesOf */ .EG)(facts), sha, shown(wanted.ref)));
    return { trust: wanted.trust, sha, why: wanted.why };
}
/** @throws UserError for tests of a fork's own. */
function wantedBase(pull, inputs, env) {
    const trust = inputs.trust === 'auto' ? (pull?.trust ?? 'member') : inputs.trust;
    const who = inputs.trust === 'auto' ? (pull?.why ?? 'no pull request is behind this run') : `input trust is ${trust}`;
    if (trust === 'fork' && inputs.withTests)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`with-tests is refused: this is the code of a fork (${who}), and its tests would run on this host. Leave with-tests out: the base's tests run; a member may set trust: member after reading the change`);
    const ref = inputs.base || eventBase(pull, env);
    if (trust === 'fork') {
        const named = ref || null;
        return {
            trust,
            from: 'commit',
            ref: named,
            why: `fork: ${who}; manifest, tests and policy are those of ${shown(named)}`,
        };
    }
    if (inputs.withTests)
        return {
            trust,
            from: 'folder',
            why: `member: ${who}; with-tests: the head brings its own manifest, tests and policy`,
        };
    if (ref === '')
        return { trust, from: 'folder', why: `member: ${who}; manifest, tests and policy are the recipe's own` };
    return {
        trust,
        from: 'commit',
        ref,
        why: `member: ${who}; manifest, tests and policy are those of ${shown(ref)}`,
    };
}
/** The base's commit as the payload has it; else its branch; for a comment or a run that follows another, the job's own commit. */
function eventBase(pull, env) {
    if (pull === undefined)
        return '';
    if (pull.base.sha !== '')
        return pull.base.sha;
    return pull.base.ref || env.GITHUB_SHA || '';
}
function shown(ref) {
    if (ref === null)
        return 'the default branch';
    return (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .isSha */ .HH)(ref) ? `the base ${ref.slice(0, 12)}` : `the base ${ref}`;
}
async function commitOf(context, facts, ref) {
    if (ref === null)
        return askFor(context, facts, 'HEAD');
    if ((0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .isSha */ .HH)(ref))
        return ref;
    // In a job the clone may be the fork's: what its refs are called proves nothing.
    if (context.env.GITHUB_ACTIONS !== 'true') {
        const local = facts.clone === undefined ? undefined : await (0,_clone_state_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveLocally */ .T9)(context, ref);
        if (local !== undefined)
            return local;
    }
    const fault = (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .refFault */ .Wh)(ref);
    if (fault !== undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`input base: ${JSON.stringify(ref)} is not a ref: ${fault}`);
    return askFor(context, facts, ref);
}
async function askFor(context, facts, ref) {
    const names = ref === 'HEAD' || ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
    const { asked, refused } = (0,_remotes_js__WEBPACK_IMPORTED_MODULE_5__/* .baseRemotesOf */ .EG)(facts);
    if (refused !== undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`the base ${ref}: ${refused.reason}. ${refused.remedy}`);
    let failure;
    for (const remote of asked) {
        try {
            const args = ['ls-remote', '--', _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .REMOTE */ .Bn, ...names, ...names.map((name) => `${name}^{}`)];
            const listed = await (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .readRemote */ .Zz)((0,_clone_state_js__WEBPACK_IMPORTED_MODULE_2__/* .remoteContext */ .Wv)(context), _clone_state_js__WEBPACK_IMPORTED_MODULE_2__/* .NOWHERE */ .JW, remote, args, ref);
            const sha = commitIn(listed, names);
            if (sha !== undefined)
                return sha;
            failure ??= new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`input base: there is no ${ref} on ${remote.name}; give a branch, a tag or a commit id of it`);
        }
        catch (error) {
            if (!(error instanceof _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .RemoteError */ .Hi))
                throw error;
            failure = (0,_unreachable_js__WEBPACK_IMPORTED_MODULE_7__/* .asFailure */ .h)(`the base ${ref}`, (0,_unreachable_js__WEBPACK_IMPORTED_MODULE_7__/* .unreachable */ .H)(remote, error), error);
        }
    }
    throw (failure ??
        new _lib_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`input base: ${ref} is not in the recipe's clone, which has no remote origin to ask for it`));
}
/** ls-remote's patterns match the end of a name: only the whole name counts. A tag's commit is the peeled line. */
function commitIn(listed, names) {
    const found = new Map(listed.split('\n').map((line) => [line.split('\t')[1], line.split('\t')[0]]));
    for (const name of names) {
        const sha = found.get(`${name}^{}`) ?? found.get(name);
        if (sha !== undefined && (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_0__/* .isSha */ .HH)(sha))
            return sha;
    }
    return undefined;
}


/***/ }),

/***/ 4373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aH: () => (/* binding */ withStore),
/* harmony export */   iH: () => (/* binding */ fetchCommit)
/* harmony export */ });
/* unused harmony export hasWhole */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3693);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2003);
/* harmony import */ var _lib_owned_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(688);
/* harmony import */ var _clone_state_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3077);
/* harmony import */ var _unreachable_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4646);
/** A private bare repository for what is fetched: it reads the clone's objects, and the clone never learns of it. */







/** Longer than any fetch and checkout of ours may take. */
const UNKNOWN_MS = 60 * 60_000;
/** Works with the repository in the context's store, or with one that is gone afterwards. */
async function withStore(context, facts, isSha256, work) {
    if (context.store !== undefined) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(context.store, { recursive: true, mode: 0o700 });
        return work(await prepare(context, facts, isSha256, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context.store, 'objects.git')));
    }
    await (0,_lib_owned_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .sweepFolders */ .me)(['releases'], { unknownMs: UNKNOWN_MS });
    return (0,_lib_owned_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .withOwnedFolder */ .we)('releases', async (folder) => work(await prepare(context, facts, isSha256, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'objects.git'))));
}
async function prepare(context, facts, isSha256, repository) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, 'HEAD')))
        return repository;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(repository, { recursive: true });
    const format = isSha256 ? ['--object-format=sha256'] : [];
    await (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__/* .readLocal */ .iG)((0,_clone_state_js__WEBPACK_IMPORTED_MODULE_5__/* .remoteContext */ .Wv)(context), repository, [
        'init',
        '--quiet',
        '--bare',
        '--template=',
        ...format,
        '.',
    ]);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, 'info'), { recursive: true });
    // Of all attributes the strongest: filters are programs of whoever runs this, and would change a release's files.
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, 'info', 'attributes'), '* -filter\n');
    if (facts.clone !== undefined && facts.clone.isSha256 === isSha256) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, 'objects', 'info'), { recursive: true });
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, 'objects', 'info', 'alternates'), `${quoted(facts.clone.objects)}\n`);
    }
    return repository;
}
/** A path that begins with a quote is read as a C string. */
function quoted(path) {
    return /["\n]/.test(path) ? JSON.stringify(path) : path;
}
/** True where the commit is here with every file of it: a shallow or partial clone may have less. */
async function hasWhole(context, repository, sha) {
    try {
        const args = [
            'rev-list',
            '--objects',
            '--no-walk',
            '--missing=print',
            '--end-of-options',
            `${sha}^{commit}`,
        ];
        const listed = await (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__/* .readLocal */ .iG)((0,_clone_state_js__WEBPACK_IMPORTED_MODULE_5__/* .remoteContext */ .Wv)(context), repository, args, {}, 64 * 1024 * 1024);
        return !/^\?/m.test(listed);
    }
    catch (error) {
        // Not here at all.
        if (error instanceof _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__/* .RemoteError */ .Hi)
            return false;
        throw error;
    }
}
/**
 * Fetches one commit without its history from the first of the remotes that has it.
 * @param what for messages: `the base`, `release 1.2.0+3`.
 */
async function fetchCommit(context, repository, remotes, sha, what) {
    if (!(0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__/* .isSha */ .HH)(sha))
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${what}: ${JSON.stringify(sha)} is no commit id`);
    if (await hasWhole(context, repository, sha))
        return;
    if (remotes.refused !== undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${what}: ${remotes.refused.reason}. ${remotes.refused.remedy}`);
    let failure;
    for (const remote of remotes.asked) {
        try {
            await fetchFrom(context, repository, remote, sha);
            if (await hasWhole(context, repository, sha))
                return;
            failure = new _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EnvironmentError */ .eG(`${what}: ${remote.name} has sent commit ${sha} without all of its files`);
        }
        catch (error) {
            if (!(error instanceof _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__/* .RemoteError */ .Hi))
                throw error;
            // Only what the last one says that may have it is worth telling; that it isn't there, least of all.
            if (failure === undefined || error.kind !== 'commit-missing')
                failure = (0,_unreachable_js__WEBPACK_IMPORTED_MODULE_6__/* .asFailure */ .h)(`${what} (commit ${sha.slice(0, 12)})`, (0,_unreachable_js__WEBPACK_IMPORTED_MODULE_6__/* .unreachable */ .H)(remote, error), error);
        }
    }
    throw (failure ??
        new _lib_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${what} (commit ${sha.slice(0, 12)}) is not in the clone, which has no remote origin to fetch it from; name the recipe's repository in input upstream`));
}
async function fetchFrom(context, repository, remote, sha) {
    const options = [
        '--quiet',
        '--progress',
        '--no-tags',
        '--depth=1',
        '--no-recurse-submodules',
        '--no-write-fetch-head',
    ];
    // The clone's refs would be offered as what is here already; of a shallow clone they promise more than there is.
    const settings = [...remote.settings, ['core.alternateRefsCommand', 'true']];
    await (0,_clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__/* .readRemote */ .Zz)((0,_clone_state_js__WEBPACK_IMPORTED_MODULE_5__/* .remoteContext */ .Wv)(context), repository, { ...remote, settings }, ['fetch', ...options, '--end-of-options', _clone_remote_git_js__WEBPACK_IMPORTED_MODULE_2__/* .REMOTE */ .Bn, sha], sha);
}


/***/ })

};
;