/** A recipe's whole life against a careful shell script that does the same, and the moments that people wait for. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDocker } from '../scripts/setup/dockerd.mjs';
import { ensureHelloImage, ensureToolboxImage } from '../scripts/setup/image.mjs';
import { ensureSwarm } from '../scripts/setup/swarm.mjs';
import { connectDocker } from '../src/docker/index.js';
import { makeRecipe } from '../test/support/recipes/repository.js';
import { web } from '../test/support/recipes/web.js';
import { command, type Measured, type Row, type Session, target } from './support/benchmark.js';
import { type Contender, contest, median, medianRatio, rowsOf } from './support/contest.js';
import { buildOptions, builds } from './support/dist.js';
import { crashLoopToVerdict, healthyToNoticed } from './support/moments.js';
import { countRequests, type Rate, rateOf } from './support/requests.js';
import { type Spent, spentBy } from './support/spent.js';

const [OURS, SIDE_BY_SIDE, STAGE_EACH] = ['cc-ci', 'shell, side by side', 'shell, a deployment per stage'];
const VS_SCRIPT = 0.7;
const VS_STAGE_EACH = 0.35;
const TOTAL_MS = 9_000;
const NOTICED_MS = 500;
const LOOP_MS = 30_000;
const ZONE = `bench${process.pid}.test`;
const PREVIOUS = '1.0.0+1.0';

export const main = command({ name: 'recipe', runs: 5, minutes: 12, options: buildOptions, measure });

async function measure(session: Session): Promise<Measured> {
  const { host } = await ensureDocker();
  await ensureSwarm(host);
  const { image } = await ensureHelloImage(host);
  const { image: toolbox } = await ensureToolboxImage(host);
  const folder = recipeIn(session, image);
  const env = { ...process.env, DOCKER_HOST: host };
  const spent: Spent[] = [];
  const life = lifeOf(session, { folder, toolbox, env });
  const contenders = [
    ours(life, spent),
    byHand(SIDE_BY_SIDE, 'side-by-side', { folder, toolbox, env }),
    byHand(STAGE_EACH, 'stage-each', { folder, toolbox, env }),
  ];
  session.say(`${session.runs} rounds of ${contenders.length} lives`);
  const times = await contest(contenders, { ...session, rounds: session.runs });
  session.say('the requests of one life more');
  const rate = await requestsOf(session, life, host);
  const docker = await connectDocker({ env });
  session.defer(() => docker.close());
  session.say('the moments');
  const noticed = await healthyToNoticed(docker, image, 5);
  const loop = await crashLoopToVerdict(docker, image);
  const moments: readonly Row[] = [
    {
      moment: 'healthy to noticed',
      medianMs: median(noticed),
      maxMs: Math.max(...noticed),
      runs: noticed.length,
    },
    { moment: 'first exit to crash-loop verdict', medianMs: loop, maxMs: loop, runs: 1 },
  ];
  return {
    rows: [...rowsOf('all stages of custom-html', times), ...moments, harness(spent, rate)],
    targets: [
      target('recipe-vs-script', medianRatio(times, OURS, SIDE_BY_SIDE), VS_SCRIPT, 'ratio'),
      target('recipe-vs-stage-each', medianRatio(times, OURS, STAGE_EACH), VS_STAGE_EACH, 'ratio'),
      target('recipe-total-seconds', median(times.get(OURS) ?? []), TOTAL_MS, 'ms'),
      target('healthy-to-noticed-seconds', median(noticed), NOTICED_MS, 'ms'),
      target('crash-loop-verdict-seconds', loop, LOOP_MS, 'ms'),
    ],
  };
}

/** Two releases whose tasks differ, so that the upgrade really rolls. */
function recipeIn(session: Session, image: string): string {
  const release = (version: string) => web({ image, version, app: { environment: [`RELEASE=${version}`] } });
  return makeRecipe(join(session.folder, 'custom-html'), {
    releases: [
      [PREVIOUS, release(PREVIOUS)],
      ['1.1.0+1.0', release('1.1.0+1.0')],
    ],
  });
}

type Life = { readonly folder: string; readonly toolbox: string; readonly env: NodeJS.ProcessEnv };

/** One whole life by the built `cc-ci`. */
type OneLife = (more?: NodeJS.ProcessEnv) => Promise<Spent>;

function lifeOf(session: Session, { folder, toolbox, env }: Life): OneLife {
  const [dist = ''] = builds(session).values();
  const report = join(session.folder, 'report');
  const given = ['--engine', 'swarm', '--zone', ZONE, '--toolbox-image', toolbox, '--report-dir', report];
  const argv = [join(dist, 'cc-ci.js'), 'recipe', 'run', folder, ...given];
  return async (more) => {
    const took = await spentBy(process.execPath, argv, { ...env, ...more });
    const { level, stages } = JSON.parse(readFileSync(join(report, 'results.json'), 'utf8')) as {
      level: number;
      stages: readonly { readonly stage: string; readonly status: string }[];
    };
    // A run that did less would be quicker, and no better.
    const isWhole = ['install', 'upgrade', 'backup', 'restore', 'reinstall'].every((name) =>
      stages.some(({ stage, status }) => stage === name && status === 'pass'),
    );
    if (!isWhole) throw new Error(`level ${level}: ${JSON.stringify(stages)}`);
    return took;
  };
}

function ours(life: OneLife, spent: Spent[]): Contender {
  return {
    name: OURS,
    run: async () => {
      const took = await life();
      spent.push(took);
      return took.wallMs;
    },
  };
}

/** Counted in a life of its own: one more program on the way would be in the contest's times. */
async function requestsOf(session: Session, life: OneLife, host: string): Promise<Rate> {
  const counter = await countRequests(host, session.folder);
  const close = session.defer(counter.close);
  const { wallMs } = await life({ DOCKER_HOST: counter.host });
  await close();
  return rateOf(counter.asked, wallMs);
}

function byHand(name: string, mode: string, { folder, toolbox, env }: Life): Contender {
  const script = join(import.meta.dirname, 'support/recipe-by-hand.sh');
  let round = 0;
  return {
    name,
    run: async () => {
      round += 1;
      const prefix = `bench${process.pid}${mode[1]}${round}`;
      return (await spentBy('sh', [script, mode, folder, PREVIOUS, toolbox, prefix], env)).wallMs;
    },
  };
}

/** What the harness itself costs, apart from the daemon's work. */
function harness(spent: readonly Spent[], rate: Rate): Row {
  const of = (key: 'cpuMs' | 'memoryKiB'): number => Math.round(median(spent.map((entry) => entry[key])));
  return {
    harness: OURS,
    runs: spent.length,
    cpuMs: of('cpuMs'),
    residentMiB: Math.round(of('memoryKiB') / 1024),
    requestsToDocker: rate.requests,
    ofThemByTheDockerProgram: rate.byProgram,
    perSecond: rate.perSecond,
    mostInASecond: rate.mostInASecond,
  };
}
