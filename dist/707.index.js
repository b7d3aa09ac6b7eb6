"use strict";
exports.id = 707;
exports.ids = [707];
exports.modules = {

/***/ 4707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  culprits: () => (/* reexport */ culprits),
  diagnose: () => (/* binding */ diagnose),
  examine: () => (/* binding */ examine),
  systemAt: () => (/* reexport */ system/* systemAt */.r)
});

// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
// EXTERNAL MODULE: ./js/memory/limits/index.js + 2 modules
var memory_limits = __webpack_require__(4182);
// EXTERNAL MODULE: ./js/memory/runbook.js
var runbook = __webpack_require__(1968);
;// CONCATENATED MODULE: ./js/memory/doctor/checks/advice.js
/** What the checks write their advice with. */

/** One row. Its explanation is the runbook's section of the same name. */
const advice = (id, level, what, why = '', more = {}) => ({ id, level, what, why, run: [], ...more, link: `${runbook/* RUNBOOK */.H}#${id}` });
const systemctl = ({ isUsers }) => (isUsers ? 'systemctl --user' : 'systemctl');
/** @param needsRestart for what systemd sets up when the unit starts; the rest counts from the reload on, and no job is lost. */
function dropIn(unit, file, setting, needsRestart) {
    const folder = unit.isUsers ? '~/.config/systemd/user' : '/etc/systemd/system';
    return {
        write: { path: `${folder}/${unit.name}.d/${file}.conf`, lines: ['[Service]', setting] },
        run: [
            `${systemctl(unit)} daemon-reload`,
            ...(needsRestart ? [`${systemctl(unit)} restart ${unit.name}   # ends the jobs that run`] : []),
        ],
    };
}

;// CONCATENATED MODULE: ./js/memory/doctor/checks/sizes.js
/** What a job takes at the least, as the doctor reckons it. */
const GIB = 1024 ** 3;
/** Below this even one rustc or linker at a time is killed often: large crates and their tests take 2 GiB and more. */
const ONE_JOB = 2 * GIB;
/** Below this a single compiler hardly ever gets through. */
const HARDLY_ONE_JOB = GIB;

;// CONCATENATED MODULE: ./js/memory/doctor/checks/memory.js
/** What gets builds killed, however well the runner is set up. */




function lowLimit({ limits, unit }) {
    const { bytes, from } = limits.limit;
    if (bytes === 0)
        return undefined;
    const where = from === memory_limits/* THE_MACHINE */.Wb ? 'This machine has' : `The lowest limit here is that of ${from}:`;
    if (bytes >= ONE_JOB)
        return advice('low-limit', 'fine', `${where} ${(0,units/* formatMemory */.z9)(bytes)}.`);
    const canBeRaised = from !== memory_limits/* THE_MACHINE */.Wb && limits.host.totalBytes >= 2 * ONE_JOB;
    return advice('low-limit', bytes < HARDLY_ONE_JOB ? 'act' : 'consider', `${where} ${(0,units/* formatMemory */.z9)(bytes)}, less than one rustc or linker of a large crate takes (${(0,units/* formatMemory */.z9)(ONE_JOB)} and more).`, canBeRaised
        ? `The machine has ${(0,units/* formatMemory */.z9)(limits.host.totalBytes)}: the limit can be raised.`
        : 'Even one job at a time is killed where a crate is large; a build in smaller pieces, or a larger runner, is what helps.', canBeRaised ? raise(unit, from) : {});
}
function raise(unit, from) {
    if (unit !== undefined && from.endsWith(`/${unit.name}`))
        return dropIn(unit, 'memory-max', 'MemoryMax=4G', false);
    return {
        run: [
            'docker update --memory 4g --memory-swap 4g CONTAINER   # or container.options in the runner’s config.yaml: --memory 4g',
        ],
    };
}
function throttle({ limits, unit }) {
    const level = limits.levels.find(({ throttledAboveBytes }) => throttledAboveBytes !== undefined && throttledAboveBytes < limits.limit.bytes);
    if (level?.throttledAboveBytes === undefined)
        return undefined;
    const high = (0,units/* formatMemory */.z9)(level.throttledAboveBytes);
    return advice('throttle', 'consider', `${level.path} is slowed down above ${high} (memory.high), and killed only at ${(0,units/* formatMemory */.z9)(limits.limit.bytes)}.`, `A build that needs more than ${high} isn't killed, it crawls until its time limit. The guard plans for ${high}.`, unit !== undefined && level.path.endsWith(`/${unit.name}`)
        ? dropIn(unit, 'memory-high', 'MemoryHigh=infinity', false)
        : {});
}
function swap({ limits }) {
    const { swapTotalBytes } = limits.host;
    const barred = limits.levels.find(({ swapLimitBytes }) => swapLimitBytes === 0);
    const why = 'A short peak (a linker, a large crate) is killed where a little swap would have carried it. Swap is a cushion: the guard never plans with it.';
    if (swapTotalBytes === 0)
        return advice('swap', 'consider', 'This machine has no swap.', why, {
            run: [
                'fallocate -l 4G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile',
                "echo '/swapfile none swap sw 0 0' >> /etc/fstab",
            ],
        });
    if (barred !== undefined)
        return advice('swap', 'consider', `${barred.path} may not use the ${(0,units/* formatMemory */.z9)(swapTotalBytes)} of swap that there are.`, why);
    return advice('swap', 'fine', `There are ${(0,units/* formatMemory */.z9)(swapTotalBytes)} of swap.`);
}
function overcommit({ overcommit: mode }) {
    const back = {
        write: { path: '/etc/sysctl.d/60-overcommit.conf', lines: ['vm.overcommit_memory = 0'] },
        run: ['sysctl --load /etc/sysctl.d/60-overcommit.conf'],
    };
    if (mode === '2')
        return advice('overcommit', 'act', 'vm.overcommit_memory is 2: memory is refused when it is asked for, long before it is used.', 'Node, Java and linkers reserve far more than they touch: they end with “cannot allocate memory” while gigabytes are free, and no OOM kill is ever counted.', back);
    if (mode === '1')
        return advice('overcommit', 'consider', 'vm.overcommit_memory is 1: no request is ever refused, however absurd.', 'A program that asks for too much is killed later, in the middle of its work, where it could have said so at once.', back);
    return mode === '0'
        ? advice('overcommit', 'fine', 'vm.overcommit_memory is 0, the kernel’s default.')
        : undefined;
}

;// CONCATENATED MODULE: ./js/memory/doctor/checks/runner.js
/** What gets the runner itself killed, or too many jobs onto one machine. */



function oomPolicy({ unit, limits }) {
    if (unit === undefined)
        return undefined;
    const { name, oomPolicy: policy } = unit;
    if (policy === undefined)
        return advice('oom-policy', 'unknown', `The unit ${name} can't be read from here.`, 'With OOMPolicy=stop, which is the default, systemd ends the runner as soon as the kernel has killed any process of a job.', { run: [`${systemctl(unit)} show --property=OOMPolicy ${name}`] });
    if (policy === 'continue')
        return advice('oom-policy', 'fine', `${name} has OOMPolicy=continue.`);
    // systemd learns of a kill from memory.events, which v1 doesn't have.
    const isOnV1 = limits.hierarchy === 'v1' || limits.hierarchy === 'hybrid';
    return advice('oom-policy', isOnV1 ? 'consider' : 'act', `${name} has OOMPolicy=${policy}${isOnV1 ? ', which begins to count once this machine is on cgroup v2' : ''}.`, policy === 'kill'
        ? 'When the kernel kills any process of a job, it kills the runner with it.'
        : 'When the kernel kills any process of a job, systemd stops the runner and every other job of it: the forge shows a job that just ends.', dropIn(unit, 'oom-policy', 'OOMPolicy=continue', policy === 'kill'));
}
function groupKill({ groupKill: path, unit }) {
    if (path === undefined || unit?.oomPolicy === 'kill')
        return undefined;
    return advice('group-kill', 'act', `${path} has memory.oom.group=1: the kernel kills everything in it together.`, 'No process can be set apart from the others then: a build that is too large takes the whole job with it. Kubernetes sets this from 1.28 on; from 1.32 on the kubelet can leave it out.', { write: { path: 'the kubelet’s configuration file', lines: ['singleProcessOOMKill: true'] }, run: [] });
}
function runnerNotSeen({ runner }) {
    if (runner !== undefined)
        return undefined;
    return advice('runner-not-seen', 'unknown', 'No runner can be seen from here: this is a container, another user’s process, or a machine without one.', 'Its capacity, its unit and its place in the kernel’s order of victims are settled where it runs.', { run: ['cc-ci doctor   # on the machine that the runner runs on'] });
}
function capacity({ runner, limits }) {
    if (runner === undefined)
        return undefined;
    if ('unknown' in runner.capacity)
        return advice('capacity', 'unknown', `How many jobs ${runner.name} takes at once can't be told: ${runner.capacity.unknown}.`, `${(0,units/* formatMemory */.z9)(limits.limit.bytes)} are shared by all jobs that run at the same time.`);
    const { jobs, from } = runner.capacity;
    const each = limits.limit.bytes / jobs;
    const share = `${runner.name} takes ${jobs === 1 ? 'one job' : `${jobs} jobs`} at a time (${from}): ${(0,units/* formatMemory */.z9)(each)} for ${jobs === 1 ? 'it' : 'each'}`;
    if (jobs === 1 || each >= ONE_JOB)
        return advice('capacity', 'fine', `${share}.`);
    const fitting = Math.max(1, Math.floor(limits.limit.bytes / ONE_JOB));
    return advice('capacity', 'act', `${share}, and one rustc or linker alone wants up to ${(0,units/* formatMemory */.z9)(ONE_JOB)}.`, 'Each job is fitted to the memory that is free when it starts; jobs that start together take it from each other.', {
        write: {
            path: from.startsWith('/') ? from : 'the runner’s config.yaml',
            lines: ['runner:', `  capacity: ${fitting}`],
        },
        run: [],
    });
}
function runnerScore({ runner, unit }) {
    if (runner?.oomScoreAdjust === undefined)
        return undefined;
    const { name, oomScoreAdjust: score } = runner;
    const has = `${name} has oom_score_adj ${score}`;
    const mend = unit === undefined ? {} : dropIn(unit, 'oom-score', 'OOMScoreAdjust=0', true);
    if (score >= 500)
        return advice('runner-score', 'act', `${has}, and the builds of its jobs can't be set much above it (1000 is the most).`, 'The kernel takes the runner as readily as the build.', mend);
    if (score <= -900)
        return advice('runner-score', 'consider', `${has}, which every job inherits that the guard doesn't raise.`, 'The kernel then spares the build that is too large, and kills the machine’s other services for it.', mend);
    return advice('runner-score', 'fine', `${has}; the guard sets builds at 500.`);
}
function userspaceKiller({ killers, unit, runner }) {
    if (killers.length === 0)
        return undefined;
    const name = unit?.name ?? 'the runner’s unit';
    if (killers.includes('systemd-oomd'))
        return advice('userspace-killer', 'consider', 'systemd-oomd runs here: it kills whole cgroups, the runner’s with everything in it, where its slice is managed.', `Such a kill is in none of the kernel's counters, so that the guard sees a plain kill. Tell it to leave ${name} alone.`, unit === undefined ? {} : dropIn(unit, 'oomd', 'ManagedOOMPreference=avoid', false));
    // It goes by the kernel's name for a process, which has 15 characters at most.
    const spared = /^[\w-]+$/.test(runner?.name ?? '')
        ? runner?.name
        : 'act_runner|gitea-runner|forgejo-runner';
    return advice('userspace-killer', 'consider', `${killers.join(' and ')} runs here: it ends the process with the highest oom_score when less than about a tenth of the memory is free.`, 'Such a kill is in none of the kernel’s counters: the guard sees a plain SIGTERM or SIGKILL. Builds at 500 are taken first; the runner should be spared by name as well.', killers.includes('earlyoom')
        ? {
            write: {
                path: '/etc/default/earlyoom',
                lines: [`EARLYOOM_ARGS="--avoid '^(${spared})$'"`],
            },
            run: ['systemctl restart earlyoom'],
        }
        : {});
}

;// CONCATENATED MODULE: ./js/memory/doctor/checks/index.js
/** What the doctor knows: one function per check, from facts to advice. Undefined: it doesn't apply to this machine. */


/** In the order of how often they are the reason. */
const CHECKS = [
    oomPolicy,
    groupKill,
    runnerNotSeen,
    capacity,
    lowLimit,
    throttle,
    runnerScore,
    userspaceKiller,
    swap,
    overcommit,
];

// EXTERNAL MODULE: ./js/memory/limits/cgroups.js
var limits_cgroups = __webpack_require__(5800);
// EXTERNAL MODULE: ./js/memory/limits/levels.js
var levels = __webpack_require__(2322);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/memory/limits/values.js
var values = __webpack_require__(255);
;// CONCATENATED MODULE: ./js/memory/doctor/processes.js
/** The processes that can be seen from here: all of the machine's, or a container's own. */


/** @returns the processes with memory of their own; the kernel's threads have none. */
function seenProcesses(system) {
    return system.folders('/proc').flatMap((name) => {
        const pid = (0,values/* parseCount */.zq)(name);
        const status = pid === undefined ? undefined : system.read(`/proc/${name}/status`);
        if (pid === undefined || status === undefined)
            return [];
        const of = (key) => new RegExp(`^${key}:\\s*(.*?)(?: kB)?$`, 'm').exec(status)?.[1] ?? '';
        const residentBytes = ((0,values/* parseCount */.zq)(of('VmRSS')) ?? 0) * 1024;
        return residentBytes === 0
            ? []
            : [{ pid, parent: (0,values/* parseCount */.zq)(of('PPid')) ?? 0, name: of('Name'), residentBytes }];
    });
}
/** @returns the processes that have started this one, the nearest first. */
function ancestorsOf(system, all) {
    const byPid = new Map(all.map((process) => [process.pid, process]));
    const own = /^PPid:\s*(\d+)$/m.exec(system.read('/proc/self/status') ?? '')?.[1];
    const chain = [];
    for (let next = byPid.get(Number(own)); next !== undefined && !chain.includes(next);) {
        chain.push(next);
        next = byPid.get(next.parent);
    }
    return chain;
}
/** @returns argv of a process; empty where it can't be read. */
function argvOf(system, pid) {
    return (system.read(`/proc/${pid}/cmdline`) ?? '').split('\0').filter((part) => part !== '');
}
/** act_runner, gitea-runner-1.0.8-linux-amd64, forgejo-runner; a `runner` only where it is told to take jobs; actions/runner's two. */
function isRunner(argv) {
    const program = (0,external_node_path_.basename)(argv[0] ?? '');
    if (/^(act_runner|gitea-runner|forgejo-runner)(?![a-z])/.test(program))
        return true;
    if (/^Runner\.(Listener|Worker)$/.test(program))
        return true;
    return /^runner(?![a-z])/.test(program) && argv.some((part) => part === 'daemon' || part === 'one-job');
}

;// CONCATENATED MODULE: ./js/memory/doctor/culprits.js
/** Who holds the memory right now: a build that dies is often the victim of a neighbour. */



const SHOWN = 5;
/** A host with more cgroups than that has its large ones near the top. */
const MOST_CGROUPS = 1_000;
/** @returns the five largest processes and cgroups that can be seen from here, by name. Never throws. */
function culprits(system) {
    return { processes: largestProcesses(system), cgroups: largestCgroups(system) };
}
function largestProcesses(system) {
    return [...seenProcesses(system)]
        .sort((a, b) => b.residentBytes - a.residentBytes)
        .slice(0, SHOWN)
        .map(({ name, pid, residentBytes }) => ({
        name,
        pid,
        bytes: residentBytes,
        cgroup: homeOf(system, pid),
    }));
}
/** The most telling name that its cgroups give it: the longest of the hierarchies' paths. */
function homeOf(system, pid) {
    const paths = (system.read(`/proc/${pid}/cgroup`) ?? '')
        .split('\n')
        .map((line) => line.replace(/^\d+:[^:]*:/, ''));
    return paths.reduce((longest, path) => (path.length > longest.length ? path : longest), '');
}
function largestCgroups(system) {
    const { chain } = (0,limits_cgroups/* findChain */.r)(system, 'memory');
    const top = chain?.folders.at(-1);
    if (chain === undefined || top === undefined)
        return [];
    const tree = walk(system, chain, top, { left: MOST_CGROUPS });
    return flatten(tree)
        .map(({ path, bytes, children }) => ({
        path,
        bytes: bytes - children.reduce((sum, child) => sum + child.bytes, 0),
    }))
        .filter(({ bytes }) => bytes > 0)
        .sort((a, b) => b.bytes - a.bytes)
        .slice(0, SHOWN);
}
function walk(system, chain, path, budget) {
    budget.left -= 1;
    const children = system
        .folders(path)
        .flatMap((name) => (budget.left > 0 ? [walk(system, chain, `${path}/${name}`, budget)] : []));
    const [level] = (0,levels/* readLevels */.I)(system, { ...chain, folders: [path] }, () => undefined);
    // v2's root on the host accounts for nothing itself: it holds what its children hold.
    const bytes = level === undefined
        ? children.reduce((sum, child) => sum + child.bytes, 0)
        : level.usedBytes - level.reclaimableBytes;
    return { path, bytes, children };
}
const flatten = (node) => [node, ...node.children.flatMap(flatten)];

;// CONCATENATED MODULE: ./js/memory/doctor/runner.js
/** The runner on this machine: what it is, how it stands in the kernel's order of victims, how many jobs it takes at once. */

/** Gitea's and Forgejo's runner take one job at a time unless told otherwise (`runner.capacity` of their config.example.yaml). */
const DEFAULT_CAPACITY = 1;
/**
 * @param all the processes that can be seen.
 * @returns the runner that started us, else any on this machine; undefined in a job's container, from where none can be seen.
 */
async function findRunner(system, env, all) {
    const isOne = ({ pid }) => isRunner(argvOf(system, pid));
    const ours = ancestorsOf(system, all).find(isOne);
    const found = ours ?? all.find(isOne);
    if (found === undefined)
        return undefined;
    const score = system.read(`/proc/${found.pid}/oom_score_adj`)?.trim() ?? '';
    return {
        pid: found.pid,
        name: found.name,
        isOurs: ours !== undefined,
        oomScoreAdjust: /^-?\d{1,4}$/.test(score) ? Number(score) : undefined,
        capacity: await capacityOf(system, env, found),
    };
}
async function capacityOf(system, env, { pid, name }) {
    // actions/runner has no such setting.
    if (name.startsWith('Runner.'))
        return { jobs: 1, from: `${name}, which takes one job at a time` };
    const asked = (env.CC_CI_RUNNER_CONFIG ?? '') !== '' ? env.CC_CI_RUNNER_CONFIG : undefined;
    const path = asked ?? configArgument(argvOf(system, pid));
    if (path === undefined)
        return { jobs: DEFAULT_CAPACITY, from: 'its default, since it has no config file' };
    const text = asked === undefined ? readAs(system, pid, path) : system.read(path);
    if (text === undefined)
        return { unknown: `its config ${path} can't be read; name a readable one in CC_CI_RUNNER_CONFIG` };
    return capacityIn(text, path);
}
/** `-c FILE`, `--config FILE`, `--config=FILE`. */
function configArgument(argv) {
    const at = argv.findIndex((part) => part === '-c' || part === '--config');
    if (at >= 0)
        return argv[at + 1];
    return argv.find((part) => part.startsWith('--config='))?.slice('--config='.length);
}
/** As the process would open it: from its own folder, and in its own container's files where it has one. */
function readAs(system, pid, path) {
    if (!path.startsWith('/'))
        return system.read(`/proc/${pid}/cwd/${path}`);
    return system.read(`/proc/${pid}/root${path}`) ?? system.read(path);
}
async function capacityIn(text, path) {
    // Only here: what measures a command in every job doesn't need it.
    const { parseDocument } = await __webpack_require__.e(/* import() */ 483).then(__webpack_require__.t.bind(__webpack_require__, 3483, 19));
    const document = parseDocument(text);
    if (document.errors.length > 0)
        return { unknown: `its config ${path} is no YAML that can be read` };
    const value = document.getIn(['runner', 'capacity']);
    // 0 and nothing at all both mean the default there.
    if (value === undefined || value === null || value === 0)
        return { jobs: DEFAULT_CAPACITY, from: `the default; ${path} sets none` };
    if (typeof value === 'number' && Number.isInteger(value) && value > 0)
        return { jobs: value, from: path };
    return { unknown: `runner.capacity in ${path} is ${JSON.stringify(value)}, which is no whole number` };
}

// EXTERNAL MODULE: ./js/lib/process.js
var process = __webpack_require__(7235);
;// CONCATENATED MODULE: ./js/memory/doctor/unit.js
/** The systemd unit of the runner, and what systemd does with it when the kernel kills one of its processes. */


/** Where units lie, the first that has one wins (systemd.unit(5)). */
const FOLDERS = [
    '/etc/systemd/system',
    '/run/systemd/system',
    '/usr/local/lib/systemd/system',
    '/usr/lib/systemd/system',
    '/lib/systemd/system',
];
const SYSTEMCTL_MS = 5_000;
/**
 * @param cgroups a /proc/PID/cgroup: its path names the unit.
 * @returns undefined where it names no service: a container, a login, a program started by hand.
 */
async function findUnit(system, cgroups, ports) {
    const named = unitIn(cgroups);
    if (named === undefined)
        return undefined;
    const asked = await askSystemd(named, ports);
    // A user's units lie in too many places to guess at.
    const oomPolicy = asked ?? (named.isUsers ? undefined : policyInFiles(system, named.name));
    return { ...named, oomPolicy };
}
/** `0::/system.slice/act_runner.service`, `1:name=systemd:/user.slice/…/user@1000.service/app.slice/runner.service/step`. */
function unitIn(cgroups) {
    for (const line of cgroups.split('\n')) {
        const steps = line.split('/').slice(1);
        // The user's systemd is itself a service: a login in it is no unit of the runner's.
        const name = steps
            .filter((step) => /^[A-Za-z0-9:_.@\\-]+\.service$/.test(step) && !step.startsWith('user@'))
            .at(-1);
        if (name !== undefined)
            return { name, isUsers: steps.some((step) => step.startsWith('user@')) };
    }
    return undefined;
}
async function askSystemd(unit, ports) {
    const show = ['show', '--property=LoadState,OOMPolicy', '--', unit.name];
    try {
        const finished = await ports.run('systemctl', unit.isUsers ? ['--user', ...show] : show, {
            timeoutMs: SYSTEMCTL_MS,
            ...(ports.signal === undefined ? {} : { signal: ports.signal }),
        });
        // It answers for units that aren't there, too, with the defaults.
        if (!(0,process.succeeded)(finished) || !/^LoadState=loaded$/m.test(finished.stdout))
            return undefined;
        return /^OOMPolicy=(\w+)$/m.exec(finished.stdout)?.[1];
    }
    catch {
        // No systemctl here: the files say it, or nothing does.
        return undefined;
    }
}
/** What the unit's file and its drop-ins set; else the default, which is `continue` for a unit with Delegate (systemd.service(5)). */
function policyInFiles(system, name) {
    const template = name.replace(/@.*(?=\.service$)/, '@');
    const main = [name, template]
        .flatMap((file) => FOLDERS.map((folder) => system.read(`${folder}/${file}`)))
        .find((text) => text !== undefined);
    if (main === undefined)
        return undefined;
    const texts = [main, ...dropIns(system, new Set([template, name]))];
    const set = lastValue(texts, 'OOMPolicy');
    if (set !== undefined)
        return set;
    const delegate = lastValue(texts, 'Delegate');
    if (delegate !== undefined && !/^(no|false|off|0)$/i.test(delegate))
        return 'continue';
    return lastValue([system.read('/etc/systemd/system.conf') ?? ''], 'DefaultOOMPolicy') ?? 'stop';
}
/** Of all folders by file name; one in an earlier folder hides its namesake in a later one. */
function dropIns(system, names) {
    const byName = new Map();
    for (const folder of [...FOLDERS].reverse())
        for (const name of names)
            for (const file of system.files(`${folder}/${name}.d`))
                if (file.endsWith('.conf'))
                    byName.set((0,external_node_path_.basename)(file), system.read(`${folder}/${name}.d/${file}`) ?? '');
    return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}
/** The last assignment counts; an empty one takes the earlier ones back. */
function lastValue(texts, key) {
    const found = [...texts.join('\n').matchAll(new RegExp(`^[ \\t]*${key}[ \\t]*=(.*)$`, 'gm'))]
        .at(-1)?.[1]
        ?.trim();
    return found === '' ? undefined : found;
}

;// CONCATENATED MODULE: ./js/memory/doctor/facts.js
/** Gathers what the doctor judges: the only part of it that touches the machine. */





const KILLERS = ['earlyoom', 'systemd-oomd', 'nohang'];
async function gatherFacts(system, ports) {
    const all = seenProcesses(system);
    const runner = await findRunner(system, ports.env, all);
    // A person at the runner's host asks for the runner, and not for the login.
    const seen = runner === undefined || runner.isOurs ? system : asSeenBy(system, runner.pid);
    const cgroups = seen.read('/proc/self/cgroup') ?? '';
    return {
        limits: (0,memory_limits/* readLimits */.BU)(seen),
        runner,
        unit: await findUnit(system, cgroups, ports),
        groupKill: ((0,limits_cgroups/* findChain */.r)(seen, 'memory').chain?.folders ?? []).find((folder) => system.read(`${folder}/memory.oom.group`)?.trim() === '1'),
        overcommit: system.read('/proc/sys/vm/overcommit_memory')?.trim(),
        killers: KILLERS.filter((name) => all.some((process) => process.name.startsWith(name.slice(0, 15)))),
    };
}
/** Cgroups and mounts are named in /proc/PID alike for every process. */
function asSeenBy(system, pid) {
    return { ...system, read: (path) => system.read(path.replace(/^\/proc\/self\//, `/proc/${pid}/`)) };
}

// EXTERNAL MODULE: ./js/memory/system.js
var system = __webpack_require__(8919);
;// CONCATENATED MODULE: ./js/memory/doctor/index.js
/** Looks at the machine as a runner's host, and says what will get a build or the runner killed, with the lines that mend it. */





/**
 * @param system the machine's files.
 * @param ports `run` asks systemctl, where there is one; nothing is changed.
 * @returns one row per check that applies here, what needs doing first. What can't be told is a row as well; never throws for it.
 */
async function examine(system, ports) {
    return judge(await gatherFacts(system, ports));
}
/** All that `cc-ci doctor` shows of memory: the limits, the advice that follows, and who holds the memory now. */
async function diagnose(system, ports) {
    const facts = await gatherFacts(system, ports);
    const { runner, limits } = facts;
    const limitsOf = runner === undefined || runner.isOurs ? 'this process' : `${runner.name} (process ${runner.pid})`;
    return { limits, limitsOf, advice: judge(facts), culprits: culprits(system) };
}
function judge(facts) {
    const order = ['act', 'consider', 'unknown', 'fine'];
    return CHECKS.flatMap((check) => check(facts) ?? []).sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}


/***/ })

};
;