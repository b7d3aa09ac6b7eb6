/** `cc-ci doctor` on this machine, from the bundle, as a person and as a job would run it. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../../src/lib/process.js';
import type { Diagnosis } from '../../../src/memory/doctor/index.js';
import { withCgroup } from '../../support/cgroup.js';
import { orSkip } from '../../support/forge/or-skip.js';

const CC_CI = fileURLToPath(new URL('../../../dist/cc-ci.js', import.meta.url));
const MIB = 1024 ** 2;
const TIMEOUT_MS = 30_000;
const env = { PATH: process.env.PATH };

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cc-ci-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('in a cgroup that is too small for a compiler it says so, and ends in 3', async (test) => {
  await orSkip(
    test,
    withCgroup({ limitBytes: 400 * MIB }, async (cgroup) => {
      const { outcome, stdout, stderr } = await cgroup.run(process.execPath, [CC_CI, 'doctor'], {
        env,
        timeoutMs: TIMEOUT_MS,
      });
      expect(outcome, stderr).toEqual({ kind: 'exited', code: 3 });
      expect(stdout).toContain('400 MiB at the most, then the kernel kills');
      expect(stdout).toContain(`${cgroup.path} (the limit, the least room)`);
      expect(stdout).toContain('less than one rustc or linker of a large crate takes');
      expect(stdout).toContain('docs/oom-runbook.md#low-limit');
    }),
  );
});

it('with --json the same is data: limits, advice, and the largest of all by name', async (test) => {
  await orSkip(
    test,
    withCgroup({ limitBytes: 300 * MIB }, async (cgroup) => {
      const { stdout } = await cgroup.run(process.execPath, [CC_CI, 'doctor', '--json'], {
        env,
        timeoutMs: TIMEOUT_MS,
      });
      const { memory }: { memory: Diagnosis } = JSON.parse(stdout);
      expect(memory.limits.limit).toEqual({ bytes: 300 * MIB, from: cgroup.path });
      expect(memory.advice.find(({ id }) => id === 'low-limit')?.level).toBe('act');
      expect(memory.culprits.processes.length).toBeGreaterThan(0);
      const sizes = memory.culprits.processes.map(({ bytes }) => bytes);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    }),
  );
});

it('in a job it knows the runner that started it, what that takes at once, and that it is in its limits', async (test) => {
  const folder = temporaryFolder();
  // Named as a runner is: what runs is a shell, which starts the step as its child.
  symlinkSync('/bin/sh', join(folder, 'act_runner'));
  writeFileSync(join(folder, 'job.sh'), `"${process.execPath}" "${CC_CI}" doctor --json; exit $?\n`);
  writeFileSync(join(folder, 'config.yaml'), 'runner:\n  capacity: 3\n');
  await orSkip(
    test,
    withCgroup({ limitBytes: 3072 * MIB }, async (cgroup) => {
      const argv = [join(folder, 'job.sh'), 'daemon', '--config', 'config.yaml'];
      const options = { env, cwd: folder, timeoutMs: TIMEOUT_MS };
      const { outcome, stdout, stderr } = await cgroup.run(join(folder, 'act_runner'), argv, options);
      expect(outcome, stderr).toEqual({ kind: 'exited', code: 3 });
      const { memory }: { memory: Diagnosis } = JSON.parse(stdout);
      expect(memory.limitsOf).toBe('this process');
      expect(memory.advice.find(({ id }) => id === 'capacity')).toMatchObject({
        level: 'act',
        what: 'act_runner takes 3 jobs at a time (config.yaml): 1 GiB for each, and one rustc or linker alone wants up to 2 GiB.',
      });
      expect(memory.advice.find(({ id }) => id === 'runner-score')?.what).toContain(
        'act_runner has oom_score_adj',
      );
    }),
  );
});

it('a mistyped option is the user’s to fix', async () => {
  const { outcome, stderr } = await run(process.execPath, [CC_CI, 'doctor', '--jsn'], {
    env,
    timeoutMs: TIMEOUT_MS,
  });
  expect(outcome).toEqual({ kind: 'exited', code: 2 });
  expect(stderr).toContain("unknown option '--jsn'");
});
