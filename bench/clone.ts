/** All that actions/clone costs against a bare Node start and three git commands, and against actions/checkout. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { startGitServer } from '../test/support/git-server/index.js';
import { manyFiles, OriginRepository } from '../test/support/repos.js';
import type { StepOptions } from '../test/support/step.js';
import { createWorld, disposeWorld, type World } from '../test/support/world.js';
import { command, type Measured, type Row, type Session, type Target, target } from './support/benchmark.js';
import { type Contender, contest, medianRatio, rowsOf, type Times } from './support/contest.js';
import { buildOptions, builds, loadedBy, stepOrThrow } from './support/dist.js';
import { plainEnv, timed } from './support/node.js';

/** Repositories by their number of files, and how many of the rounds each gets. */
const CASES = [
  { files: 300, share: 1 },
  { files: 20_000, share: 0.3 },
] as const;

const TOKEN = 'a-token-of-the-benchmark';
const [GIT, CHECKOUT] = ['node + 3 git', 'checkout'];
const VS_GIT = 1.25;
const VS_CHECKOUT = 0.35;
const HOT_PATH_BYTES = 250_000;
const STEP_TIMEOUT_MS = 120_000;

const options = {
  ...buildOptions,
  checkout: 'DIR  a copy of actions/checkout (v7: action.yml and dist/), main and post measured too',
};

export const main = command({ name: 'clone', runs: 20, minutes: 10, options, measure });

/** What is cloned, from where. */
type Origin = { readonly serverUrl: string; readonly repository: string; readonly sha: string };

async function measure(session: Session): Promise<Measured> {
  const root = join(session.folder, 'repositories');
  const server = await startGitServer({ root, token: TOKEN });
  session.defer(() => server.stop());
  const dists = builds(session);
  const [dist = ''] = dists.values();
  const rows: Row[] = [];
  const targets: Target[] = [];
  let bytes = 0;
  for (const { files, share } of CASES) {
    const rounds = Math.max(3, Math.round(session.runs * share));
    session.say(`${rounds} rounds of ${files} files`);
    const origin = { serverUrl: server.url, ...makeRepository(session, root, files) };
    const times = await contest(contenders(session, dists, origin), { ...session, rounds });
    rows.push(...rowsOf(`${files} files`, times));
    targets.push(...targetsOf(files, times));
    if (bytes === 0) bytes = await inWorld(session, (world) => bytesLoaded(dist, world, origin));
  }
  return { rows, targets: [...targets, target('clone-hot-path-bytes', bytes, HOT_PATH_BYTES, 'bytes')] };
}

function makeRepository(session: Session, root: string, files: number): Pick<Origin, 'repository' | 'sha'> {
  const repository = `bench/files-${files}`;
  const origin = OriginRepository.create(root, repository);
  session.defer(() => origin.dispose());
  const sha = origin.commit(manyFiles(files));
  // As a forge's housekeeping leaves it: one pack.
  origin.git('repack', '-adq');
  return { repository, sha };
}

function targetsOf(files: number, times: Times): readonly Target[] {
  const against = (other: string, name: string, limit: number): readonly Target[] =>
    times.has(other) ? [target(name, medianRatio(times, 'cc-ci', other), limit, 'ratio')] : [];
  return [
    ...against(GIT, `clone-${files}-vs-git`, VS_GIT),
    ...against(CHECKOUT, `clone-${files}-vs-checkout`, VS_CHECKOUT),
  ];
}

function contenders(
  session: Session,
  dists: ReadonlyMap<string, string>,
  origin: Origin,
): readonly Contender[] {
  const { checkout } = session.options;
  const contender = (name: string, run: (world: World) => Promise<number>): Contender => ({
    name,
    run: () => inWorld(session, run),
  });
  return [
    contender(GIT, (world) => byHand(world, origin)),
    ...[...dists].map(([name, dist]) => contender(name, (world) => byClone(dist, world, origin))),
    ...(checkout === undefined
      ? []
      : [contender(CHECKOUT, (world) => byCheckout(resolve(checkout), world, origin))]),
  ];
}

/** Each clone has a world of its own, made and removed outside the measured time. */
async function inWorld(session: Session, run: (world: World) => Promise<number>): Promise<number> {
  const world = createWorld();
  const dispose = session.defer(() => disposeWorld(world));
  try {
    return await run(world);
  } finally {
    await dispose();
  }
}

/** The least that can be done: by a shell, so that the benchmark's own process is not in the way between the commands. */
const SCRIPT = `
"$NODE" -e 0 &&
git init . &&
git fetch --depth=1 "$URL" "$SHA" &&
git checkout --detach "$SHA"`;

function byHand(world: World, origin: Origin): Promise<number> {
  const url = `${origin.serverUrl}/${origin.repository}`;
  return timed('/bin/sh', ['-c', SCRIPT], world, {
    ...plainEnv(world),
    NODE: process.execPath,
    URL: url,
    SHA: origin.sha,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${url}.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`,
  });
}

function cloneStep(world: World, origin: Origin): StepOptions {
  return { world, job: { ...origin, token: TOKEN }, timeoutMs: STEP_TIMEOUT_MS };
}

async function byClone(dist: string, world: World, origin: Origin): Promise<number> {
  const step = await stepOrThrow(join(dist, 'clone.js'), cloneStep(world, origin));
  if (step.outputs.sha !== origin.sha) throw new Error(`cloned ${step.outputs.sha}, not ${origin.sha}`);
  return step.durationMs;
}

async function bytesLoaded(dist: string, world: World, origin: Origin): Promise<number> {
  return (await loadedBy(join(dist, 'clone.js'), cloneStep(world, origin))).bytes;
}

/** Main and post, as a runner starts them. */
async function byCheckout(folder: string, world: World, origin: Origin): Promise<number> {
  const entry = join(folder, 'dist', 'index.js');
  const step = { ...cloneStep(world, origin), inputs: checkoutInputs(folder, origin) };
  const ran = await stepOrThrow(entry, step);
  const post = await stepOrThrow(entry, { ...step, state: ran.state });
  return ran.durationMs + post.durationMs;
}

function checkoutInputs(folder: string, origin: Origin): Readonly<Record<string, string>> {
  const action = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: unknown }>;
  };
  const defaults = Object.entries(action.inputs).map(([name, spec]) => [name, String(spec.default ?? '')]);
  return { ...Object.fromEntries(defaults), repository: origin.repository, token: TOKEN };
}
