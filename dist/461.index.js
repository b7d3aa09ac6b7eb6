"use strict";
exports.id = 461;
exports.ids = [461];
exports.modules = {

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