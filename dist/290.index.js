exports.id = 290;
exports.ids = [290];
exports.modules = {

/***/ 6596:
/***/ ((module) => {

let p = process || {}, argv = p.argv || [], env = p.env || {}
let isColorSupported =
	!(!!env.NO_COLOR || argv.includes("--no-color")) &&
	(!!env.FORCE_COLOR || argv.includes("--color") || p.platform === "win32" || ((p.stdout || {}).isTTY && env.TERM !== "dumb") || !!env.CI)

let formatter = (open, close, replace = open) =>
	input => {
		let string = "" + input, index = string.indexOf(close, open.length)
		return ~index ? open + replaceClose(string, close, replace, index) + close : open + string + close
	}

let replaceClose = (string, close, replace, index) => {
	let result = "", cursor = 0
	do {
		result += string.substring(cursor, index) + replace
		cursor = index + close.length
		index = string.indexOf(close, cursor)
	} while (~index)
	return result + string.substring(cursor)
}

let createColors = (enabled = isColorSupported) => {
	let f = enabled ? formatter : () => String
	return {
		isColorSupported: enabled,
		reset: f("\x1b[0m", "\x1b[0m"),
		bold: f("\x1b[1m", "\x1b[22m", "\x1b[22m\x1b[1m"),
		dim: f("\x1b[2m", "\x1b[22m", "\x1b[22m\x1b[2m"),
		italic: f("\x1b[3m", "\x1b[23m"),
		underline: f("\x1b[4m", "\x1b[24m"),
		inverse: f("\x1b[7m", "\x1b[27m"),
		hidden: f("\x1b[8m", "\x1b[28m"),
		strikethrough: f("\x1b[9m", "\x1b[29m"),

		black: f("\x1b[30m", "\x1b[39m"),
		red: f("\x1b[31m", "\x1b[39m"),
		green: f("\x1b[32m", "\x1b[39m"),
		yellow: f("\x1b[33m", "\x1b[39m"),
		blue: f("\x1b[34m", "\x1b[39m"),
		magenta: f("\x1b[35m", "\x1b[39m"),
		cyan: f("\x1b[36m", "\x1b[39m"),
		white: f("\x1b[37m", "\x1b[39m"),
		gray: f("\x1b[90m", "\x1b[39m"),

		bgBlack: f("\x1b[40m", "\x1b[49m"),
		bgRed: f("\x1b[41m", "\x1b[49m"),
		bgGreen: f("\x1b[42m", "\x1b[49m"),
		bgYellow: f("\x1b[43m", "\x1b[49m"),
		bgBlue: f("\x1b[44m", "\x1b[49m"),
		bgMagenta: f("\x1b[45m", "\x1b[49m"),
		bgCyan: f("\x1b[46m", "\x1b[49m"),
		bgWhite: f("\x1b[47m", "\x1b[49m"),

		blackBright: f("\x1b[90m", "\x1b[39m"),
		redBright: f("\x1b[91m", "\x1b[39m"),
		greenBright: f("\x1b[92m", "\x1b[39m"),
		yellowBright: f("\x1b[93m", "\x1b[39m"),
		blueBright: f("\x1b[94m", "\x1b[39m"),
		magentaBright: f("\x1b[95m", "\x1b[39m"),
		cyanBright: f("\x1b[96m", "\x1b[39m"),
		whiteBright: f("\x1b[97m", "\x1b[39m"),

		bgBlackBright: f("\x1b[100m", "\x1b[49m"),
		bgRedBright: f("\x1b[101m", "\x1b[49m"),
		bgGreenBright: f("\x1b[102m", "\x1b[49m"),
		bgYellowBright: f("\x1b[103m", "\x1b[49m"),
		bgBlueBright: f("\x1b[104m", "\x1b[49m"),
		bgMagentaBright: f("\x1b[105m", "\x1b[49m"),
		bgCyanBright: f("\x1b[106m", "\x1b[49m"),
		bgWhiteBright: f("\x1b[107m", "\x1b[49m"),
	}
}

module.exports = createColors()
module.exports.createColors = createColors


/***/ }),

/***/ 5290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  stepReporter: () => (/* reexport */ stepReporter),
  summaryMarkdown: () => (/* reexport */ summaryMarkdown),
  CO: () => (/* reexport */ terminalReporter),
  writeResults: () => (/* reexport */ writeResults)
});

// UNUSED EXPORTS: Finding, Needed, Phase, Reaped, Residue, Results, StageResult, blames, findingCodes, stageNames

// EXTERNAL MODULE: ../../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(458);
// EXTERNAL MODULE: ./js/report/stages.js
var stages = __webpack_require__(7610);
;// CONCATENATED MODULE: ./js/report/results.js
/**
 * The result of a recipe run: plain data against a published schema (schemas/results.schema.json). Every report is a pure
 * function of it.
 */



const results_text = dist/* string */.YjP();
const milliseconds = dist/* pipe */.FsL(dist/* number */.aig(), dist/* minValue */.Wwf(0));
/** Whose it is. Only `recipe` makes a recipe red; the others are errors that say so. */
const blames = ['recipe', 'host', 'registry', 'forge', 'harness'];
const findingCodes = [
    'image-missing',
    'registry-refused',
    'registry-rate-limit',
    'deploy-refused',
    'crash-loop',
    'task-rejected',
    'task-unhealthy',
    'no-suitable-node',
    'not-healthy-in-time',
    'http-unreachable',
    'http-unexpected',
    'tls-not-trusted',
    'out-of-memory',
    'host-short-of-resources',
    'lint-error',
    'policy-violation',
    'need-failed',
    'config-changed',
    'releases-unreachable',
    'upgrade-rolled-back',
    'upgrade-paused',
    'upgrade-not-running',
    'data-lost',
    'data-not-written',
    'backup-failed',
    'backup-empty',
    'restore-failed',
    'reinstall-rolled',
    'check-failed',
    'page-errors',
    'local-tests-failed',
    'missing-program',
    'engine-failed',
    'residue',
    'docker-unreachable',
    'cancelled',
    'time-limit',
    'internal',
];
const Finding = dist/* strictObject */.rej({
    code: dist/* picklist */.KIO(findingCodes),
    blame: dist/* picklist */.KIO(blames),
    service: dist/* optional */.lqM(results_text),
    /** One sentence: what happened, to what. */
    message: results_text,
    /** Task errors, exit codes, the end of the log of the service that failed. Masked. */
    evidence: dist/* array */.YOg(results_text),
    /** What to do next. */
    remedy: results_text,
});
/** A stretch of a stage that is worth a line of its own: pulling an image, creating secrets, waiting for a task. */
const Phase = dist/* strictObject */.rej({ name: results_text, durationMs: milliseconds });
const stageCommon = {
    stage: dist/* picklist */.KIO(stages/* stageNames */.h),
    /** The time of its own steps, without what they waited for. */
    durationMs: milliseconds,
    phases: dist/* array */.YOg(Phase),
    /** What was looked at and found good or odd, a line each. */
    details: dist/* array */.YOg(results_text),
    /** Files kept beside results.json, relative to its folder: screenshots, traces, test reports. */
    artifacts: dist/* array */.YOg(results_text),
};
const StageResult = dist/* variant */.Oxt('status', [
    dist/* strictObject */.rej({ ...stageCommon, status: dist/* literal */.euz('pass') }),
    dist/* strictObject */.rej({ ...stageCommon, status: dist/* literal */.euz('fail'), finding: Finding }),
    dist/* strictObject */.rej({ ...stageCommon, status: dist/* literal */.euz('error'), finding: Finding }),
    dist/* strictObject */.rej({ ...stageCommon, status: dist/* literal */.euz('skip'), reason: results_text }),
    dist/* strictObject */.rej({ ...stageCommon, status: dist/* literal */.euz('not-applicable'), reason: results_text }),
    dist/* strictObject */.rej({ ...stageCommon, status: dist/* literal */.euz('unverified'), reason: results_text }),
]);
/** An object in the Swarm: what it is and its name, `volume hell-3fa9c1_ci_test_content`. */
const Residue = dist/* strictObject */.rej({
    kind: dist/* picklist */.KIO(['service', 'container', 'volume', 'network', 'config', 'secret', 'lease']),
    name: results_text,
});
/** What this run removed of an earlier one that could not clean up after itself. */
const Reaped = dist/* strictObject */.rej({ stack: results_text, reason: results_text, removed: dist/* array */.YOg(Residue) });
const TestedRecipe = dist/* strictObject */.rej({
    name: results_text,
    /** What the recipe calls itself (its version label), if it does. */
    version: dist/* nullable */.mee(results_text),
    /** The commit under test; null outside a git repository. */
    sha: dist/* nullable */.mee(results_text),
    /** True when the working tree differs from the commit. */
    isDirty: dist/* boolean */.zMY(),
});
/** Another app that the recipe needs. `stack` and `recipe` are null for one that was there already. */
const Needed = dist/* strictObject */.rej({
    name: results_text,
    domain: results_text,
    stack: dist/* nullable */.mee(results_text),
    recipe: dist/* nullable */.mee(TestedRecipe),
});
const Results = dist/* strictObject */.rej({
    schema: dist/* literal */.euz(1),
    tool: dist/* strictObject */.rej({ name: dist/* literal */.euz('cc-ci-action'), version: results_text }),
    /** `pass`: all green. `fail`: the recipe is red. `error`: no verdict about the recipe. `cancelled`: somebody asked it to stop. */
    verdict: dist/* picklist */.KIO(['pass', 'fail', 'error', 'cancelled']),
    startedAt: dist/* pipe */.FsL(results_text, dist/* isoTimestamp */.yhX()),
    durationMs: milliseconds,
    recipe: TestedRecipe,
    engine: dist/* picklist */.KIO(['swarm', 'abra']),
    /** abra's own version; null for the built-in engine. */
    engineVersion: dist/* nullable */.mee(results_text),
    /** The release that the upgrade began at; null without one. */
    upgradedFrom: dist/* nullable */.mee(results_text),
    /** Where manifest, tests and policy come from, in words. */
    base: results_text,
    /** 0 to 5, each with all below it: install, upgrade, backup and restore, checks and tests, lint and policy. */
    level: dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0), dist/* maxValue */.cGV(5)),
    app: dist/* strictObject */.rej({ domain: results_text, stack: results_text }),
    /** What the manifest's `needs` came to; left out where it has none. */
    needs: dist/* optional */.lqM(dist/* array */.YOg(Needed)),
    /** Where the http check went: through a router (its address) or straight to the task. */
    route: dist/* nullable */.mee(results_text),
    stages: dist/* array */.YOg(StageResult),
    residue: dist/* array */.YOg(Residue),
    reaped: dist/* array */.YOg(Reaped),
});

// EXTERNAL MODULE: ./js/lib/job.js
var job = __webpack_require__(9801);
// EXTERNAL MODULE: ./js/lib/units.js
var units = __webpack_require__(2533);
;// CONCATENATED MODULE: ./js/report/clock.js
/** The time as reporters see it: a port, so that a test can say what time it is. */
const systemClock = {
    now: () => performance.now(),
    every: (ms, tick) => {
        const timer = setInterval(tick, ms);
        timer.unref();
        return () => clearInterval(timer);
    },
};

// EXTERNAL MODULE: ../../node_modules/picocolors/picocolors.js
var picocolors = __webpack_require__(6596);
;// CONCATENATED MODULE: ./js/report/text.js
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: finding them is what this module is for
/** Text that others wrote (container logs, Docker's errors, labels) made harmless and made to fit. */
// CSI (colours, cursor), OSC/DCS/SOS/PM/APC strings (titles, links, clipboard), and the two-byte forms; 7-bit and 8-bit openings.
const ESCAPES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
// What is left of C0, DEL, C1, and what turns the reading direction or hides itself.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const LINE_ENDS = /\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/;
/** A line of a log can be a whole picture in base64; a report is read by people. */
const MAX_LINE = 2_000;
/**
 * @returns `text` as one line that a terminal, a runner and a page can show: escape sequences are gone, line ends and tabs are
 * spaces, any other control character is written out (`\x07`).
 */
function plain(text) {
    return linesOf(text).join(' ').trim();
}
/** @returns the lines of `text`, each harmless as in `plain`, with nothing at the ends of lines and no empty line at the end. */
function linesOf(text) {
    const lines = text.replace(ESCAPES, '').split(LINE_ENDS).map(visible);
    while (lines.length > 0 && lines.at(-1) === '')
        lines.pop();
    return lines;
}
function visible(line) {
    const shown = line
        .replaceAll('\t', '    ')
        .replace(CONTROLS, (character) => {
        const code = character.charCodeAt(0);
        return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
    })
        .trimEnd();
    if (shown.length <= MAX_LINE)
        return shown;
    return `${shown.slice(0, MAX_LINE)}… (${shown.length - MAX_LINE} more characters)`;
}
const WIDE = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /\p{Mn}|\p{Me}|\p{Cf}/u;
/** @returns how many columns `text` takes on a terminal. */
function widthOf(text) {
    let width = 0;
    for (const character of text)
        width += widthOfCharacter(character);
    return width;
}
function widthOfCharacter(character) {
    if (character < '\u0300')
        return 1;
    if (NO_WIDTH.test(character))
        return 0;
    return WIDE.test(character) ? 2 : 1;
}
/** @returns `text`, or as much of it as fits into `columns` with an ellipsis at the end. */
function clip(text, columns) {
    if (widthOf(text) <= columns)
        return text;
    let kept = '';
    let width = 0;
    for (const character of text) {
        width += widthOfCharacter(character);
        if (width > columns - 1)
            break;
        kept += character;
    }
    return columns < 1 ? '' : `${kept.trimEnd()}…`;
}
/** @returns `text` as lines of at most `columns`, broken between words; a word that is longer keeps a line of its own. */
function wrap(text, columns) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ').filter((entry) => entry !== '')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && widthOf(longer) > columns) {
            lines.push(line);
            line = word;
        }
        else
            line = longer;
    }
    return line === '' ? lines : [...lines, line];
}
/** @returns `text` filled up with spaces to `columns`. */
function pad(text, columns) {
    return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}
/** The same, with the spaces in front. */
function padLeft(text, columns) {
    return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}

;// CONCATENATED MODULE: ./js/report/words.js
/** The sentences that every report shares: what a verdict, a stage and a finding are called. Pure. */


/** The verdict as it is printed first: one word that can be searched for. */
const verdictWords = {
    pass: 'PASS',
    fail: 'FAIL',
    error: 'ERROR',
    cancelled: 'CANCELLED',
};
const blameWords = {
    recipe: "it is the recipe's to fix",
    host: "it is the Docker host's, not the recipe's",
    registry: "it is the registry's, not the recipe's",
    forge: "it is the forge's, not the recipe's",
    harness: "it is a fault of cc-ci itself, not the recipe's",
};
/** @returns whose it is, as half a sentence. */
function blameOf(finding) {
    if (finding.code === 'cancelled')
        return 'somebody asked it to stop';
    if (finding.code === 'need-failed')
        return "it is that of an app that the recipe needs, not the recipe's";
    return blameWords[finding.blame];
}
/** @returns the stages that are not green because of something, in the order in which they ran. */
function badStages(results) {
    return results.stages.filter((stage) => 'finding' in stage);
}
/** @returns `hello 0.2.0+1.22.1 at 3fa9c1de+U`: +U where the working tree differs from the commit. */
function recipeOf({ recipe }) {
    const at = recipe.sha === null ? '' : ` at ${plain(recipe.sha).slice(0, 8)}${recipe.isDirty ? '+U' : ''}`;
    return `${plain(recipe.name)}${recipe.version === null ? '' : ` ${plain(recipe.version)}`}${at}`;
}
/** @returns the rest of the verdict's line: `hello 0.2.0+1.22.1 in 4.1 s; nothing left behind`. */
function verdictSentence(results) {
    const time = (0,units/* formatDuration */.a3)(results.durationMs);
    const finding = badStages(results)[0]?.finding;
    const whose = finding === undefined ? '' : `; ${blameOf(finding)}`;
    const left = leftBehind(results);
    switch (results.verdict) {
        case 'pass':
            return `${recipeOf(results)} in ${time}, level ${results.level} of 5${left}`;
        case 'fail':
            return `${recipeOf(results)} after ${time}${whose}${left}`;
        case 'error':
            return `no verdict about ${recipeOf(results)} after ${time}${whose}${left}`;
        case 'cancelled':
            return `${recipeOf(results)} after ${time}${whose}${left}`;
    }
}
/** Says only what was verified. */
function leftBehind(results) {
    if (results.residue.length > 0)
        return `; left behind: ${countKinds(results.residue)}`;
    const isVerified = results.stages.some(({ stage, status }) => stage === 'verify-clean' && status === 'pass');
    return isVerified ? '; nothing left behind' : '';
}
/** @returns `2 volumes, 1 network`. */
function countKinds(objects) {
    const counts = new Map();
    for (const { kind } of objects)
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts].map(([kind, count]) => `${count} ${kind}${count === 1 ? '' : 's'}`).join(', ');
}
/** @returns an earlier run's remains and what was done about them: `hell-aaaaaa_ci_test (its lease ran out): 2 volumes`. */
function reapedLine({ stack, reason, removed }) {
    return `${plain(stack)} (${plain(reason)}): ${countKinds(removed) || 'its lease'}`;
}
/** @returns why a stage has no verdict: `skipped: health failed`; undefined where it has one. */
function reasonOf(result) {
    switch (result.status) {
        case 'skip':
            return `skipped: ${plain(result.reason)}`;
        case 'not-applicable':
            return `not applicable: ${plain(result.reason)}`;
        case 'unverified':
            return `not verified: ${plain(result.reason)}`;
        default:
            return undefined;
    }
}
/** @returns `images 1.2 s, secrets 40 ms`: each in a word group of its own, for wrapping between them. */
function phasesOf(result) {
    return result.phases.map(({ name, durationMs }) => `${plain(name)} ${(0,units/* formatDuration */.a3)(durationMs)}`);
}
/** @returns `crash-loop, service app`. */
function codeOf(finding) {
    return finding.service === undefined ? finding.code : `${finding.code}, service ${plain(finding.service)}`;
}
/** @returns `health failed`, or `health has no verdict` for what isn't the recipe's. */
function headingOf({ stage, status }) {
    return status === 'fail' ? `${stage} failed` : `${stage} has no verdict`;
}
/** @returns the evidence as lines, with what was left behind where it isn't named there already. */
function evidenceOf({ stage, finding }, residue) {
    const lines = finding.evidence.flatMap(linesOf);
    if (stage !== 'verify-clean')
        return lines;
    const named = residue.map(({ kind, name }) => `${kind} ${plain(name)}`);
    return [...lines, ...named.filter((entry) => !lines.some((line) => line.includes(entry)))];
}
/** @returns the one line to search for, with the place in docs/ that explains it. */
function searchLine({ stage, finding }, recipe) {
    return `cc-ci: ${codeOf(finding)}, in ${stage} of ${plain(recipe)}: see docs/troubleshooting.md#${finding.code}`;
}

;// CONCATENATED MODULE: ./js/report/screen.js
/** A run as lines of text, for the terminal and the runner's log alike. Pure: what goes in decides what comes out. */




const handsome = {
    pass: '✓',
    fail: '✗',
    error: '!',
    skip: '-',
    'not-applicable': '-',
    unverified: '?',
    running: '›',
};
const ascii = { ...handsome, pass: '+', fail: 'x', running: '>' };
/** For a run whose stages aren't known (no `run-started`): the longest name there is. */
const DEFAULT_NAME_WIDTH = 'verify-clean'.length;
const TIME_WIDTH = '2 min 05 s'.length;
const MIN_TEXT = 20;
/** @param env NO_COLOR turns colours off (no-color.org: set and not empty); TERM says what the terminal can show. */
function styleFor(env, isTty, columns) {
    const isDumb = env.TERM === 'dumb';
    const hasColors = isTty && !isDumb && (env.NO_COLOR ?? '') === '';
    // The Linux console's own font has no check mark.
    return {
        colors: picocolors.createColors(hasColors),
        marks: isDumb || env.TERM === 'linux' ? ascii : handsome,
        columns,
    };
}
function headerLines(started, style) {
    const { bold, dim } = style.colors;
    const where = `${plain(started.domain)}, stack ${plain(started.stack)}`;
    return ['', bold(plain(started.recipe)), ...wrap(where, style.columns).map((line) => dim(line)), ''];
}
/** `  ✓ install   1.2 s  images 0.3 s, secrets 40 ms`, on as many lines as it takes. */
function stageLines(result, nameWidth, style) {
    const { colors, marks } = style;
    const paint = painter(result, style);
    const hasRun = reasonOf(result) === undefined || result.status === 'unverified';
    const time = padLeft(hasRun ? (0,units/* formatDuration */.a3)(result.durationMs) : '', TIME_WIDTH);
    const head = `  ${paint(marks[result.status])} ${pad(result.stage, nameWidth)}  ${time}`;
    const indent = 4 + nameWidth + 2 + TIME_WIDTH + 2;
    const [first = '', ...more] = wrap(detailOf(result), Math.max(MIN_TEXT, style.columns - indent));
    const paintDetail = 'finding' in result ? paint : colors.dim;
    return [
        first === '' ? head : `${head}  ${paintDetail(first)}`,
        ...more.map((line) => ' '.repeat(indent) + paintDetail(line)),
    ];
}
function painter(result, { colors }) {
    switch (result.status) {
        case 'pass':
            return colors.green;
        case 'fail':
            return colors.red;
        case 'error':
        case 'unverified':
            return colors.yellow;
        default:
            return colors.dim;
    }
}
function detailOf(result) {
    if ('finding' in result)
        return codeOf(result.finding);
    return reasonOf(result) ?? phasesOf(result).join(', ');
}
/** The live line: `  › health      4 s  app: starting (health check pending)`; at most as wide as the terminal. */
function liveLine(stage, elapsedMs, waitingFor, nameWidth, style) {
    const { cyan, dim } = style.colors;
    const seconds = Math.floor(elapsedMs / 1000);
    const time = padLeft(seconds < 60 ? `${seconds} s` : (0,units/* formatDuration */.a3)(seconds * 1000), TIME_WIDTH);
    // The last column stays free: some terminals go to the next line as soon as it is written.
    const room = style.columns - 1;
    const head = clip(`  ${style.marks.running} ${pad(stage, nameWidth)}  ${time}`, room);
    const rest = clip(plain(waitingFor), Math.max(0, room - 4 - nameWidth - 2 - TIME_WIDTH - 2));
    return cyan(head) + (rest === '' ? '' : `  ${dim(rest)}`);
}
function noteLines(level, message, style) {
    const { yellow, dim } = style.colors;
    const text = level === 'warning' ? `warning: ${plain(message)}` : plain(message);
    const paint = level === 'warning' ? yellow : dim;
    return wrap(text, Math.max(MIN_TEXT, style.columns - 4)).map((line) => `    ${paint(line)}`);
}
/** What went wrong: message, evidence as it was written (not wrapped: it is copied and searched for), and what to do next. */
function findingLines(bad, results, style) {
    const { red, yellow, bold, dim } = style.colors;
    const { finding } = bad;
    const room = Math.max(MIN_TEXT, style.columns - 4);
    const paint = bad.status === 'fail' ? red : yellow;
    const evidence = evidenceOf(bad, results.residue);
    return [
        `  ${bold(paint(`${headingOf(bad)}: ${codeOf(finding)}`))}`,
        ...wrap(plain(finding.message), room).map((line) => `    ${line}`),
        ...(evidence.length === 0
            ? []
            : ['', ...evidence.map((line) => `    ${dim('|')} ${line}`.trimEnd()), '']),
        ...wrap(`Next: ${plain(finding.remedy)}`, room).map((line) => `    ${line}`),
    ];
}
/** Everything that comes after the stages; its last line is the one to search for. */
function endLines(results, style) {
    const { dim } = style.colors;
    const bad = badStages(results);
    const room = Math.max(MIN_TEXT, style.columns - 4);
    const route = results.route === null ? [] : wrap(`http asked ${plain(results.route)}`, room);
    const first = bad[0];
    return [
        ...route.map((line) => `    ${dim(line)}`),
        ...bad.flatMap((entry) => ['', ...findingLines(entry, results, style)]),
        '',
        ...verdictLines(results, style),
        ...(first === undefined ? [] : [searchLine(first, results.recipe.name)]),
    ];
}
function verdictLines(results, style) {
    const { bold, red, green, yellow } = style.colors;
    const paint = { pass: green, fail: red, error: yellow, cancelled: yellow }[results.verdict];
    const word = verdictWords[results.verdict];
    const [head = '', ...more] = wrap(verdictSentence(results), Math.max(MIN_TEXT, style.columns - word.length - 2));
    return [`${bold(paint(word))}  ${head}`, ...more.map((line) => ' '.repeat(word.length + 2) + line)];
}

;// CONCATENATED MODULE: ./js/report/step.js
/** A run in a runner's log: a group per stage, the finding as an error, and nothing that a terminal would have to interpret. */






/** A log has no width; a browser wraps it. */
const COLUMNS = 1_000;
/** @returns the reader of a run's progress that writes a step's log: workflow commands under a runner, plain lines elsewhere. */
function stepReporter(options) {
    const clock = options.clock ?? systemClock;
    const log = logOf(options);
    const style = styleFor({}, false, COLUMNS);
    let nameWidth = DEFAULT_NAME_WIDTH;
    const book = stageLog(log, clock);
    return (progress) => {
        switch (progress.kind) {
            case 'run-started':
                nameWidth = Math.max(0, ...progress.stages.map((name) => name.length));
                log.lines(headerLines(progress, style));
                break;
            case 'stage-started':
                book.start(progress.stage);
                break;
            case 'waiting':
                book.say(progress.stage, `waiting: ${plain(progress.for)}`);
                break;
            case 'phase-ended':
                book.say(progress.stage, `${plain(progress.phase.name)}: done in ${(0,units/* formatDuration */.a3)(progress.phase.durationMs)}`);
                break;
            case 'note':
                if (progress.level === 'warning')
                    log.command('warning', plain(progress.message));
                else
                    log.lines(noteLines('info', progress.message, style));
                break;
            case 'stage-ended':
                book.end(progress.result.stage, [
                    ...stageLines(progress.result, nameWidth, style),
                    ...progress.result.details.map((detail) => `      ${plain(detail)}`),
                ]);
                break;
            case 'run-ended':
                writeEnd(log, progress.results, style);
                break;
        }
    };
}
/**
 * Groups don't nest, and stages run side by side: the one that began first writes as it goes, the others when they end, and
 * then the first goes on in a group of its own.
 */
function stageLog(log, clock) {
    const open = new Map();
    const owner = () => open.keys().next().value;
    const goOn = () => {
        const stage = owner();
        if (stage === undefined)
            return;
        log.group(`stage ${stage}`);
        log.lines(open.get(stage)?.held.splice(0) ?? []);
    };
    return {
        start: (stage) => {
            open.set(stage, { startedAt: clock.now(), last: '', held: [] });
            if (owner() === stage)
                log.group(`stage ${stage}`);
        },
        say: (stage, text) => {
            const entry = open.get(stage);
            if (entry === undefined || text === entry.last)
                return;
            entry.last = text;
            const line = `    ${padLeft((0,units/* formatDuration */.a3)(clock.now() - entry.startedAt), TIME_WIDTH)}  ${text}`;
            if (owner() === stage)
                log.lines([line]);
            else
                entry.held.push(line);
        },
        end: (stage, outcome) => {
            const held = open.get(stage)?.held ?? [];
            const wasOwner = owner() === stage;
            open.delete(stage);
            log.endGroup();
            if (!wasOwner && held.length > 0) {
                log.group(`stage ${stage}`);
                log.lines(held);
                log.endGroup();
            }
            log.lines(outcome);
            goOn();
        },
    };
}
function writeEnd(log, results, style) {
    log.endGroup();
    if (results.route !== null)
        log.lines(noteLines('info', `http asked ${results.route}`, style));
    const bad = badStages(results);
    for (const entry of bad) {
        const { finding } = entry;
        log.group(`evidence: ${headingOf(entry)}: ${codeOf(finding)}`);
        log.lines(evidenceOf(entry, results.residue).map((line) => `| ${line}`.trimEnd()));
        log.endGroup();
        log.command('error', `${headingOf(entry)}: ${codeOf(finding)}: ${plain(finding.message)}`);
        log.lines(noteLines('info', `Next: ${finding.remedy}`, style));
    }
    log.lines(['', `${verdictWords[results.verdict]}  ${verdictSentence(results)}`]);
    const first = bad[0];
    if (first !== undefined)
        log.lines([searchLine(first, results.recipe.name)]);
}
function logOf({ write, env }) {
    const isRunner = env.GITHUB_ACTIONS === 'true';
    let title;
    let isOpen = false;
    const put = (texts) => write(texts.map((text) => `${(0,job.inert)(text)}\n`).join(''));
    // A group with nothing in it is a click for nothing: it is opened by its first line.
    const open = () => {
        if (title === undefined)
            return;
        if (isRunner)
            write(`::group::${(0,job.escapeData)(title)}\n`);
        else
            put([`  ${title}`]);
        title = undefined;
        isOpen = true;
    };
    const endGroup = () => {
        if (isOpen && isRunner)
            write('::endgroup::\n');
        title = undefined;
        isOpen = false;
    };
    return {
        lines: (texts) => {
            if (texts.length === 0)
                return;
            open();
            put(texts);
        },
        group: (next) => {
            endGroup();
            title = next;
        },
        endGroup,
        command: (name, message) => {
            if (isRunner)
                write(`::${name}::${(0,job.escapeData)(message)}\n`);
            else
                put([`${name}: ${message}`]);
        },
    };
}

;// CONCATENATED MODULE: ./js/report/summary.js
/** The step summary: Markdown that says the verdict first. Nothing that others wrote can become markup in it. */



const marks = {
    pass: '✅',
    fail: '❌',
    error: '⚠️',
    cancelled: '⏹️',
    skip: '➖',
    'not-applicable': '➖',
    unverified: '❔',
};
/** GitHub takes 1 MiB per step; a report of one finding never needs that much. */
const MAX_EVIDENCE_LINES = 200;
/** @returns Markdown for $GITHUB_STEP_SUMMARY and summary.md. */
function summaryMarkdown(results) {
    const sections = [
        `### ${marks[results.verdict]} ${verdictWords[results.verdict]}: ${inline(results.recipe.name)}`,
        `${inline(verdictSentence(results))}.`,
        stageTable(results),
        ...badStages(results).map((bad) => findingSection(bad, results)),
        ...residueSection(results),
        ...reapedSection(results),
        `<sub>${inline(aboutLine(results))}</sub>`,
    ];
    return `${sections.join('\n\n')}\n`;
}
function stageTable({ stages }) {
    const rows = stages.map((result) => {
        const hasRun = reasonOf(result) === undefined || result.status === 'unverified';
        const time = hasRun ? (0,units/* formatDuration */.a3)(result.durationMs) : '';
        return `| ${marks[result.status]} ${result.stage} | ${time} | ${inline(summary_detailOf(result))} |`;
    });
    return ['| Stage | Time | |', '| :-- | --: | :-- |', ...rows].join('\n');
}
function summary_detailOf(result) {
    if ('finding' in result)
        return codeOf(result.finding);
    return reasonOf(result) ?? phasesOf(result).join(', ');
}
function findingSection(bad, results) {
    const { finding } = bad;
    const evidence = evidenceOf(bad, results.residue);
    const left = evidence.length - MAX_EVIDENCE_LINES;
    const shown = left > 0
        ? [`(${left} earlier lines are in results.json)`, ...evidence.slice(-MAX_EVIDENCE_LINES)]
        : evidence;
    return [
        `**${inline(`${headingOf(bad)}: ${codeOf(finding)}`)}** (${inline(blameOf(finding))})`,
        inline(finding.message),
        `**Next:** ${inline(finding.remedy)}`,
        ...(shown.length === 0
            ? []
            : [
                `<details><summary>Evidence (${evidence.length} ${evidence.length === 1 ? 'line' : 'lines'})</summary>`,
                fenced(shown),
                '</details>',
            ]),
        `<code>${inline(searchLine(bad, results.recipe.name))}</code>`,
    ].join('\n\n');
}
function residueSection({ residue }) {
    if (residue.length === 0)
        return [];
    const rows = residue.map(({ kind, name }) => `- ${kind} ${inline(name)}`);
    return [`**Left behind:** ${countKinds(residue)}`, rows.join('\n')];
}
function reapedSection({ reaped }) {
    if (reaped.length === 0)
        return [];
    const rows = reaped.map((entry) => `- ${inline(reapedLine(entry))}`);
    return ['**Removed of earlier runs:**', rows.join('\n')];
}
function aboutLine(results) {
    const route = results.route === null ? '' : `, http asked ${results.route}`;
    return `${results.tool.name} ${results.tool.version}, engine ${results.engine}, ${results.app.domain}, stack ${results.app.stack}${route}, started ${results.startedAt}`;
}
/** One line of text with nothing in it that Markdown or HTML would take for its own. */
function inline(text) {
    return (plain(text)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        // Inside a word _ means nothing, and names read better without the backslash.
        .replace(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^[-+#=]/g, '\\$&')
        .replace(/^(\d+)([.)])/, '$1\\$2'));
}
/** A code block whose fence is longer than any run of backticks in it. */
function fenced(lines) {
    const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
    const fence = '`'.repeat(longest + 1);
    return [`${fence}text`, ...lines, fence].join('\n');
}

;// CONCATENATED MODULE: ./js/report/terminal.js
/** A run on a terminal: one line per stage, and while it waits one live line that says for what and for how long. */


const DEFAULT_COLUMNS = 80;
const TICK_MS = 1_000;
/** Where nothing can be redrawn, a sign of life after this much silence, then after twice as much, up to the second. */
const SILENCE_MS = 10_000;
const MAX_SILENCE_MS = 80_000;
/** @returns the reader of a run's progress that writes for a person at a terminal, or for a pipe (no live line, no colours). */
function terminalReporter(options) {
    const clock = options.clock ?? systemClock;
    const style = () => styleFor(options.env, options.isTty, columnsOf(options));
    const paper = options.isTty && options.env.TERM !== 'dumb' ? screen(options.write) : pipe(options.write, clock);
    let nameWidth = DEFAULT_NAME_WIDTH;
    /** In the order in which they began: stages run side by side, and the first is the one that is shown. */
    const waiting = new Map();
    let stopTicking;
    const draw = () => {
        const [first, ...others] = waiting;
        if (first === undefined)
            return;
        const [stage, { since, for: what }] = first;
        const elapsedMs = clock.now() - since;
        // Most stages are over before there is anything to say: a line that comes and goes at once is only unrest.
        if (what === '' && elapsedMs < TICK_MS)
            return;
        const beside = others.length === 0 ? '' : `beside ${others.map(([name]) => name).join(', ')}`;
        const words = [what, beside].filter((text) => text !== '').join('; ');
        paper.live(liveLine(stage, elapsedMs, words, nameWidth, style()));
    };
    const waitFor = (stage, next) => {
        waiting.set(stage, next);
        stopTicking ??= clock.every(TICK_MS, draw);
        draw();
    };
    const stopWaiting = (stage) => {
        waiting.delete(stage);
        if (waiting.size > 0)
            return;
        stopTicking?.();
        stopTicking = undefined;
    };
    const onProgress = (progress) => {
        switch (progress.kind) {
            case 'run-started':
                nameWidth = Math.max(0, ...progress.stages.map((name) => name.length));
                paper.print(headerLines(progress, style()));
                break;
            case 'stage-started':
                waitFor(progress.stage, { since: clock.now(), for: '' });
                break;
            case 'waiting':
                waitFor(progress.stage, {
                    since: waiting.get(progress.stage)?.since ?? clock.now(),
                    for: progress.for,
                });
                break;
            case 'phase-ended':
                break; // Told with the stage.
            case 'note':
                paper.print(noteLines(progress.level, progress.message, style()));
                draw();
                break;
            case 'stage-ended':
                stopWaiting(progress.result.stage);
                paper.print(stageLines(progress.result, nameWidth, style()));
                draw();
                break;
            case 'run-ended':
                stopAll();
                paper.print(endLines(progress.results, style()));
                break;
        }
    };
    const stopAll = () => {
        for (const stage of [...waiting.keys()])
            stopWaiting(stage);
    };
    const close = () => {
        stopAll();
        paper.print([]);
    };
    return Object.assign(onProgress, { close });
}
/** A terminal. One write each time: what is erased and drawn again in two can be seen to flicker. */
function screen(write) {
    let drawn = '';
    return {
        print: (lines) => {
            const text = lines.map((line) => `${line}\n`).join('');
            if (drawn !== '' || text !== '')
                write(drawn === '' ? text : `\r\u001b[K${text}`);
            drawn = '';
        },
        live: (line) => {
            if (line === drawn)
                return;
            // Written over what is there, and only the rest erased.
            write(drawn === '' ? line : `\r${line}\u001b[K`);
            drawn = line;
        },
    };
}
/** A pipe or a file: nothing can be taken back, so the live line is written only after some silence. */
function pipe(write, clock) {
    let lastOutput = clock.now();
    let silenceMs = SILENCE_MS;
    const put = (lines) => {
        if (lines.length > 0)
            write(lines.map((line) => `${line}\n`).join(''));
        lastOutput = clock.now();
    };
    return {
        print: (lines) => {
            put(lines);
            silenceMs = SILENCE_MS;
        },
        live: (line) => {
            if (clock.now() - lastOutput < silenceMs)
                return;
            put([line]);
            silenceMs = Math.min(2 * silenceMs, MAX_SILENCE_MS);
        },
    };
}
function columnsOf({ columns }) {
    const known = typeof columns === 'function' ? columns() : columns;
    return known === undefined || known < 1 ? DEFAULT_COLUMNS : known;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
;// CONCATENATED MODULE: ./js/report/write.js
/** Results on disk: results.json for programs, summary.md for people; both are there whole or not at all. */







/**
 * Writes results.json and summary.md into `folder`, which is made if need be.
 * @returns the paths, results.json first.
 * @throws Error for results that don't fit the published schema (a fault of ours); EnvironmentError when they can't be written.
 */
async function writeResults(results, folder) {
    const checked = dist/* safeParse */.xLC(Results, results);
    if (!checked.success)
        throw new Error(`results don't fit their schema: ${issuesOf(checked.issues)}`);
    const files = [
        [(0,external_node_path_.join)(folder, 'results.json'), resultsJson(checked.output)],
        [(0,external_node_path_.join)(folder, 'summary.md'), summaryMarkdown(checked.output)],
    ];
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        for (const [path, content] of files)
            await writeWhole(path, content);
    }
    catch (cause) {
        throw new errors/* EnvironmentError */.eG(`the report can't be written into ${folder}: ${(0,errors/* messageOf */.bD)(cause)}; name another folder with report-dir`, { cause });
    }
    return files.map(([path]) => path);
}
/** @returns the text of results.json: no character that a terminal would act on when somebody prints it. */
function resultsJson(results) {
    const text = JSON.stringify(results, null, 2);
    return `${text.replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, escaped)}\n`;
}
function escaped(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
/** Under another name first: a reader, or a run killed in between, never sees half a file. */
async function writeWhole(path, content) {
    const unfinished = `${path}.${(0,external_node_crypto_.randomUUID)()}.tmp`;
    try {
        await (0,promises_.writeFile)(unfinished, content);
        await (0,promises_.rename)(unfinished, path);
    }
    catch (error) {
        await (0,promises_.rm)(unfinished, { force: true });
        throw error;
    }
}
function issuesOf(issues) {
    return issues.map((issue) => `${dist/* getDotPath */.BuJ(issue) ?? '(whole)'}: ${issue.message}`).join('; ');
}

;// CONCATENATED MODULE: ./js/report/index.js
/** The report room: a run's progress and results, for a terminal, a runner's log, a step summary and a folder. */







/***/ })

};
;