/** `cc-ci exec` from the bundle: real programs, killed by the kernel in cgroups of their own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withCgroup } from '../../support/cgroup.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { code, counted, exec, jobEnv, MIB, workplace } from './adaptive.js';

const triesIn = (cwd: string): number => readFileSync(join(cwd, 'tries'), 'utf8').trim().split('\n').length;

const MAKEFILE = `all: small a b
small:
	echo built > small
a b: small
	python3 hog.py 130 2 $@
`;

test('a build that is killed with two jobs ends green with one, and what was built is kept', async (context) => {
  const cwd = workplace({ Makefile: MAKEFILE });
  await orSkip(
    context,
    withCgroup({ limitBytes: 220 * MIB }, async (cgroup) => {
      const done = await exec(['make', '-j2'], { cgroup, cwd });
      expect(code(done), done.stderr).toBe(0);
      expect(cgroup.kills()).toBeGreaterThan(0);
      expect(done.stderr).toMatch(
        /cc-ci: try 1 \(2 jobs\): out of memory after .* Trying again with 1 job; what was built is kept/,
      );
      expect(done.stderr).toMatch(
        /cc-ci: ok at try 2 with 1 job; peak \d+(\.\d)? MiB of 220 MiB, largest process python3/,
      );
      expect(done.stdout.match(/echo built > small/g)).toHaveLength(1);
      expect(['a', 'b', 'small'].every((name) => existsSync(join(cwd, name)))).toBe(true);
    }),
  );
});

const MANIFEST = (name: string): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`;
const BUILD_SCRIPT = `fn main() {
    let kept = vec![1u8; 130 * 1024 * 1024];
    std::thread::sleep(std::time::Duration::from_secs(2));
    println!("cargo:rerun-if-changed=build.rs");
    assert!(kept.iter().all(|&byte| byte == 1) || kept.is_empty());
}
`;

test('cargo, which ends in 101 when a program of its own was killed, is tried again with fewer jobs', async (context) => {
  const cwd = workplace();
  writeFileSync(join(cwd, 'Cargo.toml'), '[workspace]\nmembers = ["one", "two"]\nresolver = "2"\n');
  for (const name of ['one', 'two']) {
    mkdirSync(join(cwd, name, 'src'), { recursive: true });
    writeFileSync(join(cwd, name, 'Cargo.toml'), MANIFEST(name));
    writeFileSync(join(cwd, name, 'build.rs'), BUILD_SCRIPT);
    writeFileSync(join(cwd, name, 'src', 'lib.rs'), '');
  }
  await orSkip(
    context,
    withCgroup({ limitBytes: 240 * MIB }, async (cgroup) => {
      const env = jobEnv({ CARGO_BUILD_JOBS: '2' });
      const done = await exec(['cargo', 'build', '--offline'], { cgroup, cwd, env, timeoutMs: 120_000 });
      expect(code(done), done.stderr).toBe(0);
      expect(done.stderr).toMatch(
        /try 1 \(2 jobs\): out of memory .*exit code 101, and in the log \(cargo\): \(signal: 9, SIGKILL: kill\)/,
      );
      expect(done.stderr).toMatch(/ok at try 2 with 1 job/);
    }),
  );
}, 150_000);

test('what doesn’t fit with one job either is red, with what it wanted and what to do', async (context) => {
  const cwd = workplace();
  await orSkip(
    context,
    withCgroup({ limitBytes: 150 * MIB }, async (cgroup) => {
      const done = await exec(counted('exec python3 hog.py 400 0'), { cgroup, cwd, flags: ['--jobs', '2'] });
      expect(code(done)).toBe(137);
      expect(triesIn(cwd)).toBe(2);
      expect(done.stderr).toContain(`the kernel counted 1 out-of-memory kill in ${cgroup.path}`);
      expect(done.stderr).toMatch(
        /It wanted more than there is: (peak \d+(\.\d)? MiB of 150 MiB, largest process python3|more than the 1\d\d(\.\d)? MiB that were left of 150 MiB)/,
      );
      expect(done.stderr).toContain('docs/oom-runbook.md#');
    }),
  );
});

test.each([
  ['kill -9 with memory to spare', 'kill -9 $$', 137, /killed by SIGKILL, not for want of memory/],
  ['a program that exits 137 by itself', 'exit 137', 137, /^$/],
  ['a program that fails', 'exit 3', 3, /^$/],
  [
    'a log that prints what killed compilers print',
    'echo "g++: fatal error: Killed signal terminated program cc1plus"; exit 1',
    1,
    /^$/,
  ],
  [
    'a log that prints what cargo prints',
    'echo "(signal: 9, SIGKILL: kill)" >&2; exit 101',
    101,
    /^\(signal: 9, SIGKILL: kill\)$/,
  ],
  ['a program that ends itself by SIGTERM', 'kill -TERM $$', 143, /killed by SIGTERM/],
])('%s is not out of memory, and not tried again', async (_name, script, exitCode, said) => {
  const cwd = workplace();
  const done = await exec(counted(script), { cwd });
  expect([code(done), triesIn(cwd)]).toEqual([exitCode, 1]);
  expect(done.stderr.trim()).toMatch(said);
});

test('a timeout is a timeout, also in a cgroup where another was killed for memory meanwhile', async (context) => {
  const cwd = workplace();
  await orSkip(
    context,
    withCgroup({ limitBytes: 150 * MIB }, async (cgroup) => {
      const script = '(python3 hog.py 400 0; true); sleep 30';
      const done = await exec(counted(script), {
        cgroup,
        cwd,
        flags: ['--timeout', '4s', '--kill-grace', '1s'],
      });
      expect(cgroup.kills()).toBe(1);
      expect([code(done), triesIn(cwd)]).toEqual([124, 1]);
    }),
  );
});

test('node that met its own heap’s limit is told apart: one try, its own code, and what to set', async () => {
  const cwd = workplace();
  const script = `exec ${process.execPath} --max-old-space-size=90 -e 'const kept = []; for (;;) kept.push(new Array(1e5).fill({}))'`;
  const done = await exec(counted(script), { cwd });
  expect([code(done), triesIn(cwd)]).toEqual([134, 1]);
  expect(done.stderr).toContain('set NODE_OPTIONS=--max-old-space-size=MEGABYTES');
});

test('a memory limit of the user’s own stops a build before the kernel has to', async (context) => {
  const cwd = workplace({ Makefile: MAKEFILE });
  await orSkip(
    context,
    withCgroup({ limitBytes: 600 * MIB }, async (cgroup) => {
      const done = await exec(['make', '-j2'], { cgroup, cwd, flags: ['--memory-limit', '200M'] });
      expect(code(done), done.stderr).toBe(0);
      expect(cgroup.kills()).toBe(0);
      expect(done.stderr).toMatch(/its processes took \d+(\.\d)? MiB, over the memory-limit of 200 MiB/);
      expect(done.stderr).toMatch(/ok at try 2 with 1 job/);
    }),
  );
});

test('what is tried again for other reasons is tried as it was', async () => {
  const cwd = workplace();
  const done = await exec(counted('test $(wc -l < tries) -ge 3'), {
    cwd,
    flags: ['--retry-on', 'failure', '--attempts', '5'],
  });
  expect([code(done), triesIn(cwd)]).toEqual([0, 3]);
});

test.each<[string, readonly string[], readonly string[], RegExp]>([
  [
    'a command that is not there',
    ['none-such-program'],
    [],
    /"none-such-program" is not on PATH: install it, correct its name/,
  ],
  ['a path that is not there', ['./none-such'], [], /"\.\/none-such" is not there/],
  ['a file that may not be executed', ['./hog.py'], [], /"\.\/hog\.py" may not be executed \(chmod \+x\)/],
  [
    'a negative number',
    ['true'],
    ['--attempts=-1'],
    /input attempts: "-1" is not accepted: auto, or a whole number from 1 to 20/,
  ],
  [
    'an absurd number of jobs',
    ['true'],
    ['--jobs', '99999'],
    /input jobs: "99999" is not accepted: auto, or a whole number from 1 to 1024/,
  ],
  [
    'a size without its unit',
    ['true'],
    ['--memory-limit', '2'],
    /input memory-limit: "2" is not accepted: none, or a size such as 512M/,
  ],
  ['a size that nothing fits into', ['true'], ['--memory-limit', '1M'], /16M at least/],
  [
    'a time without its unit',
    ['true'],
    ['--timeout', '10'],
    /input timeout: "10" is not accepted: none, or a duration such as 20s/,
  ],
  [
    'a reason that is none',
    ['true'],
    ['--retry-on', 'oom,flaky'],
    /input retry-on: "oom,flaky" is not accepted: none, any, or a list of oom, timeout, killed, failure/,
  ],
  ['an option that is none', ['true'], ['--job', '2'], /unknown option '--job'/],
])('%s is the user’s to fix, in one sentence', async (_name, argv, flags, said) => {
  const done = await exec(argv, { cwd: workplace(), flags });
  expect(code(done)).toBe(2);
  expect(done.stderr.trim()).toMatch(said);
  expect(done.stdout).toBe('');
});

test('within a command that is run adaptively, another one just runs', async () => {
  const cwd = workplace();
  const done = await exec(counted('exit 9'), {
    cwd,
    env: jobEnv({ CC_CI_EXEC: '1' }),
    flags: ['--retry-on', 'any'],
  });
  expect([code(done), triesIn(cwd), done.stderr]).toEqual([9, 1, '']);
});
