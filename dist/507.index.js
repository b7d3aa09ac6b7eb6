"use strict";
exports.id = 507;
exports.ids = [507];
exports.modules = {

/***/ 507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ checkOut),
  writeCommit: () => (/* binding */ writeCommit)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/clone/remote-git.js
var remote_git = __webpack_require__(3693);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: ./js/recipe/releases/clone-state.js
var clone_state = __webpack_require__(3077);
// EXTERNAL MODULE: ./js/recipe/releases/find.js + 1 modules
var find = __webpack_require__(5159);
// EXTERNAL MODULE: ./js/recipe/releases/remotes.js
var remotes = __webpack_require__(7435);
// EXTERNAL MODULE: ./js/recipe/releases/store.js
var store = __webpack_require__(4373);
;// CONCATENATED MODULE: ./js/recipe/releases/tree.js
/** A folder of files that a stranger has written: links that lead out of it are taken away, pointers of LFS are named. */



/** @returns what there is to say, a sentence each. */
function pruneTree(root) {
    const real = (0,external_node_fs_.realpathSync)(root);
    const entries = walk(real);
    const out = entries.links.filter((link) => leadsOut(real, link));
    for (const link of out)
        (0,external_node_fs_.rmSync)(link);
    const pointers = entries.small.filter(isPointer);
    return [
        ...named('links that lead out of the recipe are left out', real, out),
        ...named('files that LFS keeps are pointers only', real, pointers),
    ];
}
function named(what, root, paths) {
    if (paths.length === 0)
        return [];
    const shown = paths.slice(0, 5).map((path) => JSON.stringify(path.toString('utf8').slice(root.length + 1)));
    return [
        `${what}: ${shown.join(', ')}${paths.length > shown.length ? ` and ${paths.length - shown.length} more` : ''}`,
    ];
}
/** A pointer has three lines: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER = 'version https://git-lfs.github.com/spec/v1\n';
const LARGEST_POINTER = 1024;
function walk(root) {
    const found = { links: [], small: [] };
    const pending = [Buffer.from(root)];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
        for (const name of (0,external_node_fs_.readdirSync)(folder, 'buffer')) {
            const path = Buffer.concat([folder, Buffer.from('/'), name]);
            const stat = (0,external_node_fs_.lstatSync)(path);
            if (stat.isDirectory())
                pending.push(path);
            else if (stat.isSymbolicLink())
                found.links.push(path);
            else if (stat.size <= LARGEST_POINTER)
                found.small.push(path);
        }
    }
    return found;
}
function leadsOut(root, link) {
    const target = (0,external_node_fs_.readlinkSync)(link);
    // By its text, for one that leads to nothing yet; by where it ends up, for one that goes through another link.
    if (target.startsWith('/') || !isInside(root, (0,external_node_path_.resolve)((0,external_node_path_.dirname)(link.toString('utf8')), target)))
        return true;
    try {
        return !isInside(root, (0,external_node_fs_.realpathSync)(link));
    }
    catch (error) {
        // A loop leads nowhere; what is missing stays missing, and its way there is inside by its text.
        if ((0,errors/* hasCode */.up)(error, 'ELOOP') || (0,errors/* hasCode */.up)(error, 'ENOTDIR'))
            return false;
        if ((0,errors/* hasCode */.up)(error, 'ENOENT'))
            return !parentIsInside(root, link, target);
        throw error;
    }
}
/** Of a link to something that isn't there: whether the folder in which it would be is inside. */
function parentIsInside(root, link, target) {
    try {
        return isInside(root, (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)((0,external_node_fs_.realpathSync)((0,external_node_path_.dirname)(link.toString('utf8'))), (0,external_node_path_.dirname)(target))));
    }
    catch {
        return true; // not even that is there: nothing can be reached through it
    }
}
function isInside(root, path) {
    return path === root || path.startsWith(`${root}/`);
}
function isPointer(path) {
    const file = (0,external_node_fs_.openSync)(path, 'r');
    try {
        const head = Buffer.alloc(POINTER.length);
        (0,external_node_fs_.readSync)(file, head);
        return head.toString('latin1') === POINTER;
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}

;// CONCATENATED MODULE: ./js/recipe/releases/materialise.js
/** Writes a commit's files into a folder, by git's own checkout from a private repository, and takes out what would lead elsewhere. */










/** Far above any recipe, and far below what would fill a runner's disk. */
const MOST_FILES = 50_000;
const MOST_BYTES = 1024 ** 3;
const LISTING_BYTES = 32 * 1024 * 1024;
async function writeCommit(context, sha, into) {
    if ((0,external_node_fs_.existsSync)(into) && (!(0,external_node_fs_.lstatSync)(into).isDirectory() || (0,external_node_fs_.readdirSync)(into).length > 0))
        throw new Error(`${into} is not an empty folder`);
    const facts = await (0,find/* factsOf */.x)(context);
    await (0,store/* withStore */.aH)(context, facts, sha.length === 64, async (repository) => {
        await (0,store/* fetchCommit */.iH)(context, repository, everyRemote(facts), sha, 'the files of a release');
        await checkOut(context, repository, treeOf(facts, sha), into);
    });
}
/** A release is upstream's or origin's, a base may be in the base repository alone. */
function everyRemote(facts) {
    const releases = (0,remotes/* remotesOf */.xY)(facts);
    const known = new Set(releases.asked.map(({ url }) => url));
    return {
        ...releases,
        asked: [...releases.asked, ...(0,remotes/* baseRemotesOf */.EG)(facts).asked.filter(({ url }) => !known.has(url))],
    };
}
/** A recipe that is a part of its repository is the same part of every commit. */
function treeOf(facts, sha) {
    const prefix = facts.clone?.prefix.replace(/\/$/, '') ?? '';
    return prefix === '' ? `${sha}^{tree}` : `${sha}:${prefix}`;
}
/** @param tree `COMMIT^{tree}` or `COMMIT:FOLDER`, in the repository. */
async function checkOut(context, repository, tree, into) {
    const submodules = await checkSize(context, repository, tree);
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(into), { recursive: true });
    const staging = (0,external_node_fs_.mkdtempSync)(`${into}.part-`);
    try {
        const files = (0,external_node_path_.join)(staging, 'files');
        (0,external_node_fs_.mkdirSync)(files);
        const place = { GIT_DIR: repository, GIT_WORK_TREE: files, GIT_INDEX_FILE: (0,external_node_path_.join)(staging, 'index') };
        await plumbing(context, files, ['read-tree', tree], place);
        await plumbing(context, files, ['checkout-index', '--all', '--quiet'], place);
        for (const note of [...pruneTree(files), ...submodulesNote(submodules)])
            context.note('warning', `releases: ${tree}: ${note}`);
        // Onto an empty folder, or none: whoever looks sees nothing or everything.
        (0,external_node_fs_.renameSync)(files, into);
    }
    finally {
        (0,external_node_fs_.rmSync)(staging, { recursive: true, force: true });
    }
}
/** @returns the submodules, whose content is no part of the commit. */
async function checkSize(context, repository, tree) {
    const listed = await plumbing(context, repository, ['ls-tree', '-r', '-l', '-z', '--full-tree', tree], {}, LISTING_BYTES);
    const entries = [...listed.matchAll(/(?:^|\0)(\d{6}) \w+ [0-9a-f]+ +(\d+|-)\t([^\0]*)/g)];
    const bytes = entries.reduce((sum, [, , size]) => sum + (Number(size) || 0), 0);
    if (entries.length > MOST_FILES || bytes > MOST_BYTES || listed.length >= LISTING_BYTES)
        throw new errors/* UserError */.yo(`${tree} is no recipe: ${entries.length} files, ${(0,units/* formatBytes */.z3)(bytes)}; at most ${MOST_FILES} files and ${(0,units/* formatBytes */.z3)(MOST_BYTES)} are written`);
    return entries.filter(([, mode]) => mode === '160000').map(([, , , path]) => path ?? '');
}
function submodulesNote(submodules) {
    return submodules.length === 0
        ? []
        : [`the submodules ${submodules.slice(0, 5).join(', ')} stay empty: what is in them is not fetched`];
}
async function plumbing(context, folder, args, env, keepBytes) {
    try {
        return await (0,remote_git/* readLocal */.iG)((0,clone_state/* remoteContext */.Wv)(context), folder, args, env, keepBytes);
    }
    catch (error) {
        if (!(error instanceof remote_git/* RemoteError */.Hi))
            throw error;
        throw new errors/* UserError */.yo(`the files of ${args.at(-1)?.startsWith('-') ? 'the commit' : args.at(-1)} can't be written: git ${args[0]}: ${error.said}`, { cause: error });
    }
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