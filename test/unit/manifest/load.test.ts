import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { parseManifest } from '../../../src/recipe/manifest/load.js';
import { defaultManifest } from '../../../src/recipe/manifest/model.js';

const parse = (text: string) => parseManifest(text, 'cc-ci.yml');
function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error(`was taken: ${text}`);
}

const full = `
health: {path: /healthz, status: [200], contains: ok, timeout: 2m, stable-for: 5s, headers: {server: nginx}, tcp: [{service: db, port: 5432}]}
env: {LOG_LEVEL: debug, SITE: "https://{domain}"}
upgrade: {from: 1.2.0+4.5}
data:
  - file: {volume: content, path: marker.txt}
  - sql: {engine: postgres, service: db, password-file: /run/secrets/db}
  - http: {write: {path: /api, body: '{"v":"{marker}"}'}, read: {path: /api}}
  - exec: {service: app, write: [put, "{marker}"], read: [get]}
backup: {expect: required, verify: {service: db, command: [test, -s, /backup.sql]}}
checks:
  - name: front page
    http: {path: /, status: 200, contains: Welcome}
  - {name: worker, exec: {service: app, command: [worker, status], matches: "^ok", exit-code: 3}}
  - {name: login page, browser: {path: /login, title: Login, forbid: [console-errors], script: tests/login.mjs}}
  - {name: api, http: {method: POST, path: /api, body: x, json: {path: "items[0].name", equals: null}}}
tests: {folder: tests, command: [pytest, -q], timeout: 10m}
extra: {timeout: 1h}
resources: {memory: 512MiB, weight: 2}
timeouts: {deploy: 5m, http: 1m, stage: 20m}
upstream: https://git.example.org/recipes/app.git
needs: [{name: sso, recipe: ../keycloak, env: {A: b}}, {name: mail, recipe: "https://git.example.org/mail.git", warm: mail.example.org}]
na: {reinstall: "writes on start"}
policy: {allow: [{rule: bind-mount, service: app, reason: "reads the clock's zone"}]}
`;

describe('a manifest', () => {
  it('says in the model what it says in the file', () => {
    expect(parse(full)).toEqual({
      health: {
        path: '/healthz',
        statuses: [200],
        headers: { server: 'nginx' },
        body: { contains: 'ok' },
        tcp: [{ service: 'db', port: 5432 }],
        timeoutMs: 120_000,
        stableMs: 5_000,
      },
      env: { LOG_LEVEL: 'debug', SITE: 'https://{domain}' },
      upgrade: { from: '1.2.0+4.5' },
      data: [
        { kind: 'file', volume: 'content', path: 'marker.txt' },
        { kind: 'sql', engine: 'postgres', service: 'db', passwordFile: '/run/secrets/db' },
        {
          kind: 'http',
          write: {
            method: 'POST',
            path: '/api',
            headers: {},
            body: '{"v":"{marker}"}',
            statuses: [200, 201, 202, 204],
          },
          read: { method: 'GET', path: '/api', headers: {}, statuses: [200, 201, 202, 204] },
        },
        { kind: 'exec', service: 'app', write: ['put', '{marker}'], read: ['get'] },
      ],
      backup: { expect: 'required', verify: { service: 'db', command: ['test', '-s', '/backup.sql'] } },
      checks: [
        {
          name: 'front page',
          kind: 'http',
          method: 'GET',
          path: '/',
          headers: {},
          statuses: [200],
          body: { contains: 'Welcome' },
        },
        {
          name: 'worker',
          kind: 'exec',
          service: 'app',
          command: ['worker', 'status'],
          exitCode: 3,
          output: { matches: '^ok' },
        },
        {
          name: 'login page',
          kind: 'browser',
          path: '/login',
          title: 'Login',
          forbid: ['console-errors'],
          script: 'tests/login.mjs',
        },
        {
          name: 'api',
          kind: 'http',
          method: 'POST',
          path: '/api',
          headers: {},
          statuses: [200],
          send: 'x',
          body: { json: { path: 'items[0].name', equals: null } },
        },
      ],
      tests: { folder: 'tests', command: ['pytest', '-q'], timeoutMs: 600_000 },
      extra: { folder: 'tests/extra', timeoutMs: 3_600_000 },
      resources: { memoryBytes: 512 * 1024 ** 2, weight: 2 },
      timeouts: { deployMs: 300_000, httpMs: 60_000, stageMs: 1_200_000 },
      upstream: 'https://git.example.org/recipes/app.git',
      needs: [
        { name: 'sso', recipe: '../keycloak', env: { A: 'b' } },
        { name: 'mail', recipe: 'https://git.example.org/mail.git', warm: 'mail.example.org', env: {} },
      ],
      na: { reinstall: 'writes on start' },
      policy: { allow: [{ rule: 'bind-mount', service: 'app', reason: "reads the clock's zone" }] },
    });
  });

  it.each([
    '',
    '\n',
    '# nothing yet\n',
    '---\n',
    '{}',
    'health: {}',
    '\uFEFFenv: {}',
    'checks: []\ntests: {}',
  ])('that says nothing (%j) is the one of a recipe without a manifest', (text) =>
    expect(parse(text)).toEqual(defaultManifest),
  );

  it('may name something once and use it again', () => {
    const { checks } = parse('checks:\n  - &one {name: one, http: {path: /}}\n  - {<<: *one, name: two}');
    expect(checks.map(({ name }) => name)).toEqual(['one', 'two']);
  });
});

describe('what is wrong is said with its place, what stands there, and what has to', () => {
  it.each<[string, string]>([
    ['helth: {path: /}', 'cc-ci.yml:1:1: the file has no key "helth": did you mean health?'],
    ['health:\n  pth: /', 'cc-ci.yml:2:3: health has no key "pth": did you mean path?'],
    ['health: {zzz: 1}', 'cc-ci.yml:1:10: health has no key "zzz": the keys are path, status, headers, '],
    ['health:', 'cc-ci.yml:1:8: health is empty, and has to be a mapping with path, status'],
    ['- health', 'cc-ci.yml:1:1: the file has to be a mapping of keys'],
    ['just text', 'cc-ci.yml:1:1: the file has to be a mapping of keys'],
    [
      'health: {timeout: 60}',
      'cc-ci.yml:1:19: health.timeout is 60, and has to be a length of time such as 30s, 5m or 1h',
    ],
    ['health: {timeout: 0s}', 'cc-ci.yml:1:19: health.timeout is "0s", and has to be a length of time'],
    [
      'health: {timeout: 25h}',
      'health.timeout is "25h", and has to be a length of time such as 30s, 5m or 1h, 24h at most',
    ],
    ['health: {status: 99}', 'cc-ci.yml:1:18: health.status is 99, and has to be an HTTP status, 100 to 599'],
    ['health: {status: []}', 'health.status is an empty list, and has to be an HTTP status'],
    ['health: {status: [200, 2xx]}', 'health.status is a list, and has to be an HTTP status'],
    ['health: {path: healthz}', 'health.path is "healthz", and has to be a path on the app such as /healthz'],
    ['health: {path: //evil.example}', 'health.path is "//evil.example", and has to be a path'],
    ['health: {path: "/\\\\evil.example"}', 'has to be a path on the app'],
    ['health: {path: "/a b"}', 'has to be a path on the app'],
    ['health: {port: 0}', 'health.port is 0, and has to be a port, 1 to 65535'],
    ['health: {port: "80"}', 'health.port is "80", and has to be a port'],
    [
      'health: {matches: "(a"}',
      'cc-ci.yml:1:19: health.matches is "(a", and has to be a JavaScript regular expression (Unterminated group)',
    ],
    [
      'health: {json: {path: a..b, equals: 1}}',
      'health.json.path is "a..b", and has to be a path into the JSON',
    ],
    ['health: {json: {path: a}}', 'cc-ci.yml:1:10: health.json has to have the key equals'],
    [
      'health: {json: {path: a, equals: .inf}}',
      'health.json.equals is Infinity, and has to be text, a number, true, false or null',
    ],
    [
      'health: {headers: {"bad name": x}}',
      'health.headers has "bad name", and that has to be a header\'s name',
    ],
    [
      'health: {headers: {a: "x\\r\\nb: c"}}',
      'health.headers.a is "x\\r\\nb: c", and has to be the value of a header',
    ],
    [
      'health: {timeout: 5s, stable-for: 5s}',
      'health.stable-for has to be shorter than health.timeout, which is 5s',
    ],
    ['health: {stable-for: 2m}', 'health.stable-for has to be shorter than timeouts.http, which is 1m'],
    [
      'timeouts: {deploy: 30m, stage: 20m}',
      'cc-ci.yml:1:20: timeouts.deploy has to be shorter than timeouts.stage, which is 20m',
    ],
    [
      'env: {DEBUG: true}',
      'cc-ci.yml:1:14: env.DEBUG is true, and has to be text in one line: put it in quotes',
    ],
    ['env: {VERSION: 1.10}', 'env.VERSION is 1.1, and has to be text in one line: put it in quotes'],
    ['env: [A=b]', 'cc-ci.yml:1:1: env is a list, and has to be a mapping such as {LOG_LEVEL: debug}'],
    ['env: []', 'env is an empty list, and has to be a mapping'],
    ['health: {headers: [a]}', 'health.headers is a list, and has to be a mapping of headers'],
    ['tests: []', 'tests is an empty list, and has to be a mapping with folder, command, timeout'],
    ['env: {A-B: x}', 'env has "A-B", and that has to be the name of a variable'],
    ['env: {A: "x\\ny"}', 'env.A is "x\\ny", and has to be text in one line'],
    ['env: {DOMAIN: x}', 'cc-ci.yml:1:7: DOMAIN is set by the run itself: leave it out'],
    ['env: {constructor: x}', 'cc-ci.yml:1:7: env has no key "constructor": take another name'],
    ['__proto__: {health: 1}', 'the file has no key "__proto__"'],
    ['health: {toString: x}', 'health has no key "toString"'],
    [
      'upgrade: {from: previuos}',
      'upgrade.from is "previuos", and has to be previous, latest or a release such as 1.2.0+4.5: did you mean previous?',
    ],
    [
      'upgrade: {from: 1.0}',
      'upgrade.from is 1, and has to be previous, latest or a release such as 1.2.0+4.5: put it in quotes',
    ],
    ['upgrade: previous', 'upgrade is "previous", and has to be a mapping with from'],
    [
      'data: [{file: {volume: a, path: ../etc/passwd}}]',
      'cc-ci.yml:1:33: data[0].file.path is "../etc/passwd", and has to be a path inside the folder',
    ],
    [
      'data: [{file: {volume: a, path: /etc/passwd}}]',
      'data[0].file.path is "/etc/passwd", and has to be a path inside',
    ],
    [
      'data: [{file: {volume: a, path: b/../../c}}]',
      'data[0].file.path is "b/../../c", and has to be a path inside',
    ],
    ['data: [{file: {volume: a}}]', 'data[0].file has to have the key path'],
    ['data: [{fil: {}}]', 'data[0] has no key "fil": did you mean file?'],
    [
      'data: [{file: {volume: a, path: b}, exec: {service: a, write: ["{marker}"], read: [a]}}]',
      'data[0] is a mapping with file, exec, and has to be exactly one of file, sql, http and exec',
    ],
    ['data: [{}]', 'data[0] is an empty mapping, and has to be exactly one of'],
    [
      'data: {file: {}}',
      'data is a mapping with file, and has to be a list of file, sql, http and exec markers',
    ],
    [
      'data: [{sql: {engine: mysql, service: db}}]',
      'data[0].sql.engine is "mysql", and has to be one of postgres, mariadb',
    ],
    ['data: [{sql: {engine: postgress, service: db}}]', 'did you mean postgres?'],
    [
      'data: [{exec: {service: a, write: [touch, /x], read: [a]}}]',
      'cc-ci.yml:1:28: data[0].exec.write has to have {marker} in it',
    ],
    [
      'data: [{http: {write: {path: /x}, read: {path: /x}}}]',
      'data[0].http.write has to have {marker} in it',
    ],
    [
      'data: [{exec: {service: a, write: "x {marker}", read: [a]}}]',
      'data[0].exec.write is "x {marker}", and has to be a list of words such as [pg_isready, -U, app]',
    ],
    [
      'data: [{file: {volume: a, path: b}}, {file: {volume: a, path: b}}]',
      'cc-ci.yml:1:38: data[1] is "a/b", and so is data[0]',
    ],
    ['backup: {expect: always}', 'backup.expect is "always", and has to be one of auto, required'],
    [
      'backup: {expect: required}\nna: {backup: no state}',
      "cc-ci.yml:2:6: na.backup says that the stage doesn't apply, and backup says what it does",
    ],
    ['checks: [{http: {path: /}}]', 'cc-ci.yml:1:10: checks[0] has to have the key name'],
    [
      'checks: [{name: a}]',
      'checks[0] is a mapping with name, and has to be a name and exactly one of http, exec and browser',
    ],
    [
      'checks: [{name: a, http: {path: /}}, {name: a, http: {path: /}}]',
      'checks[1] is "a", and so is checks[0]',
    ],
    [
      'checks: [{name: a, http: {path: /, method: post}}]',
      'checks[0].http.method is "post", and has to be one of GET, HEAD',
    ],
    ['checks: [{name: a, http: {path: /, method: HEAD, contains: x}}]', 'HEAD, whose answer has no body'],
    [
      'checks: [{name: a, browser: {script: ../../x.mjs}}]',
      'checks[0].browser.script is "../../x.mjs", and has to be a path inside the folder such as tests/login.mjs, without ..',
    ],
    [
      'checks: [{name: a, browser: {forbid: [console-error]}}]',
      'checks[0].browser.forbid[0] is "console-error", and has to be one of console-errors, failed-requests: did you mean console-errors?',
    ],
    [
      'checks: [{name: a, exec: {service: a, command: []}}]',
      'checks[0].exec.command is an empty list, and has to be a list of words',
    ],
    [
      'checks: [{name: a, exec: {service: a, command: [sleep, 5]}}]',
      'checks[0].exec.command[1] is 5, and has to be text: put it in quotes',
    ],
    ['checks: [{name: a, exec: {service: a, command: [x], exit-code: 256}}]', 'an exit code, 0 to 255'],
    ['tests: {folder: ..}', 'tests.folder is "..", and has to be a folder inside the recipe'],
    [
      'tests: {folder: tests}\nextra: {folder: tests/}',
      'extra and tests are both tests: the same suite would run twice',
    ],
    ['tests: {folder: tests}\nna: {local: none}', 'na.local says'],
    ['resources: {memory: 512}', 'resources.memory is 512, and has to be a size such as 512MiB or 2GB'],
    ['resources: {memory: 512M}', 'resources.memory is "512M", and has to be a size'],
    ['resources: {weight: 0}', 'resources.weight is 0, and has to be a number, 0.1 to 100'],
    ['resources: {weight: .nan}', 'resources.weight is NaN, and has to be a number'],
    [
      'upstream: https://me:pass@git.example.org/x.git',
      'and has to be a git URL such as https://git.example.org/recipes/app.git, without a password in it',
    ],
    ['upstream: ssh://-oProxyCommand=x/y', 'has to be a git URL'],
    ['upstream: -x@git.example.org:app.git', 'has to be a git URL'],
    ['upstream: --upload-pack=x', 'upstream is "--upload-pack=x", and has to be a git URL'],
    ['upstream: "ext::sh -c x"', 'has to be a git URL'],
    ['upstream: ext::sh', 'has to be a git URL'],
    ['needs: [{name: SSO, recipe: ../x}]', 'needs[0].name is "SSO", and has to be a name such as sso'],
    [
      'needs: [{name: sso, recipe: /srv/keycloak}]',
      'needs[0].recipe is "/srv/keycloak", and has to be the recipe to deploy: a git URL, or a folder such as ../keycloak',
    ],
    ['needs: [{name: sso, recipe: ../x, warm: sso}]', 'needs[0].warm is "sso", and has to be a domain'],
    [
      'needs: [{name: sso, recipe: ../x, warm: sso.example.org, env: {A: b}}]',
      'needs[0].env means nothing to sso.example.org',
    ],
    [
      'na: {install: x}',
      'cc-ci.yml:1:6: na has no key "install": it can\'t be left out: every other stage needs the app',
    ],
    ['na: {teardown: x}', "it can't be left out: nothing may be left on the host"],
    ['na: {verify-clean: x}', "it can't be left out: nothing may be left on the host"],
    ['na: {policy: x}', "it can't be left out: allow the one rule under policy.allow"],
    ['na: {bakcup: x}', 'na has no key "bakcup": did you mean backup?'],
    ['na: {backup: }', 'na.backup is empty, and has to be a sentence that says why'],
    ['na: {backup: " "}', 'na.backup is " ", and has to be a sentence that says why'],
    ['na: [backup]', 'na is a list, and has to be a mapping with lint, health'],
    ['policy: {allow: [{rule: bind-mount}]}', 'cc-ci.yml:1:18: policy.allow[0] has to have the key reason'],
    [
      'policy: {allow: [{rule: bind-mount, reason: ""}]}',
      'policy.allow[0].reason is "", and has to be a sentence that says why',
    ],
    ['policy: {allow: bind-mount}', 'policy.allow is "bind-mount", and has to be a list such as'],
    ['health: {path: /, path: /x}', 'cc-ci.yml:1:19: not valid YAML: Map keys must be unique'],
    ['health: {path: /', 'cc-ci.yml:1:17: not valid YAML:'],
    ['health: *none', 'cc-ci.yml:1:9: *none has no anchor &none above it'],
    ['a: &a [*a]', 'cc-ci.yml:1:7: nested more than 200 deep'],
    ['a: 1\n---\nb: 2', 'not valid YAML: Source contains multiple documents'],
  ])('%s', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('all of it at once, in the order of the file', () => {
    const text = 'na: {install: x}\nhealth: {timeout: 60, status: 1}\nupgrade: {from: yesterday}\nhelth: 1\n';
    expect(
      refusal(text)
        .split('\n')
        .map((line) => line.slice(0, 16)),
    ).toEqual([
      'cc-ci.yml:1:6: n',
      'cc-ci.yml:2:19: ',
      'cc-ci.yml:2:31: ',
      'cc-ci.yml:3:17: ',
      'cc-ci.yml:4:1: t',
    ]);
  });

  it('of which twenty are told and the rest is counted', () => {
    const text = `env:\n${Array.from({ length: 30 }, (_, index) => `  K${index}: ${index}`).join('\n')}`;
    const lines = refusal(text).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('cc-ci.yml: and 10 more');
  });

  it('without a password that stands where none may', () => {
    expect(refusal('upstream: https://me:s3cret@git.example.org/x.git')).toContain(
      '"https://…@git.example.org/x.git"',
    );
  });

  it.each([
    'https://git.example.org/recipes/app.git',
    'http://git.example.org:3000/app',
    'ssh://git@git.example.org:2222/recipes/app.git',
    'git@git.example.org:recipes/app.git',
    'file:///srv/app',
  ])('and a git URL is %s', (url) => expect(parse(`upstream: ${url}`).upstream).toBe(url));

  it('in few words where the value is long', () => {
    expect(refusal(`upstream: ${'x'.repeat(5_000)}`).length).toBeLessThan(250);
    expect(refusal(`${'k'.repeat(900)}: 1`).length).toBeLessThan(400);
  });
});

describe('a file that was made to keep the parser busy is refused in time', () => {
  const nines = (depth: number): string =>
    Array.from({ length: depth }, (_, level) => {
      const items = level === 0 ? 'x' : Array.from({ length: 9 }, () => `*a${level - 1}`).join(',');
      return `a${level}: &a${level} [${items}]`;
    }).join('\n');
  it.each<[string, string, string]>([
    ['ten megabytes', 'a'.repeat(10_000_000), 'cc-ci.yml has 10.0 MB, and a manifest has 65.5 kB at most'],
    ['aliases of aliases', nines(20), 'its aliases expand too far'],
    ['twenty thousand aliases', `a: &a 1\nb: [${'*a,'.repeat(20_000)}]`, 'has no key "a"'],
    ['sixty thousand brackets', '['.repeat(60_000), 'not valid YAML'],
    [
      'a mapping merged a thousand times',
      `a: &a {${Array.from({ length: 2000 }, (_, n) => `k${n}: 1`).join(',')}}\n${Array.from({ length: 1000 }, (_, n) => `m${n}: {<<: *a}`).join('\n')}`,
      'its aliases expand too far',
    ],
    ['six thousand keys', Array.from({ length: 6_000 }, (_, n) => `k${n}:`).join('\n'), 'has no key'],
  ])('%s', (_, text, message) => {
    // The processor's time: what else runs on the machine is not the parser's.
    const before = process.cpuUsage();
    expect(refusal(text)).toContain(message);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });
});
