/** A Swarm to deploy to, what is in it, and recipes to deploy. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { setUpHello } from '../../../examples/recipes/hello/set-up.mjs';
import { ensureDocker } from '../../../scripts/setup/dockerd.mjs';
import { ensureHelloImage, ensureToolboxImage } from '../../../scripts/setup/image.mjs';
import { ensureSwarm } from '../../../scripts/setup/swarm.mjs';
import { runStep, type StepOptions, type StepResult } from '../../support/step.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

/** The zone of all apps that this process deploys; by it their objects are told from everybody else's on the same Swarm. */
export const ZONE = `e2e${process.pid}.test`;
const SUFFIX = `_${ZONE.replace('.', '_')}`;

export const FIRST_STAGES = 'install,health,http';

export type Swarm = {
  readonly host: string;
  readonly image: string;
  readonly nginx: string;
  /** For the input toolbox-image. */
  readonly toolbox: string;
};

async function useSwarm(): Promise<Swarm> {
  const { host } = await ensureDocker();
  await ensureSwarm(host);
  const { image: toolbox } = await ensureToolboxImage(host);
  return { host, toolbox, ...(await ensureHelloImage(host)) };
}

/** What a test has for itself. */
export type SwarmWorld = {
  readonly swarm: Swarm;
  /** Gone after the test. */
  readonly world: World;
  /** What of this process was in the Swarm when the test began. */
  readonly before: readonly string[];
};

/**
 * Gives each test of the file a world of its own, by `give`, and proves after each that the Swarm and the world's temp folder
 * are as they were.
 */
export function inWorldsOfTheirOwn(give: (own: SwarmWorld) => void): void {
  let swarm: Swarm;
  let own: SwarmWorld;
  beforeAll(async () => {
    swarm = await useSwarm();
  }, 600_000);
  beforeEach(() => {
    own = { swarm, world: createWorld(), before: listSwarm(swarm) };
    give(own);
  });
  afterEach(async () => {
    const after = listSwarm(swarm);
    const left = leftInTmp(own.world);
    await disposeWorld(own.world);
    expect({ swarm: after, tmp: left }).toEqual({ swarm: own.before, tmp: [] });
  });
}

/** The docker program on the test's daemon. Throws with its own words when it fails. */
export function docker(swarm: Swarm, ...args: readonly string[]): string {
  const env = { ...process.env, DOCKER_HOST: swarm.host };
  return execFileSync('docker', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

const LISTINGS = [
  ['service', ['service', 'ls', '--format', '{{.Name}}']],
  ['container', ['ps', '--all', '--format', '{{.Names}}']],
  ['volume', ['volume', 'ls', '--format', '{{.Name}}']],
  ['network', ['network', 'ls', '--format', '{{.Name}}']],
  ['config', ['config', 'ls', '--format', '{{.Name}}']],
  ['secret', ['secret', 'ls', '--format', '{{.Name}}']],
] as const;

/** Every object in the Swarm and on its node that these tests could have made, leases included. */
export function listSwarm(swarm: Swarm): readonly string[] {
  return LISTINGS.flatMap(([kind, args]) =>
    docker(swarm, ...args)
      .split('\n')
      .filter((name) => name.includes(SUFFIX))
      .map((name) => `${kind} ${name}`),
  ).sort();
}

/** Writes a recipe's files into a folder of the world's workspace. */
export function writeRecipe(world: World, files: Readonly<Record<string, string>>, name = 'recipe'): string {
  const folder = join(world.workspace, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** The hello recipe as its set-up script makes it. */
export function helloRecipe(world: World, swarm: Swarm, name = 'hello'): string {
  return setUpHello(join(world.workspace, name), { nginx: swarm.nginx }).folder;
}

export const ENV_SAMPLE = 'TYPE=demo\nDOMAIN=demo.example.com\nLETS_ENCRYPT_ENV=production\n';

/** A recipe of one service whose command and further keys the test chooses. */
export function oneService(swarm: Swarm, more: string): Readonly<Record<string, string>> {
  return {
    '.env.sample': ENV_SAMPLE,
    'compose.yml': `version: "3.8"\nservices:\n  app:\n    image: ${swarm.image}\n${more}`,
  };
}

/** Runs actions/recipe as a runner does, on the test's Swarm; the first stages alone, unless the test asks for more. */
export function runRecipe(
  swarm: Swarm,
  world: World,
  inputs: Readonly<Record<string, string>>,
  more: Partial<StepOptions> = {},
): Promise<StepResult> {
  return runStep('recipe.js', {
    world,
    timeoutMs: 60_000,
    ...more,
    inputs: { zone: ZONE, stages: FIRST_STAGES, 'toolbox-image': swarm.toolbox, ...inputs },
    env: { DOCKER_HOST: swarm.host, ...more.env },
  });
}

/** Calls `act` once, as soon as the step has printed something that matches. */
export function whenSaid(said: RegExp, act: () => void): NonNullable<StepOptions['onSpawn']> {
  return (child) => {
    let text = '';
    const listen = (chunk: string): void => {
      text += chunk;
      if (!said.test(text)) return;
      child.stdout?.off('data', listen);
      act();
    };
    child.stdout?.on('data', listen);
  };
}

/** Sends a signal to the step's own process, as a runner or a terminal does, once it has said something. */
export function signalWhenSaid(said: RegExp, signal: NodeJS.Signals): NonNullable<StepOptions['onSpawn']> {
  return (child) => whenSaid(said, () => child.kill(signal))(child);
}

/** The parts of results.json that tests look at. */
export type ResultsFile = {
  readonly verdict: string;
  readonly app: { readonly domain: string; readonly stack: string };
  readonly recipe: { readonly name: string; readonly version: string | null; readonly sha: string | null };
  readonly route: string | null;
  readonly stages: readonly {
    readonly stage: string;
    readonly status: string;
    readonly reason?: string;
    readonly durationMs: number;
    readonly phases: readonly { readonly name: string }[];
    readonly finding?: {
      readonly code: string;
      readonly blame: string;
      readonly service?: string;
      readonly message: string;
      readonly evidence: readonly string[];
      readonly remedy: string;
    };
  }[];
  readonly residue: readonly { readonly kind: string; readonly name: string }[];
};

export function readResults(world: World, folder = '.cc-ci/report'): ResultsFile {
  return JSON.parse(readFileSync(join(world.workspace, folder, 'results.json'), 'utf8')) as ResultsFile;
}

/** What a run left in the system's temp folder. */
export function leftInTmp(world: World): readonly string[] {
  return readdirSync(world.tmp);
}
