/** A build that takes more memory than the runner's machine has, on a real Gitea with a real runner: today's steps, and one line more. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type TestCgroup, withCgroup } from '../../support/cgroup.js';
import { type FinishedRun, type Forge, useForge } from '../../support/forge/index.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { eventually } from '../../support/forge/server-process.js';
import { steps } from '../../support/forge/workflows.js';
import { writeCppProgram } from '../../support/hungry/cpp.js';
import { PROJECT } from '../../support/step.js';
import { expectGreen } from './job-head.js';

const MiB = 1024 ** 2;
/** Of the runner with all its jobs. One compiler takes 330 MiB of it, and the workflow asks for four at once. */
const LIMIT_BYTES = 560 * MiB;
const UNITS = { units: 4, instances: 250 } as const;
const RUN_MS = 240_000;
const WORKFLOW = '.github/workflows/ci.yml';
/** Both logs are kept here, for a person to read beside each other. */
const KEPT = join(PROJECT, 'build', 'oom-logs');

const forgeFor = useForge('1.27.3');

const logs = new Map<string, string>();
afterAll(() => {
  mkdirSync(KEPT, { recursive: true });
  for (const [name, log] of logs) writeFileSync(join(KEPT, `${name}.log`), log);
});

test('with one line more it ends green, on the runner that it would have harmed', {
  timeout: 2 * RUN_MS,
}, async (context) => {
  const forge = forgeFor(context);
  const run = await orSkip(
    context,
    withRunnerIn(forge, () =>
      build(forge, 'ops/guarded', 'uses: ops/cc-ci-action@v1\n        with: {wrap: make}'),
    ),
  );
  logs.set('with-wrap', run.log);
  expectGreen(run);
  expect(run.log).toMatch(/out of memory/);
  expect(run.log).toMatch(/built with all units/);
  expect(forge.runner.isAlive()).toBe(true);
});

test('with today’s steps it is red, or takes the runner with it', {
  timeout: 2 * RUN_MS,
}, async (context) => {
  const forge = forgeFor(context);
  await orSkip(
    context,
    withRunnerIn(forge, async (cgroup) => {
      const run = await build(
        forge,
        'ops/today',
        'uses: ops/cc-ci-action@v1\n        with: {memory-guard: false}',
      ).catch((error: unknown) => {
        // A run of a runner that is gone never completes; anything else is this test's own failure.
        if (forge.runner.isAlive()) throw error;
        return undefined;
      });
      logs.set('today', run?.log ?? `the runner was killed:\n${forge.runner.log()}`);
      expect(cgroup.kills()).toBeGreaterThan(0);
      expect(run?.conclusion ?? 'runner killed').not.toBe('success');
    }),
  );
});

async function build(forge: Forge, name: string, head: string): Promise<FinishedRun> {
  const app = await forge.repository(name);
  writeCppProgram(app.folder, UNITS);
  const workflow = steps(head, 'run: make -s -j4 && echo "built with all units"');
  return forge.run(app, { [WORKFLOW]: workflow }, { timeoutMs: RUN_MS });
}

/** Does `body` while the runner and whatever it starts share a cgroup's limit; the runner leaves it before it goes. */
function withRunnerIn<T>(forge: Forge, body: (cgroup: TestCgroup) => Promise<T>): Promise<T> {
  return withCgroup({ limitBytes: LIMIT_BYTES }, async (cgroup) => {
    cgroup.adopt(forge.runner.pid);
    try {
      return await body(cgroup);
    } finally {
      if (forge.runner.isAlive()) cgroup.release(forge.runner.pid);
      // What the runner has yet to clean up is done before what is left inside is killed.
      await eventually(async () => cgroup.read('cgroup.procs') === '', 5_000);
    }
  });
}
