"use strict";
exports.id = 828;
exports.ids = [828];
exports.modules = {

/***/ 9828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runBrowserCheck: () => (/* binding */ runBrowserCheck)
});

// UNUSED EXPORTS: artifactNames

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/paths.js
var paths = __webpack_require__(4290);
// EXTERNAL MODULE: ./js/recipe/forward/index.js + 4 modules
var forward = __webpack_require__(9595);
// EXTERNAL MODULE: ./js/recipe/kept.js
var kept = __webpack_require__(6973);
// EXTERNAL MODULE: ./js/recipe/test-environment.js
var test_environment = __webpack_require__(4857);
// EXTERNAL MODULE: ./js/lib/on-path.js
var on_path = __webpack_require__(8689);
// EXTERNAL MODULE: ./js/recipe/probe/route.js
var probe_route = __webpack_require__(9489);
;// CONCATENATED MODULE: ./js/recipe/checks/browser/chromium.js
/** Which browser, and what it is told, so that the page's own address is the app's domain. */


const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** @returns its path: the one that CC_CI_CHROMIUM names, else the first of the usual names on PATH; or why there is none. */
function findChromium(env) {
    const named = env.CC_CI_CHROMIUM ?? '';
    for (const name of named === '' ? NAMES : [named]) {
        const path = (0,on_path/* findOnPath */.a)(name, env.PATH);
        if (path !== undefined)
            return { path };
    }
    const message = named === ''
        ? `browser checks need Chromium, and there is none on PATH (${NAMES.join(', ')})`
        : `CC_CI_CHROMIUM is ${JSON.stringify(named)}, and that is no program that can be executed`;
    return {
        finding: {
            code: 'missing-program',
            blame: 'host',
            message,
            evidence: [],
            remedy: 'Install it in the job’s image or on the runner (Debian: apt-get install --no-install-recommends chromium), or name it with CC_CI_CHROMIUM.',
        },
    };
}
/**
 * Pure. Chromium resolves the domain, and all below it, to the forwarder; behind a router with TLS, port 443 goes to the router
 * itself, whose certificate is the one to be judged.
 */
function chromiumArgs(domain, route, forwarderPort) {
    const hosts = [domain, `*.${domain}`];
    const router = route.kind === 'router' ? (0,probe_route/* parseAddress */.or)(route.address) : undefined;
    const direct = router?.scheme === 'https' ? `${bracketed(router.host)}:${router.port}` : undefined;
    // The first rule that fits is taken.
    const rules = [
        ...(direct === undefined ? [] : hosts.map((host) => `MAP ${host}:443 ${direct}`)),
        ...hosts.map((host) => `MAP ${host} 127.0.0.1:${forwarderPort}`),
    ];
    return [
        `--host-resolver-rules=${rules.join(', ')}`,
        // A container's /dev/shm has 64 MB, and Chromium crashes when it is full.
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-quic',
    ];
}
function bracketed(host) {
    return host.includes(':') ? `[${host}]` : host;
}

// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
;// CONCATENATED MODULE: ./js/recipe/checks/browser/judge.js
/** What a visit says about the app. Pure. */

/** Not the recipe's to mend: the certificate of the router. */
const CERTIFICATE = /net::ERR_CERT_|net::ERR_SSL_/;
const LINES = 20;
const LINE_LENGTH = 300;
/** @returns why the check is not green; undefined when it is. */
function judgeVisit(report, judged) {
    const finding = findingOf(report, judged);
    if (finding === undefined || report.networkChanges === 0)
        return finding;
    const disturbed = `Chromium broke off requests (${report.networkChanges}) because the host's network interfaces changed`;
    return {
        ...finding,
        blame: 'host',
        evidence: [disturbed, ...finding.evidence],
        remedy: 'Containers that came or went while the page loaded disturbed it, at each try. Run again when the host is quieter.',
    };
}
function findingOf(report, judged) {
    const { check, url } = judged;
    const evidence = evidenceOf(report);
    if (report.problem !== null)
        return problemFinding(report.problem, judged, evidence);
    if (report.status !== null && report.status >= 400)
        return checkFailed(check, `${url} answers ${report.status}`, evidence, 'Read the log of the app.');
    const title = plain(report.title);
    if (check.title !== undefined && title !== plain(check.title))
        return checkFailed(check, `the title of ${report.url} is ${JSON.stringify(title)}, expected ${JSON.stringify(plain(check.title))}`, evidence, 'Look at the screenshot: it shows the page that came instead, or the check expects an old title.');
    const complaints = [
        ...forbidden(check, 'console-errors', report.consoleErrors, 'console error'),
        ...forbidden(check, 'failed-requests', requestLines(report), 'failed request'),
    ];
    if (complaints.length === 0)
        return undefined;
    return {
        code: 'page-errors',
        blame: 'recipe',
        message: `check ${check.name}: ${report.url} has ${complaints.join(' and ')}`,
        evidence: [...evidence],
        remedy: 'Open trace.zip on trace.playwright.dev to see each request and message; a page that is meant to be so needs another `forbid`.',
    };
}
function problemFinding(problem, judged, evidence) {
    const { check, url, timeoutMs } = judged;
    const [first = '', ...rest] = problem.message.split('\n').map(plain);
    const lines = [...[...rest, ...problem.stack].map(plain).filter((line) => line !== ''), ...evidence];
    const shown = lines.slice(0, 2 * LINES);
    switch (problem.kind) {
        case 'chromium':
            return {
                ...checkFailed(check, `Chromium could not do it: ${first}`, shown, HOST_REMEDY),
                blame: 'host',
            };
        case 'crash':
            return checkFailed(check, `${url} crashed the browser’s process for it`, shown, CRASH_REMEDY);
        case 'deadline':
            return checkFailed(check, `${check.script ?? url} did not come to an end within ${(0,units/* formatDuration */.a3)(timeoutMs)}`, shown, 'Look at the screenshot and the trace for what it waits for.');
        case 'script':
            return checkFailed(check, `${check.script ?? 'the script'}: ${first}`, shown, SCRIPT_REMEDY);
        case 'page':
            if (CERTIFICATE.test(problem.message))
                return untrusted(check, url, first, shown);
            return checkFailed(check, `${url} can't be opened: ${first}`, shown, PAGE_REMEDY);
    }
}
const HOST_REMEDY = 'See that it starts on this machine (chromium --headless --dump-dom about:blank), with enough memory and, without root, user namespaces for its sandbox.';
const CRASH_REMEDY = 'Open the page by hand: a page that takes all the memory there is ends like this.';
const SCRIPT_REMEDY = 'Open trace.zip on trace.playwright.dev: it shows the page at each step of the script, and where the script stopped.';
const PAGE_REMEDY = 'Ask for the page with curl, and read the log of the app.';
function untrusted(check, url, why, evidence) {
    return {
        code: 'tls-not-trusted',
        blame: 'host',
        message: `check ${check.name}: ${url}: the browser does not trust the router's certificate: ${why}`,
        evidence: [...evidence],
        remedy: 'Give the router a certificate for the zone that this machine’s Chromium trusts, or set tls-verify: false.',
    };
}
function checkFailed(check, what, evidence, remedy) {
    return {
        code: 'check-failed',
        blame: 'recipe',
        message: `check ${check.name}: ${what}`,
        evidence: [...evidence],
        remedy,
    };
}
/** `2 console errors (the first: …)` */
function forbidden(check, kind, found, name) {
    if (!check.forbid.includes(kind) || found.length === 0)
        return [];
    const first = found[0] ?? '';
    return [found.length === 1 ? `a ${name}: ${first}` : `${found.length} ${name}s, the first: ${first}`];
}
function evidenceOf(report) {
    return [
        ...report.consoleErrors.map((line) => `console: ${line}`),
        ...requestLines(report).map((line) => `request: ${line}`),
        ...report.notes.map((line) => `the page ${line}`),
    ]
        .map(plain)
        .slice(0, LINES);
}
function requestLines({ failedRequests }) {
    return failedRequests.map(({ method, url, why }) => `${method} ${url}: ${why}`);
}
/** One line, without what a terminal would act upon (Playwright colours its messages). */
function plain(text) {
    const coloured = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    const line = text
        .replace(coloured, '')
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim();
    return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line;
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
// EXTERNAL MODULE: ./js/lib/abort.js
var abort = __webpack_require__(8024);
// EXTERNAL MODULE: ./js/lib/process.js
var lib_process = __webpack_require__(7235);
// EXTERNAL MODULE: ./js/recipe/private-folder.js
var private_folder = __webpack_require__(163);
;// CONCATENATED MODULE: ./js/recipe/checks/browser/visit.js
/** Runs one visit in a process of its own, and sees to it that nothing of it is left: no process, no file. */







/** Beside this module in the sources, beside the chunk that holds it in the bundle (scripts/build/visit.mjs). */
const PROGRAM = (0,external_node_path_.join)(globalThis.ccCiFolder, 'visit', 'main.mjs');
/** After the visit's own deadline, for the last screenshot and the trace. */
const LAST_LOOK_MS = 40_000;
const KEEP_OUTPUT = 64 * 1024;
const OUTPUT_LINES = 20;
/** @returns what was seen; a visit that broke off is a report with a problem. @throws the signal's reason. */
async function visit(task, options) {
    // Chromium's profile, downloads and crash reports go below it.
    return (0,private_folder/* withPrivateFolder */.m)('browser', async (folder) => {
        await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'home'));
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'task.json'), JSON.stringify(task));
        const reportFile = (0,external_node_path_.join)(folder, 'report.json');
        const finished = await options.run(process.execPath, [PROGRAM, (0,external_node_path_.join)(folder, 'task.json'), reportFile], {
            cwd: task.script === null ? folder : (0,external_node_path_.dirname)(task.script),
            env: { ...options.env, TMPDIR: folder, HOME: (0,external_node_path_.join)(folder, 'home') },
            signal: options.signal,
            timeoutMs: task.timeoutMs + LAST_LOOK_MS,
            keepBytes: KEEP_OUTPUT,
            input: JSON.stringify(options.hidden),
        });
        if (finished.outcome.kind === 'cancelled')
            throw (0,abort/* reasonOf */.A3)(options.signal);
        return reportIn(reportFile, task, finished);
    });
}
async function reportIn(file, task, finished) {
    const output = lastLines(`${finished.stdout}\n${finished.stderr}`);
    try {
        const report = JSON.parse(await (0,promises_.readFile)(file, 'utf8'));
        if (report.problem === null)
            return report;
        return { ...report, problem: { ...report.problem, stack: [...report.problem.stack, ...output] } };
    }
    catch (error) {
        if (!(0,errors/* hasCode */.up)(error, 'ENOENT'))
            throw error;
        return { ...nothingSeen, problem: brokenOff(task, finished, output) };
    }
}
/** The process is gone without a report: it hung, it was killed, or the script ended it. */
function brokenOff(task, { outcome }, stack) {
    if (outcome.kind === 'timed-out')
        return { kind: 'deadline', message: 'out of time', stack };
    const kind = task.script === null ? 'chromium' : 'script';
    return { kind, message: `the browser's process ended before the visit did: ${(0,lib_process.describe)(outcome)}`, stack };
}
const nothingSeen = {
    chromium: '',
    url: '',
    title: '',
    status: null,
    consoleErrors: [],
    failedRequests: [],
    notes: [],
    networkChanges: 0,
    hasScreenshot: false,
    hasTrace: false,
    problem: null,
};
function lastLines(output) {
    return output
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(-OUTPUT_LINES)
        .map((line) => `output: ${line}`);
}

;// CONCATENATED MODULE: ./js/recipe/checks/browser/index.js
/** A browser check: the app's page in Chromium, opened by us or driven by the recipe's script. */












/** Where the manifest sets no time for a stage. */
const PAGE_MS = 60_000;
const SCRIPT_MS = 300_000;
/**
 * @returns what became of it: the screenshot is always kept, the trace when the check isn't green. No Chromium is a finding too.
 * @throws UserError for a script that leads out of the recipe, or an app without http; the signal's reason.
 */
async function runBrowserCheck(context, check, options) {
    const startedAt = performance.now();
    const { finding, artifacts } = await checkPage(context, check, options);
    const durationMs = performance.now() - startedAt;
    return { name: check.name, durationMs, artifacts, ...(finding === undefined ? {} : { finding }) };
}
async function checkPage(context, check, options) {
    const script = scriptOf(check, options.testsFolder);
    if (script !== null && !(0,external_node_fs_.existsSync)(script))
        return { finding: noScript(check), artifacts: [] };
    const chromium = findChromium(context.env);
    if ('finding' in chromium)
        return { finding: chromium.finding, artifacts: [] };
    const forwarder = await (0,forward/* openForwarder */.$)(context).catch((error) => unreachable(check, error));
    if ('code' in forwarder)
        return { finding: forwarder, artifacts: [] };
    try {
        return await visitAndJudge(context, check, { ...options, script, chromium: chromium.path, forwarder });
    }
    finally {
        await forwarder.close();
    }
}
async function visitAndJudge(context, check, means) {
    const { app, env, run, signal, mask } = context;
    const { artifactFolder, forwarder } = means;
    await (0,promises_.mkdir)((0,external_node_path_.join)(artifactFolder, 'checks'), { recursive: true });
    const names = artifactNames(check.name);
    const task = {
        ...taskFor(context, check, means),
        screenshot: (0,external_node_path_.join)(artifactFolder, names.screenshot),
        trace: (0,external_node_path_.join)(artifactFolder, names.trace),
    };
    const baseUrl = forwarder.baseUrl;
    const report = await visit(task, {
        ...{ run, signal, hidden: mask.formsOfApp() },
        env: (0,test_environment/* testEnvironment */.i)(app, env, { baseUrl }),
    });
    const finding = judgeVisit(report, {
        check,
        url: `${task.baseUrl}${check.path}`,
        timeoutMs: task.timeoutMs,
    });
    const screenshot = report.hasScreenshot ? [names.screenshot] : [];
    const isWanted = report.hasTrace && finding !== undefined;
    // It has every request and what stood in every field.
    const whyNot = isWanted ? await (0,kept/* cleanFile */.Y)(task.trace, mask) : undefined;
    if (isWanted && whyNot === undefined)
        return { finding, artifacts: [...screenshot, names.trace] };
    await (0,promises_.rm)(task.trace, { force: true });
    if (finding === undefined)
        return { artifacts: screenshot };
    const said = whyNot === undefined ? [] : [`the trace is not kept: ${whyNot}`];
    return { finding: { ...finding, evidence: [...finding.evidence, ...said] }, artifacts: screenshot };
}
function taskFor({ app, route, manifest }, check, { script, chromium, forwarder }) {
    return {
        chromium,
        args: chromiumArgs(app.domain, forwarder.route, forwarder.port),
        // Chromium refuses to make its sandbox as root.
        sandbox: process.getuid?.() !== 0,
        domain: app.domain,
        baseUrl: `${forwarder.scheme}://${app.domain}`,
        path: check.path,
        script,
        title: check.title?.trim().replace(/\s+/g, ' ') ?? null,
        // Straight at a task, the certificate is the forwarder's own.
        ignoreCertificates: forwarder.route.kind === 'task' || !route.tlsVerify,
        timeoutMs: manifest.timeouts.stageMs ?? (script === null ? PAGE_MS : SCRIPT_MS),
    };
}
function scriptOf(check, testsFolder) {
    if (check.script === undefined)
        return null;
    return (0,paths/* insideOf */.k)(testsFolder, check.script, `cc-ci.yml: script of check ${check.name}`);
}
/** Relative to the artifact folder. A name that had to be changed gets a part that tells it from others. */
function artifactNames(checkName) {
    const plain = checkName.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60);
    const suffix = (0,external_node_crypto_.createHash)('sha256').update(checkName).digest('hex').slice(0, 6);
    const name = plain === checkName ? plain : `${plain}-${suffix}`;
    return { screenshot: (0,external_node_path_.join)('checks', `${name}.png`), trace: (0,external_node_path_.join)('checks', `${name}-trace.zip`) };
}
function noScript(check) {
    return {
        code: 'check-failed',
        blame: 'recipe',
        message: `check ${check.name}: its script ${check.script} is not there`,
        evidence: [],
        remedy: 'Add it, or correct the path, which is relative to the recipe. In a pull request it has to be in the base branch already.',
    };
}
function unreachable(check, error) {
    if (!(error instanceof errors/* EnvironmentError */.eG))
        throw error;
    return {
        code: 'http-unreachable',
        blame: 'host',
        message: `check ${check.name}: ${(0,errors/* messageOf */.bD)(error)}`,
        evidence: [],
        remedy: 'See that the app still runs; for one on another node or behind a router, set router-address.',
    };
}


/***/ })

};
;