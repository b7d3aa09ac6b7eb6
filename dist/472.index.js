"use strict";
exports.id = 472;
exports.ids = [472,232];
exports.modules = {

/***/ 8232:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.distance = exports.closest = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.distance = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
exports.closest = closest;


/***/ }),

/***/ 3361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ isRecord)
/* harmony export */ });
/** @returns whether parsed data is an object of named values: neither null nor a list. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 4472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sayVerdict: () => (/* binding */ sayVerdict)
});

// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: ./js/lib/record.js
var record = __webpack_require__(3361);
;// CONCATENATED MODULE: ./js/secrets/verdict/model.js
/** The verdict's shapes: what the needed jobs came to, what was asked of them, and what is said about each. */
/** As forges call them, in `toJSON(needs)`. */
const RESULTS = ['success', 'failure', 'cancelled', 'skipped'];

;// CONCATENATED MODULE: ./js/secrets/verdict/needs.js
/** Reads `toJSON(needs)`. Outputs may hold anything: no message repeats a value. */



const HOW = `write needs: \${{ toJSON(needs) }}`;
/** @throws UserError for what isn't an object of jobs. An empty one is no mistake here: the verdict on it is red. */
function parseNeeds(text) {
    if (text === '')
        throw new errors/* UserError */.yo(`input needs is empty: ${HOW}`);
    const parsed = parseJson(text);
    // What toJSON makes of a job without needs.
    if (parsed === null)
        return new Map();
    if (!(0,record/* isRecord */.u)(parsed))
        throw new errors/* UserError */.yo(`input needs is JSON, but no object of jobs: ${HOW}`);
    return new Map(Object.entries(parsed).map(([job, value]) => [job, needOf(job, value)]));
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        // The parser's own message quotes the text.
        const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
        throw new errors/* UserError */.yo(`input needs is not JSON${at === undefined ? '' : ` from character ${at} on`}: ${HOW}`);
    }
}
function needOf(job, value) {
    if (!(0,record/* isRecord */.u)(value) || !('result' in value))
        throw new errors/* UserError */.yo(`input needs: ${shown(job)} has no result: ${HOW}`);
    const outputs = (0,record/* isRecord */.u)(value.outputs) ? Object.entries(value.outputs) : [];
    return {
        result: RESULTS.find((result) => result === value.result),
        outputs: new Map(outputs.map(([name, output]) => [name, textOf(output)])),
    };
}
/** Forges write texts; what is none is compared as its JSON. */
function textOf(output) {
    return typeof output === 'object' && output !== null ? JSON.stringify(output) : String(output ?? '');
}
/** A job's id as it can be printed. */
function shown(job) {
    return /^[\w.-]{1,100}$/.test(job) ? job : JSON.stringify(job.slice(0, 100));
}

;// CONCATENATED MODULE: ./js/secrets/verdict/mode.js
/** What the guard said, as far as the needed jobs hand its output `mode` on. Pure. */

/** @param from the job to ask; undefined: all that have the output, which have to agree. */
function modeSaid(needs, from) {
    if (from !== undefined)
        return modeOf(needs, from);
    const all = [...needs].flatMap(([job, { outputs }]) => {
        const mode = asMode(outputs.get('mode'));
        return mode === undefined ? [] : [{ job: shown(job), mode }];
    });
    const [first] = all;
    if (first === undefined)
        return { kind: 'unsaid' };
    const other = all.find(({ mode }) => mode !== first.mode);
    if (other === undefined)
        return { kind: 'said', mode: first.mode, by: first.job };
    const why = `${first.job} says ${first.mode} and ${other.job} says ${other.mode}: name the one that decides with mode:`;
    return { kind: 'unclear', why };
}
function modeOf(needs, job) {
    const need = needs.get(job);
    if (need === undefined)
        return { kind: 'unclear', why: `${job}, which decides the mode, is not among the needs` };
    const mode = asMode(need.outputs.get('mode'));
    if (mode !== undefined)
        return { kind: 'said', mode, by: job };
    return { kind: 'unclear', why: `${job} has no output mode that is full or offline: hand on the guard's` };
}
function asMode(text) {
    return text === 'full' || text === 'offline' ? text : undefined;
}

;// CONCATENATED MODULE: ./js/secrets/verdict/judge.js
/** What the jobs came to against what was asked of them: a row each, with its reason. Pure. */


/**
 * A job without a rule is required. Red: no job at all, a rule for a job that is not among the needs, a job that was cancelled
 * or failed, a required one that was skipped, and a pair of which not exactly one ran, or not the one that the guard asked for.
 */
function judge(needs, rules) {
    const named = new Set(rules.flatMap(jobsOf));
    const byDefault = [...needs.keys()]
        .filter((job) => !named.has(job))
        .map((job) => ({ kind: 'required', job, isByDefault: true }));
    const said = modeSaid(needs, undefined);
    const rows = [...rules, ...byDefault].map((rule) => rowOf(rule, needs));
    if (needs.size === 0)
        rows.unshift(NO_JOB);
    return {
        isGood: rows.every(({ isGood }) => isGood),
        rows,
        mode: said.kind === 'said' ? said.mode : undefined,
    };
}
const NO_JOB = {
    subject: 'needs',
    rule: '',
    results: 'empty',
    isGood: false,
    why: 'no job is in the list: this job has to have needs: [the jobs to judge]',
};
function jobsOf(rule) {
    return rule.kind === 'either' ? [...rule.full, ...rule.offline] : [rule.job];
}
function rowOf(rule, needs) {
    const jobs = jobsOf(rule);
    const row = {
        subject: shown(rule.kind === 'either' ? rule.name : rule.job),
        rule: ruleText(rule),
        results: resultsText(rule, needs),
    };
    const fault = jobs.map((job) => faultOf(job, needs)).find((why) => why !== undefined);
    const isTolerated = rule.kind === 'optional' && needs.get(rule.job)?.result === 'failure';
    if (fault !== undefined && !isTolerated)
        return { ...row, isGood: false, why: fault };
    return { ...row, ...judgeRule(rule, needs) };
}
function judgeRule(rule, needs) {
    switch (rule.kind) {
        case 'required':
            if (needs.get(rule.job)?.result === 'skipped')
                return { isGood: false, why: SKIPPED };
            return { isGood: true, why: rule.isByDefault ? 'has no rule: required' : '' };
        case 'optional':
            return { isGood: true, why: needs.get(rule.job)?.result === 'success' ? '' : 'counts either way' };
        case 'skippable':
            return needs.get(rule.job)?.result === 'skipped'
                ? judgeSkip(rule.when, needs)
                : { isGood: true, why: '' };
        case 'either':
            return judgePair(rule, needs);
    }
}
const SKIPPED = 'was skipped: its own if said no, or a job before it did not succeed. One that may be skipped has the rule optional or skippable-when';
/** What is wrong whatever the rule: not there, cancelled, failed, unknown. */
function faultOf(job, needs) {
    const need = needs.get(job);
    const name = shown(job);
    if (need === undefined)
        return `${name} is not among the needs (${[...needs.keys()].map(shown).join(', ') || 'none'}): add it to needs, or take it out of the rules`;
    if (need.result === undefined)
        return `${name} has a result that no forge is known to give`;
    if (need.result === 'cancelled')
        return `${name} was cancelled: what it would have come to is not known`;
    if (need.result === 'failure')
        return `${name} failed`;
    return undefined;
}
function judgePair(rule, needs) {
    const ran = { full: ranWhole(rule.full, needs), offline: ranWhole(rule.offline, needs) };
    const part = ran.full === 'in part' ? rule.full : ran.offline === 'in part' ? rule.offline : undefined;
    if (part !== undefined)
        return {
            isGood: false,
            why: `of ${part.join(' and ')} some were skipped: a path runs whole or not at all`,
        };
    if (ran.full === 'yes' && ran.offline === 'yes')
        return { isGood: false, why: 'both paths ran: their conditions have to exclude each other' };
    if (ran.full === 'no' && ran.offline === 'no')
        return {
            isGood: false,
            why: 'neither path ran: nothing was tested. Are their conditions the guard’s mode, full and offline?',
        };
    return judgeMode(ran.full === 'yes' ? 'full' : 'offline', modeSaid(needs, rule.modeFrom));
}
function ranWhole(path, needs) {
    const count = path.filter((job) => needs.get(job)?.result === 'success').length;
    return count === path.length ? 'yes' : count === 0 ? 'no' : 'in part';
}
/** The offline path is as good as the full one only where the guard asked for it. */
function judgeMode(ran, said) {
    switch (said.kind) {
        case 'said':
            if (said.mode === ran)
                return { isGood: true, why: `${ran}, as ${said.by} says` };
            return { isGood: false, why: `the ${ran} path ran, and ${said.by} says ${said.mode}` };
        case 'unsaid':
            return {
                isGood: true,
                why: `${ran}; no job among the needs has the guard’s mode as an output, so it is taken as it is`,
            };
        case 'unclear':
            return { isGood: false, why: said.why };
    }
}
function judgeSkip(when, needs) {
    if (when.kind === 'always')
        return { isGood: true, why: 'may be skipped' };
    if (when.kind === 'offline') {
        const said = modeSaid(needs, undefined);
        if (said.kind === 'said' && said.mode === 'offline')
            return { isGood: true, why: `skipped, as ${said.by} says offline` };
        const why = said.kind === 'said'
            ? `${said.by} says full`
            : said.kind === 'unclear'
                ? said.why
                : 'no job among the needs has the guard’s mode as an output';
        return { isGood: false, why: `was skipped, which is right only offline, and ${why}` };
    }
    // An output may be a secret: the value is compared and not shown.
    const failing = when.all.find(({ job, output, is }) => needs.get(job)?.outputs.get(output) !== is);
    if (failing === undefined)
        return { isGood: true, why: 'skipped, as its condition allows' };
    return {
        isGood: false,
        why: `was skipped, and ${whyNot(failing.job, failing.output, failing.is, needs.get(failing.job))}`,
    };
}
function whyNot(job, output, is, need) {
    if (need === undefined)
        return `${job}, whose output would allow it, is not among the needs`;
    if (!need.outputs.has(output))
        return `${job} has no output ${output}`;
    return `${job}.${output} is not ${JSON.stringify(is)}`;
}
function ruleText(rule) {
    switch (rule.kind) {
        case 'required':
        case 'optional':
            return rule.kind;
        case 'skippable':
            return `skippable-when ${rule.when.kind === 'outputs' ? rule.when.all.map(({ job, output }) => `${job}.${output}`).join(', ') : rule.when.kind}`;
        case 'either':
            return 'either';
    }
}
function resultsText(rule, needs) {
    const result = (job) => {
        const need = needs.get(job);
        return need === undefined ? 'not there' : (need.result ?? 'unknown');
    };
    if (rule.kind !== 'either')
        return result(rule.job);
    return jobsOf(rule)
        .map((job) => `${job} ${result(job)}`)
        .join(', ');
}

// EXTERNAL MODULE: ../../node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(8232);
// EXTERNAL MODULE: ../../node_modules/yaml/dist/index.js
var dist = __webpack_require__(3483);
;// CONCATENATED MODULE: ./js/secrets/verdict/contradictions.js
/** Rules that can't all hold. Pure. */
/** @returns a sentence for each, with the place of the later rule. */
function contradictionsOf(placed) {
    const owners = new Map();
    const problems = [];
    for (const { rule, place } of placed) {
        const subject = rule.kind === 'either' ? rule.name : rule.job;
        const jobs = rule.kind === 'either' ? [...rule.full, ...rule.offline] : [rule.job];
        for (const job of jobs) {
            const owner = owners.get(job);
            if (owner === subject)
                problems.push(`${place}: ${job} is in ${subject} twice: a job is in one path, once`);
            else if (owner !== undefined)
                problems.push(`${place}: ${job} has two rules, ${owner} and ${subject}: leave one of them out`);
            owners.set(job, subject);
        }
        if (rule.kind === 'skippable' &&
            rule.when.kind === 'outputs' &&
            rule.when.all.some(({ job }) => job === rule.job))
            problems.push(`${place}: ${rule.job} is skippable by an output of its own: a job that was skipped has none`);
    }
    return problems;
}

;// CONCATENATED MODULE: ./js/secrets/verdict/rules.js
/** Reads the rules, YAML with a rule for each job. What isn't understood fails with its line and what is meant, all at once. */




/** What forges take for a job's id. */
const JOB = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const WORDS = ['required', 'optional'];
const KEYS = ['either', 'mode', 'skippable-when'];
/** Thrown and caught in here: a mistake at a node. */
class Mistake extends Error {
    node;
    constructor(node, message) {
        super(message);
        this.node = node;
    }
}
/** @throws UserError with all mistakes: bad YAML, unknown words, and rules that contradict each other. */
function parseRules(text) {
    const lineCounter = new dist/* LineCounter */.HN();
    const document = (0,dist.parseDocument)(text, { lineCounter });
    const place = (offset) => {
        const { line, col } = lineCounter.linePos(offset ?? 0);
        return `input rules, line ${Math.max(line, 1)}, column ${Math.max(col, 1)}`;
    };
    const broken = document.errors.map(({ pos, message }) => `${place(pos[0])}: ${firstLine(message)}`);
    if (broken.length > 0)
        throw new errors/* UserError */.yo(broken.join('\n'));
    if (document.contents === null || ((0,dist/* isScalar */.jn)(document.contents) && document.contents.value === null))
        return [];
    if (!(0,dist/* isMap */.jh)(document.contents))
        throw new errors/* UserError */.yo(`${place(0)}: the rules are a mapping, a rule for each job, such as lint: required`);
    const mistakes = [];
    const placed = [];
    for (const pair of document.contents.items) {
        try {
            placed.push({ rule: ruleOf(pair), place: place(offsetOf(pair.key)) });
        }
        catch (error) {
            if (!(error instanceof Mistake))
                throw error;
            mistakes.push(`${place(offsetOf(error.node) ?? offsetOf(pair.key))}: ${error.message}`);
        }
    }
    mistakes.push(...contradictionsOf(placed));
    if (mistakes.length > 0)
        throw new errors/* UserError */.yo(mistakes.join('\n'));
    return placed.map(({ rule }) => rule);
}
function ruleOf(pair) {
    const name = jobOf(pair.key);
    const { value } = pair;
    if ((0,dist/* isMap */.jh)(value))
        return mappingRule(name, value);
    const word = wordOf(value);
    if (word === 'required')
        return { kind: 'required', job: name, isByDefault: false };
    if (word === 'optional')
        return { kind: 'optional', job: name };
    throw new Mistake(value ?? pair.key, `${name}: ${quoted(word)} is no rule: ${meant(word, [...WORDS, ...KEYS])}`);
}
function mappingRule(name, map) {
    const parts = new Map();
    for (const pair of map.items) {
        const key = wordOf(pair.key);
        if (!KEYS.some((known) => known === key))
            throw new Mistake(pair.key, `${name} has ${quoted(key)}, which is no part of a rule: ${meant(key, KEYS)}`);
        parts.set(key, pair);
    }
    const [either, when, mode] = [parts.get('either'), parts.get('skippable-when'), parts.get('mode')];
    if (either !== undefined && when !== undefined)
        throw new Mistake(when.key, `${name} has either and skippable-when: exactly one path may be skipped as it is; leave one of them out`);
    if (either !== undefined)
        return eitherRule(name, either, mode);
    if (mode !== undefined)
        throw new Mistake(mode.key, `${name} has mode without either: it says which job decides between the two`);
    if (when === undefined)
        throw new Mistake(map, `${name} says nothing: ${meant('', [...WORDS, ...KEYS])}`);
    return { kind: 'skippable', job: name, when: conditionOf(name, when.value) };
}
function eitherRule(name, either, mode) {
    const paths = (0,dist/* isSeq */.oP)(either.value) ? either.value.items : [];
    const [full, offline] = paths;
    if (paths.length !== 2 || full === undefined || offline === undefined)
        throw new Mistake(either.value ?? either.key, `${name}: either takes two: [the full path's job, the offline path's job]`);
    const modeFrom = mode === undefined ? undefined : jobOf(mode.value);
    return { kind: 'either', name, full: pathOf(name, full), offline: pathOf(name, offline), modeFrom };
}
function pathOf(name, node) {
    if (!(0,dist/* isSeq */.oP)(node))
        return [jobOf(node)];
    if (node.items.length === 0)
        throw new Mistake(node, `${name}: a path of either has no job`);
    return node.items.map(jobOf);
}
function conditionOf(name, node) {
    if ((0,dist/* isMap */.jh)(node) && node.items.length > 0)
        return { kind: 'outputs', all: node.items.map((pair) => outputIs(name, pair)) };
    const word = (0,dist/* isMap */.jh)(node) ? '' : wordOf(node);
    if (word === 'always' || word === 'offline')
        return { kind: word };
    throw new Mistake(node, `${name}: skippable-when is ${quoted(word)}: accepted are offline, always, or a mapping such as {changes.docs: 'false'}`);
}
function outputIs(name, pair) {
    const [, job, output] = /^([A-Za-z_][A-Za-z0-9_-]*)\.([A-Za-z_][A-Za-z0-9_-]*)$/.exec(wordOf(pair.key)) ?? [];
    if (job === undefined || output === undefined)
        throw new Mistake(pair.key, `${name}: skippable-when compares JOB.OUTPUT with a text, such as {changes.docs: 'false'}`);
    if (!(0,dist/* isScalar */.jn)(pair.value) || pair.value.value === null)
        throw new Mistake(pair.value ?? pair.key, `${name}: skippable-when has no text to compare ${job}.${output} with`);
    return { job, output, is: wordOf(pair.value) };
}
function jobOf(node) {
    const word = wordOf(node);
    if (!JOB.test(word))
        throw new Mistake(node, `${quoted(word)} is no job's id: letters, digits, - and _`);
    return word;
}
/** A scalar as it was written: `1.10` and `no` stay what they are. */
function wordOf(node) {
    if (!(0,dist/* isScalar */.jn)(node))
        return '';
    return node.source ?? (node.value === null ? '' : String(node.value));
}
function offsetOf(node) {
    return node?.range?.[0];
}
function meant(word, known) {
    const nearest = (0,mod.closest)(word, [...known]);
    return word !== '' && (0,mod.distance)(word, nearest) <= 3
        ? `did you mean ${nearest}?`
        : `accepted: ${known.join(', ')}`;
}
function quoted(word) {
    return word === '' ? 'this' : JSON.stringify(word.slice(0, 60));
}
function firstLine(message) {
    return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}

;// CONCATENATED MODULE: ./js/secrets/verdict/table.js
/** The verdict as a table, for the log and for the step summary. Pure. */
/** Aligned columns, a line per row. */
function logTable({ rows }) {
    const cells = rows.map((row) => [
        `${row.isGood ? '✓' : '✗'} ${row.subject}`,
        row.rule,
        row.results,
        row.why,
    ]);
    const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((line) => (line[column] ?? '').length)));
    return cells
        .map((line) => line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd())
        .join('\n');
}
function summaryTable(verdict) {
    const mode = verdict.mode === undefined ? '' : ` (${verdict.mode})`;
    const rows = verdict.rows.map((row) => `| ${[row.isGood ? '✅' : '❌', bold(row), row.rule, row.results, row.why].map(cell).join(' | ')} |`);
    return `### Verdict: ${verdict.isGood ? 'green' : 'red'}${mode}\n\n| | job | rule | result | why |\n|---|---|---|---|---|\n${rows.join('\n')}\n\n`;
}
/** The last line of the log, and what the output `reason` says. */
function sentenceOf({ isGood, rows, mode }) {
    const bad = rows.filter((row) => !row.isGood);
    const path = mode === undefined ? '' : `, ${mode}`;
    if (isGood)
        return `verdict: green (${rows.length} of ${rows.length}${path})`;
    return `verdict: red (${bad.length} of ${rows.length}${path}): ${bad.map(({ subject }) => subject).join(', ')}`;
}
function bold({ subject, isGood }) {
    return isGood ? subject : `**${subject}**`;
}
function cell(text) {
    return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');
}

;// CONCATENATED MODULE: ./js/secrets/verdict/index.js
/** The verdict on a workflow's jobs: needs and rules in, a table and an exit code out. */





/**
 * Says in the log and the summary what each job came to, and sets the outputs `verdict` (`pass` or `fail`), `mode` (what the
 * guard said: `full`, `offline` or nothing) and `reason` (the jobs that are red, in a sentence).
 *
 * @param needs the text of `toJSON(needs)`. @param rules YAML (docs/secrets.md#verdict); empty: every job is required.
 * @returns 0, or 3 where the verdict is red.
 * @throws UserError for a text that can't be read and for rules that contradict each other.
 */
function sayVerdict(needs, rules, { job, log }) {
    const verdict = judge(parseNeeds(needs), parseRules(rules));
    log.info(logTable(verdict));
    const reds = verdict.rows.filter((row) => !row.isGood);
    for (const { subject, why } of reds)
        log.error(`verdict: ${subject}: ${why}`);
    const sentence = sentenceOf(verdict);
    if (verdict.isGood)
        log.info(sentence);
    else
        log.error(sentence);
    job.setOutput('verdict', verdict.isGood ? 'pass' : 'fail');
    job.setOutput('mode', verdict.mode ?? '');
    job.setOutput('reason', verdict.isGood ? '' : reds.map(({ subject, why }) => `${subject}: ${why}`).join('; '));
    job.summary(summaryTable(verdict));
    return verdict.isGood ? errors/* EXIT */.dc.good : errors/* EXIT */.dc.verdict;
}


/***/ })

};
;