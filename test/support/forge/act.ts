/** Runs a workflow under act, in host mode, with this action in place of `ops/cc-ci-action@v1`. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureAct } from '../../../scripts/setup/go-tools.mjs';
import type { World } from '../world.js';
import { endProcesses, WORLD_VARIABLE } from '../world.js';
import { copyAction } from './repository.js';
import { errorLines } from './workflows.js';

export interface ActRun {
  /** The repository whose working tree act runs in; its workflows are in .github/workflows. */
  readonly folder: string;
  readonly world: World;
  /** `--env`: what a forge's runner would say about the job. */
  readonly env?: Readonly<Record<string, string>>;
  /** `--secret`; GITHUB_TOKEN among them is `github.token`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Environment of act itself, which host mode hands on to the steps. */
  readonly ownEnv?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly timeoutMs?: number;
}

export interface ActResult {
  readonly exitCode: number | null;
  readonly log: string;
  /** Where act keeps actions, jobs and tools. */
  readonly folder: string;
}

/**
 * Runs the push event, to its end.
 * @throws Unavailable where act can't be built on this machine
 * @throws Error with the log when it outlives its time
 */
export async function runAct(run: ActRun): Promise<ActResult> {
  const { binary } = await ensureAct();
  const { world, timeoutMs = 60_000 } = run;
  const folder = join(world.root, 'act');
  mkdirSync(folder, { recursive: true });
  const argv = [
    ...['push', '--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server'],
    ...['--local-repository', `ops/cc-ci-action@v1=${actionIn(world)}`, '--action-cache-path', folder],
    ...Object.entries(run.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    // The value comes from act's environment: on its command line everyone could read it.
    ...Object.keys(run.secrets ?? {}).flatMap((name) => ['--secret', name]),
    ...(run.args ?? []),
  ];
  const child = spawn(binary, argv, {
    cwd: run.folder,
    env: environment(run),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      endProcesses(world).catch(reject);
      reject(new Error(`act still ran after ${timeoutMs} ms; its log:\n${log}`));
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, log, folder });
    });
  });
}

function actionIn(world: World): string {
  const copy = join(world.root, 'cc-ci-action');
  return existsSync(copy) ? copy : copyAction(copy);
}

function environment({ world, ownEnv, secrets }: ActRun): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? '/usr/bin:/bin'}`,
    HOME: world.home,
    TMPDIR: world.tmp,
    LANG: 'C.UTF-8',
    [WORLD_VARIABLE]: world.root,
    ...ownEnv,
    ...secrets,
  };
}

/** Asserting is clearer with the log in sight: throws it where a run is not green. */
export function expectGreenAct(result: ActResult): ActResult {
  const { exitCode, log } = result;
  if (exitCode !== 0) throw new Error(`act: exit ${exitCode}: ${errorLines(log)}\nthe log:\n${log}`);
  return result;
}
