/** checks, local and extra: what the recipe itself wants to be true of a live app. */

import { runChecks } from '../checks/index.js';
import { runLocalTests } from '../local/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function checks(context: StepContext): Promise<Report> {
  const { manifest, artifactFolder, plan } = context;
  const rows = await runChecks(context, manifest.checks, { artifactFolder, testsFolder: plan.testsFolder });
  const bad = rows.flatMap(({ finding }) => finding ?? []);
  const kept = {
    details: rows.map(({ name, finding }) => `${finding === undefined ? 'passed' : 'failed'}: ${name}`),
    artifacts: rows.flatMap(({ artifacts }) => artifacts),
  };
  const first = bad.find(({ blame }) => blame === 'recipe') ?? bad[0];
  if (first === undefined) return { status: 'pass', ...kept };
  const others = bad.filter((finding) => finding !== first);
  const evidence = [...first.evidence, ...others.map(({ message }) => `also: ${message}`)];
  return { ...judged({ ...first, evidence }), ...kept };
}

export const local = suite('tests');
export const extra = suite('extra');

function suite(which: 'tests' | 'extra') {
  return async (context: StepContext): Promise<Report> => {
    const { manifest, artifactFolder, plan, engine } = context;
    const ended = await runLocalTests(context, manifest[which], {
      artifactFolder,
      testsFolder: plan.testsFolder,
      engine: engine.name,
    });
    if (ended.kind === 'none') return { status: 'not-applicable', reason: ended.reason };
    const { artifacts } = ended;
    if (ended.kind === 'failed') return { ...judged(ended.finding), artifacts };
    const passed = ended.passed === null ? '' : `${ended.passed} passed, `;
    return { status: 'pass', details: [`${passed}${ended.how}`], artifacts };
  };
}
