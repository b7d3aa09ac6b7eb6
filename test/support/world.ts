/** A job's own small world: workspace, HOME and RUNNER_TEMP in one throw-away folder, and the processes that belong to it. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the environment of everything that runs in a world: by it a process left behind is recognised. */
export const WORLD_VARIABLE = 'CC_CI_TEST_WORLD';

export interface World {
  readonly root: string;
  readonly workspace: string;
  readonly home: string;
  readonly runnerTemp: string;
  /** TMPDIR: what a step puts into the system's temp folder lands here. */
  readonly tmp: string;
  /** Where the command files of the steps lie. */
  readonly commands: string;
}

export function createWorld(): World {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cc-ci-world-')));
  const folder = (name: string): string => {
    mkdirSync(join(root, name));
    return join(root, name);
  };
  return {
    root,
    workspace: folder('workspace'),
    home: folder('home'),
    runnerTemp: folder('runner-temp'),
    tmp: folder('tmp'),
    commands: folder('commands'),
  };
}

/** Ends what still runs in the world, and removes it. */
export async function disposeWorld(world: World): Promise<void> {
  await endProcesses(world);
  rmSync(world.root, { recursive: true, force: true, maxRetries: 3 });
}

export interface WorldProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every live process that has the world in its environment or works inside it. Zombies are not alive. */
export function processesOf(world: World): readonly WorldProcess[] {
  const marker = `${WORLD_VARIABLE}=${world.root}`;
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((pid) => {
      try {
        const isOurs =
          readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(marker) ||
          `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${world.root}/`);
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
        return isOurs && command !== '' ? [{ pid: Number(pid), command }] : [];
      } catch {
        return []; // it ended while we looked
      }
    });
}

/** Kills every process of the world, by its id, and waits until they are gone (at most five seconds). */
export async function endProcesses(world: World): Promise<void> {
  const deadline = Date.now() + 5000;
  for (;;) {
    const left = processesOf(world);
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`processes won't end: ${JSON.stringify(left)}`);
    for (const { pid } of left) killProcess(pid);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it was faster.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
