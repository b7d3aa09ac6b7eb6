import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { type GuardRequest, guardSecrets, rawInput } from '../../../src/secrets/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-guard-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Asked = {
  required?: string;
  optional?: string;
  onMissing?: GuardRequest['onMissing'];
  env?: NodeJS.ProcessEnv;
  event?: unknown;
};

/** The room with a job and a log that keep what they are told. */
function guard({ required = '', optional = '', onMissing = 'offline', env = {}, event }: Asked) {
  const outputs: Record<string, string> = {};
  const masks: string[] = [];
  const log: string[] = [];
  const summary: string[] = [];
  const path = join(folder, 'event.json');
  if (event !== undefined) writeFileSync(path, typeof event === 'string' ? event : JSON.stringify(event));
  let error: unknown;
  try {
    guardSecrets(
      {
        required: { input: 'required', text: required },
        optional: { input: 'optional', text: optional },
        onMissing,
      },
      {
        env: { ...(event === undefined ? {} : { GITHUB_EVENT_PATH: path }), ...env },
        job: {
          setOutput: (name, value) => void Object.assign(outputs, { [name]: value }),
          exportVariable: (name) => expect.fail(`exports ${name}`),
          addPath: (name) => expect.fail(`adds ${name}`),
          saveState: (name) => expect.fail(`saves ${name}`),
          summary: (text) => void summary.push(text),
          mask: (secret) => void masks.push(secret),
        },
        log: {
          info: (text) => void log.push(text),
          warning: (text) => void log.push(`warning: ${text}`),
          error: (text) => void log.push(`error: ${text}`),
        },
      },
    );
  } catch (thrown) {
    error = thrown;
  }
  return { outputs, masks, log, summary: summary.join(''), error };
}

const FORK = {
  pull_request: { head: { repo: { id: 12 } }, base: { repo: { id: 7 } } },
  repository: { id: 7 },
};
const SAME = {
  pull_request: { head: { repo: { id: 7 } }, base: { repo: { id: 7 } } },
  repository: { id: 7 },
};

describe('the mode', () => {
  it('is full where every required secret is there, optional ones or not', () => {
    const { outputs, log, summary } = guard({
      required: 'A=planted-a\nB',
      optional: 'C=',
      env: { B: 'planted-b' },
    });
    expect(outputs).toEqual({
      mode: 'full',
      missing: '',
      reason: '',
      'has-A': 'true',
      'has-B': 'true',
      'has-C': 'false',
    });
    expect(log).toEqual(['guard: full: A, B are there; without C (optional)']);
    expect(summary).toBe('');
  });

  it('is offline where one is missing, with every name and the three things to check', () => {
    const { outputs, log, summary } = guard({ required: 'A=planted-a\nB=\nC', env: { C: '' }, event: SAME });
    expect(outputs).toMatchObject({
      mode: 'offline',
      missing: 'B,C',
      reason: 'empty',
      'has-A': 'true',
      'has-B': 'false',
    });
    expect(log.join('\n')).toMatch(/^warning: guard: offline: B, C are empty\. .*\(1\).*\(2\).*\(3\)/);
    expect(summary).toContain('| B | required | **missing** |');
  });

  it('is offline for a value that is only white space or quotes, and says so', () => {
    const { outputs, log } = guard({ required: 'A= \nB=""' });
    expect(outputs).toMatchObject({ mode: 'offline', missing: 'A,B' });
    expect(log[0]).toContain('A holds nothing but white space or quotes');
  });
});

describe('the reason', () => {
  it.each<[string, unknown, NodeJS.ProcessEnv, string]>([
    ['fork, by the ids of a pull request', FORK, {}, 'fork'],
    [
      'fork in a reusable workflow, whose event has another name',
      FORK,
      { GITHUB_EVENT_NAME: 'workflow_call' },
      'fork',
    ],
    [
      'fork where only the repository has the base’s id',
      { pull_request: { head: { repo: { id: 12 } } }, repository: { id: 7 } },
      {},
      'fork',
    ],
    ['empty for a pull request of the same repository', SAME, {}, 'empty'],
    [
      'empty for the same repository that is a fork itself',
      { pull_request: { head: { repo: { id: 7, fork: true } } }, repository: { id: 7, fork: true } },
      {},
      'empty',
    ],
    [
      'empty for pull_request_target, which has the base’s secrets',
      FORK,
      { GITHUB_EVENT_NAME: 'pull_request_target' },
      'empty',
    ],
    ['empty for a push', { repository: { id: 7 } }, {}, 'empty'],
    ['empty where ids are missing', { pull_request: { head: { repo: null }, base: {} } }, {}, 'empty'],
    ['empty where a key is null', { pull_request: null, repository: null }, {}, 'empty'],
    ['empty where keys are of another kind', { pull_request: 'yes', repository: [] }, {}, 'empty'],
  ])('is %s', (_what, event, env, reason) => {
    expect(guard({ required: 'A=', event, env }).outputs).toMatchObject({ mode: 'offline', reason });
  });

  it.each<[string, unknown, NodeJS.ProcessEnv]>([
    ['GITHUB_EVENT_PATH is not set', undefined, {}],
    ['event.json is not JSON', '{"planted', {}],
    ['event.json holds no JSON object', '[]', {}],
    ['nowhere/event.json can’t be read', undefined, { GITHUB_EVENT_PATH: '/nowhere/event.json' }],
  ])('is empty, in so many words, where %s', (sentence, event, env) => {
    const { outputs, log } = guard({ required: 'A=', event, env });
    expect(outputs).toMatchObject({ mode: 'offline', reason: 'empty' });
    expect(log.join()).toContain(sentence);
  });

  it('tells of a comment, after which a fork can’t be told', () => {
    expect(guard({ required: 'A=', event: { issue: { pull_request: {} } } }).log.join()).toContain(
      'A comment started this job',
    );
  });
});

describe('on-missing: fail', () => {
  it('ends in a UserError, after the outputs are set', () => {
    const { error, outputs } = guard({
      required: 'A=\nB=planted',
      onMissing: 'fail',
      event: { repository: { id: 7 } },
    });
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain('guard: this job must not go offline, and A is missing');
    expect(outputs).toMatchObject({ mode: 'offline', 'has-B': 'true' });
  });

  it('is nothing where all is there', () => {
    expect(guard({ required: 'A=planted', onMissing: 'fail' }).error).toBeUndefined();
  });

  it('says what a fork’s pull request can do about it', () => {
    expect(String(guard({ required: 'A=', onMissing: 'fail', event: FORK }).error)).toContain(
      'let this job run for pushes alone',
    );
  });
});

describe('a warning by name', () => {
  it.each([
    ['A= planted-value', 'A begins with white space'],
    ['A=planted-value ', 'A ends with white space'],
    ['A=planted-value\r', 'A has a carriage return in it'],
    ['A<<EOF\nplanted-value\n\nEOF', 'A ends with white space'],
    ['A=planted-value\n\nB=planted-other', 'A is followed by an empty line'],
    ['A=planted-value\n\n', 'A is followed by an empty line'],
    ['A=-----BEGIN X-----\r\nplanted\r\n-----END X-----', 'A has a carriage return in it'],
    ['A=abc', 'A is shorter than 4 characters and is not masked'],
    ['A=true', 'A is an ordinary word and is not masked'],
  ])('for %j', (required, sentence) => {
    const { log, outputs } = guard({ required });
    expect(log[0]).toContain(`warning: guard: ${sentence}`);
    expect(log.join('\n')).not.toContain('planted');
    expect(outputs.mode).toBe('full');
  });

  it.each([
    'A=planted-value\n',
    'A=planted value',
    'A=-----BEGIN X-----\nplanted\n-----END X-----\n\n',
    'A<<EOF\n-----BEGIN X-----\nplanted\n-----END X-----\n\nEOF',
  ])('is not given for %j', (required) =>
    expect(guard({ required }).log.join('\n')).not.toContain('warning'),
  );
});

describe('a list that can’t be read', () => {
  it.each([
    ['=planted', '', 'input required, line 1: there is no name before the ='],
    ['', 'A=x\nplanted', 'input optional, line 2: it has no name'],
    ['A=planted\nB=y\nA=z', '', 'input required, line 3: A is listed already (input required, line 1)'],
    ['A=planted', 'A=x', 'input optional, line 1: A is listed already (input required, line 1)'],
  ])('%j and %j: is a UserError without a value, and nothing is set', (required, optional, sentence) => {
    const { error, outputs } = guard({ required, optional });
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(sentence);
    expect(String(error)).not.toContain('planted');
    expect(outputs).toEqual({});
  });

  it('tells a line of capitals behind a value by its number: it may be the value’s second line', () => {
    const { error, outputs, log, masks } = guard({ required: 'KEY=first-line\nAKIAQ2PLANTED7LINE' });
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain('input required, line 2: a name without a value');
    expect([String(error), outputs, log].join()).not.toContain('PLANTED');
    expect(outputs).toEqual({});
    expect(masks).toContain('AKIAQ2PLANTED7LINE');
  });

  it('takes it for a name where the environment has it, be it empty, and where no value stands before', () => {
    expect(guard({ required: 'A=planted\nBARE', env: { BARE: '' } }).outputs.missing).toBe('BARE');
    expect(guard({ required: 'BARE\nA=planted' }).outputs.missing).toBe('BARE');
    expect(guard({ required: 'BARE\nBARE' }).masks).toEqual([]);
  });

  it('masks what looks like a value all the same: a later step may still run', () => {
    const { masks } = guard({ required: 'A=planted-a\nsecond-line-of-a\nB=planted-b' });
    expect(masks).toEqual(expect.arrayContaining(['planted-a', 'second-line-of-a', 'planted-b']));
    expect(guard({ required: 'A=planted-a\nc2Vjb25kLWxpbmU=' }).masks).toContain('c2Vjb25kLWxpbmU=');
  });
});

it('a longer secret is masked before one that is a part of it', () => {
  const { masks } = guard({ required: 'A=planted\nB=planted-and-more' });
  expect(masks.indexOf('planted-and-more')).toBeLessThan(masks.indexOf('planted'));
});

it('no text that the guard writes holds a value', () => {
  const { outputs, log, summary } = guard({
    required: 'A=planted-a\nB= planted-b\r\nC=',
    optional: 'D="planted-d"',
  });
  expect(JSON.stringify({ outputs, log, summary })).not.toContain('planted');
});

describe('an input as the runner gave it', () => {
  it('keeps the white space that a table trims', () => {
    expect(rawInput({ INPUT_REQUIRED: 'A=b \n\n' }, 'required', 'A=b')).toBe('A=b \n\n');
  });
  it('is the read one where the environment has another action’s', () => {
    expect(rawInput({ INPUT_REQUIRED: 'other' }, 'required', '')).toBe('');
  });
});
