/** Deployments by abra: a commit, not a release (-C), offline (-o), and without its own wait (-c), which can't tell slow from broken. */

import { succeeded } from '../../../lib/process.js';
import { whyRefused } from '../deploy-errors.js';
import type { Deployed } from '../engine.js';
import { type Call, callAbra, failed, fatalIn, linesOf } from './call.js';
import { makeApp } from './prepare.js';

const DEPLOY_MS = 5 * 60_000;
const UNDEPLOY_MS = 2 * 60_000;

/** -D: a test's domain need not resolve. */
const FLAGS = ['-C', '-o', '-n', '-D', '-c'] as const;

export async function deploy(call: Call): Promise<Deployed> {
  await makeApp(call);
  return run(call, ['app', 'deploy', call.context.app.domain, ...FLAGS]);
}

/** `app upgrade` knows releases only: the way to a commit without a tag is a deployment over the deployed app. */
export async function upgrade(call: Call): Promise<Deployed> {
  await makeApp(call);
  return run(call, ['app', 'deploy', call.context.app.domain, ...FLAGS, '-f']);
}

async function run(call: Call, args: readonly string[]): Promise<Deployed> {
  const finished = await callAbra(call, args, { timeoutMs: DEPLOY_MS });
  if (succeeded(finished)) return { kind: 'deployed' };
  const why = whyRefused(linesOf(finished).join('\n'), fatalIn(finished));
  if ('invalid' in why) throw why.invalid;
  const { finding } = why;
  const remedy =
    'Read what abra said; `abra app deploy` with the same flags says the same on your own machine.';
  const own = failed(finished, args, {
    code: finding.code,
    blame: finding.blame,
    remedy: finding.remedy || remedy,
  });
  return {
    kind: 'refused',
    finding: { ...own, ...(finding.service === undefined ? {} : { service: finding.service }) },
  };
}

/** Leaves volumes and secrets: those are the teardown's. An app that isn't deployed is what is wanted. */
export async function undeploy(call: Call): Promise<void> {
  const args = ['app', 'undeploy', call.context.app.domain, '-n'];
  const finished = await callAbra(call, args, { timeoutMs: UNDEPLOY_MS });
  if (succeeded(finished) || /not deployed/i.test(fatalIn(finished))) return;
  call.context.note(
    'warning',
    `abra app undeploy: ${fatalIn(finished)}; its objects are removed all the same`,
  );
}
