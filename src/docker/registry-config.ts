/**
 * A docker configuration with the given credentials, for the one command that reads them from a file only
 * (`docker stack deploy --with-registry-auth`): on a memory-backed file system, gone after the command, swept after a kill.
 */

import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasCode, UserError } from '../lib/errors.js';
import { basicAuth, type RegistryCredential, serverAddress } from './registry-auth.js';

const MEMORY = '/dev/shm';
const PREFIX = 'cc-ci-registry-';

/** Of one whose process can't be looked at from here (another container's). The command it is for ends within minutes. */
const DEAD_AFTER_MS = 30 * 60_000;

/**
 * Runs `work` with a folder for DOCKER_CONFIG that holds the credentials over the user's own docker logins, and his contexts.
 * @param env where DOCKER_CONFIG and HOME come from.
 * @param work gets undefined where there are no credentials: the user's own configuration serves then.
 * @param memory the folder to use, /dev/shm when left out.
 * @throws UserError where that is no memory-backed file system: a credential must not reach a disk.
 */
export async function withRegistryConfig<T>(
  credentials: readonly RegistryCredential[],
  env: NodeJS.ProcessEnv,
  work: (dockerConfig: string | undefined) => Promise<T>,
  memory: string = MEMORY,
): Promise<T> {
  if (credentials.length === 0) return work(undefined);
  refuseDisk(memory);
  sweepRegistryConfigs(memory);
  // mkdtemp makes the folder 0700.
  const folder = mkdtempSync(join(memory, `${folderName(process.pid)}-`));
  try {
    writeConfig(folder, credentials, userConfigFolder(env));
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes what runs that were killed have left. A run does so at its start, whether it has credentials or not. */
export function sweepRegistryConfigs(memory: string = MEMORY): void {
  for (const name of entriesOf(memory)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(memory, name);
    const info = lstatSync(path, { throwIfNoEntry: false });
    if (info?.isDirectory() !== true || info.uid !== process.getuid?.()) continue;
    if (isLeft(name, Date.now() - info.mtimeMs)) rmSync(path, { recursive: true, force: true });
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'EACCES')) return []; // then nothing of ours is in it either
    throw error;
  }
}

/** Says whose it is: the number of the process, when that started, and in which namespace the number means something. */
export function folderName(pid: number): string {
  return `${PREFIX}${pid}-${startOf(pid) ?? 'gone'}-${pidNamespace()}`;
}

function isLeft(name: string, ageMs: number): boolean {
  const [, pid, start, namespace] = /^cc-ci-registry-(\d+)-(\w+)-(\w+)-/.exec(name) ?? [];
  if (pid !== undefined && namespace !== 'none' && namespace === pidNamespace())
    return startOf(Number(pid)) !== start;
  return ageMs > DEAD_AFTER_MS;
}

/** Field 22 of /proc/PID/stat; the second may hold anything, in brackets. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined; // there is no such process
  }
}

function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? 'none';
  } catch {
    return 'none'; // not Linux: such a folder is judged by its age
  }
}

function refuseDisk(memory: string): void {
  const type = fileSystemOf(memory, textOf('/proc/self/mounts'));
  if (type === 'tmpfs' || type === 'ramfs') return;
  throw new UserError(
    `registry-credentials: ${memory} is ${type === undefined ? 'not there' : `on ${type}, not in memory`}, and docker reads the credentials of a deployment from a file only, which must not be on a disk; mount a tmpfs there (docker run has one by default; --tmpfs ${memory}), or log the Docker host in itself (docker login)`,
  );
}

/** The type of the file system that `folder` is a mount of, by the text of /proc/self/mounts; the last mount of a place is what is seen. */
export function fileSystemOf(folder: string, mounts: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const types = mounts.split('\n').map((line) => line.split(' '));
  const over = types.filter(([, at = '']) => at === folder || at === '/' || folder.startsWith(`${at}/`));
  return over.sort(([, a = ''], [, b = '']) => a.length - b.length).at(-1)?.[2];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // no /proc: then nothing is known to be in memory
  }
}

function userConfigFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker');
}

function writeConfig(folder: string, credentials: readonly RegistryCredential[], user: string): void {
  const text = JSON.stringify(mergeConfig(readUserConfig(user), credentials));
  writeFileSync(join(folder, 'config.json'), text, { mode: 0o600, flag: 'wx' });
  // Contexts (with their TLS files) are looked up beside config.json.
  if (existsSync(join(user, 'contexts'))) symlinkSync(join(user, 'contexts'), join(folder, 'contexts'));
}

type DockerConfig = {
  readonly auths?: Readonly<Record<string, unknown>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
};

function readUserConfig(user: string): DockerConfig {
  const path = join(user, 'config.json');
  if (!existsSync(path)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as DockerConfig) : {};
  } catch (cause) {
    throw new UserError(
      `${path} can't be read as docker's configuration; mend it, or set DOCKER_CONFIG to another folder`,
      { cause },
    );
  }
}

/**
 * The user's configuration with the given credentials on top. A helper would be asked in place of the file: for the given hosts there is
 * none, and a store for all is written out as a helper of each host that the user is logged in to. Pure.
 */
export function mergeConfig(user: DockerConfig, credentials: readonly RegistryCredential[]): DockerConfig {
  const { credsStore, credHelpers = {}, auths = {}, ...rest } = user;
  const given = new Set(credentials.map(({ host }) => serverAddress(host)));
  const stored =
    credsStore === undefined ? {} : Object.fromEntries(Object.keys(auths).map((key) => [key, credsStore]));
  const helpers = Object.entries({ ...stored, ...credHelpers }).filter(([key]) => !given.has(key));
  return {
    ...rest,
    auths: {
      ...auths,
      ...Object.fromEntries(
        credentials.map((entry) => [serverAddress(entry.host), { auth: basicAuth(entry) }]),
      ),
    },
    ...(helpers.length === 0 ? {} : { credHelpers: Object.fromEntries(helpers) }),
  };
}
