/** The tiered example on a real Gitea: with secrets, from a fork without them, and broken in the ways such workflows break. */
import { describe, expect, type TestContext, test } from 'vitest';
import { approveRun, forkFolder, openForkPull } from '../../support/forge/fork.js';
import type { FinishedRun, Forge, Pusher } from '../../support/forge/index.js';
import { brokenVariants, SECRETS, tiered } from '../../support/forge/tiered.js';
import { expectGreen } from './job-head.js';

/** Twelve jobs, one after the other on one runner. */
const RUN_MS = 150_000;

export function tieredTests(forgeFor: (context: TestContext) => Forge): void {
  describe('the tiered example', { timeout: 3 * RUN_MS }, () => {
    test('is green on a push with secrets, by the full path, and shows none of them', async (context) => {
      const forge = forgeFor(context);
      const app = await withSecrets(forge, 'ops/tiered');
      const run = expectGreen(await forge.run(app, tiered(), { timeoutMs: RUN_MS }));
      expect(ran(run)).toEqual(expectedJobs('full'));
      expect(logOf(run, 'integration-full')).toContain('made integration with a database');
      expect(run.log).not.toContain(SECRETS.DATABASE_URL);
      expect(run.log).not.toContain(forge.gitea.token);
    });

    test('is green on a fork’s pull request, by the offline path, once it was approved', async (context) => {
      const forge = forgeFor(context);
      const app = await withSecrets(forge, 'ops/forked');
      expectGreen(await forge.run(app, tiered(), { timeoutMs: RUN_MS }));
      const folder = forkFolder(forge.folder, 'forked');
      const { sha } = await openForkPull(forge.gitea, app.name, folder, { 'change.txt': 'a change\n' });
      await approveRun(forge.gitea, app.name, sha);
      const run = expectGreen(await forge.finishedRun(app.name, sha, RUN_MS));
      expect(ran(run)).toEqual(expectedJobs('offline'));
      expect(logOf(run, 'guard')).toMatch(/fork/);
      expect(logOf(run, 'status')).toContain('offline, as guard says');
    });

    test.for(brokenVariants)('is red for $name, and says so', async (variant, context) => {
      const forge = forgeFor(context);
      const app = await withSecrets(forge, `ops/broken-${brokenVariants.indexOf(variant)}`);
      const run = await forge.run(app, variant.files(), { timeoutMs: RUN_MS });
      expect(run.conclusion).toBe('failure');
      expect(logOf(run, 'status')).toContain(variant.says);
    });
  });
}

async function withSecrets(forge: Forge, name: string): Promise<Pusher> {
  const app = await forge.repository(name);
  await forge.gitea.api.setSecret(name, 'DATABASE_URL', SECRETS.DATABASE_URL);
  await forge.gitea.api.setSecret(name, 'PUSH_TOKEN', forge.gitea.token);
  return app;
}

const logOf = (run: FinishedRun, job: string): string =>
  run.jobs
    .filter(({ name }) => name === job)
    .map(({ log }) => log)
    .join('\n');

/** The jobs that ran, by name; those of the matrix are one. */
function ran(run: FinishedRun): readonly string[] {
  const names = run.jobs
    .filter(({ conclusion }) => conclusion === 'success')
    .map(({ name }) => name.replace(/ \(.*/, ''));
  return [...new Set(names)].sort();
}

const expectedJobs = (mode: 'full' | 'offline'): readonly string[] =>
  [
    'tier1',
    'guard',
    `integration-${mode}`,
    `e2e-${mode}`,
    `push-validation-${mode}`,
    'docker',
    'helm',
    'status',
  ].sort();
