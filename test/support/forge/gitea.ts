/** A real Gitea on a free loopback port, with an administrator and a token; everything it keeps lies in one folder. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureGitea } from '../../../scripts/setup/go-tools.mjs';
import { ADMIN, ApiClient } from './api.js';
import { freePort, type ServerProcess, startServer } from './server-process.js';

export type GiteaVersion = '1.26.0' | '1.27.3';

export interface Gitea {
  readonly version: GiteaVersion;
  /** Without a slash at its end. */
  readonly url: string;
  /** As the administrator. */
  readonly api: ApiClient;
  readonly token: string;
  /** The administrator's. */
  readonly password: string;
  /** For one runner to register with. */
  runnerToken(): Promise<string>;
  log(): string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const COMMAND_TIMEOUT_MS = 60_000;

/**
 * Builds Gitea where it has not been built yet, and starts it.
 * @param folder an empty one that is the server's alone
 * @throws Unavailable where it can't be built on this machine
 */
export async function startGitea(version: GiteaVersion, folder: string): Promise<Gitea> {
  const built = await ensureGitea(version);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = writeConfig(folder, built.staticRoot, port);
  const env = serverEnvironment(folder);
  const gitea = (...args: string[]): Promise<string> => command(built.binary, config, env, args);
  await gitea('migrate');
  const password = `Pw-${port}-maintainer`;
  const email = `${ADMIN}@example.org`;
  const account = ['--username', ADMIN, '--password', password, '--email', email];
  await gitea('admin', 'user', 'create', '--admin', '--must-change-password=false', ...account);
  const naming = ['--username', ADMIN, '--token-name', 'tests', '--scopes', 'all', '--raw'];
  const token = lastLine(await gitea('admin', 'user', 'generate-access-token', ...naming));
  const server = await serve(built.binary, config, env, folder, url);
  return {
    version,
    url,
    api: new ApiClient(url, `token ${token}`),
    password,
    token,
    runnerToken: async () => lastLine(await gitea('actions', 'generate-runner-token')),
    log: server.log,
    stop: server.stop,
  };
}

function serve(
  binary: string,
  config: string,
  env: Readonly<Record<string, string>>,
  folder: string,
  url: string,
): Promise<ServerProcess> {
  return startServer({
    argv: [binary, '--config', config, 'web'],
    env,
    cwd: folder,
    logFile: join(folder, 'server.log'),
    isReady: () => answers(`${url}/api/v1/version`),
    readyWithinMs: READY_WITHIN_MS,
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    // Nobody listens yet: to the question asked that is a no.
    return false;
  }
}

function serverEnvironment(folder: string): Record<string, string> {
  mkdirSync(join(folder, 'home'), { recursive: true });
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: join(folder, 'home'),
    GITEA_WORK_DIR: folder,
    GITEA_I_AM_BEING_UNSAFE_RUNNING_AS_ROOT: 'true',
  };
}

/** app.ini: SQLite, loopback only, no mail, no SSH, nothing fetched from anywhere. */
function writeConfig(folder: string, staticRoot: string, port: number): string {
  mkdirSync(join(folder, 'custom'), { recursive: true });
  const user = process.getuid?.() === 0 ? 'RUN_USER = root\n' : '';
  const text = `APP_NAME = forge under test
RUN_MODE = prod
${user}WORK_PATH = ${folder}
[server]
PROTOCOL = http
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://127.0.0.1:${port}/
STATIC_ROOT_PATH = ${staticRoot}
OFFLINE_MODE = true
DISABLE_SSH = true
[database]
DB_TYPE = sqlite3
[security]
INSTALL_LOCK = true
[service]
DISABLE_REGISTRATION = true
[mailer]
ENABLED = false
[cron]
ENABLED = false
[actions]
ENABLED = true
DEFAULT_ACTIONS_URL = self
[log]
MODE = console
LEVEL = info
`;
  const file = join(folder, 'app.ini');
  writeFileSync(file, text);
  return file;
}

/** One of Gitea's own commands; what it printed. */
async function command(
  binary: string,
  config: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const options = { env, timeout: COMMAND_TIMEOUT_MS, maxBuffer: 16 << 20 };
  const { stdout } = await promisify(execFile)(binary, ['--config', config, ...args], options);
  return stdout;
}

/** Warnings come first. */
function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
