/** A real Gitea runner in host mode, registered with a server; what it keeps lies in one folder that can be looked into. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureRunner } from '../../../scripts/setup/go-tools.mjs';
import type { Gitea } from './gitea.js';
import { startServer } from './server-process.js';

export interface Runner {
  /** Everything the runner and its jobs have written, HOME among it. */
  readonly folder: string;
  readonly home: string;
  readonly pid: number;
  isAlive(): boolean;
  log(): string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;
const LABELS = 'ubuntu-latest:host';

/**
 * Builds the runner where it has not been built yet, registers and starts it.
 * @param folder an empty one that is the runner's alone
 * @param env for every step of every job, as whoever installs a runner may set it (DOCKER_HOST)
 * @throws Unavailable where it can't be built on this machine
 */
export async function startRunner(
  gitea: Gitea,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Runner> {
  const { binary } = await ensureRunner();
  const home = join(folder, 'home');
  for (const name of ['home', 'tmp', 'work', 'cache']) mkdirSync(join(folder, name), { recursive: true });
  const config = writeConfig(folder);
  // Host mode hands the runner's own environment on to the steps.
  const environment = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? '/usr/bin:/bin'}`,
    HOME: home,
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    ...env,
  };
  const identity = ['--instance', gitea.url, '--token', await gitea.runnerToken(), '--name', 'tests'];
  const register = ['-c', config, 'register', '--no-interactive', ...identity, '--labels', LABELS];
  await promisify(execFile)(binary, register, { cwd: folder, env: environment, timeout: READY_WITHIN_MS });
  const server = await startServer({
    argv: [binary, '-c', config, 'daemon'],
    env: environment,
    cwd: folder,
    logFile: join(folder, 'runner.log'),
    isReady: async (log) => log.includes('declare successfully'),
    readyWithinMs: READY_WITHIN_MS,
  });
  const { pid, isAlive, log, stop } = server;
  return { folder, home, pid, isAlive, log, stop };
}

/** JSON is YAML. */
function writeConfig(folder: string): string {
  const file = join(folder, 'config.yaml');
  const config = {
    log: { level: 'info' },
    runner: {
      file: join(folder, 'registration'),
      capacity: 1,
      fetch_interval: '1s',
      fetch_interval_max: '1s',
      log_report_interval: '1s',
      state_report_interval: '1s',
      labels: [LABELS],
    },
    cache: { enabled: true, dir: join(folder, 'cache'), host: '127.0.0.1', port: 0 },
    host: { workdir_parent: join(folder, 'work') },
    container: { workdir_parent: join(folder, 'work').slice(1) },
  };
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}
