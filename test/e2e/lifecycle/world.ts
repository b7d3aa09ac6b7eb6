/** Whole lives of the test recipes on the real Swarm, by each engine: what they come to, and what they leave. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, type TestContext } from 'vitest';
import { ensureChromium } from '../../../scripts/setup/chromium.mjs';
import { ensurePostgresImage, ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import { Unavailable } from '../../../scripts/setup/unavailable.mjs';
import { parseInputs } from '../../../src/lib/inputs.js';
import { run } from '../../../src/lib/process.js';
import { recipeInputs, testRecipe } from '../../../src/recipe/index.js';
import { type Results, stepReporter } from '../../../src/report/index.js';
import { useBackupbot } from '../../support/abra/backupbot.js';
import { abraMode, useAbra } from '../../support/abra/index.js';
import { makeRecipe } from '../../support/recipes/repository.js';
import type { EngineName, Ground, Row } from '../../support/recipes/row.js';
import { listWorld, type TestSwarm, useSwarm } from '../../support/swarm.js';
import { refusingRegistry } from '../swarm/refusing-registry.js';
import { holdVolume } from './holder.js';

export type Life = {
  readonly results: Results;
  readonly exitCode: number;
  /** What a reader of the step's log sees. */
  readonly log: string;
  /** The texts that were kept with the results. */
  readonly kept: string;
  /** Objects in the Swarm that were not there before, and belong to this life alone. */
  readonly left: readonly string[];
};

export type LifeWorld = {
  live(row: Row, engine: EngineName): Promise<Life>;
};

/** A life on a machine that is busy with other things; its own limits are far shorter. */
export const LIFE_MS = 4 * 60_000;

/** @returns what runs a row of the table, or skips the test with the reason why that can't be on this machine. */
export function useLives(): (test: TestContext) => LifeWorld {
  const swarmFor = useSwarm();
  const backupbotOf = useBackupbot();
  let folder = '';
  let lives = 0;
  const former = process.env.TMPDIR;
  let means: { readonly postgres: string; readonly toolbox: string } | undefined;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cc-ci-lives-'));
    mkdirSync(join(folder, 'tmp'));
    // What a run puts into the system's temp folder lands here, and is looked for at the end.
    process.env.TMPDIR = join(folder, 'tmp');
  });
  afterAll(() => {
    const left = readdirSync(join(folder, 'tmp'));
    if (former === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = former;
    rmSync(folder, { recursive: true, force: true });
    expect(left).toEqual([]);
  });
  return (test) => {
    const swarm = swarmFor(test);
    return {
      live: async (row, engine) => {
        if (row.needs?.chromium) await orSkip(test, ensureChromium());
        means ??= await meansOn(swarm.host);
        const bot = engine === 'abra' ? await backupbotOf(swarm) : undefined;
        lives += 1;
        const place = join(folder, `${lives}`);
        mkdirSync(place);
        const mode = row.mode === undefined ? {} : { ABRA_EMULATOR_MODE: abraMode(row.mode) };
        const env = { ...row.env, ...bot?.env, ...mode };
        return liveOn(swarm, row, { engine, place, number: lives, env, ...means });
      },
    };
  };
}

async function meansOn(host: string): Promise<{ readonly postgres: string; readonly toolbox: string }> {
  const [postgres, toolbox] = await Promise.all([ensurePostgresImage(host), ensureToolboxImage(host)]);
  return { postgres: postgres.image, toolbox: toolbox.image };
}

async function orSkip(test: TestContext, needed: Promise<unknown>): Promise<void> {
  await needed.catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    test.skip(error.message);
  });
}

/** Of every file below the folder. */
function textsIn(folder: string): string {
  if (!existsSync(folder)) return '';
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
}

type LifeOf = {
  readonly engine: EngineName;
  /** A folder of its own. */
  readonly place: string;
  readonly number: number;
  readonly env: Readonly<Record<string, string>>;
  readonly postgres: string;
  readonly toolbox: string;
};

async function liveOn(swarm: TestSwarm, row: Row, of: LifeOf): Promise<Life> {
  // A zone for each life: by it its objects are told from those of whatever else is on the Swarm.
  const zone = `l${process.pid}x${of.number}.test`;
  const own = async (): Promise<readonly string[]> =>
    (await listWorld(swarm.docker)).filter((object) => object.includes(zone.replaceAll('.', '_')));
  const registry = row.needs?.registry === undefined ? undefined : await refusingRegistry(row.needs.registry);
  const holder =
    row.needs?.holder === undefined ? undefined : await holdVolume(swarm, zone, row.needs.holder);
  const ground: Ground = {
    ...{ web: swarm.image, nginx: swarm.nginx, postgres: of.postgres },
    registry: registry?.address ?? '',
  };
  for (const [name, source] of Object.entries(row.beside?.(ground) ?? {}))
    makeRecipe(join(of.place, name), source);
  const folder = makeRecipe(join(of.place, 'custom-html'), row.source(ground));
  let log = '';
  const onProgress = stepReporter({ write: (text) => (log += text), env: {} });
  try {
    const inputs = await parseInputs(
      recipeInputs,
      new Map(
        Object.entries({
          zone,
          engine: of.engine,
          stages: Object.keys(row.expected.stages).join(','),
          'toolbox-image': of.toolbox,
          ...(of.engine === 'abra' ? { 'abra-path': useAbra().path } : {}),
          ...row.inputs,
        }),
      ),
    );
    const ended = await testRecipe(inputs, {
      folder,
      env: { ...process.env, HOME: of.place, DOCKER_HOST: swarm.host, ...of.env },
      run,
      signal: new AbortController().signal,
      note: (level, message) => onProgress({ kind: 'note', level, message }),
      onProgress,
      artifactFolder: join(of.place, 'report'),
    });
    return { ...ended, log, kept: textsIn(join(of.place, 'report')), left: await own() };
  } catch (error) {
    throw new Error(`no results:\n${log}`, { cause: error });
  } finally {
    await holder?.release();
    await registry?.close();
  }
}
