"use strict";
exports.id = 922;
exports.ids = [922,461];
exports.modules = {

/***/ 6416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IY: () => (/* binding */ withMemoryFolder),
/* harmony export */   Nr: () => (/* binding */ backingOf),
/* harmony export */   Qy: () => (/* binding */ MEMORY),
/* harmony export */   zF: () => (/* binding */ sweepMemoryFolders)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2003);
/* harmony import */ var _owned_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(688);
/** Folders in memory, for secrets that a program reads from a file only: nothing of them reaches a disk, nothing is left after a kill. */



/** The memory-backed folder that Linux and Docker's containers have by default. */
const MEMORY = '/dev/shm';
/** Source: statfs(2), TMPFS_MAGIC and RAMFS_MAGIC. */
const IN_MEMORY = [0x01021994, 0x858458f6];
/** Of an owner in another container: a program that is given a secret in this way ends within minutes. */
const UNKNOWN_MS = 30 * 60_000;
/** @returns the backing of a folder, as the kernel says. */
async function backingOf(folder) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(folder).catch(() => undefined); // not there, or not to be looked into
    if (found === undefined)
        return 'absent';
    return IN_MEMORY.includes(found.type) ? 'memory' : 'disk';
}
/**
 * Works with a fresh folder in memory, 0700, which is gone afterwards.
 * @throws UserError where `root` is no memory-backed file system: a secret must not reach a disk.
 */
async function withMemoryFolder({ name, why, otherwise, root = MEMORY }, work) {
    const backing = await backingOf(root);
    if (backing !== 'memory')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${why}, which must not be on a disk, and ${root} is ${backing === 'absent' ? 'not there' : 'not in memory'}: mount a tmpfs there (docker run has one by default; --tmpfs ${root}), or ${otherwise}`);
    return (0,_owned_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .withOwnedFolder */ .we)(name, work, root);
}
/** Removes this user's folders in memory of those names whose process is gone. */
function sweepMemoryFolders(names, root = MEMORY) {
    return (0,_owned_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .sweepFolders */ .me)(names, { root, unknownMs: UNKNOWN_MS });
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

/***/ 688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EA: () => (/* binding */ ownedFolder),
/* harmony export */   me: () => (/* binding */ sweepFolders),
/* harmony export */   we: () => (/* binding */ withOwnedFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2003);
/* harmony import */ var _process_id_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8849);
/** Temp folders that say whose they are, so that a later run removes those of processes that were killed, and no others. */





const PREFIX = 'cc-ci-';
/** Beside the folder's own files; no recipe's file has this name. */
const OWNER = '.cc-ci-owner';
/** No run lasts longer: what nobody can say more of is nobody's by then. */
const MAX_RUN_MS = 25 * 60 * 60_000;
/** Between the making of a folder and of the file that says whose it is. */
const UNOWNED_MS = 5 * 60_000;
/**
 * @param name what it is for: `recipe`. It is part of the folder's name, and what `sweepFolders` goes by.
 * @param root the folder to make it in. @returns the path of a fresh folder, 0700, that a later run removes when this process is gone.
 */
async function ownedFolder(name, root = (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)()) {
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, `${PREFIX}${name}-`));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, OWNER), JSON.stringify((0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .ownProcess */ .oz)()), { mode: 0o600 });
    return folder;
}
/** Works with such a folder, and removes it when `work` has ended, however it did. */
async function withOwnedFolder(name, work, root = (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)()) {
    const folder = await ownedFolder(name, root);
    try {
        return await work(folder);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
    }
}
/** Removes this user's folders of those names whose process is gone. */
async function sweepFolders(names, options = {}) {
    const { root = (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), unknownMs = MAX_RUN_MS } = options;
    for (const entry of await entriesOf(root)) {
        if (!names.includes(nameIn(entry) ?? ''))
            continue;
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, entry);
        if (await isOrphan(path, unknownMs))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { recursive: true, force: true });
    }
}
/** mkdtemp puts six letters or digits behind the prefix. */
function nameIn(entry) {
    return /^cc-ci-(.+)-[A-Za-z0-9]{6}$/.exec(entry)?.[1];
}
async function entriesOf(folder) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder);
    }
    catch (error) {
        // Then nothing of ours is in it either.
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(error, 'ENOENT') || (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCode */ .up)(error, 'EACCES'))
            return [];
        throw error;
    }
}
async function isOrphan(path, unknownMs) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined); // another run's, gone by now
    if (info === undefined || !info.isDirectory() || info.uid !== process.getuid?.())
        return false;
    const ageMs = Date.now() - info.mtimeMs;
    const owner = await ownerOf(path);
    if (owner === undefined)
        return ageMs > UNOWNED_MS;
    const life = (0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .lifeOf */ .c_)(owner, (0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .thisMachine */ .g8)());
    return life === 'dead' || (life === 'unknown' && ageMs > unknownMs);
}
async function ownerOf(path) {
    try {
        const read = JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(path, OWNER), 'utf8'));
        return (0,_process_id_js__WEBPACK_IMPORTED_MODULE_4__/* .isProcessId */ .td)(read) ? read : undefined;
    }
    catch {
        // Not written yet, or cut off by a kill: then its age has to tell.
        return undefined;
    }
}


/***/ }),

/***/ 8849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c_: () => (/* binding */ lifeOf),
/* harmony export */   g: () => (/* binding */ processesNaming),
/* harmony export */   g8: () => (/* binding */ thisMachine),
/* harmony export */   oz: () => (/* binding */ ownProcess),
/* harmony export */   td: () => (/* binding */ isProcessId)
/* harmony export */ });
/* unused harmony export startOf */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/** Who a process is, in a way that another process of the same machine can check later; and whether it still lives. */


/** @returns this process: to be written beside what it owns, as JSON or as labels, and read back with `isProcessId`. */
function ownProcess() {
    return {
        ...thisMachine(),
        pid: process.pid,
        pidStart: startOf(process.pid) ?? '',
    };
}
/** Whether what was read back is a process's identity. Its numbers are not judged: `lifeOf` does that. Pure. */
function isProcessId(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { pid, bootId, pidStart } = value;
    return typeof pid === 'number' && typeof bootId === 'string' && typeof pidStart === 'string';
}
/** @returns the machine and the pid namespace that this process runs in: what `lifeOf` judges from. */
function thisMachine() {
    return {
        host: (0,node_os__WEBPACK_IMPORTED_MODULE_1__.hostname)(),
        machineId: textOf('/etc/machine-id'),
        bootId: textOf('/proc/sys/kernel/random/boot_id'),
        pidNamespace: linkOf('/proc/self/ns/pid'),
    };
}
/**
 * Whether the process that `owner` describes still lives, as far as `machine` can tell. Pure but for `start`.
 * @param start the start time of the process with that number now, undefined when there is none.
 */
function lifeOf(owner, machine, start = startOf) {
    if (owner.bootId === '' || machine.bootId === '')
        return 'unknown';
    if (owner.bootId !== machine.bootId) {
        const isSameMachine = owner.machineId !== '' && owner.machineId === machine.machineId && owner.host === machine.host;
        return isSameMachine ? 'dead' : 'unknown';
    }
    const isSameNamespace = owner.pidNamespace !== '' && owner.pidNamespace === machine.pidNamespace;
    if (!isSameNamespace || owner.pidStart === '')
        return 'unknown';
    return start(owner.pid) === owner.pidStart ? 'alive' : 'dead';
}
/** @returns the start time (`pidStart`) of a process that is there and not a zombie; undefined for every other number. */
function startOf(pid) {
    const stat = textOf(`/proc/${pid}/stat`);
    // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    return stat === '' || state === 'Z' || state === 'X' ? undefined : fields[19];
}
/** @returns the other processes of this machine, as far as they can be seen, that have `word` as an argument of its own. */
function processesNaming(word) {
    return entriesOf('/proc')
        .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
        .filter((name) => textOf(`/proc/${name}/cmdline`).split('\0').includes(word))
        .map(Number);
}
function entriesOf(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder);
    }
    catch {
        return []; // not Linux
    }
}
/** Empty where there is no such file: not Linux, or no such process. */
function textOf(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8').trim();
    }
    catch {
        return '';
    }
}
function linkOf(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(path);
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 2922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GUARD: () => (/* reexport */ GUARD),
  RUNS_DIR: () => (/* reexport */ record/* RUNS_DIR */.z),
  adaptiveRun: () => (/* reexport */ adaptiveRun),
  outputsOf: () => (/* reexport */ outputsOf),
  passThrough: () => (/* reexport */ passThrough),
  programPath: () => (/* reexport */ programPath),
  requireFolder: () => (/* reexport */ requireFolder),
  shellFor: () => (/* reexport */ shellFor),
  summaryTable: () => (/* reexport */ summaryTable),
  toolOf: () => (/* reexport */ toolOf),
  wellLine: () => (/* reexport */ words/* wellLine */.xJ),
  withSignals: () => (/* reexport */ withSignals)
});

// UNUSED EXPORTS: OUTPUT_DESCRIPTIONS, execInputs, runInputs

// EXTERNAL MODULE: ./js/lib/process.js
var lib_process = __webpack_require__(7235);
// EXTERNAL MODULE: ./js/memory/parallelism/asked.js
var parallelism_asked = __webpack_require__(7461);
;// CONCATENATED MODULE: ./js/memory/parallelism/command.js
/** Which tool a command is, from its argv or from a script's text. */
const PROGRAMS = {
    cargo: 'cargo',
    cross: 'cargo',
    make: 'make',
    gmake: 'make',
    cmake: 'cmake',
    ninja: 'ninja',
    'ninja-build': 'ninja',
    go: 'go',
    nix: 'nix',
    'nix-build': 'nix',
    'nix-shell': 'nix',
    'nix-store': 'nix',
    node: 'node',
    npm: 'node',
    npx: 'node',
    pnpm: 'node',
    yarn: 'node',
    tsc: 'node',
    jest: 'node',
    vitest: 'node',
    webpack: 'node',
    vite: 'node',
    gradle: 'gradle',
    gradlew: 'gradle',
    mvn: 'maven',
    mvnw: 'maven',
    pytest: 'pytest',
    'py.test': 'pytest',
};
const SHELLS = /^(?:ba|da|z|k|a)?sh$/;
/** Programs that run the rest of their arguments; an option of theirs may take a value of its own. */
const PREFIXES = {
    env: /^(?:-u|-C|-S)$/,
    nice: /^-n$/,
    ionice: /^-[cnp]$/,
    timeout: /^-[ks]$/,
    time: /^-[fo]$/,
    sudo: /^-[ugCh]$/,
    nohup: /^$/,
    exec: /^-a$/,
    command: /^$/,
    setsid: /^$/,
    stdbuf: /^-[ioe]$/,
    taskset: /^$/,
    'xvfb-run': /^-[nesfp]$/,
};
/** @returns the first tool of the table that the command starts; undefined where it starts none that is known. */
function toolOf(command) {
    return typeof command === 'string' ? toolsOf(command)[0] : toolOfArgv(command);
}
/** All tools that a script starts, each once, in order. */
function toolsOf(script) {
    const found = commandsOf(script).map((words) => toolOfArgv(words));
    return [...new Set(found.filter((tool) => tool !== undefined))];
}
function toolOfArgv(argv, depth = 0) {
    const [program = '', ...rest] = argv.slice(firstWord(argv));
    const name = program.slice(program.lastIndexOf('/') + 1);
    // A chain of prefixes that doesn't end is nobody's command.
    if (depth > 8)
        return undefined;
    const tool = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
    if (tool !== undefined)
        return tool;
    if (name.startsWith('cargo-'))
        return 'cargo';
    if (/^python[\d.]*$/.test(name))
        return rest[0] === '-m' && rest[1] === 'pytest' ? 'pytest' : undefined;
    if (SHELLS.test(name))
        return toolOfShell(rest);
    const valued = Object.hasOwn(PREFIXES, name) ? PREFIXES[name] : undefined;
    return valued === undefined ? undefined : toolOfArgv(afterOptions(name, rest, valued), depth + 1);
}
/** `bash -euc 'script'`. */
function toolOfShell(args) {
    const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
    return at < 0 ? undefined : toolOf(args[at + 1] ?? '');
}
/** Past `NAME=value`. */
function firstWord(words) {
    const at = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    return at < 0 ? words.length : at;
}
function afterOptions(name, args, valued) {
    let at = 0;
    while (args[at]?.startsWith('-'))
        at += valued.test(args[at] ?? '') ? 2 : 1;
    // The duration, the mask of CPUs.
    return args.slice(name === 'timeout' || name === 'taskset' ? at + 1 : at);
}
/** Words of each simple command, as far as a look can tell: quotes are taken off, comments left out, nothing is expanded. */
function commandsOf(script) {
    const plain = script.replaceAll('\\\n', ' ').replace(/(^|\s)#.*$/gm, '$1');
    return plain
        .split(/\n|;|&&|\|\|?|&|\$\(|`|[(){}]/)
        .map((command) => command.trim().split(/\s+/).map(unquoted))
        .map((words) => words.slice(words.findIndex((word) => !KEYWORDS.has(word))))
        .filter((words) => words[0] !== undefined && words[0] !== '');
}
const KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', 'time']);
function unquoted(word) {
    return word.replace(/^(['"])(.*)\1$/, '$2');
}

// EXTERNAL MODULE: ./js/memory/parallelism/plan.js
var parallelism_plan = __webpack_require__(3198);
// EXTERNAL MODULE: ./js/memory/parallelism/settings.js
var settings = __webpack_require__(1744);
// EXTERNAL MODULE: ./js/memory/parallelism/tools.js
var tools = __webpack_require__(9130);
;// CONCATENATED MODULE: ./js/memory/parallelism/reduce.js
/** The variables and the arguments of a retry that has to make do with less. */



const MiB = 1024 ** 2;
const LEAST_HEAP_BYTES = 256 * MiB;
/** What runs other tools: a Makefile's recipes, the scripts of package.json. */
const DRIVERS = ['make', 'node'];
/**
 * @param plan of the first try.
 * @param tool undefined where it isn't known: everything is reduced.
 * @param jobs 1 or more. A user's own setting is replaced as well: with it, the command has just run out of memory.
 * @param env of the command. What else its variables hold is kept.
 * @returns for the environment of one command, never for a file.
 */
function reduceJobs(plan, tool, jobs, env) {
    const variables = {};
    for (const name of reducedWith(tool)) {
        for (const setting of tools/* tools */.Y[name].settings) {
            // A heap is made smaller for the tool that it belongs to; a compiler's jobs don't make Node's too large.
            if ((0,parallelism_plan/* isHeap */.zo)(setting) && name !== tool)
                continue;
            const heapBytes = (0,parallelism_plan/* isHeap */.zo)(setting) ? smallerHeap(plan, name, setting, jobs, env) : 0;
            // As many CPUs as jobs: of what multiplies jobs by cores, cores become 1.
            variables[setting.variable] = (0,settings/* written */.Mp)(setting, { jobs, cpus: jobs, heapBytes }, env);
        }
    }
    if ('CARGO_BUILD_JOBS' in variables)
        variables.RUST_TEST_THREADS = fewest(env.RUST_TEST_THREADS, jobs);
    return variables;
}
/**
 * The last try: one job, and the tool's own way to need less. What was built is built again where the way is a compiler's option.
 */
function serialCodegen(plan, tool, env) {
    const less = tool === undefined ? undefined : LESS[tool];
    return less === undefined ? undefined : { ...reduceJobs(plan, tool, 1, env), ...less };
}
/**
 * Measured on a build with syn, regex, clap and image, the peak of the largest rustc: 500 MiB as it is, 486 without incremental
 * compilation, 385 without debug information besides; with one code generation unit 561, so that is left as it is.
 */
const LESS = {
    cargo: {
        CARGO_INCREMENTAL: '0',
        CARGO_PROFILE_DEV_DEBUG: '0',
        CARGO_PROFILE_TEST_DEBUG: '0',
        CARGO_PROFILE_RELEASE_DEBUG: '0',
    },
    // A smaller heap between two collections (measured, compile of package runtime: 200 MiB for 296), one thread of the back end.
    go: { GOGC: '25', GOMAXPROCS: '1' },
};
/**
 * On the command line a number of jobs beats the variable, so a retry has to change it there.
 * @param argv program first.
 * @returns argv with its number of jobs replaced; for ninja, which has no variable, with one added. Nothing else changes.
 */
function argvWithJobs(tool, argv, jobs) {
    const option = tools/* tools */.Y[tool].option;
    if (option === undefined)
        return argv;
    const out = [];
    let isReplaced = false;
    for (let index = 0; index < argv.length; index += 1) {
        const word = argv[index] ?? '';
        // After `--` words are the tested program's own.
        if (word === '--')
            return [...out, ...argv.slice(index)];
        const form = index === 0 ? undefined : optionForm(word, argv[index + 1], option);
        if (form === undefined)
            out.push(word);
        else {
            out.push(...form.written(jobs));
            index += form.words - 1;
            isReplaced = true;
        }
    }
    return tool === 'ninja' && !isReplaced ? [out[0] ?? 'ninja', `-j${jobs}`, ...out.slice(1)] : out;
}
function optionForm(word, next, { short, long }) {
    const isNumber = /^\d+$/.test(next ?? '');
    for (const dashed of [short && `-${short}`, long && `--${long}`]) {
        if (!dashed)
            continue;
        if (word === dashed && isNumber)
            return { words: 2, written: (jobs) => [dashed, String(jobs)] };
        const joint = word.startsWith(dashed) ? /^=?(?=\d+$)/.exec(word.slice(dashed.length)) : null;
        if (joint !== null)
            return { words: 1, written: (jobs) => [`${dashed}${joint[0]}${jobs}`] };
        // `-j` alone is "as many as there are".
        if (word === dashed && short !== undefined && dashed === '-j')
            return { words: 1, written: (jobs) => [`-j${jobs}`] };
    }
    return undefined;
}
function reducedWith(tool) {
    if (tool === undefined)
        return tools/* toolNames */.$;
    return DRIVERS.includes(tool) ? tools/* toolNames */.$.filter((name) => name === tool || tools/* tools */.Y[name].compiles) : [tool];
}
/** In proportion to the jobs. */
function smallerHeap(plan, tool, setting, jobs, env) {
    const first = plan.tools.find((entry) => entry.tool === tool);
    const own = (0,settings/* ownSetting */.N0)(setting, env)?.number;
    const base = own === undefined ? (first?.heapBytes ?? LEAST_HEAP_BYTES) : own * MiB;
    return Math.max(LEAST_HEAP_BYTES, Math.floor((base * jobs) / Math.max(jobs, first?.jobs ?? jobs)));
}
function fewest(own, jobs) {
    const number = Number(own);
    return String(Number.isInteger(number) && number > 0 ? Math.min(number, jobs) : jobs);
}

// EXTERNAL MODULE: ./js/memory/parallelism/say.js
var say = __webpack_require__(6906);
;// CONCATENATED MODULE: ./js/memory/parallelism/index.js
/** Parallelism that fits: limits and what was asked for -> jobs and variables for each tool. */







// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/on-path.js
var on_path = __webpack_require__(8689);
;// CONCATENATED MODULE: ./js/memory/runner/program.js
/** What a command line names has to be there before anything is tried: a missing program is the user's to fix, at once. */




/** @returns the program's path. @throws UserError where there is none, or none that may be executed. */
function programPath(name, cwd, path) {
    const isPath = name.includes('/');
    const found = (0,on_path/* findOnPath */.a)(isPath ? (0,external_node_path_.resolve)(cwd, name) : name, path);
    if (found !== undefined)
        return found;
    const why = isPath ? whyNot((0,external_node_path_.resolve)(cwd, name)) : 'is not on PATH';
    throw new errors/* UserError */.yo(`exec: ${JSON.stringify(name)} ${why}: install it, correct its name, or put its folder on PATH`);
}
/** @throws UserError where there is no such folder. */
function requireFolder(path, what) {
    if ((0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory() === true)
        return path;
    throw new errors/* UserError */.yo(`${what}: there is no folder ${path}: correct the path, or make it in an earlier step`);
}
function whyNot(path) {
    const info = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
    if (info === undefined)
        return 'is not there';
    return info.isDirectory() ? 'is a folder' : 'may not be executed (chmod +x)';
}

// EXTERNAL MODULE: ./js/memory/limits/index.js + 2 modules
var memory_limits = __webpack_require__(4182);
// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: ./js/lib/monotonic.js
var monotonic = __webpack_require__(2398);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
;// CONCATENATED MODULE: ./js/memory/classify/ceilings.js
/** Limits that make an allocation fail where the kernel would otherwise kill: `ulimit -v`, and strict overcommit. */
function readCeilings(system) {
    const limits = system.read('/proc/self/limits') ?? '';
    const addressSpace = /^Max address space\s+(\d+)/m.exec(limits)?.[1];
    return {
        addressSpaceBytes: addressSpace === undefined ? undefined : Number(addressSpace),
        isOvercommitStrict: system.read('/proc/sys/vm/overcommit_memory')?.trim() === '2',
    };
}

;// CONCATENATED MODULE: ./js/memory/classify/signs.js
/**
 * What programs print, and how they end, when the kernel has killed one of theirs, or when they have met a limit of their own. Each row was
 * seen in a real run or is the program's own source; none of them proves anything by itself (classify.ts).
 */
/** Ordered from the telling to the general: the first that matches is named. */
const KILL_SIGNS = [
    { name: 'cargo', text: /\(signal: 9, SIGKILL: kill\)/, codes: [101] },
    { name: 'linker', text: /\b(?:collect2|g?ld|gold|lld|mold)\b.*terminated with signal 9/ },
    { name: 'compiler', text: /Killed signal terminated program \S+/ },
    { name: 'clang', text: /unable to execute command: Killed|linker command failed due to signal/ },
    { name: 'sccache', text: /sccache: .*\bsignal:? 9\b/i },
    { name: 'go', text: /\bsignal: killed\b/ },
    { name: 'make', text: /\*\*\* .*\b(?:Error 137|Killed)\b/, codes: [2] },
    { name: 'nix', text: /failed due to signal 9|due to signal 9 \(Killed\)/ },
    { name: 'node package manager', text: /signal SIGKILL|ELIFECYCLE.*\b137\b|signal: ?'?SIGKILL/ },
    { name: 'python', text: /SIGKILL: 9|process pool was terminated abruptly|Not properly terminated/ },
    { name: 'gradle', text: /daemon disappeared unexpectedly|finished with non-zero exit value 137/ },
    { name: 'maven', text: /forked VM terminated without (?:properly )?saying (?:properly )?goodbye/ },
    { name: 'docker', text: /exit code: 137\b|non-zero code: 137\b/ },
    { name: 'shell', text: /^(?:.*: line \d+:.*\s)?\s*Killed\b/m },
    { name: 'signal 9', text: /\bSIGKILL\b|\bsignal:? 9\b/ },
];
const OWN_LIMIT_SIGNS = [
    {
        name: 'node-heap',
        text: /FATAL ERROR: .*JavaScript heap out of memory/,
        codes: [1, 134],
        signals: ['SIGABRT'],
        needs: 'large-process',
    },
    {
        name: 'node-worker',
        text: /\bERR_WORKER_OUT_OF_MEMORY\b/,
        codes: [1],
        signals: [],
        needs: 'large-process',
    },
    {
        name: 'java-heap',
        text: /(?:^Exception in thread .*|Terminating due to )java\.lang\.OutOfMemoryError/m,
        codes: [1, 3, 134],
        signals: ['SIGABRT'],
        needs: 'large-process',
    },
    {
        name: 'allocation',
        text: /memory allocation of \d+ bytes failed|std::bad_alloc|virtual memory exhausted|Cannot allocate memory|out of memory allocating|LLVM ERROR: out of memory|runtime: out of memory|^MemoryError\b/im,
        codes: [1, 2, 101, 134],
        signals: ['SIGABRT'],
        needs: 'denied-allocations',
    },
];

;// CONCATENATED MODULE: ./js/memory/classify/classify.js
/**
 * Why a command ended as it did. A text or an exit code alone never makes an out-of-memory kill: the kernel has to have counted one, or,
 * where nobody lets us read its counters, memory has to have run out while the command ran (docs/memory.md, "How a cause is found").
 */


/** Below this share of the limit (and this much) memory counts as used up, where only that can tell. */
const USED_UP_SHARE = 0.1;
const USED_UP_BYTES = 64 * 1024 ** 2;
/** A tree that held this share of the limit is who was killed, even where nobody printed a word. */
const MAJORITY = 0.5;
const LONGEST_LINE = 2_000;
const LONGEST_EXCERPT = 120;
/** No heap that a compiler or bundler fills is smaller. */
const LARGE_PROCESS_BYTES = 64 * 1024 ** 2;
/** @returns the cause; pure. */
function classify(raw) {
    const observed = { ...raw, tail: legible(raw.tail) };
    const { outcome, earlyStop } = observed;
    if (outcome.kind === 'cancelled')
        return { kind: 'cancelled' };
    if (earlyStop !== undefined)
        return { kind: 'out-of-memory', by: 'early-stop', evidence: [earlyStop] };
    if (outcome.kind === 'timed-out')
        return { kind: 'timed-out' };
    if (outcome.kind === 'exited' && outcome.code === 0)
        return { kind: 'ok' };
    if (observed.relief !== undefined)
        return { kind: 'out-of-memory', by: 'early-stop', evidence: [observed.relief] };
    return killedForMemory(observed) ?? ownLimit(observed) ?? plain(outcome);
}
/** Without colours, and without lines so long that a search in them would take its time. */
function legible(tail) {
    return (tail
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
        .replace(/\u001b\[[\d;]*[A-Za-z]/g, '')
        .split('\n')
        .map((line) => (line.length > LONGEST_LINE ? line.slice(-LONGEST_LINE) : line))
        .join('\n'));
}
function killedForMemory(observed) {
    const sign = killSign(observed);
    const counted = observed.kills.ours.map(({ cgroup, kills }) => `the kernel counted ${kills} out-of-memory ${kills === 1 ? 'kill' : 'kills'} in ${cgroup}`);
    const evidence = counted.length > 0
        ? sign !== undefined || heldMost(observed)
            ? counted
            : undefined
        : sign === undefined
            ? undefined
            : usedUp(observed);
    if (evidence === undefined)
        return undefined;
    return { kind: 'out-of-memory', by: 'kernel', evidence: [sign ?? 'no word of it in the log', ...evidence] };
}
/** @returns how it shows that SIGKILL was there; undefined when it doesn't. */
function killSign({ outcome, tail }) {
    if (outcome.kind === 'signalled')
        return outcome.signal === 'SIGKILL' ? 'killed by SIGKILL' : undefined;
    if (outcome.kind !== 'exited')
        return undefined;
    const { code } = outcome;
    if (code === 137)
        return 'exit code 137 (128 + SIGKILL)';
    const row = KILL_SIGNS.find(({ text, codes }) => (codes?.includes(code) ?? true) && text.test(tail));
    if (row === undefined)
        return undefined;
    return `exit code ${code}, and in the log (${row.name}): ${excerpt(tail, row.text)}`;
}
/** The words that say so and no more: the rest of the line may hold what is nobody's business (it is noted in a file). */
function excerpt(tail, text) {
    const words = text.exec(tail)?.[0].trim() ?? '';
    return words.length > LONGEST_EXCERPT ? `…${words.slice(-LONGEST_EXCERPT)}` : words;
}
function heldMost({ measured, limit }) {
    return limit.bytes > 0 && measured.peakBytes >= limit.bytes * MAJORITY;
}
/** Without a count of our own: memory that had run out, as far as it was seen. */
function usedUp({ canCount, kills, measured, limit }) {
    const least = measured.lowWaterBytes;
    const isUsedUp = least !== undefined && least <= Math.max(USED_UP_BYTES, limit.bytes * USED_UP_SHARE);
    // Counters that can be read and stood still: nothing in our cgroups was killed for memory. A kill elsewhere may still
    // have hit a process of ours in a cgroup of its own, but only where memory had run out.
    if (!isUsedUp || (canCount && kills.elsewhere === 0))
        return undefined;
    const seen = `only ${(0,units/* formatMemory */.z9)(least)} of ${(0,units/* formatMemory */.z9)(limit.bytes)} were left`;
    const how = canCount
        ? `the kernel counted ${kills.elsewhere} out-of-memory kill(s) on this host, outside of our cgroups`
        : "the kernel's counters of this cgroup can't be read, so what was left has to do as evidence";
    return [seen, how];
}
function ownLimit(observed) {
    const row = OWN_LIMIT_SIGNS.find((sign) => fits(sign, observed));
    if (row === undefined)
        return undefined;
    const said = `in the log: ${excerpt(observed.tail, row.text)}`;
    return { kind: 'out-of-memory', by: 'own-limit', limit: row.name, evidence: [said, why(row, observed)] };
}
function fits({ text, codes, signals, needs }, observed) {
    const { outcome, tail, measured, ceilings } = observed;
    const isItsEnd = outcome.kind === 'exited'
        ? codes.includes(outcome.code)
        : outcome.kind === 'signalled' && signals.includes(outcome.signal);
    if (!isItsEnd || !text.test(tail))
        return false;
    // An abort is hard to come by: it needs no further witness. A process may fill its heap between two looks.
    if (outcome.kind === 'signalled' && needs === 'large-process')
        return true;
    return needs === 'large-process'
        ? (measured.largest?.bytes ?? 0) >= LARGE_PROCESS_BYTES
        : ceilings.addressSpaceBytes !== undefined || ceilings.isOvercommitStrict;
}
function why({ needs }, { outcome, measured, ceilings }) {
    if (needs === 'large-process' && outcome.kind === 'signalled')
        return `it ended itself by ${outcome.signal}`;
    if (needs === 'large-process')
        return `its largest process was ${measured.largest?.name} with ${(0,units/* formatMemory */.z9)(measured.largest?.bytes ?? 0)}`;
    return ceilings.addressSpaceBytes !== undefined
        ? `its address space is limited to ${(0,units/* formatMemory */.z9)(ceilings.addressSpaceBytes)} (ulimit -v)`
        : 'vm.overcommit_memory is 2: the kernel refuses memory that it could not back';
}
function plain(outcome) {
    if (outcome.kind === 'signalled')
        return { kind: 'killed', signal: outcome.signal };
    return { kind: 'failed', code: outcome.kind === 'exited' ? outcome.code : 1 };
}

;// CONCATENATED MODULE: ./js/memory/classify/index.js
/** Why a command ended as it did, from plain data. */




// EXTERNAL MODULE: ./js/memory/counters/index.js
var counters = __webpack_require__(7404);
;// CONCATENATED MODULE: ./js/memory/measure/meter.js
/** Watches a command's memory while it runs, for less than one percent of a core. */

/** The first look comes early, so that short commands are measured too; then less and less often. */
const FIRST_MS = 15;
const GROWTH = 1.5;
const LONGEST_MS = 250;
/** Where little is left, a kill is a matter of moments. */
const NEAR_MS = 100;
const NEAR_SHARE = 0.25;
/** A look may take one part in so many of the time. */
const IDLE_PER_LOOK = 99;
/** Thousands of processes, or a machine that is all but standing still. */
const NEVER_LONGER_MS = 3_000;
function startMeter({ tree, readLimits, onSample }) {
    const startedAt = (0,monotonic/* monotonicMs */.d)();
    const roomBytes = readLimits().available.bytes;
    let peakBytes = 0;
    let largest;
    let lowWaterBytes;
    let pauseMs = FIRST_MS;
    let isNear = false;
    let isStopped = false;
    let timer;
    const look = () => {
        const seen = tree.sample(isNear);
        const limits = readLimits();
        peakBytes = Math.max(peakBytes, seen.bytes);
        if (seen.largest !== undefined && seen.largest.bytes > (largest?.bytes ?? 0))
            largest = { name: tree.nameOf(seen.largest.pid), bytes: seen.largest.bytes };
        isNear = limits.available.bytes < limits.limit.bytes * NEAR_SHARE;
        lowWaterBytes = Math.min(lowWaterBytes ?? Number.POSITIVE_INFINITY, limits.available.bytes);
        return {
            atMs: (0,monotonic/* monotonicMs */.d)() - startedAt,
            treeBytes: seen.bytes,
            largestPid: seen.largest?.pid,
            majorFaults: seen.majorFaults,
            availableBytes: limits.available.bytes,
            limitBytes: limits.limit.bytes,
            swapFreeBytes: limits.host.swapFreeBytes,
            pressure: limits.pressure,
        };
    };
    const again = () => {
        timer = setTimeout(() => {
            const before = process.cpuUsage();
            const sample = look();
            const { user, system } = process.cpuUsage(before);
            pauseMs = nextPause(pauseMs, (user + system) / 1_000, sample);
            again();
            onSample(sample);
        }, pauseMs);
    };
    again();
    return {
        stop: () => {
            clearTimeout(timer);
            if (!isStopped)
                look();
            isStopped = true;
            return { peakBytes, largest, lowWaterBytes, roomBytes };
        },
    };
}
/**
 * @param costMs of CPU time that the look took.
 * @returns how long to wait until the next; pure.
 */
function nextPause(pauseMs, costMs, sample) {
    const isNear = sample.availableBytes < sample.limitBytes * NEAR_SHARE;
    const wanted = isNear ? NEAR_MS : Math.min(pauseMs * GROWTH, LONGEST_MS);
    return Math.min(Math.max(wanted, costMs * IDLE_PER_LOOK), NEVER_LONGER_MS);
}

;// CONCATENATED MODULE: ./js/memory/measure/process-files.js
/** What /proc says about one process, read as cheaply as it can be: this happens for every process of a build, several times a second. */

/** Almost every Linux; where a kernel has larger pages (arm64 with 16 or 64 KiB) Node has no way to ask. */
const PAGE_BYTES = 4096;
/** @returns the ids of all processes that can be seen. */
function processIds() {
    return (0,external_node_fs_.readdirSync)('/proc').flatMap((name) => {
        const first = name.charCodeAt(0);
        return first >= 48 && first <= 57 ? [Number(name)] : [];
    });
}
/** @returns undefined for a process that has ended. */
function readStat(pid) {
    const text = read(`/proc/${pid}/stat`);
    // The name is in brackets and may hold any character, brackets and blanks among them.
    const end = text?.lastIndexOf(')') ?? -1;
    if (text === undefined || end < 0)
        return undefined;
    const fields = text.slice(end + 2).split(' ', 20);
    return {
        // It ends up in a log, where a line of its own could look like a runner's command.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
        name: text.slice(text.indexOf('(') + 1, end).replace(/[\u0000-\u001f\u007f]/g, '?'),
        state: fields[0] ?? '',
        parent: Number(fields[1]),
        group: Number(fields[2]),
        session: Number(fields[3]),
        majorFaults: Number(fields[9]),
        startTime: fields[19] ?? '',
    };
}
/**
 * @returns bytes, none for a process that has ended, that are this process's own: resident, without what it shares with others (the compiler's own libraries are mapped by every
 * compiler). The exact share (smaps_rollup's Pss) walks all page tables, milliseconds for a large process.
 */
function readPrivateBytes(pid) {
    const [, resident, shared] = read(`/proc/${pid}/statm`)?.split(' ', 3) ?? [];
    const pages = Number(resident ?? 0) - Number(shared ?? 0);
    return Math.max(0, pages) * PAGE_BYTES;
}
/** Both files are shorter. readFileSync asks for the size first and makes a buffer for each. */
const buffer = Buffer.allocUnsafe(2_048);
function read(path) {
    try {
        const fd = (0,external_node_fs_.openSync)(path, 'r');
        try {
            return buffer.toString('latin1', 0, (0,external_node_fs_.readSync)(fd, buffer, 0, buffer.length, null));
        }
        finally {
            (0,external_node_fs_.closeSync)(fd);
        }
    }
    catch {
        // It has ended between two looks, or is hidden from us (hidepid): nothing to count.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./js/memory/measure/tree.js
/**
 * The processes that a command has started, and theirs: by parent, by process group and by session. One that was ours once stays ours,
 * also when its parent has ended and it belongs to init.
 */

/**
 * @param root the command's own process.
 * @param ownsGroup its process group and session are its own, so that whoever is in them belongs to it.
 */
function processTree(root, ownsGroup) {
    const ours = new Map();
    let others = new Set();
    /** Finds those that are new; what was looked at once is not looked at again. */
    const discover = () => {
        const seen = processIds();
        const fresh = [];
        for (const pid of seen) {
            if (ours.has(pid) || others.has(pid))
                continue;
            const stat = readStat(pid);
            if (stat !== undefined)
                fresh.push([pid, stat]);
        }
        adopt(fresh);
        const there = new Set(seen);
        for (const pid of ours.keys())
            if (!there.has(pid))
                ours.delete(pid);
        others = new Set([...others, ...fresh.map(([pid]) => pid)].filter((pid) => there.has(pid) && !ours.has(pid)));
    };
    /** Ids can wrap around, so that a child comes before its parent: again until nobody is found. */
    const adopt = (fresh) => {
        for (let found = true; found;) {
            found = false;
            for (const [pid, stat] of fresh) {
                if (ours.has(pid) || !belongs(pid, stat))
                    continue;
                ours.set(pid, stat.startTime);
                found = true;
            }
        }
    };
    const belongs = (pid, { parent, group, session }) => pid === root || ours.has(parent) || (ownsGroup && (group === root || session === root));
    /** Calls `visit` for each that is still the process it was; forgets the others. */
    const each = (visit) => {
        for (const [pid, startTime] of ours) {
            const stat = readStat(pid);
            if (stat === undefined || stat.startTime !== startTime)
                ours.delete(pid);
            else if (stat.state !== 'Z' && stat.state !== 'X')
                visit(pid, stat);
        }
    };
    return {
        sample: (withFaults) => {
            discover();
            let bytes = 0;
            let faults = 0;
            let largest;
            for (const pid of ours.keys()) {
                const own = readPrivateBytes(pid);
                bytes += own;
                if (own > (largest?.bytes ?? 0))
                    largest = { pid, bytes: own };
                if (withFaults)
                    faults += readStat(pid)?.majorFaults ?? 0;
            }
            return { bytes, largest, majorFaults: withFaults ? faults : undefined };
        },
        nameOf: (pid) => readStat(pid)?.name ?? '?',
        alive: () => {
            discover();
            const pids = [];
            each((pid) => pids.push(pid));
            return pids;
        },
    };
}

;// CONCATENATED MODULE: ./js/memory/measure/index.js
/** What a command's processes take, while they run. */



;// CONCATENATED MODULE: ./js/memory/runner/end-tree.js
/** Ends a command and all that it has started: SIGTERM (or what we were sent ourselves), then SIGKILL. */





/** Killed processes are gone in milliseconds, unless the kernel is busy with their memory or a disk doesn't answer. */
const GONE_MS = 10_000;
/**
 * For what the command has left behind. Compilers remove a half-written file when they are told to end; a SIGKILL would leave it for the next
 * try to take for whole.
 */
const LEFTOVER_MS = 2_000;
const PAUSE_MS = 20;
/**
 * @param signal undefined: it has been sent already.
 * @param graceMs for the command itself, which may have to clean up.
 * @returns those that could not be ended: another user's (`sudo` without a password would be needed), or stuck in the kernel.
 */
async function endTree(victim, signal, graceMs, run) {
    const { pid, tree } = victim;
    if (signal !== undefined)
        await signalTree(victim, signal, run);
    await isGone(() => tree.alive().includes(pid), graceMs);
    if (!(await endLeftovers(victim, run))) {
        await signalTree(victim, 'SIGKILL', run);
        await isGone(() => tree.alive().length > 0, GONE_MS);
    }
    return tree.alive();
}
/** Those that have outlived the command itself. @returns true when there is nobody any more. */
async function endLeftovers(victim, run) {
    const alive = victim.tree.alive();
    if (alive.length === 0)
        return true;
    if (alive.includes(victim.pid))
        return false;
    await signalTree(victim, 'SIGTERM', run);
    return isGone(() => victim.tree.alive().length > 0, LEFTOVER_MS);
}
/** Sends a signal to the group, and to those of the tree that have made a group of their own. */
async function signalTree({ pid, ownsGroup, tree }, signal, run) {
    const alive = tree.alive();
    const foreign = [...(ownsGroup ? [-pid] : []), ...alive].filter((target) => !signalProcess(target, signal));
    // A group is only refused when nobody in it may be signalled.
    if (foreign.length > 0 && alive.length > 0)
        await sendAsRoot(foreign, signal, run);
}
/** @param target a process, or minus a group. @returns false where it is another user's. */
function signalProcess(target, signal) {
    try {
        process.kill(target, signal);
        return true;
    }
    catch (error) {
        if ((0,errors/* hasCode */.up)(error, 'EPERM'))
            return false;
        if ((0,errors/* hasCode */.up)(error, 'ESRCH'))
            return true;
        throw error;
    }
}
/** What `sudo` has started can be ended by `sudo` again, where it asks for no password. */
async function sendAsRoot(targets, signal, run) {
    if ((0,on_path/* findOnPath */.a)('sudo', process.env.PATH) === undefined)
        return false;
    const args = ['-n', '--', 'kill', '-s', signal.slice('SIG'.length), '--', ...targets.map(String)];
    return (0,lib_process.succeeded)(await run('sudo', args, { timeoutMs: GONE_MS }));
}
/** Nothing tells of the end of processes that are not our children. */
async function isGone(isThere, withinMs) {
    const giveUpAt = (0,monotonic/* monotonicMs */.d)() + withinMs;
    while (isThere()) {
        if ((0,monotonic/* monotonicMs */.d)() >= giveUpAt)
            return false;
        await (0,abort/* sleep */.yy)(PAUSE_MS);
    }
    return true;
}

;// CONCATENATED MODULE: ./js/memory/runner/guard.js
/**
 * Nothing of a command may outlive a runner that is killed: runners end a step by SIGKILL to its process group, which the command isn't in. A
 * shell of a few hundred kilobytes waits for our end and then kills the command's group.
 */

/** Reads from a pipe that we alone hold the other end of: a line is "all is well", the pipe's end is ours. */
const WAIT = 'trap "" HUP INT TERM; read -r line || kill -s KILL -- "-$1"';
/** @param group a process group of ours. @returns what ends the watch; to be called when the group is to be left alone. */
function guardGroup(group) {
    const watcher = (0,lib_process.openPipe)('sh', ['-c', WAIT, 'cc-ci-guard', String(group)]);
    // No shell, no watch: the command runs all the same.
    watcher.on('error', () => undefined);
    watcher.stdin.on('error', () => undefined);
    watcher.unref();
    for (const stream of [watcher.stdout, watcher.stderr])
        stream.destroy();
    return () => watcher.stdin.end('done\n');
}

;// CONCATENATED MODULE: ./js/memory/runner/oom-score.js
/**
 * Whom the kernel kills first. Children start at 500 or above, so that the build goes and the runner stays: for as long as it takes to start
 * one we are there ourselves, and the child has it from its first instruction. Going back down needs no privilege.
 */

const CHILD_SCORE = 500;
/** A step that the root action protects is at 500 itself: its commands still have to go before us. */
const ABOVE_OURS = 100;
const HIGHEST = 1_000;
const OWN = '/proc/self/oom_score_adj';
/** Starts something (synchronously) whose oom_score_adj is 500 at least. Where /proc can't be written it is just started. */
function withRaisedScore(start) {
    const before = readScore();
    const score = Math.min(HIGHEST, Math.max(CHILD_SCORE, (before ?? 0) + ABOVE_OURS));
    if (before === undefined || !writeScore(OWN, score))
        return start();
    let started;
    try {
        started = start();
        return started;
    }
    finally {
        writeScore(OWN, before);
    }
}
function readScore() {
    try {
        return Number((0,external_node_fs_.readFileSync)(OWN, 'utf8'));
    }
    catch {
        // No /proc: nothing to protect with.
        return undefined;
    }
}
function writeScore(path, score) {
    try {
        (0,external_node_fs_.writeFileSync)(path, String(score));
        return true;
    }
    catch {
        // A read-only /proc, or a sandbox that forbids it: the command runs all the same, unprotected as it would be without us.
        return false;
    }
}

// EXTERNAL MODULE: external "node:tty"
var external_node_tty_ = __webpack_require__(7066);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./js/memory/runner/fifo.js
/**
 * A pipe whose ends are file descriptors. Node gives a child sockets instead, and a script that writes to /dev/stderr fails on those
 * ("No such device or address"); and it has no way to give one pipe to two of a child's descriptors.
 */





/** @returns a pipe without a name: the file that it was made as is gone when this returns. The caller closes both ends. */
async function makeFifo(run) {
    const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'cc-ci-pipe-'));
    const path = (0,external_node_path_.join)(folder, 'pipe');
    try {
        const made = await run('mkfifo', ['-m', '600', path]);
        if (!(0,lib_process.succeeded)(made))
            throw new errors/* EnvironmentError */.eG(`mkfifo ${path} failed: ${made.stderr.trim()}`);
        // The reader first, and without waiting: each end waits for the other to be opened.
        const readEnd = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
        return { readEnd, writeEnd: (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY) };
    }
    finally {
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
}
function closeQuietly(fd) {
    try {
        (0,external_node_fs_.closeSync)(fd);
    }
    catch {
        // Closed already: that is all we want.
    }
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./js/memory/runner/relay.js
/**
 * Hands a command's output on as it comes: every byte, in order, and no faster than it is taken. One buffer is all that it costs, whatever
 * the length of the log; its end is kept for the search for a cause.
 */



const BUFFER_BYTES = 64 * 1024;
/** After the command's own end, silence of this length ends the relay, though a process it left behind may hold the pipe open. */
const SILENCE_MS = 100;
/** A descriptor that somebody else has made non-blocking is asked again. */
const FULL_PAUSE_MS = 5;
/**
 * @param from a pipe's read end, non-blocking; closed at the end.
 * @param to a descriptor of ours, of whatever kind.
 * @param keep gets each piece; the buffer is used again afterwards.
 */
function relay(from, to, keep) {
    let isWriting = false;
    let isOver = false;
    let silence;
    let hasEnded = false;
    let settle = () => undefined;
    let fail = () => undefined;
    const done = new Promise((resolve, reject) => {
        settle = resolve;
        fail = reject;
    });
    // Asked for at the end; until then a failure waits.
    done.catch(() => undefined);
    const end = () => {
        if (isOver)
            return;
        isOver = true;
        clearTimeout(silence);
        socket.destroy();
        settle();
    };
    const awaitSilence = () => {
        clearTimeout(silence);
        if (hasEnded && !isWriting && !isOver)
            silence = setTimeout(end, SILENCE_MS);
    };
    const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
    const options = {
        fd: from,
        readable: true,
        writable: false,
        onread: {
            buffer,
            callback: (length) => {
                isWriting = true;
                clearTimeout(silence);
                keep(buffer.subarray(0, length));
                writeAll(to, buffer, 0, length, (error) => {
                    isWriting = false;
                    if (error === undefined) {
                        socket.resume();
                        awaitSilence();
                    }
                    else if ((0,errors/* hasCode */.up)(error, 'EPIPE'))
                        end();
                    else {
                        end();
                        fail(error);
                    }
                });
                // Paused until it has been taken.
                return false;
            },
        },
    };
    const socket = new external_node_net_.Socket(options);
    socket.on('end', end);
    socket.on('error', (error) => {
        end();
        fail(error);
    });
    socket.resume();
    return {
        finish: () => {
            hasEnded = true;
            awaitSilence();
            return done;
        },
    };
}
/** On a thread of libuv's, so that a reader who takes his time keeps nothing else waiting, signals least of all. */
function writeAll(fd, buffer, offset, length, done) {
    (0,external_node_fs_.write)(fd, buffer, offset, length - offset, null, (error, written) => {
        if (error !== null && (0,errors/* hasCode */.up)(error, 'EAGAIN'))
            setTimeout(() => writeAll(fd, buffer, offset, length, done), FULL_PAUSE_MS);
        else if (error !== null)
            done(error);
        else if (offset + written < length)
            writeAll(fd, buffer, offset + written, length, done);
        else
            done();
    });
}

;// CONCATENATED MODULE: ./js/memory/runner/streams.js
/** Which of our descriptors a command gets, and what of its output we see on the way. */





/**
 * A terminal is the child's own; then nothing of its output is seen. Where our standard output and error are one file, so are the child's:
 * with a pipe each, what was printed one after the other could arrive the other way round.
 */
async function openStreams(run, tail) {
    const isTerminal = [0, 1, 2].some((fd) => (0,external_node_tty_.isatty)(fd));
    const unseen = {
        stdio: [0, 1, 2],
        areSeen: false,
        isTerminal,
        handOver: nothing,
        finish: resolved,
    };
    if ((0,external_node_tty_.isatty)(1) && (0,external_node_tty_.isatty)(2))
        return unseen;
    // Busybox and coreutils have mkfifo; an image without either still gets its command run.
    if ((0,on_path/* findOnPath */.a)('mkfifo', process.env.PATH) === undefined)
        return unseen;
    if (isSameFile(1, 2)) {
        const { readEnd, writeEnd } = await makeFifo(run);
        const both = relay(readEnd, 1, tail.keep);
        return {
            stdio: [0, writeEnd, writeEnd],
            areSeen: true,
            isTerminal,
            handOver: () => (0,external_node_fs_.closeSync)(writeEnd),
            finish: () => both.finish(),
        };
    }
    const out = await seen(run, 1, tail);
    const err = await seen(run, 2, tail);
    return {
        stdio: [0, out.fd, err.fd],
        areSeen: true,
        isTerminal,
        handOver: () => {
            out.close();
            err.close();
        },
        finish: async () => {
            await Promise.all([out.relay?.finish(), err.relay?.finish()]);
        },
    };
}
async function seen(run, fd, tail) {
    if ((0,external_node_tty_.isatty)(fd))
        return { fd, close: nothing, relay: undefined };
    const { readEnd, writeEnd } = await makeFifo(run);
    return { fd: writeEnd, close: () => closeQuietly(writeEnd), relay: relay(readEnd, fd, tail.keep) };
}
function isSameFile(one, other) {
    const [a, b] = [(0,external_node_fs_.fstatSync)(one), (0,external_node_fs_.fstatSync)(other)];
    return a.dev === b.dev && a.ino === b.ino;
}
const nothing = () => undefined;
const resolved = () => Promise.resolve();

;// CONCATENATED MODULE: ./js/memory/runner/tail.js
/** The end of a command's output, as much as the search for a cause needs. */
const TAIL_BYTES = 256 * 1024;
const NEWLINE = 10;
/** Keeps the last `limit` bytes in one ring of that size. */
function makeTail(limit = TAIL_BYTES) {
    let ring = Buffer.alloc(0);
    let at = 0;
    let isFull = false;
    let last = NEWLINE;
    const put = (piece) => {
        // Most commands print little: the ring is only made when there is something to keep.
        if (ring.length === 0)
            ring = Buffer.alloc(limit);
        const first = Math.min(piece.length, limit - at);
        piece.copy(ring, at, 0, first);
        piece.copy(ring, 0, first);
        isFull ||= at + piece.length >= limit;
        at = (at + piece.length) % limit;
    };
    return {
        keep: (piece) => {
            if (piece.length === 0)
                return;
            last = piece[piece.length - 1] ?? last;
            put(piece.length > limit ? piece.subarray(-limit) : piece);
        },
        text: () => (isFull ? Buffer.concat([ring.subarray(at), ring.subarray(0, at)]) : ring.subarray(0, at)).toString(),
        isAtLineStart: () => last === NEWLINE,
    };
}

;// CONCATENATED MODULE: ./js/memory/runner/attempt.js
/** One attempt: the command runs, is watched, ended where that is called for, and judged. */













/** @throws EnvironmentError when the command can't be started. */
async function attempt(options, ports) {
    const { system, run } = ports;
    const tail = makeTail();
    const streams = await openStreams(run, tail);
    const before = (0,counters/* readCounters */.M)(system);
    const startedAt = (0,monotonic/* monotonicMs */.d)();
    const { victim, ended } = await start(options, streams);
    const unguard = victim.ownsGroup ? guardGroup(victim.pid) : () => undefined;
    try {
        const { stop, relief, measured, outcome } = await watched(victim, ended, tail, options, ports);
        await streams.finish();
        const kills = (0,counters/* killsBetween */.m)(before, (0,counters/* readCounters */.M)(system));
        const cause = classify({
            outcome,
            tail: tail.text(),
            earlyStop: stop?.kind === 'early' ? stop.sentence : undefined,
            relief,
            kills,
            canCount: before.kills.size > 0,
            measured,
            limit: (0,memory_limits/* readLimits */.BU)(system).limit,
            ceilings: readCeilings(system),
        });
        if (options.endsLeftovers(cause))
            await endTree(victim, undefined, 0, run);
        const { jobs, isSerialCodegen } = options.rung;
        const durationMs = (0,monotonic/* monotonicMs */.d)() - startedAt;
        return { number: options.number, jobs, isSerialCodegen, durationMs, outcome, cause, measured, kills };
    }
    finally {
        unguard();
    }
}
/** Until it has ended, by itself or by us. */
async function watched(victim, ended, tail, options, ports) {
    let onStop = () => undefined;
    const stopped = new Promise((resolve) => {
        onStop = resolve;
    });
    let relief;
    const meter = startMeter({
        tree: victim.tree,
        readLimits: (0,memory_limits/* limitsReader */.Iy)(ports.system),
        onSample: (sample) => {
            const verdict = options.judge(sample);
            if (verdict === undefined)
                return;
            if (relief === undefined && canRelieve(verdict, sample, victim))
                relief = relieve(verdict, sample, victim, tail, ports);
            else
                onStop({ kind: 'early', sentence: verdict.sentence });
        },
    });
    const watch = watchForStop(options, ports, victim, onStop);
    try {
        const first = await Promise.race([ended, stopped]);
        const stop = 'sentence' in first ? first : undefined;
        if (stop === undefined)
            return { stop, relief, measured: meter.stop(), outcome: outcomeOf(stop, await ended) };
        await end(stop, victim, options, ports, tail.isAtLineStart());
        // Those that can't be ended are not waited for.
        const last = await Promise.race([ended, (0,abort/* sleep */.yy)(UNENDED_MS).then(() => undefined)]);
        return { stop, relief, measured: meter.stop(), outcome: outcomeOf(stop, last) };
    }
    finally {
        meter.stop();
        watch.release();
    }
}
/** A command of one process has nothing to be relieved of. */
function canRelieve({ kind }, { largestPid }, victim) {
    return kind === 'standstill' && largestPid !== undefined && largestPid !== victim.pid;
}
/**
 * Does at once what the kernel would do after minutes: ends the largest process. Its parent sees a death by SIGKILL, and the others finish what
 * they are at, which a stop of all would lose.
 */
function relieve({ sentence }, { largestPid = 0 }, victim, tail, { say }) {
    const name = victim.tree.nameOf(largestPid);
    if (victim.tree.alive().includes(largestPid))
        signalProcess(largestPid, 'SIGKILL');
    const relief = `${sentence}; its largest process, ${name}, was ended for the others to get on`;
    say(`${tail.isAtLineStart() ? '' : '\n'}${relief}`);
    return relief;
}
/** After SIGKILL the kernel needs a moment, and no more. */
const UNENDED_MS = 1_000;
/** What stands still won't get up to clean after itself. */
const EARLY_GRACE_MS = 3_000;
async function start({ readable, cwd, env }, streams) {
    const [file = '', ...args] = readable.argv;
    const stdio = [...streams.stdio];
    for (const [fd, ours] of readable.files)
        stdio[fd] = ours;
    const ownsGroup = !streams.isTerminal;
    const { pid, ended } = withRaisedScore(() => (0,lib_process.spawnOn)(file, args, { cwd, env, stdio, ownGroup: ownsGroup }));
    streams.handOver();
    // Node says by the event alone that there is nothing to run.
    if (pid === 0)
        await ended;
    return { victim: { pid, ownsGroup, tree: processTree(pid, ownsGroup) }, ended };
}
function outcomeOf(stop, ended) {
    if (stop?.kind === 'timed-out')
        return { kind: 'timed-out' };
    if (stop?.kind === 'cancelled')
        return { kind: 'cancelled' };
    return ended ?? { kind: 'signalled', signal: 'SIGKILL' };
}
/** The time limit, and signals that we get. */
function watchForStop({ timeoutMs, killGraceMs }, { signals, run }, victim, onStop) {
    const timer = timeoutMs === undefined
        ? undefined
        : setTimeout(() => onStop({
            kind: 'timed-out',
            sentence: `the time limit of ${(0,units/* formatDuration */.a3)(timeoutMs)} is over: ending the command (SIGTERM, after ${(0,units/* formatDuration */.a3)(killGraceMs)} SIGKILL)`,
        }), timeoutMs);
    const onSignal = (name, isInsisting) => {
        onStop({ kind: 'cancelled', sentence: `${name}: ending the command` });
        // A terminal has sent its Ctrl-C to the command as well.
        const isKnown = name === 'SIGINT' && !victim.ownsGroup;
        if (isInsisting)
            void signalTree(victim, 'SIGKILL', run);
        else if (!isKnown)
            void signalTree(victim, name, run);
    };
    const off = signals.on(onSignal);
    // It came while the command was being started.
    const earlier = signals.first();
    if (earlier !== undefined)
        onSignal(earlier, false);
    return {
        release: () => {
            clearTimeout(timer);
            off();
        },
    };
}
async function end(stop, victim, { killGraceMs }, { run, say }, isAtLineStart) {
    const start = isAtLineStart ? '' : '\n';
    if (stop.kind === 'timed-out')
        say(`${start}${stop.sentence}`);
    if (stop.kind === 'early')
        say(`${start}${stop.sentence}: ending it before the kernel does`);
    const graceMs = stop.kind === 'early' ? Math.min(killGraceMs, EARLY_GRACE_MS) : killGraceMs;
    // A cancel's own signal has been handed on already.
    const left = await endTree(victim, stop.kind === 'cancelled' ? undefined : 'SIGTERM', graceMs, run);
    if (left.length > 0)
        say(`could not be ended: process ${left.join(', ')} (another user's, or waiting for a disk); it may still run`);
}

;// CONCATENATED MODULE: ./js/memory/runner/early-stop.js
/**
 * Whether a command is to be stopped before the kernel acts. Close to a limit and without swap, compilers stand still for minutes: the kernel
 * takes away the pages of their own code, and reads them back, again and again, before it kills (measured: cc1plus, 240 MiB, over 100 s).
 * A kill that comes at once costs less than a stop: it ends one process, and the others finish what they are at.
 */

/** Seen in such a standstill: 2 to 5 % left, 20 to 80 major faults a second, "some" at 45 to 55 percent. In builds that were well: 0 and 0. */
const STANDSTILL = {
    availableShare: 0.06,
    /** Less than this of the limit is not what the command holds: page cache, or a neighbour. */
    treeShare: 0.5,
    majorFaultsPerSecond: 10,
    somePressure: 15,
};
/** How long it has to last. */
const LASTS_MS = 1_500;
/** With swap the kernel is far from a kill, and slow is not stuck. */
const LASTS_WITH_SWAP_MS = 30_000;
/** Where nothing would be tried after it, hope is worth its time. */
const LASTS_AT_LAST_MS = 300_000;
/** Over which faults are counted. */
const WINDOW_MS = 1_500;
const SWAP_SHARE = 0.05;
/**
 * @param memoryLimitBytes a limit of the user's own for all processes together, which holds in any case.
 * @param isLastResort nothing would be tried after it.
 * @returns a judge that is shown each look at the command, and says why it has to end; undefined while it may go on.
 */
function earlyStop(memoryLimitBytes, isLastResort) {
    const standstill = standstillJudge(isLastResort);
    return (sample) => overLimit(sample, memoryLimitBytes) ?? standstill(sample);
}
function overLimit({ treeBytes }, limitBytes) {
    if (limitBytes === undefined || treeBytes <= limitBytes)
        return undefined;
    const sentence = `its processes took ${(0,units/* formatMemory */.z9)(treeBytes)}, over the memory-limit of ${(0,units/* formatMemory */.z9)(limitBytes)}`;
    return { kind: 'over-limit', sentence };
}
function standstillJudge(isLastResort) {
    let recent = [];
    let since;
    return (sample) => {
        recent = [...recent.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
        const faults = faultsPerSecond(recent);
        if (!standsStill(sample, faults)) {
            since = undefined;
            return undefined;
        }
        since ??= sample.atMs;
        const lastedMs = sample.atMs - since;
        if (lastedMs < patienceMs(sample, isLastResort))
            return undefined;
        const waited = sample.pressure === undefined
            ? ''
            : `, and tasks waited for memory ${Math.round(sample.pressure.some10)} % of the time`;
        // Whatever is done about it has its time to help.
        since = undefined;
        const sentence = `it stood still for ${(0,units/* formatDuration */.a3)(lastedMs)}: ${(0,units/* formatMemory */.z9)(sample.availableBytes)} of ${(0,units/* formatMemory */.z9)(sample.limitBytes)} left, ${Math.round(faults)} pages a second read back from disk${waited}`;
        return { kind: 'standstill', sentence };
    };
}
function standsStill({ availableBytes, limitBytes, treeBytes, pressure }, faults) {
    return (limitBytes > 0 &&
        availableBytes <= limitBytes * STANDSTILL.availableShare &&
        treeBytes >= limitBytes * STANDSTILL.treeShare &&
        faults >= STANDSTILL.majorFaultsPerSecond &&
        (pressure === undefined || pressure.some10 >= STANDSTILL.somePressure));
}
function patienceMs({ swapFreeBytes, limitBytes }, isLastResort) {
    if (isLastResort)
        return LASTS_AT_LAST_MS;
    return swapFreeBytes > limitBytes * SWAP_SHARE ? LASTS_WITH_SWAP_MS : LASTS_MS;
}
/** Over the window; processes that have ended take their count along, which is no negative rate. */
function faultsPerSecond(recent) {
    const counted = recent.flatMap(({ atMs, majorFaults }) => majorFaults === undefined ? [] : [{ atMs, majorFaults }]);
    const [first, last] = [counted[0], counted.at(-1)];
    if (first === undefined || last === undefined || last.atMs <= first.atMs)
        return 0;
    return Math.max(0, ((last.majorFaults - first.majorFaults) / (last.atMs - first.atMs)) * 1_000);
}

;// CONCATENATED MODULE: ./js/memory/runner/exit-code.js
/** What a run ends in. A death by signal is never 0, whatever Node says about it. */

const OUT_OF_MEMORY = 137;
const TIMED_OUT = 124;
/** @param cancelledBy the signal that we were sent. */
function exitCodeOf({ cause, outcome }, cancelledBy) {
    switch (cause.kind) {
        case 'ok':
            return 0;
        case 'failed':
            return cause.code;
        case 'killed':
            return ofSignal(cause.signal);
        case 'timed-out':
            return TIMED_OUT;
        case 'cancelled':
            return ofSignal(cancelledBy ?? 'SIGTERM');
        case 'out-of-memory':
            return cause.by === 'own-limit' ? codeOf(outcome) : OUT_OF_MEMORY;
    }
}
/** As a shell says it. */
function codeOf(outcome) {
    if (outcome.kind === 'exited')
        return outcome.code;
    return ofSignal(outcome.kind === 'signalled' ? outcome.signal : 'SIGABRT');
}
function ofSignal(name) {
    return 128 + (external_node_os_.constants.signals[name] ?? external_node_os_.constants.signals.SIGKILL);
}

;// CONCATENATED MODULE: ./js/memory/runner/ladder.js
/** What a command is tried with, from the first attempt to the last: plain data, made before anything runs. */

/** No command line says so many: it finds out whether one says any. */
const NO_NUMBER = 7_919;
/** @returns at least one rung: what fits, then half of it, down to 1, then (where the tool has a way) one job that needs less. */
function ladderOf(input) {
    const { argv, plan, env, tool } = input;
    const first = firstJobs(input);
    const top = { jobs: first, isSerialCodegen: false, variables: plan.variables, argv };
    const halves = halvesBelow(first).map((jobs) => ({
        jobs,
        isSerialCodegen: false,
        variables: { ...plan.variables, ...reduceJobs(plan, tool, jobs, env) },
        argv: tool === undefined ? argv : argvWithJobs(tool, argv, jobs),
    }));
    const lowest = halves.at(-1) ?? top;
    const less = serialCodegen(plan, tool ?? input.toolsOfScript?.find((name) => hasLess(plan, name, env)), env);
    if (less === undefined)
        return [top, ...halves];
    return [
        top,
        ...halves,
        { ...lowest, jobs: 1, isSerialCodegen: true, variables: { ...lowest.variables, ...less } },
    ];
}
/** @returns 4, 2, 1 for 8. */
function halvesBelow(jobs) {
    const halves = [];
    for (let half = Math.floor(jobs / 2); half >= 1; half = Math.floor(half / 2))
        halves.push(half);
    return halves;
}
function firstJobs({ argv, tool, toolsOfScript, plan, cpus }) {
    const ofCommand = tool === undefined ? undefined : jobsInArgv(tool, argv, cpus);
    if (ofCommand !== undefined)
        return ofCommand;
    const relevant = tool === undefined ? (toolsOfScript ?? []) : [tool];
    const named = plan.tools.filter((entry) => relevant.includes(entry.tool));
    const counted = named.length > 0 ? named : plan.tools.filter((entry) => tools/* tools */.Y[entry.tool].compiles);
    return Math.max(1, ...counted.map(({ jobs }) => jobs));
}
/** @returns the number that the command line itself says, which beats every variable. */
function jobsInArgv(tool, argv, cpus) {
    // ninja has no variable, so one is always added; what is there already shows as a word that is replaced.
    const replaced = argvWithJobs(tool, argv, NO_NUMBER);
    const at = argv.findIndex((word) => !replaced.includes(word));
    if (at < 0)
        return undefined;
    const digits = /(\d+)$/.exec(argv[at] ?? '')?.[1];
    return digits === undefined ? cpus : Math.max(1, Number(digits));
}
function hasLess(plan, tool, env) {
    return serialCodegen(plan, tool, env) !== undefined;
}

// EXTERNAL MODULE: ./js/memory/runner/next.js
var next = __webpack_require__(1018);
;// CONCATENATED MODULE: ./js/memory/runner/room.js
/** Between two tries: what the last one held has to be free again, or the next one starts into the same trouble. */




const MOST_MS = 60_000;
const room_PAUSE_MS = 50;
/** Before this it isn't worth a sentence. */
const SILENT_MS = 1_000;
/** Waits until so much is available; a minute at most. What another process holds on to is not waited for longer. */
async function waitForRoom(wantedBytes, { system, signals, onEvent }) {
    const startedAt = (0,monotonic/* monotonicMs */.d)();
    const say = (sentence) => onEvent({ kind: 'waiting', sentence });
    let isSaid = false;
    for (;;) {
        const { bytes } = (0,memory_limits/* readLimits */.BU)(system).available;
        const waitedMs = (0,monotonic/* monotonicMs */.d)() - startedAt;
        if (bytes >= wantedBytes || waitedMs > MOST_MS || signals.first() !== undefined) {
            if (isSaid)
                say(`${(0,units/* formatMemory */.z9)(bytes)} are free after ${(0,units/* formatDuration */.a3)(waitedMs)}`);
            return;
        }
        if (!isSaid && waitedMs > SILENT_MS) {
            isSaid = true;
            say(`waiting for memory: ${(0,units/* formatMemory */.z9)(bytes)} are free, the next try will want ${(0,units/* formatMemory */.z9)(wantedBytes)} (${(0,units/* formatDuration */.a3)(MOST_MS)} at most)`);
        }
        // Nothing tells of memory that becomes free.
        await (0,abort/* sleep */.yy)(room_PAUSE_MS);
    }
}

// EXTERNAL MODULE: ./js/lib/memory-folder.js
var memory_folder = __webpack_require__(6416);
;// CONCATENATED MODULE: ./js/memory/runner/script.js
/**
 * A script for a shell to read that is on no disk and in no argv: an expression may have put a secret into it. It lies in memory, in a file
 * whose name is gone before the first byte is written, and the shell opens it as /dev/fd/N; so its standard input stays the step's.
 */




/** Beyond what scripts use for themselves (3 to 9), and what shells move their own descriptors to (10 and on). */
const SCRIPT_FD = 40;
/** Of the folders in memory, where a script needs a name. */
const FOLDER = 'script';
/** Works with `script` where the shell can read it; it is gone afterwards. It is made anew for each attempt. */
async function withScript(script, shell, run, work) {
    if (shell.needsName !== false)
        return withNamed(script, shell, shell.needsName, work);
    const fd = (await (0,memory_folder/* backingOf */.Nr)(memory_folder/* MEMORY */.Qy)) === 'memory' ? inMemory(script) : await inPipe(script, run);
    try {
        return await work({ argv: argvFor(shell, `/dev/fd/${SCRIPT_FD}`), files: new Map([[SCRIPT_FD, fd]]) });
    }
    finally {
        closeQuietly(fd);
    }
}
/** @returns a descriptor of a file without a name. */
function inMemory(script) {
    const path = (0,external_node_path_.join)(memory_folder/* MEMORY */.Qy, `cc-ci-script-${process.pid}-${process.hrtime.bigint()}`);
    const fd = (0,external_node_fs_.openSync)(path, 'wx+', 0o600);
    try {
        (0,external_node_fs_.unlinkSync)(path);
        let rest = Buffer.from(script);
        while (rest.length > 0)
            rest = rest.subarray((0,external_node_fs_.writeSync)(fd, rest));
        return fd;
    }
    catch (error) {
        (0,external_node_fs_.closeSync)(fd);
        throw error;
    }
}
/** Where no memory-backed folder is: shells read a pipe as well, byte by byte. */
async function inPipe(script, run) {
    const { readEnd, writeEnd } = await makeFifo(run);
    // It may not fit into the pipe at once; a shell that ends early leaves the rest unread.
    (0,external_node_fs_.writeFile)(writeEnd, script, () => closeQuietly(writeEnd));
    return readEnd;
}
async function withNamed(script, shell, ending, work) {
    const [program = ''] = shell.argv;
    // Those of runners that were killed.
    await (0,memory_folder/* sweepMemoryFolders */.zF)([FOLDER]);
    return (0,memory_folder/* withMemoryFolder */.IY)({
        name: FOLDER,
        why: `${program} reads its script from a file`,
        otherwise: 'use shell: bash, sh or python',
    }, async (folder) => {
        const path = (0,external_node_path_.join)(folder, `script${ending}`);
        (0,external_node_fs_.writeFileSync)(path, script, { mode: 0o600 });
        return work({ argv: argvFor(shell, path), files: new Map() });
    });
}
function argvFor({ argv, scriptAt }, path) {
    return argv.map((word, index) => (index === scriptAt ? path : word));
}

;// CONCATENATED MODULE: ./js/memory/runner/run.js
/** The adaptive runner: try, find the cause, and where memory was it, try again with less. */









/** Set for the command: what it starts through a shim or `cc-ci exec` is its own, and is not run adaptively once more. */
const GUARD = 'CC_CI_EXEC';
/**
 * Runs `subject` to its end, in as many attempts as it takes.
 * @throws EnvironmentError when it can't be started at all.
 */
async function runAdaptively(subject, settings, ports) {
    const limits = (0,memory_limits/* readLimits */.BU)(ports.system);
    const env = { ...ports.env, [GUARD]: '1' };
    const isTriedAgain = settings.retryOn.has('oom') && settings.attempts !== 1;
    const plan = (0,parallelism_plan/* planJobs */.KR)(limits, { ...ports.asked, isTriedAgain }, env);
    const tool = subject.kind === 'argv' ? subject.tool : undefined;
    const ladder = ladderOf({
        argv: subject.kind === 'argv' ? subject.argv : subject.shell.argv,
        tool,
        toolsOfScript: subject.kind === 'script' ? toolsOf(subject.script) : undefined,
        plan,
        cpus: limits.cpus.count,
        env,
    });
    ports.onEvent({ kind: 'planned', notes: plan.notes });
    const attempts = [];
    for (let at = 0;;) {
        const rung = ladder[at];
        const isLast = (0,next/* isLastResort */.wt)(attempts.length + 1, at, ladder, settings);
        const options = optionsFor(rung, attempts.length + 1, isLast, settings, { cwd: ports.cwd, env });
        const say = (sentence) => ports.onEvent({ kind: 'stopping', sentence });
        const done = await withReadable(subject, rung, ports, (readable) => attempt({ ...options, readable }, { ...ports, say }));
        attempts.push(done);
        const then = (0,next/* next */.K2)(attempts, at, ladder, settings);
        if (then.kind === 'end')
            return report(subject, attempts, limits.limit, ports.signals);
        at = then.rung;
        const lower = ladder[at];
        ports.onEvent({ kind: 'retrying', attempt: done, rung: lower, limit: limits.limit });
        await waitForRoom(roomFor(done, lower, limits.available.bytes), ports);
        if (ports.signals.first() !== undefined)
            return report(subject, [...attempts, cancelledBefore(lower, attempts.length + 1)], limits.limit, ports.signals);
    }
}
function optionsFor(rung, number, isLast, { memoryLimitBytes, timeoutMs, killGraceMs, retryOn }, { cwd, env }) {
    return {
        number,
        rung,
        cwd,
        env: { ...env, ...rung.variables },
        timeoutMs,
        killGraceMs,
        endsLeftovers: (cause) => (cause.kind === 'failed' ? retryOn.has('failure') : cause.kind !== 'ok'),
        judge: earlyStop(memoryLimitBytes, isLast),
    };
}
/** We were told to end between two tries. */
function cancelledBefore({ jobs, isSerialCodegen }, number) {
    return {
        number,
        jobs,
        isSerialCodegen,
        durationMs: 0,
        outcome: { kind: 'cancelled' },
        cause: { kind: 'cancelled' },
        measured: { peakBytes: 0, largest: undefined, lowWaterBytes: undefined },
        kills: { ours: [], elsewhere: 0 },
    };
}
function withReadable(subject, rung, { run }, work) {
    if (subject.kind === 'argv')
        return work({ argv: rung.argv, files: new Map() });
    return withScript(subject.script, subject.shell, run, work);
}
function report(subject, attempts, limit, signals) {
    const last = attempts.at(-1);
    return {
        title: titleOf(subject),
        tool: subject.kind === 'argv' ? subject.tool : toolOf(subject.script),
        attempts,
        cause: last.cause,
        exitCode: exitCodeOf(last, signals.first()),
        limit,
        lostMs: attempts.slice(0, -1).reduce((sum, { durationMs }) => sum + durationMs, 0),
    };
}
/** So much of what was there at first is enough in any case: a neighbour may have grown meanwhile. */
const ENOUGH = 0.8;
/** What the next try will want, by what the last one took. */
function roomFor({ cause, measured }, rung, startBytes) {
    if (cause.kind !== 'out-of-memory')
        return 0;
    return Math.min(startBytes * ENOUGH, (measured.largest?.bytes ?? 0) * rung.jobs);
}
/** Names of programs alone: an argument or a line of a script may hold a secret, and the title is noted in a file. */
function titleOf(subject) {
    if (subject.kind === 'script')
        return toolsOf(subject.script).join(', ') || 'script';
    const [program = '', command = ''] = subject.argv;
    const name = program.slice(program.lastIndexOf('/') + 1);
    const isCommand = subject.tool !== undefined && /^[a-z][a-z-]{0,19}$/.test(command);
    return isCommand ? `${name} ${command}` : name;
}

;// CONCATENATED MODULE: ./js/memory/runner/shell.js
/** Which program reads a script, as forges' `shell:` names it. */


const SCRIPT = '{0}';
/** As GitHub's runner starts them (docs: "Workflow syntax", jobs.<job_id>.steps[*].shell). */
const KNOWN = {
    bash: { programs: ['bash'], args: ['--noprofile', '--norc', '-eo', 'pipefail', SCRIPT], needsName: false },
    sh: { programs: ['sh'], args: ['-e', SCRIPT], needsName: false },
    // Debian has no `python` unless somebody asked for it.
    python: { programs: ['python', 'python3'], args: [SCRIPT], needsName: false },
    pwsh: { programs: ['pwsh'], args: ['-NoProfile', '-NonInteractive', '-File', SCRIPT], needsName: '.ps1' },
};
/**
 * @param shell `bash`, `sh`, `python`, `pwsh`, or a command with `{0}` for the script (`perl {0}`).
 * @throws UserError where there is no such shell, or the template is none.
 */
function shellFor(shell, path) {
    const known = Object.hasOwn(KNOWN, shell) ? KNOWN[shell] : template(shell);
    if (known === undefined)
        throw new errors/* UserError */.yo(`input shell: ${JSON.stringify(shell)} is not accepted: one of ${Object.keys(KNOWN).join(', ')}, or a command with {0} where the script's path goes, such as "perl {0}"`);
    const program = known.programs.map((name) => (0,on_path/* findOnPath */.a)(name, path)).find((found) => found !== undefined);
    if (program === undefined)
        throw new errors/* UserError */.yo(`input shell: ${known.programs.join(' or ')} is not on PATH here: install it in the job's image, or choose another shell`);
    return {
        argv: [program, ...known.args],
        scriptAt: 1 + known.args.indexOf(SCRIPT),
        needsName: known.needsName,
    };
}
function template(shell) {
    const [program, ...args] = shell.trim().split(/\s+/);
    if (program === undefined || program === SCRIPT || args.filter((arg) => arg === SCRIPT).length !== 1)
        return undefined;
    return { programs: [program], args, needsName: '' };
}

;// CONCATENATED MODULE: ./js/memory/runner/signals.js
/** What we are sent ourselves, for the command to be told. */

const CANCELLING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
/** Does `work` while signals go to those who listen, in place of ending us. */
async function withSignals(work) {
    const seen = [];
    const controller = new AbortController();
    const listeners = new Set();
    const handlers = CANCELLING.map((name) => {
        const handler = () => {
            const isInsisting = seen.includes(name);
            seen.push(name);
            controller.abort(new errors/* CancelledError */.cc(`cancelled by ${name}`));
            for (const listener of listeners)
                listener(name, isInsisting);
        };
        process.on(name, handler);
        return () => process.off(name, handler);
    });
    try {
        return await work({
            on: (listener) => {
                listeners.add(listener);
                return () => listeners.delete(listener);
            },
            first: () => seen[0],
            abort: controller.signal,
        });
    }
    finally {
        for (const off of handlers)
            off();
    }
}

;// CONCATENATED MODULE: ./js/memory/runner/through.js
/** A command within a command that is run adaptively already: it just runs, and the one around it looks after both. */


/** @returns its exit code; 128 + the signal's number for a death by signal. */
async function passThrough(argv, { env, cwd, signals }) {
    const [file = '', ...args] = argv;
    const command = (0,lib_process.spawnOn)(file, args, { cwd, env, stdio: [0, 1, 2], ownGroup: false });
    // It shares our process group: what was sent to the group has reached it, what was sent to us alone has not.
    const off = signals.on((name) => {
        if (command.pid !== 0 && name !== 'SIGINT')
            process.kill(command.pid, name);
    });
    try {
        return codeOf(await command.ended);
    }
    finally {
        off();
    }
}

;// CONCATENATED MODULE: ./js/memory/runner/index.js
/** Runs a command so that a want of memory makes it slower, not red. */






// EXTERNAL MODULE: ./js/memory/runbook.js
var runbook = __webpack_require__(1968);
;// CONCATENATED MODULE: ./js/memory/serial/folder.js
/** Where the host's locks are, and whether other jobs of the host see the same folder. */

/** World-writable on Debian, Ubuntu and Alpine, gone after a boot, as the processes are that hold locks. */
const DEFAULT_FOLDER = '/run/lock/cc-ci';
/**
 * @returns the folder of the host's locks.
 * @throws UserError in a container that doesn't share it, with the line to add; and for a path that isn't absolute.
 */
function sharedFolder(system, env) {
    const folder = env.CC_CI_LOCK_DIR || DEFAULT_FOLDER;
    if (!folder.startsWith('/'))
        throw new errors/* UserError */.yo(`CC_CI_LOCK_DIR=${folder}: the folder of the host's locks has to be an absolute path`);
    if (!isContainer(system, env) || hasRunnerAbove(system) || isShared(folder, system))
        return folder;
    throw new errors/* UserError */.yo([
        `serial: this job runs in a container of its own, in which ${folder} is not the host's: other jobs would not see its locks.`,
        `Share the folder with all jobs. In the runner's config.yaml (Gitea, Forgejo):`,
        `  container: {options: "-v ${folder}:${folder}", valid_volumes: ["${folder}"]}`,
        `or in the job itself, where the runner allows it:`,
        `  container: {volumes: ["${folder}:${folder}"]}`,
    ].join('\n'));
}
/** What container engines leave in what they start: docker, podman, systemd-nspawn and LXC; Kubernetes by its own variable. */
function isContainer(system, env) {
    return (system.read('/.dockerenv') !== undefined ||
        system.read('/run/.containerenv') !== undefined ||
        env.KUBERNETES_SERVICE_HOST !== undefined ||
        /(^|\0)container=[^\0]/.test(system.read('/proc/1/environ') ?? ''));
}
/** Programs that start jobs. comm has 15 characters (proc(5)). */
const RUNNERS = [
    'act_runner',
    'gitea-runner',
    'runner',
    'forgejo-runner',
    'act',
    'Runner.Worker',
    'Runner.Listener',
];
/** True where the runner itself lives in this container and starts its jobs in it: then all of them see this folder. */
function hasRunnerAbove(system) {
    let pid = parentOf('self', system);
    for (let depth = 0; pid !== undefined && pid !== '0' && depth < 64; depth++) {
        if (RUNNERS.includes(system.read(`/proc/${pid}/comm`)?.trim() ?? ''))
            return true;
        pid = parentOf(pid, system);
    }
    return false;
}
function parentOf(pid, system) {
    return /^PPid:\s*(\d+)$/m.exec(system.read(`/proc/${pid}/status`) ?? '')?.[1];
}
/** True where the folder lies on a mount that somebody asked for: neither the container's own files nor memory of its own. */
function isShared(folder, system) {
    const mount = mountOf(folder, mountsOf(system.read('/proc/self/mountinfo') ?? ''));
    if (mount === undefined || mount.point === '/')
        return false;
    // A tmpfs that shows its whole self was made for this container; a part of one was bound from outside.
    if (mount.type === 'tmpfs' && mount.root === '/')
        return false;
    // A volume that nobody named is this container's alone: docker names it by 64 hexadecimal digits.
    return !/\/volumes\/[0-9a-f]{64}\/_data$/.test(mount.root);
}
function mountOf(folder, mounts) {
    const above = mounts.filter(({ point }) => point === '/' || folder === point || folder.startsWith(`${point}/`));
    // Of several on one point the last one hides the others.
    return above.reduce((best, mount) => (best === undefined || mount.point.length >= best.point.length ? mount : best), undefined);
}
function mountsOf(mountinfo) {
    return mountinfo.split('\n').flatMap((line) => {
        const [before = '', after = ''] = line.split(' - ');
        const [, , , root, point] = before.split(' ');
        const [type] = after.split(' ');
        if (root === undefined || point === undefined || type === undefined)
            return [];
        return [{ root: unescaped(root), point: unescaped(point), type }];
    });
}
/** Spaces and the like are written in octal. */
function unescaped(path) {
    return path.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}

;// CONCATENATED MODULE: ./js/memory/serial/holder.js
/** Who holds a lock, as one line of JSON in the lock's own file. The kernel's lock decides; this is for people to read. */

function holderOf(env, pid, now) {
    const { GITHUB_REPOSITORY: repository, GITHUB_JOB: job, GITHUB_RUN_NUMBER: run } = env;
    const who = repository
        ? `${repository}${job ? ` job ${job}` : ''}${run ? `, run ${run}` : ''}`
        : `process ${pid}`;
    return { who: printable(who), since: now };
}
/** @returns undefined for what isn't such a line: a lock that was just taken, or a file that somebody else wrote. */
function readHolder(text) {
    try {
        const parsed = JSON.parse(text);
        if (typeof parsed !== 'object' || parsed === null)
            return undefined;
        const { who, since } = parsed;
        return typeof who === 'string' && typeof since === 'number' ? { who: printable(who), since } : undefined;
    }
    catch {
        // Not JSON: nothing is known of the holder, and the message says so.
        return undefined;
    }
}
/** @returns `a/b job test, run 12, which has held it for 3 min 05 s`. */
function inWords(holder, now) {
    if (holder === undefined)
        return 'another job of this host';
    return `${holder.who}, which has held it for ${(0,units/* formatDuration */.a3)(Math.max(0, now - holder.since))}`;
}
/** Another job wrote it: no line breaks, no escape sequences, not endless. */
function printable(text) {
    return text.replace(/[^\x20-\x7e\u00a0-\ufffd]/g, '?').slice(0, 200);
}

;// CONCATENATED MODULE: ./js/memory/serial/lock-file.js
/** A lock's file: one a name, in a folder that all users of the host may use, opened so that nobody else's link is followed. */



/** Longer than any line of holder.ts. */
const LINE_BYTES = 1024;
/**
 * Opens the lock's file, and makes it, and its folder, where they aren't there.
 * @returns a file descriptor, for reading and writing.
 * @throws UserError where the folder can't be used by this user.
 */
function openLock(folder, name) {
    try {
        makeFolder(folder);
        const file = lock_file_open((0,external_node_path_.join)(folder, `${name}.lock`));
        if ((0,external_node_fs_.fstatSync)(file).isFile())
            return file;
        (0,external_node_fs_.closeSync)(file);
        throw new Error(`${name}.lock is not a file`);
    }
    catch (cause) {
        throw new errors/* UserError */.yo(`serial: the lock can't be had in ${folder}: give CC_CI_LOCK_DIR a folder that every job of this host may write to (mode 1777)`, { cause });
    }
}
function makeFolder(folder) {
    const isNew = (0,external_node_fs_.mkdirSync)(folder, { recursive: true }) !== undefined;
    // As /tmp: everybody's jobs make locks, and nobody removes another's. After mkdir, since the umask takes bits away there.
    if (isNew)
        (0,external_node_fs_.chmodSync)(folder, 0o1777);
    else if (!(0,external_node_fs_.lstatSync)(folder).isDirectory())
        throw new Error(`${folder} is not a folder`);
}
/** Without O_CREAT first: fs.protected_regular refuses it for another user's file in a folder with the sticky bit. */
function lock_file_open(path) {
    const flags = external_node_fs_.constants.O_RDWR | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK;
    for (let tries = 0;; tries++) {
        try {
            return (0,external_node_fs_.openSync)(path, flags);
        }
        catch (error) {
            if (!(0,errors/* hasCode */.up)(error, 'ENOENT'))
                throw error;
        }
        try {
            const made = (0,external_node_fs_.openSync)(path, flags | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_EXCL, 0o666);
            (0,external_node_fs_.fchmodSync)(made, 0o666);
            return made;
        }
        catch (error) {
            // Somebody else has just made it.
            if (!(0,errors/* hasCode */.up)(error, 'EEXIST') || tries > 3)
                throw error;
        }
    }
}
function readLine(file) {
    const buffer = Buffer.alloc(LINE_BYTES);
    return buffer.toString('utf8', 0, (0,external_node_fs_.readSync)(file, buffer, 0, LINE_BYTES, 0));
}
function writeLine(file, line) {
    (0,external_node_fs_.ftruncateSync)(file, 0);
    (0,external_node_fs_.writeSync)(file, line, 0, 'utf8');
}

;// CONCATENATED MODULE: ./js/memory/serial/index.js
/**
 * Tests in series: a command runs while a host-wide lock is held, so that jobs of one runner host don't meet in one database.
 * The lock is the kernel's (flock on an open file), so it ends with the process that holds it, however that ends.
 */










const WAIT_MS = 3_600_000;
const REMIND_MS = 60_000;
/** Names of locks this process's ancestors hold, separated by commas. */
const HELD = 'CC_CI_SERIAL';
/**
 * Does `body` while no other job of this host holds the lock `name`.
 * @param name letters, digits, dot, dash and underscore; 64 at most.
 * @throws UserError where the lock can't be shared with other jobs, with the line to add; EnvironmentError when the time is up.
 */
async function withSerial(name, ports, body) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(name))
        throw new errors/* UserError */.yo(`serial: ${JSON.stringify(name)} is no name for a lock: letters, digits, dot, dash and underscore, 64 at most`);
    const outer = (ports.env[HELD] ?? '').split(',').filter((entry) => entry !== '');
    if (outer.includes(name))
        throw new errors/* UserError */.yo(`serial: ${name} is held by a command around this one, which would wait for itself: take one of the two away`);
    const flock = flockProgram(ports.env);
    const file = openLock(sharedFolder(ports.system, ports.env), name);
    try {
        const waitedMs = await acquire(name, flock, file, ports);
        writeLine(file, `${JSON.stringify(holderOf(ports.env, process.pid, Date.now()))}\n`);
        const result = await body({ waitedMs, variables: { [HELD]: [...outer, name].join(',') } });
        writeLine(file, '');
        return result;
    }
    finally {
        // The kernel's lock goes with the last descriptor of this open file, and there is no other: Node's don't survive an exec.
        (0,external_node_fs_.closeSync)(file);
    }
}
function flockProgram(env) {
    const program = (0,on_path/* findOnPath */.a)('flock', env.PATH);
    if (program !== undefined)
        return program;
    throw new errors/* UserError */.yo('serial: the program flock is not on PATH: install util-linux (Debian, Ubuntu, Fedora) or use an image with busybox (Alpine)');
}
/** @returns how long it took. flock locks the open file that it shares with us, and the lock stays when flock has ended. */
async function acquire(name, flock, file, ports) {
    if (isTaken(await ports.run(flock, ['-n', '-x', '3'], { files: [file], ...signalOf(ports) }), ports))
        return 0;
    const startedAt = (0,monotonic/* monotonicMs */.d)();
    const waitMs = ports.waitMs ?? WAIT_MS;
    const behind = () => inWords(readHolder(readLine(file)), Date.now());
    ports.say(`serial: waiting for the lock ${name}, behind ${behind()}`);
    const reminder = setInterval(() => ports.say(`serial: still waiting for ${name} after ${(0,units/* formatDuration */.a3)((0,monotonic/* monotonicMs */.d)() - startedAt)}, behind ${behind()}`), REMIND_MS);
    const limit = (0,abort/* deadline */.nl)(waitMs, `serial: the lock ${name} was not free within ${(0,units/* formatDuration */.a3)(waitMs)}`);
    try {
        const signal = (0,abort/* anySignal */.JG)(ports.signal, limit);
        const ended = await ports.run(flock, ['-x', '3'], { files: [file], signal });
        if (limit.aborted)
            throw new errors/* EnvironmentError */.eG(`serial: the lock ${name} was not free within ${(0,units/* formatDuration */.a3)(waitMs)}; it is held by ${behind()} (${runbook/* RUNBOOK */.H}#tests-that-share-a-database)`);
        if (!isTaken(ended, ports))
            throw new errors/* EnvironmentError */.eG(`serial: flock could not take the lock ${name}: ${ended.stderr.trim()}`);
        const waitedMs = (0,monotonic/* monotonicMs */.d)() - startedAt;
        ports.say(`serial: got the lock ${name} after ${(0,units/* formatDuration */.a3)(waitedMs)}`);
        return waitedMs;
    }
    finally {
        clearInterval(reminder);
    }
}
/** flock's `-n` ends with 1 where the lock is held; anything else it says is a failure of its own. */
function isTaken({ outcome, stderr }, { signal }) {
    if (outcome.kind === 'cancelled' && signal?.aborted)
        throw (0,abort/* reasonOf */.A3)(signal);
    if (outcome.kind === 'exited' && outcome.code === 0)
        return true;
    if (outcome.kind === 'exited' && outcome.code === 1 && stderr === '')
        return false;
    throw new errors/* EnvironmentError */.eG(`serial: flock failed${stderr === '' ? '' : `: ${stderr.trim()}`}`);
}
function signalOf({ signal }) {
    return signal === undefined ? {} : { signal };
}

// EXTERNAL MODULE: ./js/memory/summary/words.js
var words = __webpack_require__(8946);
;// CONCATENATED MODULE: ./js/memory/summary/markdown.js
/** A run as a table of the step summary. */


/** @returns Markdown: one row a try, and what is to be done where it ended badly. */
function summaryTable(report) {
    const { attempts, limit, lostMs } = report;
    const rows = attempts.map((attempt) => {
        const { bytes, atLeast } = (0,words/* peakOf */.XC)(attempt);
        const { number, jobs, isSerialCodegen, cause, durationMs, measured } = attempt;
        return [
            String(number),
            `${jobs ?? '–'}${isSerialCodegen ? ' (least)' : ''}`,
            (0,words/* causeInWords */.sn)(cause),
            `${atLeast ? 'over ' : ''}${(0,units/* formatMemory */.z9)(bytes)}`,
            measured.largest === undefined || atLeast
                ? '–'
                : `${cell(measured.largest.name)} ${(0,units/* formatMemory */.z9)(measured.largest.bytes)}`,
            (0,units/* formatDuration */.a3)(durationMs),
        ];
    });
    const head = ['try', 'jobs', 'outcome', 'peak', 'largest process', 'time'];
    return [
        `### Memory: ${code(report.title)}`,
        '',
        row(head),
        row(head.map(() => '---')),
        ...rows.map(row),
        '',
        `Limit ${(0,units/* formatMemory */.z9)(limit.bytes)} (${cell(limit.from)}); ${(0,units/* formatDuration */.a3)(lostMs)} lost to earlier tries.`,
        ...(0,words/* endLines */.z$)(report).map((line) => `\n${cell(line)}`),
        '',
        '',
    ].join('\n');
}
function row(cells) {
    return `| ${cells.join(' | ')} |`;
}
/** What others have named can look like Markdown. */
function cell(text) {
    return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replaceAll('\n', ' ');
}
function code(text) {
    return `\`${text.replaceAll('`', "'").replaceAll('\n', ' ')}\``;
}

;// CONCATENATED MODULE: ./js/memory/summary/outputs.js
/** A run as a step's outputs. */

const OUTPUT_DESCRIPTIONS = {
    attempts: 'How many tries it took.',
    jobs: 'Parallel jobs of the last try.',
    peak: 'The most memory that all processes of a try took together, in bytes: of the try that took most.',
    limit: 'The memory limit that held, in bytes: the lowest of all cgroups above, or the machine.',
    lost: 'Milliseconds that the tries before the last took.',
    cause: 'ok, failed, out-of-memory, killed, timed-out or cancelled.',
    'exit-code': 'What the step ended in.',
};
function outputsOf(report) {
    const { attempts, limit, cause, exitCode, lostMs } = report;
    return {
        attempts: String(attempts.length),
        jobs: String(attempts.at(-1)?.jobs ?? ''),
        peak: String(peakOfAll(report)),
        limit: Number.isFinite(limit.bytes) ? String(limit.bytes) : '',
        lost: String(Math.round(lostMs)),
        cause: cause.kind,
        'exit-code': String(exitCode),
    };
}
function peakOfAll({ attempts }) {
    return Math.max(0, ...attempts.map((attempt) => (0,words/* peakOf */.XC)(attempt).bytes));
}

// EXTERNAL MODULE: ./js/memory/summary/record.js
var record = __webpack_require__(6318);
;// CONCATENATED MODULE: ./js/memory/summary/index.js
/** Tells of a run: lines for the log, a table, outputs, and a record for the job's end. */





// EXTERNAL MODULE: ./js/memory/system.js
var system = __webpack_require__(8919);
;// CONCATENATED MODULE: ./js/memory/adaptive.js
/** The adaptive runner as actions/run and `cc-ci exec` use it: the lock first, then the command, then what is to be told of it. */






/** @throws UserError for what the user can fix; EnvironmentError when the command can't be started. */
async function adaptiveRun(subject, settings, ports) {
    const asked = await askedFor(settings, ports.env);
    const report = await withSignals((signals) => inSeries(settings.serial, signals, ports, (variables) => runAdaptively(subject, settings, {
        system: (0,system/* systemAt */.r)(),
        run: lib_process.run,
        signals,
        cwd: ports.cwd,
        env: { ...ports.env, ...variables },
        asked,
        onEvent: (event) => tell(event, ports),
    })));
    const unrecorded = (0,record/* recordRun */.v)(report, ports.env);
    if (unrecorded !== undefined)
        ports.say(unrecorded);
    for (const line of (0,words/* endLines */.z$)(report))
        ports.say(line);
    return report;
}
async function askedFor(settings, env) {
    const asked = await (0,parallelism_asked.askedIn)(env);
    return settings.jobs === 'auto' ? asked : { ...asked, jobs: settings.jobs };
}
function inSeries(name, signals, ports, body) {
    if (name === undefined)
        return body({});
    const { env, say } = ports;
    const serialPorts = { system: (0,system/* systemAt */.r)(), run: lib_process.run, env, signal: signals.abort, say };
    return withSerial(name, serialPorts, ({ variables }) => body(variables));
}
function tell(event, { say, warn }) {
    if (event.kind === 'retrying')
        warn((0,words/* retryLine */.Rn)(event.attempt, event.rung, event.limit));
    else if (event.kind !== 'planned')
        say(event.sentence);
}

// EXTERNAL MODULE: ./js/memory/inputs.js
var inputs = __webpack_require__(4443);
;// CONCATENATED MODULE: ./js/memory/index.js
/** The memory room's front door: the adaptive runner. */







/***/ }),

/***/ 7461:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ASKED: () => (/* binding */ ASKED),
/* harmony export */   askedIn: () => (/* binding */ askedIn),
/* harmony export */   askedVariables: () => (/* binding */ askedVariables),
/* harmony export */   readMemoryPerJob: () => (/* binding */ readMemoryPerJob)
/* harmony export */ });
/* harmony import */ var _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2003);
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2533);
/* harmony import */ var _tools_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9130);
/** What the inputs `jobs` and `memory-per-job` ask for, and how it reaches later steps of the job. */



/** For `cc-ci exec` in later steps, which has no inputs of its own. */
const ASKED = { jobs: 'CC_CI_JOBS', memoryPerJob: 'CC_CI_MEMORY_PER_JOB' };
const MiB = 1024 ** 2;
const SIZE = 'a size such as 512M, 2G or 1.5GiB, 16M at least';
/**
 * @param entries `TOOL=SIZE` lines, or one SIZE for all tools.
 * @throws UserError for an unknown tool, a size that is none, a tool that is named twice.
 */
async function readMemoryPerJob(entries) {
    const read = new Map();
    for (const entry of entries.flatMap((line) => line.split(/[\s,]+(?=[\w.-]+\s*=)/))) {
        const at = entry.indexOf('=');
        const bytes = sizeOf(entry, entry.slice(at + 1));
        if (at < 0 && entries.length > 1)
            throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input memory-per-job: ${JSON.stringify(entry)} is for all tools and stands beside other lines; give one SIZE, or TOOL=SIZE lines`);
        const names = at < 0 ? _tools_js__WEBPACK_IMPORTED_MODULE_2__/* .toolNames */ .$ : [await toolNamed(entry.slice(0, at).trim())];
        for (const tool of names) {
            if (read.has(tool))
                throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input memory-per-job: ${tool} is named twice; leave one line out`);
            read.set(tool, bytes);
        }
    }
    return read;
}
/** @returns the variables by which later steps know what was asked; none where nothing was. */
function askedVariables({ jobs, memoryPerJob }) {
    return {
        ...(jobs === 'auto' ? {} : { [ASKED.jobs]: String(jobs) }),
        ...(memoryPerJob.size === 0
            ? {}
            : { [ASKED.memoryPerJob]: [...memoryPerJob].map(([tool, bytes]) => `${tool}=${bytes}B`).join(' ') }),
    };
}
/** What the root action of this job was asked for. @throws UserError where somebody has put nonsense there. */
async function askedIn(env) {
    const jobs = env[ASKED.jobs] ?? '';
    const entries = env[ASKED.memoryPerJob] ?? '';
    if (!/^(?:auto|[1-9]\d{0,3})?$/.test(jobs))
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${ASKED.jobs}=${JSON.stringify(jobs)} is not accepted: a whole number, or auto`);
    return {
        jobs: jobs === '' || jobs === 'auto' ? 'auto' : Number(jobs),
        memoryPerJob: await readMemoryPerJob(entries === '' ? [] : [entries]),
    };
}
function sizeOf(entry, text) {
    const bytes = (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMemoryBytes */ .GT)(text);
    if (bytes === undefined || bytes < 16 * MiB)
        throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input memory-per-job: ${JSON.stringify(entry)} is not accepted: TOOL=SIZE or SIZE, where SIZE is ${SIZE}`);
    return bytes;
}
async function toolNamed(name) {
    const found = _tools_js__WEBPACK_IMPORTED_MODULE_2__/* .toolNames */ .$.find((tool) => tool === name);
    if (found !== undefined)
        return found;
    const { closest, distance } = await __webpack_require__.e(/* import() */ 232).then(__webpack_require__.t.bind(__webpack_require__, 8232, 19));
    const nearest = closest(name, [..._tools_js__WEBPACK_IMPORTED_MODULE_2__/* .toolNames */ .$]);
    const hint = distance(name, nearest) <= 2 ? `did you mean ${nearest}?` : `accepted: ${_tools_js__WEBPACK_IMPORTED_MODULE_2__/* .toolNames */ .$.join(', ')}`;
    throw new _lib_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input memory-per-job: ${JSON.stringify(name)} is no tool: ${hint}`);
}


/***/ })

};
;