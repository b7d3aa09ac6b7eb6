import { describe, expect, test } from 'vitest';
import { canHeal, classify, explain, type FailureKind, isUsers } from '../../../src/clone/classify.js';
import { networkEnv, plainGitEnv, withSettings } from '../../../src/clone/credential.js';
import { UserError } from '../../../src/lib/errors.js';

function settingsOf(env: NodeJS.ProcessEnv): [string, string][] {
  return Array.from({ length: Number(env.GIT_CONFIG_COUNT) }, (_, at) => [
    env[`GIT_CONFIG_KEY_${at}`] ?? '',
    env[`GIT_CONFIG_VALUE_${at}`] ?? '',
  ]);
}

test('settings that a user put into the environment come first and stay', () => {
  const env = withSettings({ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c' }, [
    ['d.e', 'f'],
  ]);
  expect(settingsOf(env)).toEqual([
    ['a.b', 'c'],
    ['d.e', 'f'],
  ]);
});

test('a broken GIT_CONFIG_COUNT is the user’s to mend', () => {
  expect(() => withSettings({ GIT_CONFIG_COUNT: 'x' }, [])).toThrow(UserError);
});

describe('the environment of a process that talks to the server', () => {
  const env = networkEnv(
    {
      PATH: '/bin',
      INPUT_TOKEN: 'sekrit',
      GIT_TRACE2_CONFIG_PARAMS: 'http.*',
      GIT_TRACE_REDACT: '0',
      GIT_DIR: '/elsewhere',
    },
    {
      token: 'sekrit',
      urls: ['https://example.org/forge/o/r'],
      serverUrl: 'https://example.org/forge',
      stallSeconds: 7,
    },
  );
  const settings = settingsOf(env);

  test('sends the credential to the repository’s two addresses and nowhere else', () => {
    const headers = settings.filter(([, value]) => value.startsWith('Authorization'));
    expect(headers.map(([key]) => key)).toEqual([
      'http.https://example.org/forge/o/r.extraHeader',
      'http.https://example.org/forge/o/r.git.extraHeader',
    ]);
  });

  test('asks no helper, runs no hook and follows no redirect', () => {
    expect(settings).toContainEqual(['credential.helper', '']);
    expect(settings).toContainEqual(['core.hooksPath', '/dev/null']);
    expect(settings).toContainEqual(['http.https://example.org/forge/o/r.followRedirects', 'false']);
    expect(env.GIT_TERMINAL_PROMPT).toBe('0');
  });

  test('prints the credential into no trace and hands on no input', () => {
    expect(env.GIT_TRACE_REDACT).toBe('1');
    expect(env.GIT_TRACE2_CONFIG_PARAMS).toBe('cc-ci.nothing');
    expect(env.INPUT_TOKEN).toBeUndefined();
    expect(env.GIT_DIR).toBeUndefined();
  });

  test('gives up on a silent server after stall-seconds', () => {
    expect(settings).toContainEqual(['http.lowSpeedTime', '7']);
  });
});

test('a process that doesn’t talk to the server has no credential', () => {
  expect(JSON.stringify(plainGitEnv({ INPUT_TOKEN: 'sekrit' }))).not.toContain('sekrit');
});

describe('why git failed', () => {
  const rows: readonly (readonly [string, FailureKind, 'heals' | 'stays', 2 | 1])[] = [
    ["fatal: Authentication failed for 'http://h/o/r/'", 'auth', 'stays', 2],
    ["fatal: could not read Username for 'http://h': terminal prompts disabled", 'auth', 'stays', 2],
    [
      "fatal: unable to access 'http://h/o/r/': The requested URL returned error: 403",
      'forbidden',
      'stays',
      2,
    ],
    ["fatal: repository 'http://h/o/r/' not found", 'not-found', 'stays', 2],
    ["fatal: couldn't find remote ref refs/heads/x", 'ref-missing', 'stays', 2],
    ['fatal: remote error: upload-pack: not our ref aaaa', 'commit-missing', 'stays', 2],
    ["fatal: unable to access 'http://h/o/r/': The requested URL returned error: 503", 'server', 'heals', 1],
    [
      "fatal: unable to access 'http://h/o/r/': The requested URL returned error: 429",
      'rate-limited',
      'heals',
      1,
    ],
    [
      'error: RPC failed; curl 28 Operation too slow. Less than 1 bytes/sec transferred the last 20 seconds',
      'stalled',
      'heals',
      1,
    ],
    ["fatal: unable to access 'http://h/': Could not resolve host: h", 'network', 'heals', 1],
    [
      "fatal: unable to access 'http://h/': Failed to connect to h port 80: Connection refused",
      'network',
      'heals',
      1,
    ],
    ['fetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF', 'cut', 'heals', 1],
    [
      'error: file write error: No space left on device\nfatal: unable to write loose object',
      'disk-full',
      'stays',
      1,
    ],
    ["fatal: detected dubious ownership in repository at '/w'", 'ownership', 'stays', 1],
    ['fatal: bad object HEAD', 'broken', 'stays', 1],
    [
      "fatal: unable to access 'https://h/o/r/': SSL certificate problem: self-signed certificate",
      'certificate',
      'stays',
      2,
    ],
    [
      "fatal: unable to access 'https://h/o/r/': server certificate verification failed. CAfile: none CRLfile: none",
      'certificate',
      'stays',
      2,
    ],
    ['fatal: mismatched algorithms: client sha1; server sha256', 'object-format', 'stays', 1],
    ['something new', 'unknown', 'heals', 1],
  ];
  test.each(rows)('%s', (stderr, kind, heals, exit) => {
    expect(classify(stderr)).toBe(kind);
    expect(canHeal(kind)).toBe(heals === 'heals');
    expect(isUsers(kind) ? 2 : 1).toBe(exit);
    const sentence = explain(kind, {
      url: 'http://h/o/r',
      hasToken: true,
      asked: 'x',
      stallSeconds: 20,
      stderr,
    });
    expect(sentence.length).toBeGreaterThan(10);
    expect(sentence).not.toContain('\n');
  });
});
