"use strict";
exports.id = 549;
exports.ids = [549];
exports.modules = {

/***/ 7549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withoutComposites: () => (/* binding */ withoutComposites)
/* harmony export */ });
/* unused harmony export ownOf */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2003);
/**
 * Gitea's runner (1.0.8) hands a node action inside a composite action the composite's own INPUT_* as well: unknown names, and
 * values in place of what our step left out. The composite's action.yml, in GITHUB_ACTION_PATH, tells what is whose. (act
 * doesn't; at the top of a job GITHUB_ACTION_PATH is empty.)
 */



/**
 * @param given inputs by lower-case name, as the environment has them.
 * @param keep names whose value stays although the step didn't give them: their default is an expression that only the
 * runner can evaluate.
 * @returns those that our own step was given, or that nothing says are the composite's.
 */
async function withoutComposites(given, env, keep) {
    const folder = env.GITHUB_ACTION_PATH;
    if (folder === undefined || folder === '')
        return given;
    const text = readFirst([(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'action.yml'), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'action.yaml')]);
    if (text === undefined)
        return given;
    // Only here: a step at the top of a job, as nearly all are, doesn't pay for the parser.
    const { parse } = await __webpack_require__.e(/* import() */ 483).then(__webpack_require__.t.bind(__webpack_require__, 3483, 19));
    return ownOf(given, asComposite(parse(text)), env.GITHUB_ACTION ?? '', keep);
}
/** @param stepId the step's id in the composite, or its index where it has none. */
function ownOf(given, composite, stepId, keep) {
    if (composite.runs?.using !== 'composite')
        return given;
    const theirs = new Set(Object.keys(composite.inputs ?? {}).map((name) => name.toLowerCase()));
    const steps = composite.runs?.steps ?? [];
    const step = steps.find((entry) => entry.id === stepId) ?? (/^\d+$/.test(stepId) ? steps[Number(stepId)] : undefined);
    const ours = new Set(Object.keys(step?.with ?? {}).map((name) => name.toLowerCase()));
    return new Map([...given].filter(([name]) => !theirs.has(name) || ours.has(name) || keep.has(name)));
}
function asComposite(parsed) {
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
}
function readFirst(paths) {
    for (const path of paths) {
        try {
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
        }
        catch (error) {
            if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCode */ .up)(error, 'ENOENT'))
                throw error;
        }
    }
    return undefined;
}


/***/ })

};
;