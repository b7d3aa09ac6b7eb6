/** What the root action and actions/clone have to do in a job of a real Gitea with a real runner: the same for every version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { needlesFor, searchFolders } from '../../support/credential-search/index.js';
import type { FinishedRun, Forge } from '../../support/forge/index.js';
import {
  caller,
  enclosingAction,
  errorLines,
  jobFolder,
  steps,
  withEvidence,
} from '../../support/forge/workflows.js';

const WORKFLOW = '.github/workflows/ci.yml';

export function jobHeadTests(forgeFor: (context: TestContext) => Forge): void {
  describe('a job', { timeout: 90_000 }, () => {
    test('by the caller from examples/ clones, hands its outputs on and pushes a branch', async (context) => {
      const forge = forgeFor(context);
      const app = await forge.repository('ops/app');
      const run = expectGreen(await forge.run(app, { [WORKFLOW]: caller('job-head.yml') }));
      expect(run.log).toContain(`clone: ops/app main ${run.sha.slice(0, 8)}`);
      const built = app.git('fetch', '--quiet', app.url, 'built') + app.git('show', 'FETCH_HEAD:built.txt');
      expect(built).toBe(`built ${run.sha}`);
      expect(app.git('rev-parse', 'FETCH_HEAD^')).toBe(run.sha);
    });

    test('clones a private repository of a user with its own token, which is found nowhere', async (context) => {
      const forge = forgeFor(context);
      const app = await forge.repository('maintainer/private', { isPrivate: true });
      const run = expectGreen(await forge.run(app, { [WORKFLOW]: withEvidence(caller('job-head.yml')) }));
      const job = jobFolder(forge.evidence, app.name, run.sha);
      const needles = needlesFor(job.token);
      expect(run.log).not.toContain(job.token);
      expect(searchFolders([forge.runner.folder], needles)).toEqual([]);
      // Of the job's own folder, too, as it was at the job's end: only the file that the test had written is found.
      const found = searchFolders([forge.evidence], needles).map(({ place }) => place);
      expect([...new Set(found)]).toEqual([join(job.folder, '..', 'token')]);
      expect(readFileSync(join(job.folder, 'hostexecutor', 'built.txt'), 'utf8')).toContain(run.sha);
    });

    test('of a later push gets the later commit; within a job the workspace is used again', async (context) => {
      const forge = forgeFor(context);
      const app = await forge.repository('ops/twice');
      const twice = steps(
        'uses: ops/cc-ci-action@v1',
        'run: touch left-over && echo changed > file.txt',
        'uses: ops/cc-ci-action/actions/clone@v1',
        'run: cat file.txt && git status --porcelain && git rev-parse HEAD && ls',
      );
      expectGreen(await forge.run(app, { [WORKFLOW]: twice, 'file.txt': 'first\n' }));
      const { log, sha } = expectGreen(await forge.run(app, { 'file.txt': 'second\n' }));
      expect(log.match(/clone: ops\/twice main/g)).toHaveLength(2);
      const after = log.slice(log.lastIndexOf('clone: ops/twice main'));
      expect(after).toContain(` second\n`);
      expect(after).toContain(` ${sha}\n`);
      expect(after).not.toContain('emptying');
      expect(after).not.toContain('left-over\n');
    });

    test('with a misspelt input is red, with the sentence in its log', async (context) => {
      const forge = forgeFor(context);
      const app = await forge.repository('ops/misspelt');
      const clone = 'uses: ops/cc-ci-action/actions/clone@v1';
      const root = 'uses: ops/cc-ci-action@v1';
      const workflow = steps(
        `${clone}\n        continue-on-error: true\n        with: {fetch-dept: 2}`,
        `${root}\n        with: {memory-gaurd: auto}`,
        'run: echo never reached',
      );
      const run = await forge.run(app, { [WORKFLOW]: workflow });
      expect(run.conclusion).toBe('failure');
      expect(run.jobs.map(({ conclusion }) => conclusion)).toEqual(['failure']);
      expect(run.log).toContain('input fetch-dept is unknown: did you mean fetch-depth?');
      expect(run.log).toContain('input memory-gaurd is unknown: did you mean memory-guard?');
      expect(run.log).not.toContain(' never reached\n');
    });

    test('takes no inputs of an enclosing composite action for those of ours', async (context) => {
      const forge = forgeFor(context);
      const app = await forge.repository('ops/enclosed');
      const workflow = steps('uses: ops/enclosed/enclosing@main\n        with: {flavour: sweet}');
      const run = expectGreen(await forge.run(app, { [WORKFLOW]: workflow, ...enclosingAction }));
      expect(run.log).toContain('flavour is sweet');
      expect(run.log).toContain(`clone: ops/enclosed main ${run.sha.slice(0, 8)}`);
    });
  });
}

/** Asserting is clearer with the log in sight: throws it where a run is not green. */
export function expectGreen(run: FinishedRun): FinishedRun {
  if (run.conclusion === 'success') return run;
  throw new Error(`the run is a ${run.conclusion}: ${errorLines(run.log)}\nits log:\n${run.log}`);
}
