/** Builds that run out of memory: who survives them, and how long the adaptive runner takes against the best fixed parallelism. */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Finished, describe as inWords, succeeded } from '../src/lib/process.js';
import { type TestCgroup, withCgroup } from '../test/support/cgroup.js';
import { writeQuickBuild } from '../test/support/hungry/quick.js';
import { command, type Measured, type Row, type Session, target } from './support/benchmark.js';
import { median } from './support/contest.js';
import { buildOptions, builds } from './support/dist.js';
import { startStandIn } from './support/stand-in.js';
import { largePackages, manyCrates, smallRunner, type Workload } from './support/workloads.js';

const MiB = 1024 ** 2;
/** As facts of the field have it: a runner's process with its plugins and logs. */
const RUNNER_BYTES = 200 * MiB;
const VS_BEST = 1.3;
const BUILD_MS = 300_000;

export const main = command({
  name: 'oom',
  runs: 3,
  minutes: 45,
  options: {
    ...buildOptions,
    builds: 'N         builds in a row beside a stand-in for the runner; 100 when left out, 0 for none',
    only: 'TEXT      workloads whose name holds the text',
  },
  measure,
});

async function measure(session: Session): Promise<Measured> {
  const [dist = ''] = builds(session).values();
  const cli = join(dist, 'cc-ci.js');
  const count = Number(session.options.builds ?? 100);
  const survival = count > 0 ? await survivals(session, cli, count) : { rows: [], targets: [] };
  const all = [
    manyCrates(join(session.folder, 'many')),
    smallRunner(join(session.folder, 'small')),
    await largePackages(join(session.folder, 'large')),
  ].filter(({ name }) => name.includes(session.options.only ?? ''));
  const races: Race[] = [];
  for (const workload of all) races.push(await race(session, workload, cli));
  const best = races.map(({ vsBest }) =>
    target(`oom-vs-best, ${vsBest.name}`, vsBest.ratio, VS_BEST, 'ratio'),
  );
  return {
    rows: [...survival.rows, ...races.flatMap(({ rows }) => rows)],
    targets: [...survival.targets, ...best],
  };
}

/** Builds whose processes together take more than there is, beside something that looks like a runner to the kernel. */
async function survivals(session: Session, cli: string, count: number): Promise<Measured> {
  const folder = join(session.folder, 'quick');
  writeQuickBuild(folder, { targets: 8, bytes: 90_000_000 });
  const make = ['make', '-s', '-j8', '-B'] as const;
  const plain = await survivorsOf(session, count, 'today', (cgroup) =>
    cgroup.run('make', make.slice(1), { cwd: folder, timeoutMs: BUILD_MS, signal: session.signal }),
  );
  const guarded = await survivorsOf(session, count, 'cc-ci exec', (cgroup) =>
    cgroup.run(process.execPath, [cli, 'exec', '--attempts', '1', '--', ...make], {
      cwd: folder,
      timeoutMs: BUILD_MS,
      signal: session.signal,
    }),
  );
  return {
    rows: [plain.row, guarded.row],
    targets: [target('runner killed with cc-ci exec', guarded.killed, 0, 'ratio')],
  };
}

async function survivorsOf(
  session: Session,
  count: number,
  contender: string,
  build: (cgroup: TestCgroup) => Promise<Finished>,
): Promise<{ readonly row: Row; readonly killed: number }> {
  session.say(`${count} builds that run out of memory beside a stand-in for the runner: ${contender}`);
  return withCgroup({ limitBytes: 512 * MiB }, async (cgroup) => {
    let killed = 0;
    let oomBuilds = 0;
    let standIn = await startStandIn(cgroup, RUNNER_BYTES);
    for (let number = 0; number < count; number += 1) {
      session.signal.throwIfAborted();
      const before = cgroup.kills();
      await build(cgroup);
      if (cgroup.kills() > before) oomBuilds += 1;
      if ((number + 1) % 20 === 0)
        session.say(`${number + 1} builds, ${oomBuilds} out of memory, ${killed} stand-ins killed`);
      if (standIn.isAlive()) continue;
      killed += 1;
      standIn = await startStandIn(cgroup, RUNNER_BYTES);
    }
    await standIn.stop();
    const row = {
      case: 'runner beside OOM builds',
      contender,
      builds: count,
      oomBuilds,
      runnerKilled: killed,
    };
    return { row, killed };
  });
}

type Race = {
  readonly rows: readonly Row[];
  readonly vsBest: { readonly name: string; readonly ratio: number };
};

/** What one contender's rounds took; a build that failed has no time. */
type Lane = { readonly contender: string; readonly ms: number[]; failed: number; note: string };

/** The adaptive runner and each fixed parallelism, in an order that rotates. */
async function race(session: Session, workload: Workload, cli: string): Promise<Race> {
  session.say(`${workload.name}: ${session.runs} rounds`);
  const cpus = availableParallelism();
  const adaptive: Lane = { contender: 'cc-ci exec', ms: [], failed: 0, note: '' };
  const fixed = Array.from({ length: cpus }, (_, index): Lane & { readonly jobs: number } => ({
    contender: index === 0 ? '1 job (CARGO_BUILD_JOBS=1 and the like)' : `${index + 1} jobs`,
    jobs: index + 1,
    ms: [],
    failed: 0,
    note: '',
  }));
  const turns = [
    () => once(session, workload, adaptive, [process.execPath, cli, 'exec', '--', ...workload.argv], {}),
    ...fixed.map((lane) => () => once(session, workload, lane, workload.argv, workload.fixed(lane.jobs))),
  ];
  for (let round = 0; round < session.runs; round += 1)
    for (let turn = 0; turn < turns.length; turn += 1) {
      session.signal.throwIfAborted();
      await turns[(round + turn) % turns.length]?.();
    }
  const best = fixed.filter(({ failed }) => failed === 0).map(({ ms }) => median(ms));
  if (best.length === 0) throw new Error(`${workload.name}: no fixed parallelism builds it`);
  const ratio = adaptive.failed > 0 ? Number.POSITIVE_INFINITY : median(adaptive.ms) / Math.min(...best);
  return {
    rows: [adaptive, ...fixed].map((lane) => rowOf(workload, lane)),
    vsBest: { name: workload.name, ratio },
  };
}

async function once(
  { signal }: Session,
  workload: Workload,
  lane: Lane,
  [file = '', ...args]: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  workload.clean();
  const { limitBytes, folder: cwd } = workload;
  const env = { ...process.env, ...workload.env, ...variables };
  const finished = await withCgroup({ limitBytes }, (cgroup) =>
    cgroup.run(file, args, { cwd, env, timeoutMs: BUILD_MS, signal }),
  );
  if (succeeded(finished)) lane.ms.push(finished.durationMs);
  else {
    lane.failed += 1;
    lane.note = inWords(finished.outcome);
  }
  const said = finished.stderr.split('\n').filter((line) => line.startsWith('cc-ci: '));
  if (said.length > 0) lane.note = said.join(' ').replaceAll('cc-ci: ', '').slice(0, 400);
}

function rowOf(workload: Workload, { contender, ms, failed, note }: Lane): Row {
  return {
    case: workload.name,
    contender,
    runs: ms.length + failed,
    failed,
    ...(ms.length === 0 ? {} : { medianMs: Math.round(median(ms)), minMs: Math.round(Math.min(...ms)) }),
    ...(note === '' ? {} : { note }),
  };
}
