/** A browser check: the app's page in Chromium, opened by us or driven by the recipe's script. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError, messageOf } from '../../../lib/errors.js';
import { insideOf } from '../../../lib/paths.js';
import type { Finding } from '../../../report/results.js';
import type { AppContext } from '../../context.js';
import { type Forwarder, openForwarder } from '../../forward/index.js';
import { cleanFile } from '../../kept.js';
import { testEnvironment } from '../../test-environment.js';
import type { Checked } from '../checked.js';
import { chromiumArgs, findChromium } from './chromium.js';
import { type BrowserCheck, judgeVisit } from './judge.js';
import type { VisitTask } from './task.js';
import { visit } from './visit.js';

/** Where the manifest sets no time for a stage. */
const PAGE_MS = 60_000;
const SCRIPT_MS = 300_000;

export type BrowserCheckOptions = {
  /** Absolute: screenshot and trace are kept in its folder `checks`, which is made when needed. */
  readonly artifactFolder: string;
  /** Absolute: the recipe whose tests may run; a check's script is relative to it. */
  readonly testsFolder: string;
};

/**
 * @returns what became of it: the screenshot is always kept, the trace when the check isn't green. No Chromium is a finding too.
 * @throws UserError for a script that leads out of the recipe, or an app without http; the signal's reason.
 */
export async function runBrowserCheck(
  context: AppContext,
  check: BrowserCheck,
  options: BrowserCheckOptions,
): Promise<Checked> {
  const startedAt = performance.now();
  const { finding, artifacts } = await checkPage(context, check, options);
  const durationMs = performance.now() - startedAt;
  return { name: check.name, durationMs, artifacts, ...(finding === undefined ? {} : { finding }) };
}

type Outcome = Pick<Checked, 'finding' | 'artifacts'>;

async function checkPage(
  context: AppContext,
  check: BrowserCheck,
  options: BrowserCheckOptions,
): Promise<Outcome> {
  const script = scriptOf(check, options.testsFolder);
  if (script !== null && !existsSync(script)) return { finding: noScript(check), artifacts: [] };
  const chromium = findChromium(context.env);
  if ('finding' in chromium) return { finding: chromium.finding, artifacts: [] };
  const forwarder = await openForwarder(context).catch((error: unknown) => unreachable(check, error));
  if ('code' in forwarder) return { finding: forwarder, artifacts: [] };
  try {
    return await visitAndJudge(context, check, { ...options, script, chromium: chromium.path, forwarder });
  } finally {
    await forwarder.close();
  }
}

type Means = BrowserCheckOptions & {
  readonly script: string | null;
  readonly chromium: string;
  readonly forwarder: Forwarder;
};

async function visitAndJudge(context: AppContext, check: BrowserCheck, means: Means): Promise<Outcome> {
  const { app, env, run, signal, mask } = context;
  const { artifactFolder, forwarder } = means;
  await mkdir(join(artifactFolder, 'checks'), { recursive: true });
  const names = artifactNames(check.name);
  const task: VisitTask = {
    ...taskFor(context, check, means),
    screenshot: join(artifactFolder, names.screenshot),
    trace: join(artifactFolder, names.trace),
  };
  const baseUrl = forwarder.baseUrl;
  const report = await visit(task, {
    ...{ run, signal, hidden: mask.formsOfApp() },
    env: testEnvironment(app, env, { baseUrl }),
  });
  const finding = judgeVisit(report, {
    check,
    url: `${task.baseUrl}${check.path}`,
    timeoutMs: task.timeoutMs,
  });
  const screenshot = report.hasScreenshot ? [names.screenshot] : [];
  const isWanted = report.hasTrace && finding !== undefined;
  // It has every request and what stood in every field.
  const whyNot = isWanted ? await cleanFile(task.trace, mask) : undefined;
  if (isWanted && whyNot === undefined) return { finding, artifacts: [...screenshot, names.trace] };
  await rm(task.trace, { force: true });
  if (finding === undefined) return { artifacts: screenshot };
  const said = whyNot === undefined ? [] : [`the trace is not kept: ${whyNot}`];
  return { finding: { ...finding, evidence: [...finding.evidence, ...said] }, artifacts: screenshot };
}

function taskFor(
  { app, route, manifest }: AppContext,
  check: BrowserCheck,
  { script, chromium, forwarder }: Means,
): Omit<VisitTask, 'screenshot' | 'trace'> {
  return {
    chromium,
    args: chromiumArgs(app.domain, forwarder.route, forwarder.port),
    // Chromium refuses to make its sandbox as root.
    sandbox: process.getuid?.() !== 0,
    domain: app.domain,
    baseUrl: `${forwarder.scheme}://${app.domain}`,
    path: check.path,
    script,
    title: check.title?.trim().replace(/\s+/g, ' ') ?? null,
    // Straight at a task, the certificate is the forwarder's own.
    ignoreCertificates: forwarder.route.kind === 'task' || !route.tlsVerify,
    timeoutMs: manifest.timeouts.stageMs ?? (script === null ? PAGE_MS : SCRIPT_MS),
  };
}

function scriptOf(check: BrowserCheck, testsFolder: string): string | null {
  if (check.script === undefined) return null;
  return insideOf(testsFolder, check.script, `cc-ci.yml: script of check ${check.name}`);
}

/** Relative to the artifact folder. A name that had to be changed gets a part that tells it from others. */
export function artifactNames(checkName: string): { readonly screenshot: string; readonly trace: string } {
  const plain = checkName.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60);
  const suffix = createHash('sha256').update(checkName).digest('hex').slice(0, 6);
  const name = plain === checkName ? plain : `${plain}-${suffix}`;
  return { screenshot: join('checks', `${name}.png`), trace: join('checks', `${name}-trace.zip`) };
}

function noScript(check: BrowserCheck): Finding {
  return {
    code: 'check-failed',
    blame: 'recipe',
    message: `check ${check.name}: its script ${check.script} is not there`,
    evidence: [],
    remedy:
      'Add it, or correct the path, which is relative to the recipe. In a pull request it has to be in the base branch already.',
  };
}

function unreachable(check: BrowserCheck, error: unknown): Finding {
  if (!(error instanceof EnvironmentError)) throw error;
  return {
    code: 'http-unreachable',
    blame: 'host',
    message: `check ${check.name}: ${messageOf(error)}`,
    evidence: [],
    remedy: 'See that the app still runs; for one on another node or behind a router, set router-address.',
  };
}
