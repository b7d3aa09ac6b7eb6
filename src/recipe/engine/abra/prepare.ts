/** `app new`, the app's .env, and its secrets, none of whose values is ever printed. */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError, UserError } from '../../../lib/errors.js';
import { withMemoryFolder } from '../../../lib/memory-folder.js';
import { succeeded } from '../../../lib/process.js';
import { type EnvPiece, envLine, envPieces } from '../../format/env-file.js';
import { ENV_SAMPLE } from '../../format/recipe.js';
import type { SecretSpec } from '../../format/secrets.js';
import { type Call, callAbra, fatalIn } from './call.js';

const CALL_MS = 60_000;

/** Makes the app where it isn't there yet, and the secrets that this release needs. */
export async function prepare(call: Call): Promise<void> {
  await makeApp(call);
  const { app, docker, signal } = call.context;
  const there = await docker.request<readonly { readonly Spec: { readonly Name: string } }[]>(
    'GET',
    '/secrets',
    {
      signal,
    },
  );
  const names = new Set(there.map(({ Spec }) => Spec.Name));
  for (const spec of app.secrets)
    if (!names.has(spec.swarmName)) await (spec.isGenerated ? generate(call, spec) : insert(call, spec));
}

/** `app new`, and an .env in which the run's own values win. An upgrade keeps the file and adds what the head brings. */
export async function makeApp(call: Call): Promise<void> {
  const { home, context } = call;
  const { app } = context;
  if (!existsSync(home.envFile)) {
    const args = ['app', 'new', home.recipe, '-s', home.server, '-D', app.domain, '-C', '-o', '-n'];
    const finished = await callAbra(call, args, { timeoutMs: CALL_MS });
    if (!succeeded(finished)) throw new UserError(`abra app new: ${fatalIn(finished)}`);
  }
  const sample = await readFile(join(home.recipeFolder, ENV_SAMPLE), 'utf8');
  const before = await readFile(home.envFile, 'utf8');
  const own = { ...app.overrides, LETS_ENCRYPT_ENV: '', DOMAIN: app.domain };
  await writeFile(home.envFile, envWith(before, sample, own), { mode: 0o600 });
}

/**
 * Pure: an app's .env, with what a later release's .env.sample has besides, and the run's own values in the place of both's. A
 * last line without its newline would swallow what comes after it.
 * @throws UserError for a line that is no assignment.
 */
export function envWith(env: string, sample: string, own: Readonly<Record<string, string>>): string {
  const isOwn = (key: string | undefined): boolean => key !== undefined && Object.hasOwn(own, key);
  const kept = envPieces(env, "the app's .env").filter(({ key }) => !isOwn(key));
  while (kept.at(-1)?.text.trim() === '') kept.pop();
  const has = new Set(kept.map(({ key }) => key));
  const isFresh = ({ key }: EnvPiece): boolean => key !== undefined && !has.has(key) && !isOwn(key);
  const pieces = [...kept, ...envPieces(sample, ENV_SAMPLE).filter(isFresh)].map(({ text }) => text);
  const set = Object.entries(own).map(([key, value]) => envLine(key, value));
  return `${[...pieces, ...set].join('\n')}\n`;
}

/** abra prints the values: its output is read for them, so that nothing else can show them, and thrown away. */
async function generate(call: Call, spec: SecretSpec): Promise<void> {
  const { app, onSecret } = call.context;
  const args = ['app', 'secret', 'generate', app.domain, ...nameAndVersion(spec), '-m', '-C', '-o', '-n'];
  const finished = await callAbra(call, args, { timeoutMs: CALL_MS });
  for (const value of valuesIn(finished.stdout)) onSecret(value);
  if (succeeded(finished)) return;
  throw new EnvironmentError(
    `abra app secret generate ${spec.composeKey}: exit without a secret; its output may hold one, and is not shown`,
  );
}

/** Pure. Every text in the JSON that `-m` prints: more than the values, which costs nothing. */
export function valuesIn(json: string): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value.length >= 8) found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  try {
    walk(JSON.parse(json));
  } catch {
    // Not JSON: then any word of it may be the value.
    found.push(...json.split(/\s+/).filter((word) => word.length >= 8));
  }
  return found;
}

/** A value that only the recipe's users know: by a file, since a command line can be read by everybody on the host. */
async function insert(call: Call, spec: SecretSpec): Promise<void> {
  const { app, secretValue, onSecret } = call.context;
  const value = secretValue(spec);
  onSecret(value);
  const options = {
    name: 'secret',
    why: `abra takes the secret ${spec.composeKey} from a file`,
    otherwise: 'use engine swarm',
  };
  await withMemoryFolder(options, async (folder) => {
    const file = join(folder, 'value');
    await writeFile(file, value, { mode: 0o600 });
    const named = [app.domain, ...nameAndVersion(spec), file];
    const args = ['app', 'secret', 'insert', ...named, '-f', '-C', '-o', '-n'];
    const finished = await callAbra(call, args, { timeoutMs: CALL_MS });
    if (!succeeded(finished))
      throw new EnvironmentError(`abra app secret insert ${spec.composeKey}: ${fatalIn(finished)}`);
  });
}

function nameAndVersion(spec: SecretSpec): [string, string] {
  const version = spec.swarmName.slice(spec.swarmName.lastIndexOf('_') + 1);
  return [spec.composeKey, version];
}
