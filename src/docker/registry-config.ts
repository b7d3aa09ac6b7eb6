/**
 * A docker configuration with the given credentials, for the one command that reads them from a file only
 * (`docker stack deploy --with-registry-auth`): on a memory-backed file system, gone after the command, swept after a kill.
 */

import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../lib/errors.js';
import { sweepMemoryFolders, withMemoryFolder } from '../lib/memory-folder.js';
import { basicAuth, type RegistryCredential, serverAddress } from './registry-auth.js';

const NAME = 'registry';

/**
 * Runs `work` with a folder for DOCKER_CONFIG that holds the credentials over the user's own docker logins, and his contexts.
 * @param env where DOCKER_CONFIG and HOME come from.
 * @param work gets undefined where there are no credentials: the user's own configuration serves then.
 * @param root the folder to use, /dev/shm when left out.
 * @throws UserError where that is no memory-backed file system: a credential must not reach a disk.
 */
export async function withRegistryConfig<T>(
  credentials: readonly RegistryCredential[],
  env: NodeJS.ProcessEnv,
  work: (dockerConfig: string | undefined) => Promise<T>,
  root?: string,
): Promise<T> {
  if (credentials.length === 0) return work(undefined);
  await sweepRegistryConfigs(root);
  const options = {
    name: NAME,
    why: 'registry-credentials: docker reads the credentials of a deployment from a file only',
    otherwise: 'log the Docker host in itself (docker login)',
    ...(root === undefined ? {} : { root }),
  };
  return withMemoryFolder(options, (folder) => {
    writeConfig(folder, credentials, userConfigFolder(env));
    return work(folder);
  });
}

/** Removes what runs that were killed have left. A run does so at its start, whether it has credentials or not. */
export function sweepRegistryConfigs(root?: string): Promise<void> {
  return sweepMemoryFolders([NAME], root);
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
