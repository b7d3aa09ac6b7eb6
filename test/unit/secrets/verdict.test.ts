import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { judge } from '../../../src/secrets/verdict/judge.js';
import { parseNeeds } from '../../../src/secrets/verdict/needs.js';
import { parseRules } from '../../../src/secrets/verdict/rules.js';
import { sentenceOf } from '../../../src/secrets/verdict/table.js';

type Results = Readonly<Record<string, string>>;
type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What `toJSON(needs)` is on Gitea, Forgejo, act and GitHub. */
function needs(results: Results, outputs: Outputs = {}): string {
  const jobs = Object.entries(results).map(([job, result]) => [job, { result, outputs: outputs[job] ?? {} }]);
  return JSON.stringify(Object.fromEntries(jobs), null, 2);
}

const verdictOf = (results: Results, rules = '', outputs: Outputs = {}) =>
  judge(parseNeeds(needs(results, outputs)), parseRules(rules));
const whyRed = (...of: Parameters<typeof verdictOf>): readonly string[] =>
  verdictOf(...of)
    .rows.filter(({ isGood }) => !isGood)
    .map(({ subject, why }) => `${subject}: ${why}`);

const PAIR = 'it: {either: [it-full, it-offline]}';
const guard = (mode: string): Outputs => ({ guard: { mode } });

it('an output that is no text, even one that can’t become one, is compared as its JSON', () => {
  const read = parseNeeds('{"a":{"result":"success","outputs":{"x":{"toString":1},"y":true,"z":null}}}');
  expect([...(read.get('a')?.outputs ?? [])]).toEqual([
    ['x', '{"toString":1}'],
    ['y', 'true'],
    ['z', ''],
  ]);
});

describe('green', () => {
  it.each<[string, Results, string, Outputs]>([
    ['all jobs succeeded, without rules', { a: 'success', b: 'success' }, '', {}],
    ['an optional job failed', { a: 'success', b: 'failure' }, 'b: optional', {}],
    ['an optional job was skipped', { a: 'success', b: 'skipped' }, 'b: optional', {}],
    [
      'the full path ran where the guard says full',
      { guard: 'success', 'it-full': 'success', 'it-offline': 'skipped' },
      PAIR,
      guard('full'),
    ],
    [
      'the offline path ran where the guard says offline',
      { guard: 'success', 'it-full': 'skipped', 'it-offline': 'success' },
      PAIR,
      guard('offline'),
    ],
    [
      'one of a pair ran and nobody handed the mode on',
      { 'it-full': 'skipped', 'it-offline': 'success' },
      PAIR,
      {},
    ],
    [
      'a path of several jobs ran whole',
      { a: 'skipped', b: 'skipped', c: 'success', d: 'success' },
      't: {either: [[a, b], [c, d]]}',
      {},
    ],
    ['a job was skipped that may be', { a: 'skipped', b: 'success' }, 'a: {skippable-when: always}', {}],
    [
      'a job was skipped that may be offline',
      { a: 'skipped', guard: 'success' },
      'a: {skippable-when: offline}',
      guard('offline'),
    ],
    [
      'a job was skipped as an output allows',
      { a: 'skipped', changes: 'success' },
      "a: {skippable-when: {changes.docs: 'false'}}",
      { changes: { docs: 'false' } },
    ],
    [
      'the same with the text unquoted',
      { a: 'skipped', changes: 'success' },
      'a: {skippable-when: {changes.docs: false}}',
      { changes: { docs: 'false' } },
    ],
    [
      'the named guard decides where two disagree',
      { g: 'success', h: 'success', 'it-full': 'success', 'it-offline': 'skipped' },
      'it: {either: [it-full, it-offline], mode: h}',
      { g: { mode: 'offline' }, h: { mode: 'full' } },
    ],
  ])('%s', (_when, results, rules, outputs) => {
    expect(whyRed(results, rules, outputs)).toEqual([]);
    expect(verdictOf(results, rules, outputs).isGood).toBe(true);
  });
});

describe('red, with the reason', () => {
  it.each<[string, Results, string, Outputs, string]>([
    ['no job is in the list', {}, '', {}, 'needs: no job is in the list'],
    [
      'a rule is for a job that is not there',
      { a: 'success' },
      'b: optional',
      {},
      'b: b is not among the needs (a)',
    ],
    [
      'a path names a job that is not there',
      { 'it-full': 'success' },
      PAIR,
      {},
      'it: it-offline is not among the needs (it-full)',
    ],
    ['a job failed', { a: 'failure' }, '', {}, 'a: a failed'],
    ['a job was cancelled', { a: 'cancelled' }, '', {}, 'a: a was cancelled'],
    ['an optional job was cancelled', { a: 'cancelled' }, 'a: optional', {}, 'a: a was cancelled'],
    [
      'a required job was skipped',
      { a: 'skipped' },
      'a: required',
      {},
      'a: was skipped: its own if said no, or a job before it did not succeed',
    ],
    ['a job without a rule was skipped', { a: 'skipped' }, '', {}, 'a: was skipped'],
    [
      'a result is unheard of',
      { a: 'neutral' },
      'a: optional',
      {},
      'a: a has a result that no forge is known to give',
    ],
    [
      'neither path ran',
      { 'it-full': 'skipped', 'it-offline': 'skipped' },
      PAIR,
      {},
      'it: neither path ran: nothing was tested',
    ],
    ['both paths ran', { 'it-full': 'success', 'it-offline': 'success' }, PAIR, {}, 'it: both paths ran'],
    [
      'one path ran and the other failed',
      { 'it-full': 'failure', 'it-offline': 'success' },
      PAIR,
      {},
      'it: it-full failed',
    ],
    [
      'one path was cancelled',
      { 'it-full': 'cancelled', 'it-offline': 'skipped' },
      PAIR,
      {},
      'it: it-full was cancelled',
    ],
    [
      'a path ran in part',
      { a: 'success', b: 'skipped', c: 'skipped' },
      't: {either: [[a, b], c]}',
      {},
      't: of a and b some were skipped',
    ],
    [
      'the offline path ran where the guard says full',
      { guard: 'success', 'it-full': 'skipped', 'it-offline': 'success' },
      PAIR,
      guard('full'),
      'it: the offline path ran, and guard says full',
    ],
    [
      'the full path ran where the guard says offline',
      { guard: 'success', 'it-full': 'success', 'it-offline': 'skipped' },
      PAIR,
      guard('offline'),
      'it: the full path ran, and guard says offline',
    ],
    [
      'two guards disagree',
      { g: 'success', h: 'success', 'it-full': 'success', 'it-offline': 'skipped' },
      PAIR,
      { g: { mode: 'offline' }, h: { mode: 'full' } },
      'it: g says offline and h says full: name the one that decides with mode:',
    ],
    [
      'the named guard hands no mode on',
      { g: 'success', 'it-full': 'success', 'it-offline': 'skipped' },
      'it: {either: [it-full, it-offline], mode: g}',
      {},
      'it: g has no output mode',
    ],
    [
      'the named guard is not there',
      { 'it-full': 'success', 'it-offline': 'skipped' },
      'it: {either: [it-full, it-offline], mode: g}',
      {},
      'it: g, which decides the mode, is not among the needs',
    ],
    [
      'a job that may be skipped offline was skipped in full mode',
      { a: 'skipped', guard: 'success' },
      'a: {skippable-when: offline}',
      guard('full'),
      'a: was skipped, which is right only offline, and guard says full',
    ],
    ['a job that may be skipped failed', { a: 'failure' }, 'a: {skippable-when: always}', {}, 'a: a failed'],
    [
      'the output that allows a skip says otherwise',
      { a: 'skipped', changes: 'success' },
      'a: {skippable-when: {changes.docs: false}}',
      { changes: { docs: 'planted' } },
      'a: was skipped, and changes.docs is not "false"',
    ],
    [
      'the output that allows a skip is not there',
      { a: 'skipped', changes: 'success' },
      'a: {skippable-when: {changes.docs: false}}',
      {},
      'a: was skipped, and changes has no output docs',
    ],
    [
      'a job has the name of a built-in',
      { constructor: 'failure' },
      'toString: optional',
      {},
      'toString: toString is not among the needs',
    ],
  ])('%s', (_when, results, rules, outputs, why) => {
    const all = whyRed(results, rules, outputs);
    expect(
      all.find((line) => line.startsWith(why)),
      all.join('\n'),
    ).toBeDefined();
    expect(all.join('\n')).not.toContain('planted');
    expect(sentenceOf(verdictOf(results, rules, outputs))).toContain(`verdict: red`);
  });
});

describe('rules that can’t be read end in one message, with their places', () => {
  it.each([
    ['lint: requird', 'input rules, line 1, column 7: lint: "requird" is no rule: did you mean required?'],
    [
      'a: required\nb:\n  eiter: [a, c]',
      'input rules, line 3, column 3: b has "eiter", which is no part of a rule: did you mean either?',
    ],
    ['a: {either: [b]}', 'line 1, column 13: a: either takes two'],
    ['a: {either: b}', 'a: either takes two'],
    ['a: {either: [[], b]}', 'a: a path of either has no job'],
    ['a: {either: [b, c], skippable-when: offline}', 'a has either and skippable-when'],
    ['a: {mode: b}', 'a has mode without either'],
    ['a: {}', 'a says nothing'],
    ['a:', 'a: this is no rule: accepted: required, optional, either, mode, skippable-when'],
    [
      'a: {skippable-when: sometimes}',
      'a: skippable-when is "sometimes": accepted are offline, always, or a mapping',
    ],
    ['a: {skippable-when: {docs: x}}', 'a: skippable-when compares JOB.OUTPUT with a text'],
    ['a: {skippable-when: {b.c: }}', 'a: skippable-when has no text to compare b.c with'],
    ['a: {skippable-when: {a.c: x}}', 'a is skippable by an output of its own'],
    ['a: required\nx: {either: [a, b]}', 'input rules, line 2, column 1: a has two rules, a and x'],
    ['x: {either: [a, b]}\ny: {either: [b, c]}', 'b has two rules, x and y'],
    ['x: {either: [a, a]}', 'a is in x twice'],
    ['a: required\na: optional', 'input rules, line 2, column 1: Map keys must be unique'],
    ['- a', 'the rules are a mapping'],
    ['a b: required', '"a b" is no job\'s id'],
    ['a: [', 'input rules, line 1'],
  ])('%j', (text, sentence) => {
    expect(() => parseRules(text)).toThrow(UserError);
    expect(() => parseRules(text)).toThrow(sentence);
  });

  it('all mistakes at once', () => {
    expect(() => parseRules('a: x\nb: y')).toThrow(/line 1.*\n.*line 2/);
  });
});

describe('needs that can’t be read say what to write, and nothing of their content', () => {
  it.each([
    ['', 'input needs is empty'],
    ['Object', 'input needs is not JSON'],
    ['{"a": planted}', 'input needs is not JSON'],
    ['["planted"]', 'no object of jobs'],
    ['{"a": "planted"}', 'a has no result'],
    ['{"a": {"outputs": {"x": "planted"}}}', 'a has no result'],
  ])('%j', (text, sentence) => {
    expect(() => parseNeeds(text)).toThrow(sentence);
    try {
      parseNeeds(text);
    } catch (error) {
      expect(String(error)).not.toContain('planted');
      expect(String(error)).toContain(`needs: \${{ toJSON(needs) }}`);
    }
  });

  it('a job without needs has null', () => expect(parseNeeds('null').size).toBe(0));
  it('outputs may be null', () =>
    expect(parseNeeds('{"a":{"result":"success","outputs":null}}').get('a')?.outputs.size).toBe(0));
});

it('any text is rules or a mistake with its place', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    ': ',
    '\n',
    '  ',
    'required',
    'either',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '*x',
    '&x ',
    '"',
    '|',
    '#',
    '- ',
    'mode',
    'skippable-when',
    'offline',
    '__proto__',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        try {
          parseRules(text);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          for (const line of error.message.split('\n'))
            expect(line).toMatch(/^input rules, line \d+, column \d+: \S/);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('green is never said of a list in which something failed that no rule makes optional', () => {
  const result = fc.constantFrom('success', 'failure', 'cancelled', 'skipped');
  const word = fc.constantFrom(
    'required',
    'optional',
    '{skippable-when: always}',
    '{skippable-when: offline}',
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(result, word), { minKeys: 1 }),
      (jobs) => {
        const entries = Object.entries(jobs);
        const { isGood } = verdictOf(
          Object.fromEntries(entries.map(([job, [came]]) => [job, came])),
          entries.map(([job, [, rule]]) => `${job}: ${rule}`).join('\n'),
        );
        const isBad = entries.some(
          ([, [came, rule]]) =>
            came === 'cancelled' ||
            (came === 'failure' && rule !== 'optional') ||
            (came === 'skipped' && (rule === 'required' || rule.includes('offline'))),
        );
        expect(isGood).toBe(!isBad);
      },
    ),
  );
});
