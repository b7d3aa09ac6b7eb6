export const id = 585;
export const ids = [585,650];
export const modules = {

/***/ 5585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ../../node_modules/commander/esm.mjs
var esm = __webpack_require__(3735);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/version.js
var version = __webpack_require__(4650);
// EXTERNAL MODULE: ./js/clone/later.js
var later = __webpack_require__(7394);
// EXTERNAL MODULE: ./js/lib/process.js
var lib_process = __webpack_require__(7235);
// EXTERNAL MODULE: ./js/lib/signals.js
var signals = __webpack_require__(3835);
;// CONCATENATED MODULE: ./js/cli/git.js
/** `cc-ci git -- push …`: a git command that talks to the forge, with the job's credential in its environment alone. */



function gitCommand(program, env, setCode) {
    program
        .command('git')
        .description('run a git command that talks to the forge (fetch, pull, push, ls-remote, submodule, lfs) with the job’s token')
        .argument('<args...>', 'git’s own arguments, after --')
        .passThroughOptions()
        .addHelpText('after', '\nThe token comes from CC_CI_TOKEN, GITHUB_TOKEN, GITEA_TOKEN or FORGEJO_TOKEN; it never touches the disk.\nExample: cc-ci git -- push origin main')
        .action(async (args) => {
        setCode(await (0,signals/* untilSignalled */.y)((signal) => (0,later/* credentialedGit */.j)(args, { run: lib_process.run, env, cwd: process.cwd(), signal })));
    });
}

// EXTERNAL MODULE: ./js/lib/inputs.js
var lib_inputs = __webpack_require__(9309);
// EXTERNAL MODULE: ./js/recipe/inputs.js + 1 modules
var recipe_inputs = __webpack_require__(9771);
;// CONCATENATED MODULE: ./js/cli/recipe.js
/** `cc-ci recipe`: the recipe room from a terminal. */



/** The inputs that are options here; `recipe` is the argument, and a secret has no place on a command line. */
const options = Object.entries(recipe_inputs/* recipeInputs */.e$).filter(([name, spec]) => name !== 'recipe' && spec.secret !== true);
/** @param setCode takes the exit code that the program is to end with; errors are thrown and become one in src/main.ts. */
function recipeCommand(program, env, setCode) {
    const recipe = program.command('recipe').description('test a Co-op Cloud recipe on a real Docker Swarm');
    const runCommand = recipe
        .command('run')
        .description('install, upgrade, back up, restore and check a recipe, and remove it without a trace')
        .argument('[dir]', "the recipe's folder", '.')
        .option('--json', 'print results.json on standard output, and the progress on standard error')
        .option('--plan', 'print what would be done, and do nothing; with --json in every detail')
        .addHelpText('after', '\nExit codes: 0 green, 3 red recipe, 2 yours to fix, 1 environment or cancelled.')
        .action(async (dir, flags) => setCode(await runRecipe(dir, flags, env)));
    const planCommand = recipe
        .command('plan')
        .description('print what a run would do, and do nothing')
        .argument('[dir]', "the recipe's folder", '.')
        .option('--json', 'the whole plan, as JSON')
        .action(async (dir, flags) => setCode(await runRecipe(dir, { ...flags, plan: true }, env)));
    for (const command of [runCommand, planCommand])
        for (const [name, spec] of options)
            command.addOption(optionOf(name, spec));
    recipe
        .command('init')
        .description('write a commented cc-ci.yml from what is found in the recipe')
        .argument('[dir]', "the recipe's folder", '.')
        .option('--force', 'write over one that is there')
        .option('--dry-run', 'print it, and write nothing')
        .action(async (dir, flags) => {
        const { init } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(939), __webpack_require__.e(482)]).then(__webpack_require__.bind(__webpack_require__, 137));
        setCode(await init(dir, { isForced: flags.force === true, isDryRun: flags.dryRun === true }, env));
    });
    recipe
        .command('remove')
        .description('remove an app that a run left running (--keep)')
        .argument('<app>', "its domain or its stack's name")
        .option('--docker-context <value>', 'the Docker context of the Swarm manager')
        .action(async (app, flags) => {
        const { remove } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(939), __webpack_require__.e(482)]).then(__webpack_require__.bind(__webpack_require__, 137));
        const context = typeof flags.dockerContext === 'string' ? flags.dockerContext : '';
        setCode(await remove(app, context, env));
    });
}
function optionOf(name, spec) {
    const value = spec.parse === lib_inputs/* boolean */.zM ? '[true|false]' : '<value>';
    const later = spec.later === undefined ? '' : ' Not in this version.';
    const standard = spec.default === '' ? '' : ` Default: ${spec.default}.`;
    return new esm/* Option */.c$(`--${name} ${value}`, `${spec.description}${standard}${later}`);
}
async function runRecipe(dir, flags, env) {
    const given = new Map([['recipe', dir], ...optionValues(flags)]);
    const inputs = await (0,lib_inputs/* parseInputs */.TL)(recipe_inputs/* recipeInputs */.e$, given);
    for (const sentence of (0,lib_inputs/* laterInputs */.E1)(recipe_inputs/* recipeInputs */.e$, (name) => given.get(name)))
        process.stderr.write(`${sentence}\n`);
    // Only now: --help, --version and mistakes should not wait for the rooms to be loaded.
    const { printPlan, test } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(939), __webpack_require__.e(482)]).then(__webpack_require__.bind(__webpack_require__, 137));
    return flags.plan === true
        ? printPlan(inputs, dir, { isJson: flags.json === true, env })
        : test(inputs, dir, { isJson: flags.json === true, env });
}
/** commander turns `router-address` into `routerAddress`. */
function optionValues(flags) {
    return options.flatMap(([name]) => {
        const value = flags[name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())];
        return value === undefined ? [] : [[name, value === true ? 'true' : value]];
    });
}

;// CONCATENATED MODULE: ./js/cli/index.js
/** `cc-ci`: the same rooms from a terminal. */





async function main(env, argv = process.argv.slice(2)) {
    let code = errors/* EXIT */.dc.good;
    const program = new esm/* Command */.uB('cc-ci')
        .description('Job hardening and Co-op Cloud recipe tests, as the action runs them')
        .version(version/* VERSION */.x)
        .enablePositionalOptions()
        .exitOverride()
        .configureHelp({ showGlobalOptions: true });
    const setCode = (value) => {
        code = value;
    };
    gitCommand(program, env, setCode);
    recipeCommand(program, env, setCode);
    try {
        await program.parseAsync([...argv], { from: 'user' });
    }
    catch (error) {
        // commander has printed its sentence; --help and --version end here too.
        if (error instanceof esm/* CommanderError */.b7)
            return error.exitCode === 0 ? errors/* EXIT */.dc.good : errors/* EXIT */.dc.user;
        throw error;
    }
    return code;
}


/***/ }),

/***/ 9751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GY: () => (/* binding */ withSettings),
/* harmony export */   Mz: () => (/* binding */ networkEnv),
/* harmony export */   gn: () => (/* binding */ plainGitEnv),
/* harmony export */   gp: () => (/* binding */ basicCredential),
/* harmony export */   it: () => (/* binding */ authorization)
/* harmony export */ });
/* unused harmony exports credentialSettings, withoutTraces */
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/* harmony import */ var _remote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5536);
/**
 * The credential's only place: GIT_CONFIG_COUNT/KEY/VALUE of one git process' environment, scoped to origin and path.
 * Settings that a user has put there are kept; ours come after them and win.
 */


/** @returns `env` with `settings` appended to what GIT_CONFIG_COUNT already holds. */
function withSettings(env, settings) {
    const given = env.GIT_CONFIG_COUNT ?? '';
    if (!/^\d*$/.test(given))
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GIT_CONFIG_COUNT=${given} is not a number; unset it or mend it`);
    const first = Number(given);
    const extended = { ...env, GIT_CONFIG_COUNT: String(first + settings.length) };
    for (const [index, [key, value]] of settings.entries()) {
        extended[`GIT_CONFIG_KEY_${first + index}`] = key;
        extended[`GIT_CONFIG_VALUE_${first + index}`] = value;
    }
    return extended;
}
/** Of `git rev-parse --local-env-vars` those that say where things are, and what else would change what our git makes. */
const OUTER_GIT = [
    'GIT_DIR',
    'GIT_WORK_TREE',
    'GIT_COMMON_DIR',
    'GIT_INDEX_FILE',
    'GIT_OBJECT_DIRECTORY',
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_SHALLOW_FILE',
    'GIT_GRAFT_FILE',
    'GIT_PREFIX',
    'GIT_NAMESPACE',
    'GIT_DEFAULT_HASH',
    'SSH_ASKPASS',
];
/** What every git process of ours runs with: no prompt, English messages (they are classified), nothing of an outer git. */
function plainGitEnv(env) {
    const clean = {
        ...env,
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '',
        GIT_DEFAULT_REF_FORMAT: 'files',
    };
    for (const name of OUTER_GIT)
        delete clean[name];
    for (const name of Object.keys(clean)) {
        // The inputs of the step hold the token; git and what git starts have no use for them.
        if (name.startsWith('INPUT_'))
            delete clean[name];
    }
    return clean;
}
/** What a token is sent as, in base64: forges take any user name with it, GitHub this one. */
function basicCredential(token) {
    return Buffer.from(`x-access-token:${token}`).toString('base64');
}
/** The header that carries it. */
function authorization(token) {
    return `Authorization: Basic ${basicCredential(token)}`;
}
/**
 * Settings for a git process that talks to the server.
 * Hooks are off: a hook that a repository brings would otherwise see the credential in its environment.
 * @param urls the addresses that the token may be sent to, and nowhere else (git matches scheme, host, port and path).
 */
function credentialSettings(token, urls) {
    const off = [
        ['core.hooksPath', '/dev/null'],
        ['core.fsmonitor', 'false'],
        ['gc.auto', '0'],
        ['maintenance.auto', 'false'],
    ];
    if (token === '')
        return off;
    const header = authorization(token);
    const headers = urls.flatMap(_remote_js__WEBPACK_IMPORTED_MODULE_1__/* .scopesOf */ .ZK).flatMap((scope) => [
        // An empty value forgets what other configuration would add: two Authorization headers are a 400 on most servers.
        [`http.${scope}.extraHeader`, ''],
        [`http.${scope}.extraHeader`, header],
        // After a redirect git sends the header on to wherever it led: the scope is matched once, against the first address.
        [`http.${scope}.followRedirects`, 'false'],
    ]);
    // No helper may be asked for, or be handed, what is in the environment already.
    return [...off, ['credential.helper', ''], ...headers];
}
/** Holds the token for `helperSettings`. Its name must not begin with GIT_: git-lfs writes all of those into its error logs. */
const PASSWORD = 'CC_CI_GIT_PASSWORD';
/**
 * The same for processes that run git-lfs, which copies every GIT_* variable into .git/lfs/logs when it fails: the
 * settings name a variable, the token is in it. Costs a request more, because the server has to ask (401) first.
 */
function helperSettings(urls) {
    // The shell is git's own way to a helper without a file; nothing of a user's is in the line.
    const helper = `!f() { test "$1" = get && printf 'username=x-access-token\\npassword=%s\\n' "$${PASSWORD}"; }; f`;
    return urls.flatMap(_remote_js__WEBPACK_IMPORTED_MODULE_1__/* .scopesOf */ .ZK).flatMap((scope) => [
        [`credential.${scope}.useHttpPath`, 'true'],
        [`credential.${scope}.helper`, ''],
        [`credential.${scope}.helper`, helper],
        [`http.${scope}.followRedirects`, 'false'],
    ]);
}
/** git's own variables that would print the credential into a trace. */
function withoutTraces(env) {
    const clean = {
        ...env,
        GIT_TRACE_REDACT: '1',
        // Names of nothing, so that they also win over trace2.configParams and trace2.envVars of a configuration file.
        GIT_TRACE2_CONFIG_PARAMS: 'cc-ci.nothing',
        GIT_TRACE2_ENV_VARS: 'CC_CI_NOTHING',
    };
    delete clean.GIT_CURL_VERBOSE;
    return clean;
}
/** The whole environment of a git process that talks to the server. */
function networkEnv(env, options) {
    const byHelper = options.mayRunLfs === true && options.token !== '';
    const settings = [
        ...(byHelper
            ? [...credentialSettings('', []), ['credential.helper', ''], ...helperSettings(options.urls)]
            : credentialSettings(options.token, options.urls)),
        ...(options.serverUrl === '' ? [] : (0,_remote_js__WEBPACK_IMPORTED_MODULE_1__/* .insteadOf */ .c$)(options.serverUrl, options.sshUrls ?? [])),
        // One byte a second: a server that is busy packing still sends that much (its keep-alives); a dead one doesn't.
        ['http.lowSpeedLimit', '1'],
        ['http.lowSpeedTime', String(options.stallSeconds)],
        ['lfs.activityTimeout', String(options.stallSeconds)],
        ['lfs.dialTimeout', String(options.stallSeconds)],
        ['lfs.tlsTimeout', String(options.stallSeconds)],
    ];
    const password = byHelper ? { [PASSWORD]: options.token } : {};
    return withSettings({ ...withoutTraces(plainGitEnv(env)), ...password }, settings);
}


/***/ }),

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

/***/ 5536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isOnServer),
/* harmony export */   Ox: () => (/* binding */ submoduleUrl),
/* harmony export */   ZK: () => (/* binding */ scopesOf),
/* harmony export */   c$: () => (/* binding */ insteadOf),
/* harmony export */   gX: () => (/* binding */ remoteUrl)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/** Addresses: the remote of a repository on a forge (sub-paths kept), and what a credential for it may be sent to. */

/**
 * @param serverUrl the forge's address; a path is kept (actions/checkout drops it).
 * @param repository OWNER/NAME.
 * @throws UserError when one of them is missing or can't be part of an address.
 */
function remoteUrl(serverUrl, repository) {
    if (serverUrl === '')
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the forge is not known: GITHUB_SERVER_URL is empty; set input github-server-url');
    if (parsed(serverUrl) === undefined)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the forge's address ${JSON.stringify(serverUrl)} is no http address; set input github-server-url (or GITHUB_SERVER_URL) to one such as https://forge.example.org`);
    if (repository === '')
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the repository is not known: GITHUB_REPOSITORY is empty; set input repository');
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || /(^|\/)\.{1,2}(\/|$)/.test(repository)) {
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input repository: ${JSON.stringify(repository)} is not of the form OWNER/NAME`);
    }
    return `${serverUrl.replace(/\/+$/, '')}/${repository}`;
}
/** The same address as git and LFS ask for it: with and without `.git`. A credential is scoped to exactly these. */
function scopesOf(url) {
    const bare = url.replace(/\/+$/, '').replace(/\.git$/, '');
    return [bare, `${bare}.git`];
}
/**
 * `url.BASE.insteadOf` settings that turn the forge's ssh forms into its HTTP address, so that a token serves for them too:
 * `git@host:`, `ssh://git@host/`, and `ssh://git@host:PORT/` for each port that `urls` use.
 */
function insteadOf(serverUrl, urls) {
    const base = `${serverUrl.replace(/\/+$/, '')}/`;
    const host = new URL(base).hostname;
    const forms = new Set([`git@${host}:`, `ssh://git@${host}/`]);
    for (const url of urls) {
        const match = /^(ssh:\/\/(?:[^@/]+@)?([^:/]+)(?::\d+)?\/)/.exec(url) ?? /^((?:[^@/]+@)([^:/]+):)/.exec(url);
        if (match?.[1] !== undefined && match[2] === host)
            forms.add(match[1]);
    }
    return [...forms].map((form) => [`url.${base}.insteadOf`, form]);
}
/**
 * Where a submodule's URL leads, as git resolves it.
 * @param parent the address of the repository that has the submodule.
 */
function submoduleUrl(parent, url, serverUrl) {
    if (url.startsWith('./') || url.startsWith('../'))
        return resolveRelative(parent, url);
    for (const [key, form] of insteadOf(serverUrl, [url])) {
        if (url.startsWith(form))
            return key.slice('url.'.length, -'.insteadOf'.length) + url.slice(form.length);
    }
    return url;
}
function resolveRelative(parent, url) {
    let base = parent.replace(/\/+$/, '');
    let rest = url;
    for (;;) {
        if (rest.startsWith('./'))
            rest = rest.slice(2);
        else if (rest.startsWith('../')) {
            rest = rest.slice(3);
            base = base.slice(0, Math.max(base.lastIndexOf('/'), 0));
        }
        else
            return `${base}/${rest}`;
    }
}
/** True when a credential of the forge at `serverUrl` may go to `url`: same origin, and inside its sub-path. */
function isOnServer(serverUrl, url) {
    const server = parsed(`${serverUrl.replace(/\/+$/, '')}/`);
    // Parsed, because git and curl resolve `..` before they ask: https://example.org/forge/../other is not below /forge/.
    const there = parsed(url);
    if (server === undefined || there === undefined)
        return false;
    return there.origin === server.origin && there.pathname.startsWith(server.pathname);
}
function parsed(url) {
    if (!/^https?:\/\//i.test(url))
        return undefined;
    try {
        return new URL(url);
    }
    catch {
        return undefined; // what the constructor throws says no more than "invalid"
    }
}


/***/ }),

/***/ 4650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** The bundle's version, for results and --version. package.json says the same (checked). */
const VERSION = '0.1.0';


/***/ })

};
