"use strict";
exports.id = 286;
exports.ids = [286,235,650,616];
exports.modules = {

/***/ 2286:
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
// EXTERNAL MODULE: ./js/lib/process.js
var lib_process = __webpack_require__(7235);
// EXTERNAL MODULE: ./js/lib/signals.js
var signals = __webpack_require__(3835);
;// CONCATENATED MODULE: ./js/cli/doctor.js
/** `cc-ci doctor`: what this machine will do to jobs, section by section. It looks, and changes nothing. */



function doctorCommand(program, env, setCode) {
    program
        .command('doctor')
        .description('say what will get builds or the runner killed on this machine, with the lines that mend it')
        .option('--json', 'print what was found as JSON')
        .addHelpText('after', '\nRun it in a job, and on the machine that the runner runs on: each sees what the other can’t.\nThe runner’s settings are found by its command line, or by CC_CI_RUNNER_CONFIG=FILE.\nExit codes: 0 nothing that has to be done, 3 something has.')
        .action(async (flags) => {
        setCode(await (0,signals/* untilSignalled */.y)((signal) => doctor(env, flags.json === true, signal)));
    });
}
async function doctor(env, isJson, signal) {
    const sections = [await memorySection(env, signal)];
    process.stdout.write(isJson
        ? `${JSON.stringify(Object.fromEntries(sections.map(({ name, data }) => [name, data])), undefined, 2)}\n`
        : `${sections.flatMap(({ lines }) => lines).join('\n')}\n`);
    return sections.some(({ needsAction }) => needsAction) ? errors/* EXIT */.dc.verdict : errors/* EXIT */.dc.good;
}
async function memorySection(env, signal) {
    // Only now: --help and mistakes should not wait for the room to be loaded.
    const [{ diagnose, systemAt }, { memoryPage }, { styleOf }] = await Promise.all([
        __webpack_require__.e(/* import() */ 707).then(__webpack_require__.bind(__webpack_require__, 4707)),
        __webpack_require__.e(/* import() */ 250).then(__webpack_require__.bind(__webpack_require__, 2250)),
        __webpack_require__.e(/* import() */ 840).then(__webpack_require__.bind(__webpack_require__, 1840)),
    ]);
    const data = await diagnose(systemAt(), { run: lib_process.run, env, signal });
    return {
        name: 'memory',
        data,
        lines: memoryPage(data, styleOf(env, process.stdout)),
        needsAction: data.advice.some(({ level }) => level === 'act'),
    };
}

// EXTERNAL MODULE: ./js/lib/inputs.js
var lib_inputs = __webpack_require__(9309);
// EXTERNAL MODULE: ./js/lib/job.js
var job = __webpack_require__(9801);
// EXTERNAL MODULE: ./js/memory/inputs.js
var memory_inputs = __webpack_require__(4443);
;// CONCATENATED MODULE: ./js/cli/exec.js
/** `cc-ci exec -- CMD`: a command through the adaptive runner. Everything of ours goes to standard error. */




/** @param setCode takes the exit code that the program is to end with; errors are thrown and become one in src/main.ts. */
function execCommand(program, env, setCode) {
    const command = program
        .command('exec')
        .description('run a command; where memory runs out, again with fewer parallel jobs')
        .argument('<command...>', 'the command and its arguments, after --')
        .option('--as <name>', 'the program that the command stands for, where its path doesn’t say (for shims)')
        .passThroughOptions()
        .addHelpText('after', '\nExit codes: the command’s own; 137 out of memory at the last try; 124 timeout; 128 + the signal for a cancel;\n2 for a command that is not there. Example: cc-ci exec --attempts 3 -- cargo test')
        .action(async (argv, flags) => setCode(await exec(argv, flags, env)));
    for (const [name, { description, default: standard }] of Object.entries(memory_inputs/* execInputs */.xE))
        command.addOption(new esm/* Option */.c$(`--${name} <${name}>`, standard === '' ? description : `${description} (default: ${standard})`));
}
async function exec(argv, { as, ...flags }, env) {
    const inputs = await (0,lib_inputs.parseInputs)(memory_inputs/* execInputs */.xE, given(flags));
    // Only now: a mistake in an option should not wait for the room to be loaded.
    const { adaptiveRun, GUARD, passThrough, programPath, toolOf, RUNS_DIR, summaryTable, withSignals } = await __webpack_require__.e(/* import() */ 922).then(__webpack_require__.bind(__webpack_require__, 2922));
    const [name = '', ...args] = argv;
    const path = programPath(name, process.cwd(), env.PATH);
    if ((env[GUARD] ?? '') !== '')
        return withSignals((signals) => passThrough([path, ...args], { env, cwd: process.cwd(), signals }));
    const say = (sentence) => void process.stderr.write(sentence.replace(/^\n?/, (start) => `${start}cc-ci: `).concat('\n'));
    const report = await adaptiveRun({ kind: 'argv', argv: [path, ...args], tool: toolOf([as ?? name, ...args]) }, (0,memory_inputs/* settingsOf */.f5)(inputs), { env, cwd: process.cwd(), say, warn: say });
    // Otherwise the root action's post step tells of all of them together.
    if (report.attempts.length > 1 && (env[RUNS_DIR] ?? '') === '')
        (0,job.jobFrom)(env).summary(summaryTable(report));
    return report.exitCode;
}
/** Options by their input's name: commander gives them back in camel case. */
function given(flags) {
    const names = new Map(Object.keys(memory_inputs/* execInputs */.xE).map((name) => [
        name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()),
        name,
    ]));
    return new Map(Object.entries(flags).flatMap(([flag, value]) => {
        const name = names.get(flag);
        return name === undefined || value === undefined ? [] : [[name, value]];
    }));
}

// EXTERNAL MODULE: ./js/clone/later.js
var later = __webpack_require__(7394);
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

// EXTERNAL MODULE: ./js/lib/log.js
var lib_log = __webpack_require__(2116);
;// CONCATENATED MODULE: ./js/cli/leak-scan.js
/** `cc-ci leak-scan PATH…`: are secrets in these files, logs, archives and repositories? Says where, and never what. */



function leakScanCommand(program, env, setCode) {
    program
        .command('leak-scan')
        .description('look for secrets, their encodings and tokens of known formats in files, archives and repositories')
        .argument('<paths...>', 'files and folders')
        .option('--env <names>', 'environment variables that hold the secrets, separated by commas')
        .option('--json', 'print one JSON object: findings, gaps, counts')
        .addHelpText('after', '\nExit code 3: something was found. No value is printed.\nExample: cc-ci leak-scan --env NPM_TOKEN,DEPLOY_KEY dist logs.zip')
        .action(async (paths, options) => {
        setCode(await (0,signals/* untilSignalled */.y)((signal) => scan(paths, options, env, signal)));
    });
}
async function scan(paths, options, env, signal) {
    const { scanToText } = await __webpack_require__.e(/* import() */ 752).then(__webpack_require__.bind(__webpack_require__, 5752));
    const log = (0,lib_log/* stepLog */.t)(env, (text) => process.stderr.write(text));
    const { text, exitCode } = await scanToText(paths, soughtBy(options.env ?? '', env), options.json === true, {
        log,
        signal,
    });
    process.stdout.write(text);
    return exitCode;
}
/** @throws UserError for a variable that is not set at all: a misspelt name would make any scan a clean one. */
function soughtBy(names, env) {
    const all = names.split(',').map((name) => name.trim());
    return all
        .filter((name) => name !== '')
        .map((name) => {
        const value = env[name];
        if (value === undefined)
            throw new errors/* UserError */.yo(`leak-scan: --env ${name}: there is no such environment variable. Set it to the secret's value for this command`);
        return { name, value };
    });
}

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
        const { init } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(631), __webpack_require__.e(482)]).then(__webpack_require__.bind(__webpack_require__, 137));
        setCode(await init(dir, { isForced: flags.force === true, isDryRun: flags.dryRun === true }, env));
    });
    recipe
        .command('remove')
        .description('remove an app that a run left running (--keep)')
        .argument('<app>', "its domain or its stack's name")
        .option('--docker-context <value>', 'the Docker context of the Swarm manager')
        .action(async (app, flags) => {
        const { remove } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(631), __webpack_require__.e(482)]).then(__webpack_require__.bind(__webpack_require__, 137));
        const context = typeof flags.dockerContext === 'string' ? flags.dockerContext : '';
        setCode(await remove(app, context, env));
    });
}
function optionOf(name, spec) {
    const value = spec.parse === lib_inputs.boolean ? '[true|false]' : '<value>';
    const later = spec.later === undefined ? '' : ' Not in this version.';
    const standard = spec.default === '' ? '' : ` Default: ${spec.default}.`;
    return new esm/* Option */.c$(`--${name} ${value}`, `${spec.description}${standard}${later}`);
}
async function runRecipe(dir, flags, env) {
    const given = new Map([['recipe', dir], ...optionValues(flags)]);
    const inputs = await (0,lib_inputs.parseInputs)(recipe_inputs/* recipeInputs */.e$, given);
    for (const sentence of (0,lib_inputs.laterInputs)(recipe_inputs/* recipeInputs */.e$, (name) => given.get(name)))
        process.stderr.write(`${sentence}\n`);
    // Only now: --help, --version and mistakes should not wait for the rooms to be loaded.
    const { printPlan, test } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(458), __webpack_require__.e(631), __webpack_require__.e(482)]).then(__webpack_require__.bind(__webpack_require__, 137));
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
    doctorCommand(program, env, setCode);
    execCommand(program, env, setCode);
    gitCommand(program, env, setCode);
    leakScanCommand(program, env, setCode);
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

/***/ 4650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** The bundle's version, for results and --version. package.json says the same (checked). */
const VERSION = '0.1.0';


/***/ }),

/***/ 4443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ runInputs),
/* harmony export */   f5: () => (/* binding */ settingsOf),
/* harmony export */   xE: () => (/* binding */ execInputs)
/* harmony export */ });
/* harmony import */ var _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9309);
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2533);
/* harmony import */ var _runner_next_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1018);
/** The inputs of actions/run; the options of `cc-ci exec` are the same table's. */



/** Below this not even a shell gets going. */
const LEAST_LIMIT = 16 * 1024 ** 2;
const jobs = (raw) => raw === 'auto'
    ? { value: 'auto' }
    : orElse((0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.integer)(1, 1024)(raw), 'auto, or a whole number from 1 to 1024');
const attempts = (raw) => raw === 'auto' ? { value: 'auto' } : orElse((0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.integer)(1, 20)(raw), 'auto, or a whole number from 1 to 20');
const memoryLimit = (raw) => {
    if (raw === 'none')
        return { value: undefined };
    const bytes = (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMemoryBytes */ .GT)(raw);
    return bytes === undefined || bytes < LEAST_LIMIT
        ? { expected: 'none, or a size such as 512M, 2G or 1.5GiB, 16M at least' }
        : { value: bytes };
};
const timeout = (raw) => {
    if (raw === 'none')
        return { value: undefined };
    return orElse((0,_lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.duration)(raw), 'none, or a duration such as 20s, 10m or 1h, 596h at most');
};
const retryOn = (raw) => {
    const expected = `none, any, or a list of ${_runner_next_js__WEBPACK_IMPORTED_MODULE_2__/* .RETRY_REASONS */ .lJ.join(', ')}`;
    if (raw === 'none')
        return { value: new Set() };
    if (raw === 'any')
        return { value: new Set(_runner_next_js__WEBPACK_IMPORTED_MODULE_2__/* .RETRY_REASONS */ .lJ) };
    const names = raw.split(/[\s,]+/).filter((name) => name !== '');
    const reasons = _runner_next_js__WEBPACK_IMPORTED_MODULE_2__/* .RETRY_REASONS */ .lJ.filter((reason) => names.includes(reason));
    return names.length > 0 && names.length === reasons.length ? { value: new Set(reasons) } : { expected };
};
function orElse(parsed, expected) {
    return 'value' in parsed ? parsed : { expected };
}
/** What actions/run and `cc-ci exec` have in common. */
const execInputs = {
    jobs: {
        description: 'Parallel jobs of the first try; auto: what fits into memory, never more than the CPUs.',
        default: 'auto',
        parse: jobs,
    },
    'memory-limit': {
        description: 'Stop the command and try again with fewer jobs when all its processes together take more than this; none: only when memory has run out.',
        default: 'none',
        parse: memoryLimit,
    },
    attempts: {
        description: 'Tries together, 1 to 20; auto: half the jobs each time down to 1, then once with what the tool can do to need less; three for other reasons of retry-on.',
        default: 'auto',
        parse: attempts,
    },
    'retry-on': {
        description: 'What is tried again: oom (with fewer jobs), timeout, killed (by a signal, though there was memory), failure (any other exit code than 0); any; none.',
        default: 'oom',
        parse: retryOn,
    },
    timeout: {
        description: 'Time limit of each try; after it the command is ended. The step ends in 124.',
        default: 'none',
        parse: timeout,
    },
    'kill-grace': {
        description: 'Between SIGTERM and SIGKILL, where a command is ended.',
        default: '10s',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.duration,
    },
    serial: {
        description: 'Name of a host-wide lock: one command at a time holds it, over all jobs of the host.',
        default: '',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.line,
    },
};
/** @returns the same as the adaptive runner takes it. */
function settingsOf(inputs) {
    return {
        jobs: inputs.jobs,
        memoryLimitBytes: inputs['memory-limit'],
        attempts: inputs.attempts,
        retryOn: inputs['retry-on'],
        timeoutMs: inputs.timeout,
        killGraceMs: inputs['kill-grace'],
        serial: inputs.serial === '' ? undefined : inputs.serial,
    };
}
const runInputs = {
    run: { description: 'The script. It is on no disk and in no argv.', default: '', parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.text },
    shell: {
        description: 'What reads it: bash, sh, python, pwsh, or a command with {0} where the path of the script goes ("perl {0}").',
        default: 'bash',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.line,
    },
    'working-directory': {
        description: 'Where it runs, from the workspace.',
        default: '.',
        parse: _lib_inputs_js__WEBPACK_IMPORTED_MODULE_0__.line,
    },
    ...execInputs,
};


/***/ }),

/***/ 1018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K2: () => (/* binding */ next),
/* harmony export */   lJ: () => (/* binding */ RETRY_REASONS),
/* harmony export */   wt: () => (/* binding */ isLastResort)
/* harmony export */ });
/** What comes after an attempt: the end, the same again, or less at once. Pure. */
/** What a failed attempt may be tried again for. */
const RETRY_REASONS = ['oom', 'timeout', 'killed', 'failure'];
const AUTO_ATTEMPTS = 3;
/**
 * @param attempts so far; the last of them has just ended.
 * @param rung the last one's place on the ladder.
 */
function next(attempts, rung, ladder, rules) {
    const cause = attempts.at(-1)?.cause;
    const reason = cause === undefined ? undefined : reasonFor(cause);
    if (cause === undefined || reason === undefined || !rules.retryOn.has(reason))
        return { kind: 'end' };
    if (attempts.length >= mostAttempts(attempts, ladder, rules))
        return { kind: 'end' };
    if (reason !== 'oom')
        return { kind: 'again', rung, reason };
    return rung + 1 < ladder.length ? { kind: 'again', rung: rung + 1, reason } : { kind: 'end' };
}
/** @returns true where an out-of-memory kill would be the end: then nothing is stopped before its time. */
function isLastResort(number, rung, ladder, rules) {
    if (!rules.retryOn.has('oom') || rung + 1 >= ladder.length)
        return true;
    return rules.attempts !== 'auto' && number >= rules.attempts;
}
function mostAttempts(attempts, ladder, rules) {
    if (rules.attempts !== 'auto')
        return rules.attempts;
    const others = attempts.filter(({ cause }) => cause.kind !== 'out-of-memory').length;
    // What memory takes is bounded by the ladder; the rest has its own bound.
    return others >= AUTO_ATTEMPTS ? attempts.length : ladder.length + AUTO_ATTEMPTS;
}
function reasonFor(cause) {
    switch (cause.kind) {
        case 'out-of-memory':
            // Fewer jobs don't raise a heap's limit; a refused allocation they may spare.
            return cause.by === 'own-limit' && cause.limit !== 'allocation' ? undefined : 'oom';
        case 'timed-out':
            return 'timeout';
        case 'killed':
            return 'killed';
        case 'failed':
            return 'failure';
        case 'ok':
        case 'cancelled':
            return undefined;
    }
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