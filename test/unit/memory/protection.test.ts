import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bashEnvText,
  FILE_NAME,
  makeJobFolder,
  removeJobFolder,
  writeBashEnv,
} from '../../../src/memory/protection/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci protection-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SCORE = 'cat /proc/self/oom_score_adj';

/** A later step: bash with BASH_ENV as the runner hands it over. */
function step(args: readonly string[], env: Record<string, string> = {}, program = 'bash') {
  return spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    // Node's pipes are sockets, and `bash -c` with a socket for its input takes itself for a child of rshd: it then reads .bashrc.
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: folder, ...env },
  });
}

const protectedEnv = (env: Record<string, string> = {}): Record<string, string> => ({
  ...env,
  BASH_ENV: writeBashEnv(folder, env),
});

describe('a later bash step', () => {
  test('and its children are better victims than the runner', () => {
    const { stdout, stderr } = step(['-c', `${SCORE}; sh -c '${SCORE}'`], protectedEnv());
    expect(stdout).toBe('500\n500\n');
    expect(stderr).toBe('');
  });

  test.each([
    [['--noprofile', '--norc', '-eo', 'pipefail']],
    [['-euo', 'pipefail']],
    [['-x']],
    [['--posix']],
    [['-r']],
    [['-a']],
  ])('with %j prints nothing but its own output, and ends as it would', (options) => {
    const script = 'echo out; echo "$#" "$*"; false; echo "code $?"';
    const args = [...options, '-c', script, 'zero', 'a b', 'c'];
    const plain = step(args);
    const withUs = step(args, protectedEnv());
    expect({ out: withUs.stdout, err: withUs.stderr, status: withUs.status }).toEqual({
      out: plain.stdout,
      err: plain.stderr,
      status: plain.status,
    });
  });

  test('sees no variable of ours', () => {
    writeFileSync(join(folder, 'mine.sh'), ':');
    const env = { BASH_ENV: './mine.sh' };
    expect(step(['-ac', 'set'], protectedEnv(env)).stdout).not.toMatch(/^_cc_ci/m);
  });

  test('keeps a score that is higher already', () => {
    const inner = `echo 900 >/proc/self/oom_score_adj; bash -c '${SCORE}'`;
    expect(step(['-c', inner], protectedEnv()).stdout).toBe('900\n');
  });

  test('runs as ever where /proc is read-only', () => {
    const script = 'mount -o remount,ro /proc && exec bash -euo pipefail -c "$1"';
    const args = ['--mount', '--pid', '--fork', '--mount-proc', 'sh', '-c', script, 'sh', SCORE];
    const { stdout, stderr, status } = step(args, protectedEnv(), 'unshare');
    expect({ stdout, stderr, status }).toEqual({ stdout: '0\n', stderr: '', status: 0 });
  });

  test('runs as ever where /proc is missing', () => {
    const script = 'mount -t tmpfs none /proc && exec bash -euo pipefail -c "$1"';
    const args = ['--mount', 'sh', '-c', script, 'sh', 'echo fine'];
    const { stdout, stderr, status } = step(args, protectedEnv(), 'unshare');
    expect({ stdout, stderr, status }).toEqual({ stdout: 'fine\n', stderr: '', status: 0 });
  });

  test('runs as ever after the file is gone', () => {
    const env = protectedEnv();
    rmSync(env.BASH_ENV ?? '');
    expect(step(['-c', 'echo fine'], env)).toMatchObject({ stdout: 'fine\n', stderr: '' });
  });

  test('of another shell is left as it is', () => {
    expect(step(['-c', SCORE], protectedEnv(), 'sh').stdout).toBe('0\n');
  });
});

describe('a BASH_ENV that was there before', () => {
  const says = 'echo "earlier $0 $#"';

  test.each([
    ['an absolute path with spaces', (at: string) => `${at}/my env.sh`],
    ['a relative path', () => './my env.sh'],
    ['a bare name', () => 'my env.sh'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: bash expands it
    ['a variable', () => '${HOME}/my env.sh'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the same
    ['a default value', () => '$HOME/${NONE:-my env.sh}'],
    ['a command substitution', () => '$(printf "%s" "$HOME")/my env.sh'],
    ['backquotes', () => '`pwd`/my env.sh'],
    ['arithmetic', () => '$HOME/my env.$((0))sh'],
  ])('that is %s is read as bash reads it', (what, pathIn) => {
    writeFileSync(join(folder, what === 'arithmetic' ? 'my env.0sh' : 'my env.sh'), says);
    const BASH_ENV = pathIn(folder);
    const args = ['-euc', SCORE, 'zero', 'a', 'b'];
    expect(step(args, { BASH_ENV }).stdout).toMatch(/^earlier zero 2\n/);
    expect(step(args, protectedEnv({ BASH_ENV }))).toMatchObject({
      stdout: 'earlier zero 2\n500\n',
      stderr: '',
      status: 0,
    });
  });

  test('with quotes, dollars and a newline in its name is found', () => {
    const name = 'a"b\'c\nd.sh';
    writeFileSync(join(folder, name), says);
    const { stdout } = step(['-c', ':'], protectedEnv({ BASH_ENV: `$HOME/${name}` }));
    expect(stdout).toBe('earlier bash 0\n');
  });

  test.each(['', './not-there.sh', '.', '$NONE', '/'])('%j, which says nothing, does no harm', (BASH_ENV) => {
    expect(step(['-c', SCORE], protectedEnv({ BASH_ENV }))).toMatchObject({ stdout: '500\n', stderr: '' });
  });

  test('may set variables and functions, options and a trap, return early, and end the shell', () => {
    const run = (text: string) => {
      writeFileSync(join(folder, 'mine.sh'), text);
      return step(['-c', 'f; echo "$X"; false; echo "end"'], protectedEnv({ BASH_ENV: './mine.sh' }));
    };
    expect(run('X=1; f() { echo f; }; trap "echo bye" EXIT; set -e').stdout).toBe('f\n1\nbye\n');
    expect(run('X=2; f() { :; }; return 3; X=4').stdout).toBe('2\nend\n');
    expect(run('exit 7')).toMatchObject({ status: 7, stdout: '' });
  });

  test('of an earlier root action of the job is replaced, not read once more', () => {
    const earlier = writeBashEnv(folder, {});
    expect(readFileSync(writeBashEnv(folder, { BASH_ENV: earlier }), 'utf8')).toBe(
      bashEnvText({ earlier: '', firstOnPath: undefined }),
    );
  });
});

test('a folder is first on PATH in every bash step, whatever a later step has put in front', () => {
  const BASH_ENV = writeBashEnv(folder, {}, "/a b/it's");
  const path = (PATH: string) => step(['-euc', 'echo "$PATH"'], { BASH_ENV, PATH }, '/bin/bash').stdout;
  expect(path('/late:/bin')).toBe("/a b/it's:/late:/bin\n");
  expect(path("/a b/it's:/bin")).toBe("/a b/it's:/bin\n");
});

describe('the job’s folder', () => {
  test('is under RUNNER_TEMP, readable for a step of another user, and a new one each time', () => {
    const [one, other] = [makeJobFolder({ RUNNER_TEMP: folder }), makeJobFolder({ RUNNER_TEMP: folder })];
    expect(one).not.toBe(other);
    expect(one.startsWith(join(folder, 'cc-ci-memory-'))).toBe(true);
    expect(statSync(one).mode & 0o777).toBe(0o755);
    const file = writeBashEnv(one, {});
    expect(file).toBe(join(one, FILE_NAME));
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  test('is removed with all that is in it, and nothing else is', () => {
    const made = makeJobFolder({ RUNNER_TEMP: folder });
    mkdirSync(join(made, 'shims'));
    removeJobFolder(made);
    expect(existsSync(made)).toBe(false);
    removeJobFolder(made);
    removeJobFolder(folder);
    removeJobFolder('relative/cc-ci-memory-x');
    expect(existsSync(folder)).toBe(true);
  });

  test('is made in a job alone, where a post step removes it', () => {
    for (const RUNNER_TEMP of [undefined, '', 'relative'])
      expect(() => makeJobFolder({ RUNNER_TEMP })).toThrow('memory: RUNNER_TEMP names no folder');
  });

  test('that can’t be made is the environment’s fault, and is said', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeJobFolder({ RUNNER_TEMP: join(folder, 'file') })).toThrow(
      /^memory: no folder can be made in .*\/file$/,
    );
  });
});
