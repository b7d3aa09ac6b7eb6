"use strict";
exports.id = 389;
exports.ids = [389,235,616];
exports.modules = {

/***/ 3283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  clone: () => (/* binding */ clone),
  cloneInputs: () => (/* reexport */ inputs/* cloneInputs */.Z),
  jobContext: () => (/* reexport */ jobContext),
  refusePersistence: () => (/* reexport */ refusePersistence),
  rejectedCloneInputs: () => (/* reexport */ inputs/* rejectedCloneInputs */.V)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/monotonic.js
var monotonic = __webpack_require__(2398);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: ./js/clone/credential.js
var credential = __webpack_require__(9751);
// EXTERNAL MODULE: ./js/clone/git.js
var git = __webpack_require__(7880);
// EXTERNAL MODULE: ./js/lib/paths.js
var paths = __webpack_require__(4290);
;// CONCATENATED MODULE: ./js/clone/fork-guard.js
/**
 * A fork's code is not checked out into a job that holds the base repository's secrets, unless somebody says so. Pure.
 * Events are recognised by the payload and the ref: in a reusable workflow Gitea and Forgejo call every event workflow_call.
 */

/** @throws UserError when `asked` is (or may be) a fork's code and the job runs for the base branch, with its secrets. */
function guardAgainstForks(asked, job, isAllowed) {
    const reason = unsafeReason({ ...asked, repository: asked.repository.toLowerCase() }, job);
    if (reason === undefined || isAllowed)
        return;
    throw new errors/* UserError */.yo(`${reason}. Code of a stranger would run next to this repository's secrets. Use the pull_request event for it, or set allow-unsafe-pr-checkout: true after reading docs/clone.md#forks`);
}
function unsafeReason(asked, job) {
    // pull_request runs at refs/pull/N/…, without secrets: any checkout is fine there. pull_request_target runs at the base;
    // before Gitea 1.27.1 its ref is reported to have been wrong (go-gitea/gitea#38636), so the name counts as well.
    if (job.ref.startsWith('refs/pull/') && job.eventName !== 'pull_request_target')
        return undefined;
    const { pull_request: pull, workflow_run: run, issue } = job.event;
    // Some forges write null for what an event doesn't have.
    if (pull && isForkPull(pull, job.repository)) {
        if (isTrialMerge(asked, pull) || isSideOf(asked, pull.head, pull.number))
            return `this job runs for the base branch (pull_request_target) and asks for the head of a fork's pull request`;
    }
    if (run && isForkRun(run, job.repository)) {
        if (asked.sha === run.head_sha ||
            asked.repository === run.head_repository?.full_name?.toLowerCase() ||
            isPullRef(asked.ref)) {
            return 'this job runs after a workflow of a fork (workflow_run) and asks for its head';
        }
    }
    // A comment's payload doesn't say where the pull request comes from.
    if (issue?.pull_request && isPullRef(asked.ref))
        return 'this job was started by a comment and asks for the head of a pull request';
    return undefined;
}
function isForkPull(pull, own) {
    const head = pull.head?.repo;
    // A head repository that was deleted reads as null: it was not ours.
    if (head === null || head === undefined)
        return true;
    return head.full_name !== undefined
        ? head.full_name !== (pull.base?.repo?.full_name ?? own)
        : head.fork === true;
}
/** A head repository that was deleted reads as null: it was not ours. */
function isForkRun(run, own) {
    if (run.head_repository === null)
        return true;
    const head = run.head_repository?.full_name;
    return head !== undefined && head !== (run.repository?.full_name ?? own);
}
/** Holds the fork's code as much as its head does; once the pull request is merged, the same field names a commit of the base. */
function isTrialMerge(asked, pull) {
    return asked.sha !== '' && asked.sha === pull.merge_commit_sha && pull.merged !== true;
}
function isSideOf(asked, head, number) {
    if (asked.sha !== '' && asked.sha === head?.sha)
        return true;
    if (asked.repository !== '' && asked.repository === head?.repo?.full_name?.toLowerCase())
        return true;
    return number === undefined ? isPullRef(asked.ref) : new RegExp(`^(refs/)?pull/${number}/`).test(asked.ref);
}
function isPullRef(ref) {
    return /^(refs\/)?pull\/\d+\//.test(ref);
}

// EXTERNAL MODULE: ./js/clone/ref.js
var clone_ref = __webpack_require__(3821);
// EXTERNAL MODULE: ./js/clone/remote.js
var remote = __webpack_require__(5536);
;// CONCATENATED MODULE: ./js/clone/plan.js
/** What is going to be cloned, from where, to where. Pure but for the look at the workspace's real path. */





/** @throws UserError for a repository, ref or path that can't be, and for a fork's code in a privileged job. */
function planClone(inputs, job) {
    const serverUrl = inputs['github-server-url'] || job.serverUrl;
    const repository = inputs.repository || job.repository;
    const isOwn = repository.toLowerCase() === job.repository.toLowerCase() && serverUrl === (job.serverUrl || serverUrl);
    const url = (0,remote/* remoteUrl */.gX)(serverUrl, repository);
    const want = (0,clone_ref/* wanted */.Ol)(inputs.ref, isOwn, job);
    guardAgainstForks(asked(repository, want), job, inputs['allow-unsafe-pr-checkout']);
    return {
        repository,
        serverUrl,
        url,
        remote: 'origin',
        folder: (0,paths/* insideOf */.k)(job.workspace, inputs.path, 'input path'),
        want,
        isSha256: (want.kind === 'commit' ? want.sha : isOwn ? job.sha : '').length === 64,
        depth: inputs['fetch-depth'],
        hasTags: inputs['fetch-tags'],
        filter: inputs.filter || (inputs['sparse-checkout'].length > 0 ? 'blob:none' : ''),
        sparse: inputs['sparse-checkout'],
        isCone: inputs['sparse-checkout-cone-mode'],
        isClean: inputs.clean,
        mayEmpty: !job.isAct,
        submodules: inputs.submodules,
        lfs: inputs.lfs,
        mirrorDir: inputs['mirror-dir'],
    };
}
function asked(repository, want) {
    if (want.kind === 'commit')
        return { repository, ref: want.ref ?? '', sha: want.sha };
    if (want.kind === 'ref')
        return { repository, ref: want.ref, sha: '' };
    return { repository, ref: want.kind === 'name' ? want.name : '', sha: '' };
}
/** @throws UserError: only an action with a post step can take a persisted credential away again. */
function refusePersistence(inputs) {
    if (!inputs['persist-credentials'])
        return;
    throw new errors/* UserError */.yo('input persist-credentials: true is not taken by actions/clone, which has no post step that would remove the token again; use the root action, or push with: cc-ci git -- push');
}

// EXTERNAL MODULE: ./js/clone/fetch.js
var fetch = __webpack_require__(5448);
// EXTERNAL MODULE: ./js/clone/workspace.js
var workspace = __webpack_require__(4897);
;// CONCATENATED MODULE: ./js/clone/mirror.js
/** A local mirror on runners that persist: what it holds is not fetched again. Never a reason to fail. */







/**
 * Brings the mirror of the plan's repository up to date and makes its folder (a git repository) read the mirror's objects.
 * Two jobs may do so at once: git's own locks keep the mirror whole, and who comes second uses what is there.
 */
async function useMirror(session, plan) {
    const { mirrorDir, url, folder } = plan;
    if (!(0,external_node_path_.isAbsolute)(mirrorDir))
        throw new errors/* UserError */.yo(`input mirror-dir: ${JSON.stringify(mirrorDir)} has to be an absolute path`);
    const { host, pathname } = new URL(url);
    const mirror = (0,external_node_path_.join)(mirrorDir, host.replace(':', '_'), `${pathname.replace(/\.git$/, '')}.git`);
    try {
        (0,external_node_fs_.mkdirSync)(mirrorDir, { recursive: true });
        // A link that another job has put there would lead to folders that are not ours to strip.
        (0,paths/* insideOf */.k)(mirrorDir, mirror, 'the mirror');
        await update(session, mirror, plan);
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(folder, '.git', 'objects', 'info'), { recursive: true });
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, '.git', 'objects', 'info', 'alternates'), `${(0,external_node_path_.join)(mirror, 'objects')}\n`);
    }
    catch (error) {
        if (session.signal?.aborted)
            throw error;
        session.log.warning(`clone: the mirror ${mirror} can't be used (${(0,errors/* messageOf */.bD)(error)}); going on without it`);
    }
}
async function update(session, mirror, plan) {
    (0,external_node_fs_.mkdirSync)(mirror, { recursive: true });
    strip(mirror);
    try {
        const format = plan.isSha256 ? ['--object-format=sha256'] : [];
        await (0,git/* plainGit */.rH)(session, mirror, ['init', '--quiet', '--bare', '--template=', ...format, '.']);
        await fetchAll(session, mirror, plan.url);
    }
    catch (error) {
        // Another job is at it: what it has fetched so far serves as well.
        const isLocked = error instanceof git/* GitError */.XS && /\.lock'|cannot lock ref|could not lock/.test(error.stderr);
        if (!isLocked || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(mirror, 'objects')))
            throw error;
    }
}
async function fetchAll(session, mirror, url) {
    const refspecs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
    await (0,fetch/* fetchWithRetry */.J)(session, {
        folder: mirror,
        url,
        // Refs are pruned (a branch `a` that is gone would be in the way of `a/b`). Objects never are: workspaces read them.
        args: [
            'fetch',
            '--quiet',
            '--prune',
            '--no-tags',
            '--no-write-fetch-head',
            '--progress',
            '--end-of-options',
            url,
            ...refspecs,
        ],
        asked: 'all branches and tags',
    });
}
/** All that a mirror needs. What other files can do (config, hooks, commondir, worktrees) is run code and redirect the fetch. */
const KEPT = new Set(['objects', 'refs', 'packed-refs', 'HEAD']);
/** Other jobs can write here: nothing in the mirror may run code, and nothing may redirect the fetch. */
function strip(mirror) {
    for (const entry of (0,external_node_fs_.readdirSync)(mirror, { withFileTypes: true })) {
        const path = (0,external_node_path_.join)(mirror, entry.name);
        if (entry.name.endsWith('.lock') ? isDead(path) : !KEPT.has(entry.name) || !isData(entry))
            (0,external_node_fs_.rmSync)(path, { recursive: true, force: true });
    }
    (0,workspace/* stripObjects */.nS)((0,external_node_path_.join)(mirror, 'objects'), isDead);
    stripRefs((0,external_node_path_.join)(mirror, 'refs'));
}
function stripRefs(folder) {
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    for (const entry of (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true })) {
        const path = (0,external_node_path_.join)(folder, entry.name);
        if (entry.isDirectory())
            stripRefs(path);
        else if (entry.name.endsWith('.lock') ? isDead(path) : !entry.isFile())
            (0,external_node_fs_.rmSync)(path, { force: true });
    }
}
function isData(entry) {
    return entry.isFile() || entry.isDirectory();
}
const DEAD_AFTER_MS = 60 * 60 * 1000;
/** Locks and temporary files of a job that was killed would be in the way for ever; those of one that runs are young. */
function isDead(path) {
    const stat = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    return stat !== undefined && Date.now() - stat.mtimeMs > DEAD_AFTER_MS;
}

;// CONCATENATED MODULE: ./js/clone/populate.js
/** From an empty folder (or a stripped earlier clone) to a checked-out commit: init, fetch, checkout. */








/** @throws GitError (the caller may start afresh), UserError, EnvironmentError. */
async function populate(session, plan, found) {
    await init(session, plan);
    if (plan.mirrorDir !== '') {
        await useMirror(session, plan);
    }
    if (found.kind === 'clone' && found.last !== undefined)
        (0,workspace/* keepCommit */.H1)(plan.folder, found.last);
    if (plan.sparse.length > 0)
        await setSparse(session, plan);
    const { target, ref } = await fetchTarget(session, plan);
    if (target.branch !== undefined)
        (0,workspace/* trackBranch */.sp)(plan.folder, target.branch);
    await checkout(session, plan, target);
    if (plan.isClean && found.kind === 'clone')
        await (0,git/* plainGit */.rH)(session, plan.folder, ['clean', '-ffdx', '--quiet']);
    if (found.kind === 'clone')
        (0,workspace/* forgetCommit */.Pt)(plan.folder);
    return { sha: verified(plan, target), ref };
}
async function init(session, plan) {
    // No template: it would bring a dozen sample hooks.
    await (0,git/* plainGit */.rH)(session, plan.folder, [
        'init',
        '--quiet',
        '--template=',
        ...(plan.isSha256 ? ['--object-format=sha256'] : []),
    ]);
    (0,workspace/* configure */.jK)(plan.folder, plan.url);
}
async function setSparse(session, plan) {
    const mode = plan.isCone ? '--cone' : '--no-cone';
    await (0,git/* plainGit */.rH)(session, plan.folder, ['sparse-checkout', 'set', mode, '--stdin'], `${plan.sparse.join('\n')}\n`);
}
/** Finds out what the wanted name is, and fetches it. */
async function fetchTarget(session, plan) {
    const { want } = plan;
    if (want.kind === 'commit')
        return fetchRef(session, plan, want.ref, want.sha);
    if (want.kind === 'ref')
        return fetchRef(session, plan, want.ref);
    if (want.kind === 'default')
        return fetchRef(session, plan, await defaultBranch(session, plan));
    try {
        return await fetchRef(session, plan, `refs/heads/${want.name}`);
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS) || error.kind !== 'ref-missing')
            throw error;
        return fetchTag(session, plan, want.name);
    }
}
async function fetchTag(session, plan, name) {
    try {
        return await fetchRef(session, plan, `refs/tags/${name}`);
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS) || error.kind !== 'ref-missing')
            throw error;
        throw new errors/* UserError */.yo(`clone: ${plan.url} has neither a branch nor a tag ${name}; check input ref`, {
            cause: error,
        });
    }
}
async function fetchRef(session, plan, ref, sha) {
    const target = (0,clone_ref/* targetOf */.$r)({ ref, ...(sha === undefined ? {} : { sha }) });
    const options = [
        '--progress',
        '--no-recurse-submodules',
        ...historyOptions(plan),
        ...(plan.filter === '' ? [] : [`--filter=${plan.filter}`]),
    ];
    await (0,fetch/* fetchWithRetry */.J)(session, {
        folder: plan.folder,
        url: plan.url,
        args: ['fetch', ...options, '--end-of-options', plan.remote, ...refspecs(plan, target, sha)],
        asked: sha ?? ref ?? 'HEAD',
    });
    return { target, ref };
}
function historyOptions(plan) {
    if (plan.depth > 0)
        return ['--no-tags', `--depth=${plan.depth}`];
    const isShallow = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(plan.folder, '.git', 'shallow'));
    return isShallow ? ['--no-tags', '--unshallow'] : ['--no-tags'];
}
function refspecs(plan, target, sha) {
    const tags = '+refs/tags/*:refs/tags/*';
    if (plan.depth === 0) {
        const isBranchOrTag = target.refspecs.every((spec) => /:refs\/(remotes\/origin|tags)\//.test(spec));
        // All branches have a place of their own; the commit itself may lie behind (or beside) its branch by now.
        const own = isBranchOrTag ? (sha === undefined ? [] : [sha]) : target.refspecs;
        return ['+refs/heads/*:refs/remotes/origin/*', tags, ...own];
    }
    return plan.hasTags
        ? [...target.refspecs.filter((spec) => !spec.includes(':refs/tags/')), tags]
        : target.refspecs;
}
async function defaultBranch(session, plan) {
    const listed = await (0,fetch/* fetchWithRetry */.J)(session, {
        folder: plan.folder,
        url: plan.url,
        args: ['ls-remote', '--symref', '--end-of-options', plan.url, 'HEAD'],
        asked: 'HEAD',
    });
    const ref = /^ref: (\S+)\tHEAD$/m.exec(listed)?.[1];
    if (ref === undefined)
        throw new errors/* UserError */.yo(`clone: ${plan.url} has no default branch (is it empty?); set input ref`);
    return (0,clone_ref/* checkRef */.__)(ref);
}
async function checkout(session, plan, target) {
    const how = target.branch === undefined ? ['--detach'] : ['-B', target.branch];
    const args = ['checkout', '--quiet', '--force', ...how, target.start, '--'];
    // A partial clone fetches the files it lacks while it checks out.
    if (plan.filter === '')
        await (0,git/* plainGit */.rH)(session, plan.folder, args);
    else
        await (0,fetch/* fetchWithRetry */.J)(session, {
            folder: plan.folder,
            url: plan.url,
            args,
            asked: target.start,
            isQuiet: true,
        });
}
/** @throws UserError when a tag moved between the event and now: a release must not be built from something else. */
function verified(plan, target) {
    const git = (0,external_node_path_.join)(plan.folder, '.git');
    const head = (0,workspace/* lastCommit */.GO)(git);
    if (head === undefined)
        throw new Error(`${git}/HEAD can't be read after the checkout`);
    const { want } = plan;
    if (want.kind === 'commit' && want.sha !== head && tagObject(git, want.ref) !== want.sha) {
        throw new errors/* UserError */.yo(`clone: ${want.ref ?? target.start} is ${head} now, but this run is for ${want.sha}: it was moved meanwhile; start a new run`);
    }
    return head;
}
function tagObject(git, ref) {
    return ref?.startsWith('refs/tags/') ? (0,workspace/* lastCommit */.GO)(git, (0,clone_ref/* localRef */.Zs)(ref)) : undefined;
}

;// CONCATENATED MODULE: ./js/clone/safe-directory.js
/** Lets git work in later steps though the folder belongs to another user, as a job container's workspace does. */


/**
 * Exports `safe.directory` for all later steps through GIT_CONFIG_COUNT, which git reads whatever HOME they have.
 * A file would have to lie in each user's HOME.
 * @param mode auto: where the owner is another user, or in a container (whose later steps may run as another user).
 */
function settleSafeDirectory(job, env, folder, mode) {
    if (mode === 'false' || (mode === 'auto' && !isNeeded(folder)))
        return;
    const before = Number(env.GIT_CONFIG_COUNT ?? 0);
    const extended = (0,credential/* withSettings */.GY)(env, [['safe.directory', folder]]);
    for (const name of ['GIT_CONFIG_COUNT', `GIT_CONFIG_KEY_${before}`, `GIT_CONFIG_VALUE_${before}`]) {
        job.exportVariable(name, extended[name] ?? '');
    }
}
function isNeeded(folder) {
    return ((0,external_node_fs_.statSync)(folder).uid !== process.getuid?.() ||
        (0,external_node_fs_.existsSync)('/.dockerenv') ||
        (0,external_node_fs_.existsSync)('/run/.containerenv'));
}

;// CONCATENATED MODULE: ./js/clone/context.js
/** What the runner says about the job: which repository, commit and event it is for. Read from the environment, once. */


/** @throws UserError outside a job that names a workspace. */
function jobContext(env) {
    const workspace = env.GITHUB_WORKSPACE;
    if (workspace === undefined || workspace === '') {
        throw new errors/* UserError */.yo('GITHUB_WORKSPACE is not set: this action runs as a step of a job, or under act');
    }
    if (!(0,external_node_fs_.existsSync)(workspace))
        throw new errors/* UserError */.yo(`GITHUB_WORKSPACE=${workspace} is not there; the runner has to make it before the job`);
    return {
        workspace,
        serverUrl: env.GITHUB_SERVER_URL ?? '',
        repository: env.GITHUB_REPOSITORY ?? '',
        ref: env.GITHUB_REF ?? '',
        sha: env.GITHUB_SHA ?? '',
        eventName: env.GITHUB_EVENT_NAME ?? '',
        event: eventPayload(env.GITHUB_EVENT_PATH),
        isAct: env.ACT === 'true' && env.GITEA_ACTIONS !== 'true' && env.FORGEJO_ACTIONS !== 'true',
    };
}
function eventPayload(path) {
    if (path === undefined || path === '')
        return {};
    try {
        const parsed = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return typeof parsed === 'object' && parsed !== null ? parsed : {};
    }
    catch (cause) {
        // The fork guard decides by it: a payload that can't be read must not read as "no pull request".
        throw new errors/* EnvironmentError */.eG(`the event's payload ${path} can't be read`, { cause });
    }
}

// EXTERNAL MODULE: ./js/clone/inputs.js
var inputs = __webpack_require__(5471);
;// CONCATENATED MODULE: ./js/clone/index.js
/**
 * The scoped clone: three git processes for a fresh one, a credential that lives in their environment alone, retries for
 * what can heal. docs/clone.md tells the rules; anchors: git's own documentation of GIT_CONFIG_COUNT and http.<url>.*.
 */















/**
 * Clones as the inputs and the job say.
 * @throws UserError (exit 2) for what the user can fix: inputs, a token, a ref that isn't there, a fork's code in a privileged job.
 * @throws EnvironmentError (exit 1) for a server or a disk that won't, after the tries that could heal it.
 */
async function clone(inputs, context, effects) {
    const startedAt = (0,monotonic/* monotonicMs */.d)();
    maskToken(effects.job, inputs.token);
    const plan = planClone(inputs, context);
    const present = alreadyThere(plan, context, inputs);
    if (present !== undefined) {
        effects.log.info(`clone: act has put the working tree of ${plan.repository} into the workspace; nothing to fetch`);
        return present;
    }
    try {
        const { plan: done, populated } = await followingRedirect(inputs, plan, effects);
        settleSafeDirectory(effects.job, effects.env, plan.folder, inputs['set-safe-directory']);
        effects.log.info(story(plan, populated, (0,monotonic/* monotonicMs */.d)() - startedAt));
        return { sha: populated.sha, ref: populated.ref ?? populated.sha, path: plan.folder, url: done.url };
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS))
            throw error;
        throw (0,git/* asFailure */.h_)(inputs.token === '' ? error : await (0,git/* blamingOldGit */.GC)(error, effects.run, effects.env));
    }
}
function maskToken(job, token) {
    if (token === '')
        return;
    job.mask(token);
    job.mask((0,credential/* basicCredential */.gp)(token));
}
function sessionOf(inputs, plan, effects) {
    return {
        run: effects.run,
        log: effects.log,
        env: effects.env,
        signal: effects.signal,
        token: inputs.token,
        serverUrl: plan.serverUrl,
        stallSeconds: inputs['stall-seconds'],
        tries: inputs['fetch-tries'],
        timeoutMs: inputs['fetch-timeout'],
        lfs: inputs.lfs,
    };
}
/** A repository that was renamed, or a forge that wants https: where that is safe, the clone is made from there. */
async function followingRedirect(inputs, plan, effects) {
    try {
        return { plan, populated: await cloneInto(sessionOf(inputs, plan, effects), plan) };
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS) || error.kind !== 'redirected')
            throw error;
        const { safeRedirect } = await __webpack_require__.e(/* import() */ 994).then(__webpack_require__.bind(__webpack_require__, 7994));
        const url = await safeRedirect(plan.url, inputs.token);
        if (url === undefined)
            throw error;
        effects.log.info(`clone: the server redirects ${plan.url} to ${url}, on the same host: cloning from there`);
        // What the first try has begun is of the other address.
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(plan.folder, '.git'), { recursive: true, force: true });
        const moved = { ...plan, url, serverUrl: plan.serverUrl.replace(/^https?:/, new URL(url).protocol) };
        return { plan: moved, populated: await cloneInto(sessionOf(inputs, moved, effects), moved) };
    }
}
/** Uses what an earlier job left where it can; whatever is broken in it costs a fresh start and nothing more. */
async function cloneInto(session, plan) {
    const found = prepare(session, plan);
    const isSha256 = found.kind === 'clone' && found.last !== undefined ? found.last.length === 64 : plan.isSha256;
    try {
        return await complete(session, { ...plan, isSha256 }, found);
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.XS))
            throw error;
        const why = whyAfresh(error, plan, found);
        if (why === undefined)
            throw error;
        const again = { ...plan, isSha256: isSha256 !== (error.kind === 'object-format') };
        return complete(session, again, startAfresh(session, again, why));
    }
}
/** @returns why another try from an empty folder can succeed; undefined when it can't. */
function whyAfresh(error, plan, found) {
    if (error.kind === 'object-format')
        return 'the object format of the repository is another one';
    if (found.kind !== 'clone')
        return undefined;
    // What would be cleaned away after the checkout may be what fills the disk.
    if (error.kind === 'disk-full' && plan.isClean)
        return 'the disk is full';
    return isOfTheClone(error) ? `the earlier clone is broken (${(0,errors/* messageOf */.bD)(error)})` : undefined;
}
/** @returns what can be built on: nothing, a stripped earlier clone, or files that are to stay. */
function prepare(session, plan) {
    const found = (0,workspace/* inspect */.Nn)(plan.folder, plan.url);
    if (found.kind !== 'empty' && !plan.mayEmpty && !(0,workspace/* isOurs */.MU)(plan.folder)) {
        throw new errors/* UserError */.yo(`clone: ${plan.folder} is not empty, and under act it may be your own folder (--bind): nothing was touched; set input path to another folder, or leave --bind out`);
    }
    if (found.kind === 'other' && (plan.isClean || (0,external_node_fs_.existsSync)((0,external_node_path_.join)(plan.folder, '.git'))))
        return startAfresh(session, plan, found.why);
    if (found.kind !== 'clone')
        return found;
    try {
        (0,workspace/* strip */.bB)(plan.folder, plan.sparse.length > 0);
        return found;
    }
    catch (error) {
        return startAfresh(session, plan, `the earlier clone can't be used again (${(0,errors/* messageOf */.bD)(error)})`);
    }
}
function startAfresh(session, plan, why) {
    session.log.info(`clone: emptying ${plan.folder}: ${why}`);
    (0,workspace/* empty */.Ie)(plan.folder);
    return { kind: 'empty' };
}
/** What the server says is no fault of the earlier clone. */
function isOfTheClone(error) {
    return ['broken', 'unknown', 'cut', 'commit-missing', 'permission'].includes(error.kind);
}
async function complete(session, plan, found) {
    const populated = await populate(session, plan, found);
    if (plan.lfs) {
        const { pullLfs } = await __webpack_require__.e(/* import() */ 603).then(__webpack_require__.bind(__webpack_require__, 2603));
        await pullLfs(session, plan.folder, plan.url);
    }
    if (plan.submodules !== 'false') {
        const { updateSubmodules } = await __webpack_require__.e(/* import() */ 205).then(__webpack_require__.bind(__webpack_require__, 3205));
        const options = { isRecursive: plan.submodules === 'recursive', depth: plan.depth };
        await updateSubmodules(session, plan.folder, plan.url, options);
    }
    return populated;
}
/**
 * What act has put there (a copy of the working tree, or with --bind the user's own folder) stays: fetching it again would need its
 * forge, and local changes are what people run act for.
 */
function alreadyThere(plan, context, inputs) {
    const isOwn = plan.repository === context.repository && inputs.ref === '' && plan.folder === context.workspace;
    const git = (0,external_node_path_.join)(plan.folder, '.git');
    if (!context.isAct || !isOwn || !(0,external_node_fs_.existsSync)(git) || (0,workspace/* isOurs */.MU)(plan.folder))
        return undefined;
    // A worktree's .git is a file that leads elsewhere: act knows its commit.
    const sha = (0,workspace/* lastCommit */.GO)(git) ?? ((0,clone_ref/* isSha */.HH)(context.sha) ? context.sha : undefined);
    return sha === undefined ? undefined : { sha, ref: context.ref || sha, path: plan.folder, url: plan.url };
}
function story(plan, populated, ms) {
    const depth = plan.depth === 0 ? 'all history' : `depth ${plan.depth}`;
    const name = populated.ref === undefined ? '' : `${populated.ref.replace(/^refs\/(heads|tags)\//, '')} `;
    return `clone: ${plan.repository} ${name}${populated.sha.slice(0, 8)} in ${(0,units/* formatDuration */.a3)(ms)} (${depth})`;
}


/***/ }),

/***/ 4897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GO: () => (/* binding */ lastCommit),
/* harmony export */   H1: () => (/* binding */ keepCommit),
/* harmony export */   Ie: () => (/* binding */ empty),
/* harmony export */   MU: () => (/* binding */ isOurs),
/* harmony export */   Nn: () => (/* binding */ inspect),
/* harmony export */   Pt: () => (/* binding */ forgetCommit),
/* harmony export */   bB: () => (/* binding */ strip),
/* harmony export */   jK: () => (/* binding */ configure),
/* harmony export */   nS: () => (/* binding */ stripObjects),
/* harmony export */   sp: () => (/* binding */ trackBranch)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/* harmony import */ var _ref_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3821);
/**
 * The folder before the fetch: empty, an earlier clone whose objects can serve again, or something that has to go.
 * Of an earlier clone only data is kept (objects, index, its last commit): its config and hooks were in the hands of an earlier job.
 */




/** Kept of an earlier clone's .git, besides its objects; all else is made anew. */
const KEPT_FILES = new Set(['shallow', 'index']);
/** @param folder an absolute path; made if it is not there. */
function inspect(folder, url) {
    makeFolder(folder);
    const entries = entriesOf(folder);
    if (entries === undefined)
        return { kind: 'other', why: "it can't be read" };
    if (entries.length === 0)
        return { kind: 'empty' };
    const git = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git');
    const isFolder = entries.includes('.git') && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(git).isDirectory();
    if (!isFolder)
        return { kind: 'other', why: entries.includes('.git') ? 'its .git is no folder' : 'it is no clone' };
    const remote = remoteOf(git);
    if (remote !== url)
        return { kind: 'other', why: `it is a clone of ${remote ?? 'nothing that can be read'}` };
    return { kind: 'clone', last: lastCommit(git) };
}
function makeFolder(folder) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true });
    }
    catch (cause) {
        if ((0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(cause, 'EEXIST') || (0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(cause, 'ENOTDIR'))
            throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`input path: ${folder} is a file, not a folder`, { cause });
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`clone: ${folder} can't be made`, { cause });
    }
}
function entriesOf(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder);
    }
    catch (error) {
        if ((0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'EACCES'))
            return undefined;
        throw error;
    }
}
/** Empties a folder without removing it: it may be a mount. */
function empty(folder) {
    try {
        try {
            removeEntries(folder);
        }
        catch (error) {
            if (!(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'EACCES') && !(0,_lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'EPERM'))
                throw error;
            makeWritable(folder);
            removeEntries(folder);
        }
    }
    catch (cause) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EnvironmentError */ .eG(`clone: what an earlier job left in ${folder} can't be removed; it may belong to another user`, { cause });
    }
}
function removeEntries(folder) {
    // Names as bytes: one that is no UTF-8 would be looked for under another name, and stay.
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, 'buffer')) {
        const path = Buffer.concat([Buffer.from(`${folder}/`), entry]);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true, maxRetries: 3 });
    }
}
/** Folders that are ours can be read-only all the same: Go's module cache is. */
function makeWritable(folder) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(folder, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).mode | 0o700);
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true }))
        if (entry.isDirectory())
            makeWritable((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name));
}
/**
 * Strips an earlier clone's .git of all but data, with locks and anything that could run code or lead elsewhere.
 * @param isSparse true where the next checkout needs the index for what it leaves out.
 */
function strip(folder, isSparse) {
    const git = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git');
    const wasSparse = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'info', 'sparse-checkout'));
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(git, { withFileTypes: true })) {
        // A link could lead out of the workspace: git would write to, and we would remove, what lies there. A pipe would block git.
        const isData = entry.name === 'objects' ? entry.isDirectory() : KEPT_FILES.has(entry.name) && entry.isFile();
        if (!isData)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, entry.name), { recursive: true, force: true });
    }
    stripObjects((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'objects'));
    const index = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'index');
    if (!isSparse && !wasSparse && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(index) && !isPlainIndex(index))
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(index);
}
/**
 * Version 2 of the index has no room for the flag `skip-worktree`, by which a file that an earlier job has changed would stay
 * changed through a forced checkout (https://git-scm.com/docs/index-format).
 */
function isPlainIndex(index) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(index, 'r');
    try {
        const head = Buffer.alloc(8);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, head);
        return head.toString('latin1') === 'DIRC\0\0\0\x02';
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/**
 * Alternates would lead elsewhere; temporary packs and objects of a killed fetch would lie there for ever: gc is off.
 * @param isDead says of a temporary file's path that nobody writes to it any more.
 */
function stripObjects(objects, isDead = () => true) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(objects))
        return;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(objects, 'info'), { recursive: true, force: true });
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(objects, { withFileTypes: true })) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(objects, entry.name);
        if (entry.name.startsWith('tmp_') ? isDead(path) : !entry.isDirectory())
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true });
        else if (entry.isDirectory())
            stripFolder(path, isDead);
    }
}
function stripFolder(folder, isDead) {
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true })) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name);
        if (entry.name.startsWith('tmp_') ? isDead(path) : !entry.isFile())
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true });
    }
}
/** So that the server learns what is here already. */
function keepCommit(folder, last) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'refs', 'cc-ci'), { recursive: true });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'refs', 'cc-ci', 'last'), `${last}\n`);
}
/** After the fetch it has served: it may name a commit that isn't there, which `git gc` and `git fsck` would stumble over. */
function forgetCommit(folder) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'refs', 'cc-ci'), { recursive: true, force: true });
}
/** In a .git that this room has made. */
const MARK = 'cc-ci-clone';
/** True for a clone that this room has made (or begun): nobody's own work is in its .git. */
function isOurs(folder) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', MARK));
}
/** The config that later steps see: the address without a credential. Appended to what `git init` wrote. */
function configure(folder, url) {
    appendConfig(folder, `[remote "origin"]\n\turl = ${quoted(url)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[gc]\n\tauto = 0\n`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', MARK), '');
}
/** Makes `git push` and `git pull` without arguments mean the branch that is checked out. */
function trackBranch(folder, branch) {
    appendConfig(folder, `[branch ${quoted(branch)}]\n\tremote = origin\n\tmerge = ${quoted(`refs/heads/${branch}`)}\n`);
}
function appendConfig(folder, text) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git', 'config'), text, { flag: 'a' });
}
function quoted(value) {
    return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
/** Reads what HEAD (or `ref`) is from the files: a process less. Undefined when it can't be told. */
function lastCommit(git, ref) {
    const head = ref === undefined ? (readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'HEAD'))?.trim() ?? '') : `ref: ${ref}`;
    const text = head.startsWith('ref: ') ? looseRef(git, head.slice('ref: '.length)) : head;
    return text !== undefined && (0,_ref_js__WEBPACK_IMPORTED_MODULE_3__/* .isSha */ .HH)(text) ? text : undefined;
}
function looseRef(git, ref) {
    // HEAD is a file of an earlier job: it must not lead out of .git.
    if (!/^refs\/[^\s]+$/.test(ref) || ref.includes('..'))
        return undefined;
    const loose = readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, ref))?.trim();
    if (loose !== undefined)
        return loose;
    const packed = readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'packed-refs')) ?? '';
    return packed
        .split('\n')
        .find((line) => line.endsWith(` ${ref}`))
        ?.split(' ')[0];
}
function remoteOf(git) {
    // Up to the next section's line: an address can hold a bracket, too (http://[::1]:3000).
    const section = /^\[remote "origin"\]((?:\n(?!\[).*)*)/m.exec(readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(git, 'config')) ?? '')?.[1];
    return /^\s*url\s*=\s*"?([^"\n]+?)"?\s*$/m.exec(section ?? '')?.[1];
}
const LARGEST_TEXT = 64 * 1024 * 1024;
/** Reads what an earlier job may have put there: a pipe would block for ever, a device never end. */
function readText(path) {
    let file;
    try {
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
        const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        return stat.isFile() && stat.size <= LARGEST_TEXT ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8') : undefined;
    }
    catch {
        return undefined; // whatever the reason: what can't be read can't serve, and is made anew
    }
    finally {
        if (file !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
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


/***/ })

};
;