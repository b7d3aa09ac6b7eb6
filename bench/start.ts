/** A no-op step of each action against `node -e 0`, what each loads of the bundle, and the bundle's size. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorld, disposeWorld, type World } from '../test/support/world.js';
import { command, type Measured, type Row, type Session, target } from './support/benchmark.js';
import { type Contender, contest, medianDifference, rowsOf } from './support/contest.js';
import { buildOptions, builds, entriesOf, folderBytes, loadedBy, stepOrThrow } from './support/dist.js';
import { emptyNode } from './support/node.js';

type NoOp = {
  /** What makes it one. */
  readonly how: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly exitCode?: number;
};

/** The quickest way through each entry that does nothing. */
const NO_OPS: Readonly<Record<string, NoOp>> = {
  'root.js': { how: 'clone: false', inputs: { clone: 'false' } },
  'root-post.js': { how: 'nothing was left by main' },
  'clone.js': { how: 'act has put the working tree there', env: { ACT: 'true' } },
  'guard.js': { how: 'one secret, which is there', inputs: { required: 'TOKEN=s3cr3t-of-the-bench' } },
  'guard-post.js': { how: 'no leak scan is asked for' },
  'recipe.js': { how: 'refuses its input engine', inputs: { engine: 'none-such' }, exitCode: 2 },
  'verdict.js': {
    how: 'one job, which is good',
    inputs: { needs: '{"a":{"result":"success","outputs":{}}}' },
  },
  'run.js': { how: 'refuses its empty input run', exitCode: 2 },
  'cc-ci.js': { how: '--version', args: ['--version'] },
};

const HOT_PATH_BYTES = 250_000;
const DIST_BYTES = 8_000_000;
const START_MS = 12;

export const main = command({ name: 'start', runs: 40, minutes: 5, options: buildOptions, measure });

async function measure(session: Session): Promise<Measured> {
  const world = createWorld();
  session.defer(() => disposeWorld(world));
  makeWorkingTree(world);
  const all = builds(session);
  const contenders = [...all].flatMap(([build, dist]) =>
    entriesOf(dist).map((entry) => noOpOf(build, dist, entry, world)),
  );
  session.say(`${session.runs} rounds of ${contenders.length + 1} contenders`);
  const bare: Contender = { name: 'node -e 0', run: () => emptyNode(world) };
  const times = await contest([bare, ...contenders], { ...session, rounds: session.runs });
  const [dist = ''] = all.values();
  const loaded = await loadedRows(dist, world);
  return {
    rows: [...rowsOf('no-op step', times), ...loaded],
    targets: [
      target('start-over-node', medianDifference(times, 'cc-ci root.js', bare.name), START_MS, 'ms'),
      target('hot-path-bytes', Math.max(...loaded.map(({ bytes }) => bytes)), HOT_PATH_BYTES, 'bytes'),
      target('dist-bytes', folderBytes(dist), DIST_BYTES, 'bytes'),
    ],
  };
}

/** What the clone takes for the working tree that act has copied: a commit that is checked out. */
function makeWorkingTree(world: World): void {
  mkdirSync(join(world.workspace, '.git'));
  writeFileSync(join(world.workspace, '.git', 'HEAD'), `${'0123456789'.repeat(4)}\n`);
}

function noOpOf(build: string, dist: string, entry: string, world: World): Contender {
  const { exitCode, ...step } = stepFor(entry, world);
  const run = async (): Promise<number> => (await stepOrThrow(join(dist, entry), step, exitCode)).durationMs;
  return { name: `${build} ${entry}`, run };
}

function stepFor(entry: string, world: World) {
  const noOp = NO_OPS[entry];
  if (noOp === undefined) throw new Error(`dist/${entry} is new: say in bench/start.ts how it does nothing`);
  const { how: _how, exitCode = 0, ...options } = noOp;
  return { world, job: {}, ...options, exitCode };
}

async function loadedRows(
  dist: string,
  world: World,
): Promise<readonly (Row & { readonly bytes: number })[]> {
  const rows = [];
  for (const entry of entriesOf(dist)) {
    const { exitCode: _exitCode, ...step } = stepFor(entry, world);
    const { files, bytes } = await loadedBy(join(dist, entry), step);
    rows.push({ entry, noOp: NO_OPS[entry]?.how ?? '', bytes, files });
  }
  return rows;
}
