export const id = 750;
export const ids = [750];
export const modules = {

/***/ 5750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./js/forge/detect.js
/** Which forge and runner a job is on, as far as its environment tells. Order and variables: docs/forges.md. Pure. */
/** Forgejo's runner calls itself Gitea too, and both set ACT: the most specific name is asked first. */
function detectForge(env) {
    const serverUrl = env.GITHUB_SERVER_URL || null;
    if (env.FORGEJO_ACTIONS === 'true')
        return { product: 'forgejo', runnerVersion: env.FORGEJO_ACTIONS_RUNNER_VERSION || null, serverUrl };
    if (env.GITEA_ACTIONS === 'true')
        return { product: 'gitea', runnerVersion: env.GITEA_ACTIONS_RUNNER_VERSION || null, serverUrl };
    if (env.ACT === 'true')
        return { product: 'act', runnerVersion: null, serverUrl };
    if (env.GITHUB_ACTIONS === 'true')
        return { product: 'github', runnerVersion: null, serverUrl };
    return { product: 'none', runnerVersion: null, serverUrl: null };
}

// EXTERNAL MODULE: ./js/lib/inputs.js
var lib_inputs = __webpack_require__(9309);
// EXTERNAL MODULE: ./js/lib/job.js
var lib_job = __webpack_require__(9801);
// EXTERNAL MODULE: ./js/lib/log.js
var lib_log = __webpack_require__(2116);
// EXTERNAL MODULE: ./js/lib/signals.js
var signals = __webpack_require__(3835);
// EXTERNAL MODULE: ./js/clone/inputs.js
var inputs = __webpack_require__(5471);
;// CONCATENATED MODULE: ./js/actions/root-inputs.js
/** The root action's contract. What a later version brings is declared now, so that a misspelt name fails today. */


const CACHE = 'cache';
const MEMORY = 'memory guard';
const SECRETS = 'secret guard';
const TOOLS = 'tools';
const autoOr = (parse) => (raw) => raw === 'auto' ? { value: 'auto' } : parse(raw);
const rootInputs = {
    clone: { description: 'false: leave the clone out.', default: 'true', parse: lib_inputs/* boolean */.zM },
    ...inputs/* cloneInputs */.Z,
    cache: {
        description: 'Presets to restore and save, one a line; auto: by the files that are there; none.',
        default: 'auto',
        later: CACHE,
        parse: lib_inputs/* lines */.Mn,
    },
    'cache-backend': {
        description: 'Where caches are kept.',
        default: 'auto',
        later: CACHE,
        parse: (0,lib_inputs/* choice */.Yq)('auto', 'directory', 'server', 'github'),
    },
    'cache-dir': {
        description: 'The folder of the directory backend.',
        default: '',
        later: CACHE,
        parse: lib_inputs/* line */.n8,
    },
    'cache-save': {
        description: 'When to save.',
        default: 'on-success',
        later: CACHE,
        parse: (0,lib_inputs/* choice */.Yq)('on-success', 'always', 'never'),
    },
    prime: {
        description: 'Fill the caches before the first build.',
        default: 'false',
        later: CACHE,
        parse: lib_inputs/* boolean */.zM,
    },
    'memory-guard': {
        description: 'Protect the runner from the kernel’s out-of-memory killer.',
        default: 'auto',
        later: MEMORY,
        parse: (0,lib_inputs/* choice */.Yq)('auto', 'true', 'false'),
    },
    'memory-per-job': {
        description: 'Memory that one parallel job of a tool takes: TOOL=SIZE, one a line.',
        default: '',
        later: MEMORY,
        parse: lib_inputs/* lines */.Mn,
    },
    jobs: {
        description: 'Parallel jobs for all tools; auto: what fits.',
        default: 'auto',
        later: MEMORY,
        parse: autoOr((0,lib_inputs/* integer */.nd)(1, 1024)),
    },
    wrap: {
        description: 'Commands of later steps that go through the adaptive runner.',
        default: '',
        later: MEMORY,
        parse: lib_inputs/* line */.n8,
    },
    'required-secrets': {
        description: 'NAME=value lines that the full path needs.',
        default: '',
        secret: true,
        later: SECRETS,
        parse: lib_inputs/* text */.Qq,
    },
    'optional-secrets': {
        description: 'NAME=value lines that it can do without.',
        default: '',
        secret: true,
        later: SECRETS,
        parse: lib_inputs/* text */.Qq,
    },
    'on-missing': {
        description: 'What a missing required secret means.',
        default: 'offline',
        later: SECRETS,
        parse: (0,lib_inputs/* choice */.Yq)('offline', 'fail'),
    },
    tools: {
        description: 'Named versions to install, NAME@VERSION, one a line.',
        default: '',
        later: TOOLS,
        parse: lib_inputs/* lines */.Mn,
    },
    apt: { description: 'Debian packages to install.', default: '', later: TOOLS, parse: lib_inputs/* lines */.Mn },
};
const rejectedRootInputs = inputs/* rejectedCloneInputs */.V;

;// CONCATENATED MODULE: ./js/actions/root.js
/** The root action: one step at the head of a job. In this version: the clone, and `cc-ci` on PATH. */








async function main(env) {
    const job = (0,lib_job/* jobFrom */._S)(env);
    const log = (0,lib_log/* stepLog */.t)(env);
    const inputs = await (0,lib_inputs/* readInputs */.Ko)(rootInputs, env, rejectedRootInputs);
    for (const name of ['required-secrets', 'optional-secrets'])
        maskValues(job, inputs[name]);
    const later = (0,lib_inputs/* laterInputs */.E1)(rootInputs, (0,lib_inputs/* givenIn */.JS)(env));
    for (const sentence of later)
        log.warning(sentence);
    if (!later.some((sentence) => sentence.startsWith('cache:')))
        log.info('cache: not in this version');
    if (inputs.clone)
        await cloneStep(inputs, env, job, log);
    putOnPath(job);
    job.setOutput('forge', JSON.stringify(detectForge(env)));
    job.setOutput('cache', JSON.stringify({ status: 'not in this version' }));
    for (const name of ['mode', 'missing', 'jobs'])
        job.setOutput(name, '');
    return 0;
}
async function cloneStep(inputs, env, job, log) {
    // What spawns is loaded for a clone alone: node:child_process takes 2.4 ms to load.
    const [{ clone, jobContext }, { run }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(720), __webpack_require__.e(389)]).then(__webpack_require__.bind(__webpack_require__, 3283)),
        __webpack_require__.e(/* import() */ 235).then(__webpack_require__.bind(__webpack_require__, 7235)),
    ]);
    const cloned = await (0,signals/* untilSignalled */.y)((signal) => clone(inputs, jobContext(env), { run, log, job, env, signal }));
    job.setOutput('sha', cloned.sha);
    job.setOutput('ref', cloned.ref);
    job.setOutput('path', cloned.path);
    if (!inputs['persist-credentials'])
        return;
    const { persistCredential } = await __webpack_require__.e(/* import() */ 424).then(__webpack_require__.bind(__webpack_require__, 5424));
    // Said to the post step first: a step that is killed between the two leaves nothing that nobody removes.
    job.saveState('credential-in', cloned.path);
    persistCredential(cloned.path, cloned.url, inputs.token);
    log.warning('persist-credentials: true: the token is in .git/config, for every later step and program to read, until the job ends. Safer: leave it out and push with `cc-ci git -- push`');
}
/** Values are secrets whatever becomes of them. */
function maskValues(job, lines) {
    for (const entry of lines.split('\n')) {
        const value = entry.slice(entry.indexOf('=') + 1).trim();
        if (entry.includes('=') && value !== '')
            job.mask(value);
    }
}
function putOnPath(job) {
    job.addPath((0,external_node_path_.join)((0,external_node_path_.dirname)((0,external_node_url_.fileURLToPath)(import.meta.url)), 'bin'));
    job.exportVariable('CC_CI_NODE', process.execPath);
}


/***/ })

};
