"use strict";
exports.id = 752;
exports.ids = [752];
exports.modules = {

/***/ 6851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JF: () => (/* binding */ masksOf),
/* harmony export */   Ug: () => (/* binding */ unmaskable),
/* harmony export */   XP: () => (/* binding */ formsOf),
/* harmony export */   XR: () => (/* binding */ isTellingAlone),
/* harmony export */   qZ: () => (/* binding */ unquoted)
/* harmony export */ });
/* unused harmony export alignedBase64 */
/** The forms in which a value turns up in a log or a file: plain, line by line, base64, URL-encoded, JSON-escaped. Pure. */
/** Shorter ones would take ordinary words apart. Shorter pieces of base64 are in any text. */
const MIN_LENGTH = 4;
const MIN_BASE64 = 6;
/** Words that a secret's field may hold and that are everywhere in a log. */
const HARMLESS = new Set(['true', 'false', 'null', 'none', 'undefined', 'yes', 'no', 'on', 'off']);
/** @returns why masking this value would hide more than it protects; undefined where it is masked. */
function unmaskable(value) {
    const bare = unquoted(value.trim());
    if (bare.length < MIN_LENGTH)
        return `shorter than ${MIN_LENGTH} characters`;
    return HARMLESS.has(bare.toLowerCase()) ? 'an ordinary word' : undefined;
}
/** One pair of quotes around a value is the workflow's: `NAME="${{ secrets.NAME }}"`. */
function unquoted(value) {
    const match = /^(["'])([\s\S]*)\1$/.exec(value);
    return match?.[2] ?? value;
}
/**
 * Every form of a value, longest first, none twice. Runners that stem from act replace masks one after the other, so a longer
 * one has to come before its parts. Empty for a value that `unmaskable` names.
 */
function formsOf(value) {
    if (unmaskable(value) !== undefined)
        return [];
    const forms = new Map();
    for (const spelling of spellingsOf(wellFormed(value))) {
        for (const form of formsOfSpelling(spelling))
            if (!forms.has(form.text))
                forms.set(form.text, form);
    }
    return [...forms.values()].sort((one, other) => other.text.length - one.text.length);
}
/** What the runner is told: one line each. A value of several lines is printed line by line. */
function masksOf(value) {
    const forms = formsOf(value).filter(({ kind, text }) => kind !== 'hexadecimal' && !text.includes('\n'));
    return forms.map(({ text }) => text);
}
/** As it is, without the white space around it, without quotes, with line feeds alone. */
function spellingsOf(value) {
    const trimmed = value.trim();
    const spellings = [
        value,
        trimmed,
        unquoted(trimmed),
        unquoted(trimmed).trim(),
        trimmed.replace(/\r\n?/g, '\n'),
        // A key in one line, for a program that makes line feeds of `\n` before it uses it, and prints it then.
        ...(/^["']?-----BEGIN /.test(trimmed) ? [unquoted(trimmed).replaceAll('\\n', '\n')] : []),
    ];
    return new Set(spellings.filter((spelling) => unmaskable(spelling) === undefined));
}
function formsOfSpelling(value) {
    const lines = value.includes('\n') || value.includes('\r') ? linesOf(value) : [];
    return [
        { kind: 'plain', text: value },
        ...lines.map((text) => ({ kind: 'line', text })),
        ...base64Forms(value).map((text) => ({ kind: 'base64', text })),
        // Not of each line: a key of 50 lines would be 300 masks more, and every line of the log is searched for every mask.
        ...escapes(value),
        { kind: 'hexadecimal', text: Buffer.from(value).toString('hex') },
        { kind: 'hexadecimal', text: Buffer.from(value).toString('hex').toUpperCase() },
    ];
}
/** `clusters:`, `"users": [`, `- context:`: YAML's and JSON's lines that hold a key alone. */
const KEY_ALONE = /^(?:- )*["']?[\w.-]+["']?\s*:\s*[[{|>-]*$/;
const SECTION = /^\[[^\]]*\]$/;
/** A PEM file's first and last lines are no secret, nor are the keys of a kubeconfig. */
function linesOf(value) {
    const isTelling = (line) => unmaskable(line) === undefined &&
        /[\p{L}\p{N}]/u.test(line) &&
        !/^-----(BEGIN|END) [^-]*-----$/.test(line.trim()) &&
        !KEY_ALONE.test(line.trim());
    const lines = value.split(/\r\n|\r|\n/);
    return lines.flatMap((line) => [line, line.trim()]).filter(isTelling);
}
/**
 * Base64 as a whole, with and without padding, in both alphabets; the part of it that stands in any longer text that was
 * encoded (`user:TOKEN`), at each of the three alignments; and the lines that `base64` (76) and PEM (64) wrap it into.
 */
function base64Forms(value) {
    const bytes = Buffer.from(value);
    const whole = bytes.toString('base64');
    const parts = [0, 1, 2]
        .map((offset) => alignedBase64(bytes, offset))
        .filter(({ length }) => length >= MIN_BASE64);
    const wrapped = [76, 64].flatMap((width) => (whole.length > width ? chunks(whole, width) : []));
    const unwrapped = [whole, whole.replace(/=+$/, ''), ...parts];
    const urlSafe = unwrapped.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
    return [...unwrapped, ...urlSafe, ...wrapped];
}
/** The characters that depend on `bytes` alone when `offset` bytes (modulo 3) stand before them. */
function alignedBase64(bytes, offset) {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}
function chunks(text, width) {
    const count = Math.ceil(text.length / width);
    const all = Array.from({ length: count }, (_, index) => text.slice(index * width, (index + 1) * width));
    // The rest of the last line can be anything from one character on.
    return all.filter(({ length }) => length >= 16);
}
function escapes(value) {
    const url = urlForms(value).map((text) => ({ kind: 'URL-encoded', text }));
    return [...url, ...jsonForms(value).map((text) => ({ kind: 'JSON-escaped', text }))];
}
/** JavaScript's, the strict one of RFC 3986, a form's (`+`), and the one that leaves `/` alone; either case of the digits. */
function urlForms(value) {
    const component = encodeURIComponent(value);
    const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    const forms = [
        component,
        strict,
        new URLSearchParams([['', value]]).toString().slice(1),
        strict.replaceAll('%2F', '/'),
    ];
    return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]);
}
/** JavaScript's; PHP's, which escapes `/`; Go's, which escapes `<`, `>` and `&`; Python's, which escapes all but ASCII. */
function jsonForms(value) {
    const plain = JSON.stringify(value).slice(1, -1);
    const unicode = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const ascii = plain.replace(/[\u007f-\uffff]/g, unicode);
    return [plain, plain.replaceAll('/', '\\/'), plain.replace(/[<>&\u2028\u2029]/g, unicode), ascii];
}
/** Half of a surrogate pair can't be encoded; in an environment variable there is none. */
function wellFormed(value) {
    return Buffer.from(value).toString();
}
/**
 * Is a line of a longer value enough to know the value by, wherever it turns up? Of a kubeconfig `kind: Config` is not, nor
 * is `[default]` of a credentials file: any other file has them too. They are masked, and no scan looks for them.
 */
function isTellingAlone(line) {
    const bare = line.trim();
    if (SECTION.test(bare) || KEY_ALONE.test(bare))
        return false;
    const [, sign, rest] = /^(?:- )*["']?[\w.-]+["']?\s*([:=])\s*([^=].*)$/.exec(bare) ?? [];
    const value = unquoted((rest ?? bare).replace(/,$/, ''));
    return value.length >= 8 && (sign !== ':' || /\d/.test(value) || value.length >= 20);
}


/***/ }),

/***/ 5752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  guardSecrets: () => (/* binding */ guardSecrets),
  rawInput: () => (/* reexport */ rawInput),
  FQ: () => (/* binding */ sayVerdict),
  $x: () => (/* binding */ scanForLeaks),
  scanToText: () => (/* binding */ scanToText),
  Qd: () => (/* binding */ soughtIn)
});

// EXTERNAL MODULE: ./js/lib/errors.js
var errors = __webpack_require__(2003);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./js/secrets/event.js
/** What the event's payload says about where the code comes from. The event's name alone says nothing: in a reusable workflow it is workflow_call. */

/** @param path GITHUB_EVENT_PATH. Never throws: the guard decides by the values, the payload only explains. */
function readPayload(path) {
    if (path === undefined || path === '')
        return { payload: {}, problem: 'GITHUB_EVENT_PATH is not set' };
    try {
        const parsed = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
            return { payload: parsed, problem: undefined };
        return { payload: {}, problem: `${path} holds no JSON object` };
    }
    catch (error) {
        const why = error instanceof SyntaxError ? 'is not JSON' : 'can’t be read';
        return { payload: {}, problem: `${path} ${why}` };
    }
}
/** True only when the payload names two repositories by their ids and they differ. */
function isForkPullRequest({ pull_request: pull, repository }) {
    const head = pull?.head?.repo?.id;
    const base = pull?.base?.repo?.id ?? repository?.id;
    return isId(head) && isId(base) && String(head) !== String(base);
}
function isId(value) {
    return (typeof value === 'number' && value > 0) || (typeof value === 'string' && value !== '');
}

// EXTERNAL MODULE: ./js/secrets/forms.js
var secrets_forms = __webpack_require__(6851);
;// CONCATENATED MODULE: ./js/secrets/entries.js
/**
 * `NAME=value` lines, in the forms that docs/secrets.md shows. Pure. Nothing in here may repeat a value: a line that can't be
 * read is called by its number, and by the name of the entry before it.
 */
/**
 * As forges store secrets. Small letters are refused so that a stray line of a key or a certificate is never taken for a bare
 * name: names are printed, and that line would be.
 */
const NAME = /^[A-Z_][A-Z0-9_]{0,99}$/;
// On a trimmed line: white space is in one place alone, so that no long run of it takes a square of its length.
const HERE_DOCUMENT = /^([^=<]*)<<(\S+)$/;
const PEM_BEGIN = /^\s*["']?-----BEGIN [^\n]*/;
/** Reads all entries of `text`; mistakes are whole sentences that begin with the line's number. */
function parseEntries(text) {
    const lines = text.split('\n');
    const entries = [];
    const mistakes = [];
    let index = 0;
    while (index < lines.length) {
        if ((lines[index] ?? '').trim() === '') {
            index += 1;
            continue;
        }
        const step = entryAt(lines, index, entries.at(-1));
        if ('entry' in step)
            entries.push(step.entry);
        else
            mistakes.push(`line ${index + 1}: ${step.mistake}`);
        index = step.next;
    }
    return { entries, mistakes };
}
function entryAt(lines, index, before) {
    const line = lines[index] ?? '';
    const hereDocument = HERE_DOCUMENT.exec(line.trim());
    if (hereDocument?.[1] !== undefined && hereDocument[2] !== undefined)
        return hereDocumentAt(lines, index, hereDocument[1], hereDocument[2]);
    const equals = line.indexOf('=');
    if (equals < 0)
        return bareNameAt(lines, index, before);
    const name = line.slice(0, equals).trimStart();
    const mistake = nameMistake(name, before);
    if (mistake !== undefined)
        return { next: index + 1, mistake };
    const value = line.slice(equals + 1);
    return PEM_BEGIN.test(value)
        ? pemAt(lines, index, name, value)
        : { next: index + 1, entry: entry(lines, index, index + 1, name, value) };
}
function hereDocumentAt(lines, index, rawName, delimiter) {
    const name = rawName.trimStart();
    const end = lines.findIndex((line, at) => at > index && line.trim() === delimiter);
    const next = end < 0 ? lines.length : end + 1;
    const mistake = nameMistake(name, undefined);
    if (mistake !== undefined)
        return { next, mistake };
    if (end < 0) {
        return {
            next,
            mistake: `${name} has no line that ends it: write the word after << once more, alone on a line`,
        };
    }
    return {
        next,
        entry: { name, value: lines.slice(index + 1, end).join('\n'), line: index + 1, isBeforeEmptyLine: false },
    };
}
function bareNameAt(lines, index, before) {
    const name = (lines[index] ?? '').trim();
    if (!NAME.test(name))
        return { next: index + 1, mistake: noName(before) };
    return { next: index + 1, entry: { name, value: undefined, line: index + 1, isBeforeEmptyLine: false } };
}
/** A PEM file, pasted by an expression: all of its blocks, to the last END. */
function pemAt(lines, index, name, first) {
    let at = index;
    let line = first;
    for (;;) {
        while (!line.includes('-----END ')) {
            at += 1;
            if (at >= lines.length)
                return { next: index + 1, mistake: `${name} begins with -----BEGIN and has no -----END line` };
            line = lines[at] ?? '';
        }
        // A chain of certificates, or a key with its certificate.
        let ahead = at + 1;
        while (ahead < lines.length && (lines[ahead] ?? '').trim() === '')
            ahead += 1;
        if (!PEM_BEGIN.test(lines[ahead] ?? ''))
            break;
        at = ahead;
        line = lines[at] ?? '';
    }
    const value = [first, ...lines.slice(index + 1, at + 1)].join('\n');
    return { next: at + 1, entry: { name, value, line: index + 1, isBeforeEmptyLine: false } };
}
function entry(lines, index, next, name, value) {
    // The last line feed of a block scalar makes one empty piece at the end, which is no empty line.
    const isBeforeEmptyLine = value.trim() !== '' && next < lines.length - 1 && (lines[next] ?? '').trim() === '';
    return { name, value, line: index + 1, isBeforeEmptyLine };
}
function nameMistake(name, before) {
    if (NAME.test(name))
        return undefined;
    if (name === '')
        return 'there is no name before the =';
    if (NAME.test(name.trimEnd()))
        return `take out the space between ${name.trimEnd()} and the =`;
    return noName(before);
}
function noName(before) {
    const rule = 'it has no name: A to Z, 0 to 9 and _, such as NPM_TOKEN=value';
    if (before?.value === undefined)
        return rule;
    return `${rule}. If it belongs to the value of ${before.name} (line ${before.line}), write that as ${before.name}<<EOF, the value, and EOF, each on lines of their own (docs/secrets.md#how-values-are-written)`;
}

;// CONCATENATED MODULE: ./js/secrets/plan.js
/** Which path a job takes, and why: from what was listed, the environment and the event's payload. Pure. */




/**
 * @param env where a bare name's value is.
 * @param areDoubtsMistakes whether a bare name that may be something else (isDoubtful) is one, told by its line alone.
 * @throws UserError with every line that can't be read and every name that is there twice, in either list.
 */
function secretsOf(required, optional, env, areDoubtsMistakes = false) {
    const mistakes = [];
    const seen = new Map();
    const secrets = [];
    for (const { input, text } of [required, optional]) {
        const parsed = parseEntries(text);
        mistakes.push(...parsed.mistakes.map((mistake) => `input ${input}, ${mistake}`));
        for (const [index, entry] of parsed.entries.entries()) {
            const { name, value, line, isBeforeEmptyLine } = entry;
            const place = `input ${input}, line ${line}`;
            const before = parsed.entries[index - 1];
            if (areDoubtsMistakes && before !== undefined && isDoubtful(entry, before, env)) {
                mistakes.push(`${place}: ${unsureName(before)}`);
                continue;
            }
            const earlier = seen.get(name);
            if (earlier !== undefined)
                mistakes.push(`${place}: ${name} is listed already (${earlier}): once is enough, in one of the two lists`);
            seen.set(name, place);
            secrets.push(secretOf(name, value ?? env[name] ?? '', input === required.input, isBeforeEmptyLine));
        }
    }
    if (mistakes.length > 0)
        throw new errors/* UserError */.yo(mistakes.join('\n'));
    return secrets;
}
/**
 * A line of capitals behind a value, and no variable of that name: likely the value's second line (an access key's id below the
 * key, recovery codes). Names are printed, so it must not pass for one. A runner sets a variable that is declared, if to nothing.
 */
function isDoubtful({ name, value }, before, env) {
    return value === undefined && env[name] === undefined && before.value !== undefined;
}
function unsureName(before) {
    return `a name without a value, and no environment variable is called so: declare it under env: of the step. If it belongs to the value of ${before.name} (line ${before.line}), write that as ${before.name}<<EOF, the value, and EOF, each on lines of their own (docs/secrets.md#how-values-are-written)`;
}
function planOf(secrets, event, env) {
    const missing = secrets.filter(({ isRequired, isThere }) => isRequired && !isThere).map(({ name }) => name);
    if (missing.length === 0)
        return { mode: 'full', missing, reason: undefined };
    const isFork = isForkPullRequest(event.payload) && !runsForTheBase(env);
    return { mode: 'offline', missing, reason: isFork ? 'fork' : 'empty' };
}
/** pull_request_target has the base's secrets, a fork's pull request or not: one that is missing there is missing. */
function runsForTheBase(env) {
    return env.GITHUB_EVENT_NAME === 'pull_request_target';
}
function secretOf(name, value, isRequired, isBeforeEmptyLine) {
    const isThere = (0,secrets_forms/* unquoted */.qZ)(value.trim()).trim() !== '';
    return { name, value, isRequired, isThere, warnings: warningsOf(name, value, isThere, isBeforeEmptyLine) };
}
function warningsOf(name, value, isThere, isBeforeEmptyLine) {
    if (!isThere)
        return value === '' ? [] : [`${name} holds nothing but white space or quotes: it counts as empty`];
    const warnings = isPem(value) ? [] : whiteSpaceWarnings(name, value, isBeforeEmptyLine);
    const why = (0,secrets_forms/* unmaskable */.Ug)(value);
    if (why !== undefined)
        warnings.push(`${name} is ${why} and is not masked: every such text in the log would go with it`);
    return warnings;
}
/** Tools read a key file with or without the line feed at its end. */
function isPem(value) {
    return value.trimStart().startsWith('-----BEGIN ') && !value.includes('\r');
}
function whiteSpaceWarnings(name, value, isBeforeEmptyLine) {
    const advice = 'store the secret again without it; both forms are masked';
    if (value.includes('\r'))
        return [`${name} has a carriage return in it (pasted from Windows?): ${advice}`];
    if (value !== value.trimStart())
        return [`${name} begins with white space: ${advice}`];
    if (value !== value.trimEnd())
        return [`${name} ends with white space: ${advice}`];
    if (!isBeforeEmptyLine)
        return [];
    return [
        `${name} is followed by an empty line. If the workflow file has none there, the secret ends with a line feed: ${advice}`,
    ];
}

;// CONCATENATED MODULE: ./js/secrets/say.js
/** What the guard tells the user. Names only: no value gets here. */
const DOCS = 'docs/secrets.md';
/** One sentence, or a few where a secret is missing, for the log. */
function sentenceOf(plan, secrets, event) {
    if (plan.mode === 'full')
        return `guard: full${presence(secrets)}`;
    const names = plan.missing.join(', ');
    if (plan.reason === 'fork')
        return `guard: offline: no ${names}: the pull request comes from a fork, and forges give those no secrets`;
    return `guard: offline: ${names} ${plan.missing.length === 1 ? 'is' : 'are'} empty. ${advice(plan, event)}`;
}
/** What failing says: the same, and that offline was not allowed. */
function failureOf(plan, event) {
    const names = plan.missing.join(', ');
    const why = plan.reason === 'fork'
        ? 'the pull request comes from a fork, and forges give those no secrets: let this job run for pushes alone, or let it go offline'
        : advice(plan, event);
    return `guard: this job must not go offline, and ${names} ${plan.missing.length === 1 ? 'is' : 'are'} missing. ${why}`;
}
/** For the step summary; empty where all is there. */
function summaryOf(plan, secrets) {
    if (plan.mode === 'full')
        return '';
    const rows = secrets.map(({ name, isRequired, isThere }) => `| ${name} | ${isRequired ? 'required' : 'optional'} | ${isThere ? 'there' : '**missing**'} |`);
    const why = plan.reason === 'fork' ? 'a fork’s pull request has no secrets' : 'unset, not handed on, or empty';
    return `### Secret guard: offline\n\n${why}\n\n| secret | | |\n|---|---|---|\n${rows.join('\n')}\n\n`;
}
/** The three states look the same from here: all of them are an empty string. */
function advice({ missing }, event) {
    const name = missing[0] ?? '';
    return [
        'Unset, not handed on and empty look the same here. Check',
        `(1) that the secret is set for this repository or its organisation, under the name that ${name}=\${{ secrets.… }} asks for;`,
        '(2) in a reusable workflow, that it is declared under on.workflow_call.secrets and that the caller passes it (or secrets: inherit);',
        `(3) that its value isn't empty. ${origin(event)}See ${DOCS}#what-cannot-be-told-apart`,
    ].join(' ');
}
function origin({ payload, problem }) {
    if (problem !== undefined)
        return `Whether this is a fork's pull request can't be told: ${problem}. `;
    if (payload.issue?.pull_request)
        return "A comment started this job: on a fork's pull request, Gitea gives those no secrets either. ";
    return '';
}
function presence(secrets) {
    const there = secrets.filter(({ isThere }) => isThere).map(({ name }) => name);
    const gone = secrets.filter(({ isThere }) => !isThere).map(({ name }) => name);
    const parts = [
        ...(there.length > 0 ? [`${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there`] : []),
        ...(gone.length > 0 ? [`without ${gone.join(', ')} (optional)`] : []),
    ];
    return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}

;// CONCATENATED MODULE: ./js/secrets/raw-input.js
/** An input before its table trimmed it. */
/**
 * @param env a runner's environment.
 * @param name the input's name.
 * @param read its value as `readInputs` returned it.
 * @returns the value with the white space around it; `read` itself where the environment's value is not this step's own (in a
 * composite action some runners hand on the enclosing action's inputs).
 */
function rawInput(env, name, read) {
    const raw = env[`INPUT_${name.toUpperCase()}`] ?? '';
    return raw.trim() === read ? raw : read;
}

;// CONCATENATED MODULE: ./js/secrets/index.js
/** The secret guard: which of a job's secrets are there, what path it takes, and masks for every form of their values. */






/**
 * Does all that the guard does, in this order: masks every form of every value; sets the outputs `mode` (`full` or `offline`),
 * `missing` (names, separated by commas), `reason` (`fork`, `empty` or nothing) and a `has-NAME` (`true` or `false`) for each
 * secret of either list; says in the log what is there by name, and why something is not; writes to the summary where the
 * job goes offline. No value is written anywhere but to the runner's masks.
 *
 * The texts should be the inputs as the runner gave them (`rawInput`): what an input table trims off the end may be the line
 * feed that the user has to be told of. Lists that are both empty make `full`, with nothing said.
 *
 * @returns what was decided, as plain data.
 * @throws UserError for a line that can't be read and for a name that is listed twice (nothing is masked or set then, except
 * that what might be a value is masked), and, with `onMissing: 'fail'`, for a required secret that is missing (outputs are set).
 */
function guardSecrets(request, { env, job, log }) {
    const secrets = readSecrets(request, env, job);
    for (const mask of allMasks(secrets))
        job.mask(mask);
    for (const warning of secrets.flatMap(({ warnings }) => warnings))
        log.warning(`guard: ${warning}`);
    const event = readPayload(env.GITHUB_EVENT_PATH);
    const plan = planOf(secrets, event, env);
    job.setOutput('mode', plan.mode);
    job.setOutput('missing', plan.missing.join(','));
    job.setOutput('reason', plan.reason ?? '');
    for (const { name, isThere } of secrets)
        job.setOutput(`has-${name}`, String(isThere));
    job.summary(summaryOf(plan, secrets));
    if (plan.mode === 'offline' && request.onMissing === 'fail')
        throw new errors/* UserError */.yo(failureOf(plan, event));
    if (secrets.length > 0) {
        const sentence = sentenceOf(plan, secrets, event);
        if (plan.reason === 'empty')
            log.warning(sentence);
        else
            log.info(sentence);
    }
    return { ...plan, there: secrets.filter(({ isThere }) => isThere).map(({ name }) => name) };
}
/** Longest first over all of them: one secret may be a part of another. */
function allMasks(secrets) {
    const masks = new Set(secrets.flatMap(({ value }) => (0,secrets_forms/* masksOf */.JF)(value)));
    return [...masks].sort((one, other) => other.length - one.length);
}
/** A step that fails may be followed by others: what looks like a value is masked before the mistake is told. */
function readSecrets({ required, optional }, env, job) {
    try {
        return secretsOf(required, optional, env, true);
    }
    catch (error) {
        for (const { text } of [required, optional])
            for (const part of partsOf(text, env))
                for (const mask of (0,secrets_forms/* masksOf */.JF)(part))
                    job.mask(mask);
        throw error;
    }
}
/** What may be a value, or a part of one, in a list that can't be read. */
function partsOf(text, env) {
    const lines = text.split('\n');
    const firstValue = lines.findIndex((line) => line.includes('='));
    // A line of capitals is a name before all values, and where the environment has it; else it may belong to a value.
    const isName = (line, index) => /^[A-Z_][A-Z0-9_]*$/.test(line.trim()) &&
        (firstValue < 0 || index < firstValue || env[line.trim()] !== undefined);
    const others = lines.filter((line, index) => !isName(line, index));
    // A line of a key may end with =, and what is a value then is before it.
    return others.flatMap((line) => [line, line.slice(line.indexOf('=') + 1)]);
}
/**
 * The values of both lists that are there, for a leak scan in a post step: runners give it the same INPUT_* as the main step,
 * so that no value has to be kept anywhere in between.
 */
function soughtIn(required, optional, env) {
    return secretsOf(required, optional, env).filter(({ isThere }) => isThere);
}
/**
 * Searches `paths` for values, their encodings, and tokens of known formats, and says where each lies (docs/secrets.md#leak-scan).
 * @param paths absolute. One that is not there is a warning.
 * @returns 0, or 3 where something was found.
 */
async function scanForLeaks(paths, sought, { log, signal }) {
    const { scanAndSay } = await __webpack_require__.e(/* import() */ 695).then(__webpack_require__.bind(__webpack_require__, 695));
    return scanAndSay(paths, sought, { log, signal });
}
/** The same for a terminal (scan/say.ts). @returns what to print, and 0 or 3. */
async function scanToText(paths, sought, isJson, ports) {
    const say = await __webpack_require__.e(/* import() */ 695).then(__webpack_require__.bind(__webpack_require__, 695));
    return say.scanToText(paths, sought, isJson, ports);
}
/** The verdict on a workflow's jobs (verdict/index.ts), loaded when it is asked for: it needs a YAML parser. */
async function sayVerdict(needs, rules, ports) {
    const verdict = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(472)]).then(__webpack_require__.bind(__webpack_require__, 4472));
    return verdict.sayVerdict(needs, rules, ports);
}


/***/ })

};
;