import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INSIDE, MARKER, readWrapped, shimText, writeShims } from '../../../src/memory/shims/index.js';

let world: string;
let shims: string;
let tools: string;

/** Stands for Node with dist/cc-ci.js: says how it was called, and becomes the command. */
const NODE = `#!/bin/sh
printf 'exec:%s:%s:%s:%s\\n' "\${1##*/}" "$2" "$3" "$4" >&2
shift 5
exec "$@"
`;
/** Stands for the real command: every argument on a line of its own, its input, a code of its own. */
const TOOL = `#!/bin/sh
printf 'tool %s\\n' "$0"
for argument do printf '<%s>\\n' "$argument"; done
[ -z "\${READ-}" ] || cat
exit "\${CODE:-0}"
`;

beforeAll(() => {
  world = mkdtempSync(join(tmpdir(), "cc-ci shim's-"));
  tools = join(world, 'tools');
  mkdirSync(tools);
  writeFileSync(join(world, 'cc-ci.js'), '');
  executable(join(world, 'node'), NODE);
  executable(join(tools, 'cargo'), TOOL);
  shims = writeShims(world, ['cargo', 'make', 'c++'], {
    node: join(world, 'node'),
    entry: join(world, 'cc-ci.js'),
  });
});
afterAll(() => rmSync(world, { recursive: true }));

function executable(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

type Call = {
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly input?: string;
};

function call(file: string, { args = [], env = {}, input = '' }: Call = {}) {
  const PATH = `${shims}:${tools}:/usr/bin:/bin`;
  return spawnSync(file, args, { cwd: world, encoding: 'utf8', input, env: { PATH, ...env } });
}

const WRAPPED = 'exec:cc-ci.js:exec:--as:cargo\n';

describe('a wrapped command', () => {
  test('goes through cc-ci exec under its name, with the real program', () => {
    const { stdout, stderr, status } = call('cargo', { args: ['build'] });
    expect(stderr).toBe(WRAPPED);
    expect(stdout).toBe(`tool ${tools}/cargo\n<build>\n`);
    expect(status).toBe(0);
  });

  test('gets its arguments byte for byte', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'))), (args) => {
        expect(call('cargo', { args }).stdout).toBe(
          [`tool ${tools}/cargo`, ...args.map((arg) => `<${arg}>`), ''].join('\n'),
        );
      }),
      {
        numRuns: 40,
        examples: [
          [['', '--', '-n', '*', 'a  b', 'x\ny\n', "'", '"$HOME"', '\\', '$(id)', '--as', '+nightly']],
        ],
      },
    );
  });

  test('keeps its exit code, its input and its output', () => {
    const { stdout, status } = call('cargo', { env: { CODE: '101', READ: '1' }, input: 'line\0\n' });
    expect({ stdout, status }).toEqual({ stdout: `tool ${tools}/cargo\nline\0\n`, status: 101 });
  });

  test.each([
    ['a subshell', 'sh', ['-c', '(cargo build)']],
    ['env', 'env', ['X=1', 'cargo', 'build']],
    ['a pipeline under bash -eo pipefail', 'bash', ['--norc', '-eo', 'pipefail', '-c', 'cargo build | cat']],
    ['command', 'sh', ['-c', 'command cargo build']],
    ['xargs', 'sh', ['-c', 'echo build | xargs cargo']],
    ['make', 'make', ['-s']],
  ])('is wrapped when %s starts it', (_what, file, args) => {
    writeFileSync(join(world, 'Makefile'), 'all:\n\tcargo build\n');
    const path = { PATH: `${shims}:${tools}:/usr/bin:/bin` };
    const ended = call(file === 'make' ? '/usr/bin/make' : file, { args, env: path });
    expect(ended.stdout).toBe(`tool ${tools}/cargo\n<build>\n`);
    expect(ended.stderr).toBe(WRAPPED);
  });

  test('is found by command -v', () => {
    expect(call('sh', { args: ['-c', 'command -v cargo'] }).stdout).toBe(`${shims}/cargo\n`);
  });

  test('inside a wrapped one runs at once, without Node', () => {
    const { stdout, stderr } = call('cargo', { args: ['build'], env: { [INSIDE]: '1' } });
    expect({ stdout, stderr }).toEqual({ stdout: `tool ${tools}/cargo\n<build>\n`, stderr: '' });
  });
});

describe('the real program', () => {
  test('may be put in front by a later step, and be installed by one', () => {
    const late = join(world, 'late');
    mkdirSync(late, { recursive: true });
    expect(call('make', { env: { PATH: `${shims}:${late}` } })).toMatchObject({
      status: 127,
      stderr: 'make: command not found (cc-ci looked for it past its own wrapper)\n',
    });
    executable(join(late, 'make'), TOOL);
    const env = { PATH: `${late}:${shims}:${tools}:/usr/bin` };
    expect(call(join(shims, 'make'), { env }).stdout).toBe(`tool ${late}/make\n`);
  });

  test('is never a shim: not of another root action, not by a link, not by a relative or an empty entry', () => {
    const second = writeShims(mkdtempSync(join(world, 'second ')), ['cargo'], {
      node: join(world, 'node'),
      entry: join(world, 'cc-ci.js'),
    });
    symlinkSync(shims, join(world, 'link'));
    const env = { PATH: `${second}:${shims}:${world}/link:./link:::${tools}:/usr/bin:/bin` };
    expect(call('cargo', { env, args: ['x'] }).stdout).toBe(`tool ${tools}/cargo\n<x>\n`);
    expect(call('cargo', { env, args: ['x'] }).stderr).toBe(WRAPPED);
  });

  test('is a program, not a folder or a file that can’t be executed', () => {
    const odd = join(world, 'odd');
    mkdirSync(join(odd, 'one', 'cargo'), { recursive: true });
    writeFileSync(join(odd, 'cargo'), '');
    const env = { PATH: `${shims}:${odd}/one:${odd}:${tools}:/usr/bin:/bin` };
    expect(call('cargo', { env }).stdout).toBe(`tool ${tools}/cargo\n`);
  });

  test('may lie where an empty entry of PATH says: in the current folder', () => {
    executable(join(world, 'c++'), TOOL);
    expect(call('c++', { env: { PATH: `${shims}:` } }).stdout).toBe('tool ./c++\n');
  });

  test('of rustup is told by the name it is called by', () => {
    const rustup = join(world, 'rustup');
    mkdirSync(rustup);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    executable(join(rustup, 'rustup'), '#!/bin/sh\necho "${0##*/}" "$@"\n');
    symlinkSync('rustup', join(rustup, 'cargo'));
    const env = { PATH: `${shims}:${rustup}:/usr/bin:/bin` };
    expect(call('cargo', { env, args: ['+nightly', 'build'] }).stdout).toBe('cargo +nightly build\n');
  });
});

describe('where the wrapper can’t work, the command runs as if there were none', () => {
  test.each([
    ['CC_CI_NODE names no program', { CC_CI_NODE: '/not/there' }],
    ['a relative CC_CI_NODE', { CC_CI_NODE: 'node' }],
  ])('%s', (_what, env) => {
    expect(call('cargo', { env })).toMatchObject({ stdout: `tool ${tools}/cargo\n`, stderr: '', status: 0 });
  });

  test('the bundle is gone', () => {
    const path = join(world, 'shim');
    executable(path, shimText({ name: 'cargo', node: join(world, 'node'), entry: '/gone/cc-ci.js' }));
    expect(call(path)).toMatchObject({ stdout: `tool ${tools}/cargo\n`, stderr: '' });
  });
});

test('CC_CI_NODE comes before the Node that ran the root action', () => {
  executable(join(world, 'other node'), NODE.replace('exec:', 'other:'));
  const { stderr } = call('cargo', { env: { CC_CI_NODE: join(world, 'other node') } });
  expect(stderr).toBe(WRAPPED.replace('exec:', 'other:'));
});

test('shims are in a marked folder, for everybody to execute', () => {
  expect(readdirSync(shims).sort()).toEqual([MARKER, 'c++', 'cargo', 'make']);
  for (const name of ['.', 'cargo']) expect(statSync(join(shims, name)).mode & 0o777).toBe(0o755);
});

describe('names', () => {
  test('are separated by blanks, commas or newlines, and counted once', () => {
    expect(readWrapped(' cargo, make\n\tgo cargo ')).toEqual(['cargo', 'make', 'go']);
    expect(readWrapped('')).toEqual([]);
  });

  test.each([
    ['bash', "bash can't be wrapped: it is a shell, which every step is started with"],
    ['node', "node can't be wrapped: it starts the actions of the job"],
    ['git', "git can't be wrapped: it is what the forge’s runner and the clone work with"],
    ['env', "env can't be wrapped: it only starts other programs; wrap those"],
    ['echo', "echo can't be wrapped: it is built into the shell"],
    ['cc-ci', "cc-ci can't be wrapped: it is the wrapper"],
    ['bin/cargo', '"bin/cargo" is not the plain name of a program, such as cargo or make'],
    ['../cargo', '"../cargo" is not the plain name'],
    ['-rf', '"-rf" is not the plain name'],
    ['.cc-ci-shims', '".cc-ci-shims" is not the plain name'],
    ['a$b', '"a$b" is not the plain name'],
    ["a'b", '"a\'b" is not the plain name'],
  ])('%s is refused in one sentence', (name, sentence) => {
    expect(() => readWrapped(`cargo ${name}`)).toThrow(`input wrap: ${sentence}`);
  });

  test('that are accepted make a script that every sh can read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let names: readonly string[] = [];
        try {
          names = readWrapped(text);
        } catch (error) {
          expect(error).toHaveProperty('exitCode', 2);
        }
        for (const name of names) expect(name).toMatch(/^\w[\w.+-]*$/);
      }),
    );
    const script = shimText({ name: 'a.b+c-d', node: "/a b/it's}", entry: '/$x/`y`' });
    for (const shell of ['sh', 'bash'])
      expect(spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
  });
});
