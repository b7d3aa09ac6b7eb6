/** The tests that a recipe ships, against the live app. */

import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError, messageOf } from '../../lib/errors.js';
import { insideOf } from '../../lib/paths.js';
import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import { openForwarder } from '../forward/index.js';
import { cleanKept } from '../kept.js';
import type { TestsSpec } from '../manifest/model.js';
import { withPrivateFolder } from '../private-folder.js';
import { testEnvironment } from '../test-environment.js';
import { lookInto } from './files.js';
import { judgeRuns, type SuiteRun } from './judge.js';
import { commandSuite, LOOKED_FOR, type Suite, suitesIn } from './runners.js';
import { runSuite } from './suite.js';

/** `artifacts`: outputs and JUnit reports, relative to the folder for them. */
export type LocalTests =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'passed';
      readonly passed: number | null;
      readonly how: string;
      readonly artifacts: readonly string[];
    }
  | { readonly kind: 'failed'; readonly finding: Finding; readonly artifacts: readonly string[] };

export type LocalTestsOptions = {
  /** Absolute: the recipe whose tests run (the base's copy, or the head's when it is allowed to bring its own). */
  readonly testsFolder: string;
  /** Absolute: JUnit and output are kept in a folder of it that is named after the tests' own. */
  readonly artifactFolder: string;
  /** For CCCI_ENGINE. */
  readonly engine?: 'swarm' | 'abra';
};

/**
 * Every kind of test that the folder holds, one after the other, within the time that the manifest gives them.
 * They see CCCI_BASE_URL and the like, and nothing of the job's environment besides PATH, HOME and the language.
 * @throws UserError for a folder that leads out of the recipe; the signal's reason.
 */
export async function runLocalTests(
  context: AppContext,
  spec: TestsSpec,
  options: LocalTestsOptions,
): Promise<LocalTests> {
  const what = spec === context.manifest.extra ? 'extra tests' : 'local tests';
  const folder = insideOf(options.testsFolder, spec.folder, `cc-ci.yml: the folder of the ${what}`);
  if (!existsSync(folder)) return { kind: 'none', reason: `the recipe has no ${spec.folder}/` };
  const kept = keptIn(options.artifactFolder, spec.folder);
  const suites = await suitesOf(context, spec, {
    folder,
    root: insideOf(options.testsFolder, '.', 'recipe'),
    kept,
  });
  if (suites.length === 0)
    return { kind: 'none', reason: `${spec.folder}/ holds nothing that runs: ${LOOKED_FOR}` };
  const base = await openBase(context, what);
  if ('finding' in base) return { kind: 'failed', finding: base.finding, artifacts: [] };
  try {
    await mkdir(kept.folder, { recursive: true });
    const means = { folder, kept, baseUrl: base.url, engine: options.engine };
    const runs = await runAll(context, spec, suites, means).finally(async () => {
      // Reports are written by the runners themselves, and tests may put what they like beside them.
      for (const said of await cleanKept(kept.folder, context.mask)) context.note('warning', said);
    });
    const artifacts = suites
      .flatMap(({ name }) => [kept.output(name), kept.junit(name)])
      .filter((path) => existsSync(path))
      .map((path) => path.slice(options.artifactFolder.length + 1));
    return { ...judgeRuns(runs, what, spec.timeoutMs), artifacts };
  } finally {
    await base.close();
  }
}

type Kept = {
  readonly folder: string;
  readonly output: (suite: string) => string;
  readonly junit: (suite: string) => string;
};

function keptIn(artifactFolder: string, testsFolder: string): Kept {
  const safe = (text: string): string => text.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+|-+$/g, '');
  const folder = join(artifactFolder, safe(testsFolder));
  return {
    folder,
    output: (suite) => join(folder, `${safe(suite)}.txt`),
    junit: (suite) => join(folder, `${safe(suite)}.xml`),
  };
}

async function suitesOf(
  { manifest, env }: AppContext,
  spec: TestsSpec,
  { folder, root, kept }: { readonly folder: string; readonly root: string; readonly kept: Kept },
): Promise<readonly Suite[]> {
  if (spec.command !== undefined) return [commandSuite(spec.command)];
  const extra = insideOf(root, manifest.extra.folder, 'extra');
  const without = extra === folder ? undefined : extra;
  const found = await lookInto(folder, { root, without, path: env.PATH });
  return suitesIn(found, kept.junit);
}

type Base = { readonly url: string | null; close(): Promise<void> } | { readonly finding: Finding };

/** An app without http has no address; its tests know other ways. */
async function openBase(context: AppContext, what: string): Promise<Base> {
  if (context.app.http.kind === 'none') return { url: null, close: () => Promise.resolve() };
  try {
    const forwarder = await openForwarder(context);
    return { url: forwarder.baseUrl, close: forwarder.close };
  } catch (error) {
    if (!(error instanceof EnvironmentError) || context.signal.aborted) throw error;
    const finding: Finding = {
      code: 'http-unreachable',
      blame: 'host',
      message: `${what}: ${messageOf(error)}`,
      evidence: [],
      remedy: 'See that the app still runs; for one on another node or behind a router, set router-address.',
    };
    return { finding };
  }
}

function runAll(
  context: AppContext,
  spec: TestsSpec,
  suites: readonly Suite[],
  means: {
    readonly folder: string;
    readonly kept: Kept;
    readonly baseUrl: string | null;
    readonly engine: string | undefined;
  },
): Promise<readonly SuiteRun[]> {
  const { app, env, run, signal, mask } = context;
  const endsAt = performance.now() + spec.timeoutMs;
  return withPrivateFolder('tests', async (temporary) => {
    const runs: SuiteRun[] = [];
    for (const suite of suites) {
      context.waiting(`${spec.folder}: ${suite.name}`);
      const junit = means.kept.junit(suite.name);
      // An earlier run's report is not this one's.
      await rm(junit, { force: true });
      const ended = await runSuite(suite, {
        run,
        signal,
        mask,
        cwd: means.folder,
        env: { ...testEnvironment(app, env, means), TMPDIR: temporary },
        timeoutMs: Math.max(1, endsAt - performance.now()),
        output: means.kept.output(suite.name),
        junit,
      });
      runs.push(ended);
      // The rest would be stopped at once, and only hide which one took the time.
      if (ended.outcome.kind === 'timed-out') break;
    }
    return runs;
  });
}
