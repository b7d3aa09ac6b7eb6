exports.id = 250;
exports.ids = [250,840];
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

/***/ 2250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   memoryPage: () => (/* binding */ memoryPage)
/* harmony export */ });
/* harmony import */ var _lib_units_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2533);
/* harmony import */ var _page_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1840);
/** The doctor's page about memory. Pure: what was found decides what is shown. */


const HEADINGS = [
    ['act', 'Needs doing'],
    ['consider', 'Worth considering'],
    ['unknown', 'Can’t be told from here'],
    ['fine', 'Fine'],
];
function memoryPage(diagnosis, style) {
    const { bold } = style.colors;
    return [
        bold('Memory'),
        '',
        ...paragraph(whatFollows(diagnosis), style),
        '',
        ...limitTable(diagnosis, style),
        ...gapLines(diagnosis, style),
        ...HEADINGS.flatMap(([level, heading]) => adviceLines(heading, diagnosis.advice.filter((row) => row.level === level), style)),
        '',
        ...culpritTable(diagnosis, style),
    ];
}
/** What a person wants to know first, in two sentences. */
function whatFollows({ limits, limitsOf }) {
    const { limit, available, cpus, pressure } = limits;
    if (limit.bytes === 0)
        return 'Nothing here says how much memory there is.';
    const source = cpus.from === 'online' ? '' : ` (${cpus.from})`;
    const stalls = pressure !== undefined && pressure.some10 >= 1
        ? ` In the last 10 s something stood still for want of memory ${pressure.some10} % of the time.`
        : '';
    return `For ${(0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(limitsOf)}: ${(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(limit.bytes)} at the most, then the kernel kills; ${(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(available.bytes)} of it can be had now. ${cpus.count} CPU${cpus.count === 1 ? '' : 's'}${source}.${stalls}`;
}
/** The paths last: they are of any length. */
function limitTable({ limits }, { colors }) {
    const { levels, host, limit, available } = limits;
    const where = (from) => {
        const marks = [
            ...(from === limit.from ? ['the limit'] : []),
            ...(from === available.from ? ['the least room'] : []),
        ];
        return marks.length === 0 ? (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(from) : `${(0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(from)} (${marks.join(', ')})`;
    };
    const rows = levels.map(({ path, limitBytes, usedBytes, reclaimableBytes }) => [
        limitBytes === undefined ? 'none' : (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(limitBytes),
        (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(usedBytes),
        (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(reclaimableBytes),
        where(path),
    ]);
    const used = (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(host.totalBytes - host.availableBytes);
    const machine = [(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(host.totalBytes), used, '', where('the machine')];
    const [head = '', ...body] = (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.aligned)([['limit', 'in use', 'of it cache', ''], ...rows, machine], [0, 1, 2]);
    return [colors.dim(`  ${head}`), ...body.map((line) => `  ${line}`)];
}
function gapLines({ limits }, style) {
    return limits.gaps.length === 0
        ? []
        : ['', ...limits.gaps.flatMap((gap) => item(style.marks.open, (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(gap), style))];
}
function adviceLines(heading, rows, style) {
    if (rows.length === 0)
        return [];
    return ['', style.colors.bold(heading), ...rows.flatMap((row) => oneAdvice(row, style))];
}
function oneAdvice({ level, what, why, write, run, link }, style) {
    const { colors } = style;
    const head = item(markOf(level, style), (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(what), style);
    if (level === 'fine')
        return head;
    const code = (line) => `      ${colors.cyan((0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(line))}`;
    return [
        '',
        ...head,
        ...(why === '' ? [] : (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.wrapped)((0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(why), style.columns - 4).map((line) => `    ${line}`)),
        ...(write === undefined ? [] : [`    in ${(0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(write.path)}:`, ...write.lines.map(code)]),
        ...(run.length === 0 ? [] : ['    run:', ...run.map(code)]),
        `    ${colors.dim(link)}`,
    ];
}
function markOf(level, { colors, marks }) {
    if (level === 'act')
        return colors.red(marks.bad);
    if (level === 'consider')
        return colors.yellow(marks.note);
    return level === 'fine' ? colors.green(marks.good) : marks.open;
}
function culpritTable({ culprits }, { colors }) {
    const processes = (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.aligned)(culprits.processes.map(({ bytes, name, pid, cgroup }) => [
        (0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(bytes),
        (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(name),
        String(pid),
        (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(cgroup),
    ]), [0, 2]);
    const cgroups = (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.aligned)(culprits.cgroups.map(({ bytes, path }) => [(0,_lib_units_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMemory */ .z9)(bytes), (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.harmless)(path)]), [0]);
    return [
        ...(processes.length === 0
            ? []
            : [colors.bold('The largest processes now'), ...processes.map((line) => `  ${line}`)]),
        ...(cgroups.length === 0
            ? []
            : [
                '',
                colors.bold('The largest cgroups now, without those beneath them'),
                ...cgroups.map((line) => `  ${line}`),
            ]),
    ];
}
function item(mark, text, style) {
    const [first = '', ...more] = (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.wrapped)(text, style.columns - 4);
    return [`  ${mark} ${first}`, ...more.map((line) => `    ${line}`)];
}
const paragraph = (text, style) => (0,_page_js__WEBPACK_IMPORTED_MODULE_1__.wrapped)(text, style.columns - 2).map((line) => `  ${line}`);


/***/ }),

/***/ 1840:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

"use strict";
__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aligned: () => (/* binding */ aligned),
/* harmony export */   harmless: () => (/* binding */ harmless),
/* harmony export */   styleOf: () => (/* binding */ styleOf),
/* harmony export */   wrapped: () => (/* binding */ wrapped)
/* harmony export */ });
/* harmony import */ var picocolors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6596);
/** Words on a page for a terminal: colours where there are any, columns, lines that end before the edge. */

const MOST_COLUMNS = 100;
const LEAST_COLUMNS = 40;
/** The Linux console's own font has no check mark. */
const handsome = { bad: '✗', good: '✓', note: '›', open: '?' };
const ascii = { bad: 'x', good: '+', note: '>', open: '?' };
function styleOf(env, out) {
    const isPlain = env.TERM === 'dumb' || env.TERM === 'linux';
    const hasColors = out.isTTY === true && env.TERM !== 'dumb' && (env.NO_COLOR ?? '') === '';
    return {
        colors: picocolors__WEBPACK_IMPORTED_MODULE_0__.createColors(hasColors),
        columns: Math.max(LEAST_COLUMNS, Math.min(out.columns ?? MOST_COLUMNS, MOST_COLUMNS)),
        marks: isPlain ? ascii : handsome,
    };
}
/** @returns the text in lines of at most `width`; a word that is longer stands alone, since a path has to be copied whole. */
function wrapped(text, width) {
    const lines = [];
    for (const word of text.split(' ')) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + 1 + word.length <= width)
            lines[lines.length - 1] = `${last} ${word}`;
        else
            lines.push(word);
    }
    return lines;
}
/** @param right the columns whose cells are numbers. @returns rows whose cells stand beneath each other. */
function aligned(rows, right) {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    return rows.map((row) => row
        .map((cell, column) => right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd());
}
/** A process or a cgroup may have any name: nothing in it may move the cursor. */
function harmless(name) {
    return name.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}


/***/ })

};
;