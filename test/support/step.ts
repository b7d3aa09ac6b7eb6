/** Runs a built entry of dist/ as a runner runs a step: inputs and job in the environment, command files read afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { parseKeyValueFile, parsePathFile } from './command-files.js';
import { endProcesses, WORLD_VARIABLE, type World } from './world.js';

/** The repository's own folder. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** What the forge says about the job; a default for everything. */
export interface JobContext {
  readonly repository?: string;
  readonly serverUrl?: string;
  readonly sha?: string;
  readonly ref?: string;
  readonly eventName?: string;
  /** The event's payload, as GITHUB_EVENT_PATH holds it. */
  readonly event?: unknown;
  /** What `${{ github.token }}` stands for in an input's default. */
  readonly token?: string;
}

export interface StepOptions {
  readonly world: World;
  readonly job?: JobContext;
  /** `with:` of the step. What is left out gets its default from the action's action.yml, as a runner does it. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** On top of the environment of a job, or to take something out of it (undefined). */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Arguments after the entry (for dist/cc-ci.js). */
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** What an earlier main step of the same action saved; for post steps. */
  readonly state?: Readonly<Record<string, string>>;
  /** After this the world is killed and runStep throws. 30 s when left out. */
  readonly timeoutMs?: number;
  readonly node?: string;
  /** Called once with the running process, to signal it. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

export interface StepResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** GITHUB_ENV: variables for all later steps. */
  readonly env: Readonly<Record<string, string>>;
  /** GITHUB_PATH. */
  readonly path: readonly string[];
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The command files' raw text by variable, for those who search them. */
  readonly commandFiles: Readonly<Record<string, string>>;
  /** The environment that a later `run:` step of the job would have. */
  readonly laterEnv: Readonly<Record<string, string>>;
  readonly durationMs: number;
}

/** How long output is awaited after the step's own process has ended. */
const PIPE_GRACE_MS = 1000;

const COMMAND_FILES = [
  'GITHUB_OUTPUT',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
] as const;

/**
 * Runs a step to its end.
 * @param entry a file of dist/ (`clone.js`), or an absolute path
 * @throws Error with the log when the step outlives its time, or when it wrote a command file that a runner refuses
 */
export async function runStep(entry: string, options: StepOptions): Promise<StepResult> {
  const { world } = options;
  const files = commandFiles(world);
  const jobEnv = jobEnvironment(world, options.job ?? {});
  const env = withoutUndefined({
    ...jobEnv,
    ...files,
    ...inputEnvironment(entry, options.inputs ?? {}, options.job ?? {}),
    ...prefixed('STATE_', options.state ?? {}),
    ...options.env,
  });
  const start = performance.now();
  const ended = await spawnStep(entryPath(entry), env, options);
  const durationMs = performance.now() - start;
  const raw = Object.fromEntries(COMMAND_FILES.map((name) => [name, readFileSync(files[name], 'utf8')]));
  const exported = parseKeyValueFile(raw.GITHUB_ENV ?? '');
  const path = parsePathFile(raw.GITHUB_PATH ?? '');
  return {
    ...ended,
    outputs: parseKeyValueFile(raw.GITHUB_OUTPUT ?? ''),
    env: exported,
    path,
    state: parseKeyValueFile(raw.GITHUB_STATE ?? ''),
    summary: raw.GITHUB_STEP_SUMMARY ?? '',
    commandFiles: raw,
    laterEnv: { ...jobEnv, ...exported, PATH: [...path].reverse().concat(jobEnv.PATH).join(':') },
    durationMs,
  };
}

function entryPath(entry: string): string {
  const path = isAbsolute(entry) ? entry : join(PROJECT, 'dist', entry);
  if (!existsSync(path)) throw new Error(`${path} is not there: run \`npm run build\` first`);
  return path;
}

/** Every step has command files of its own, empty at its start. */
function commandFiles(world: World): Record<(typeof COMMAND_FILES)[number], string> {
  const folder = join(world.commands, randomUUID());
  mkdirSync(folder);
  const file = (name: string): string => {
    writeFileSync(join(folder, name), '');
    return join(folder, name);
  };
  return {
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
  };
}

function jobEnvironment(world: World, job: JobContext): Record<string, string> & { readonly PATH: string } {
  const eventPath = join(world.commands, 'event.json');
  writeFileSync(eventPath, JSON.stringify(job.event ?? {}));
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: world.home,
    TMPDIR: world.tmp,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: world.workspace,
    RUNNER_TEMP: world.runnerTemp,
    RUNNER_TOOL_CACHE: world.runnerTemp,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_EVENT_NAME: job.eventName ?? 'push',
    GITHUB_REPOSITORY: job.repository ?? 'owner/app',
    GITHUB_SERVER_URL: job.serverUrl ?? 'http://127.0.0.1:9',
    GITHUB_SHA: job.sha ?? '',
    GITHUB_REF: job.ref ?? 'refs/heads/main',
    [WORLD_VARIABLE]: world.root,
  };
}

/** INPUT_* as a runner makes them: upper case, blanks become underscores, everything else stays. */
function inputEnvironment(
  entry: string,
  given: Readonly<Record<string, string>>,
  job: JobContext,
): Record<string, string> {
  return prefixed('INPUT_', { ...defaultsOf(entry, job), ...given }, (name) =>
    name.replaceAll(' ', '_').toUpperCase(),
  );
}

/** `dist/root.js` and `dist/root-post.js` belong to action.yml, `dist/NAME.js` to actions/NAME/action.yml. */
function defaultsOf(entry: string, job: JobContext): Record<string, string> {
  const name = basename(entry, '.js').replace(/-post$/, '');
  const file = join(PROJECT, name === 'root' ? 'action.yml' : `actions/${name}/action.yml`);
  if (!existsSync(file)) return {};
  const action = parse(readFileSync(file, 'utf8')) as { inputs?: Record<string, { default?: unknown }> };
  const inputs = Object.entries(action.inputs ?? {});
  return Object.fromEntries(inputs.map(([input, spec]) => [input, expand(String(spec.default ?? ''), job)]));
}

/** Evaluates the few expressions that a default may hold. Throws for any other, rather than hand it on unread. */
function expand(text: string, job: JobContext): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => {
    const known: Readonly<Record<string, string>> = {
      'github.token': job.token ?? '',
      'github.repository': job.repository ?? 'owner/app',
      'github.server_url': job.serverUrl ?? '',
    };
    const value = known[expression];
    if (value === undefined)
      throw new Error(`action.yml: no value for the expression ${expression} in this harness`);
    return value;
  });
}

function spawnStep(
  path: string,
  env: Record<string, string>,
  { world, args = [], cwd, timeoutMs = 30_000, node = process.execPath, onSpawn }: StepOptions,
): Promise<Pick<StepResult, 'exitCode' | 'signal' | 'stdout' | 'stderr' | 'log'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [path, ...args], {
      cwd: cwd ?? world.workspace,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = { stdout: '', stderr: '', log: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        log[stream] += text;
        log.log += text;
      });
    }
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endProcesses(world).catch(reject);
    }, timeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      if (isLate) reject(new Error(`${path} still ran after ${timeoutMs} ms; its log:\n${log.log}`));
      else resolve({ exitCode: child.exitCode, signal: child.signalCode, ...log });
    };
    child.once('error', reject);
    child.once('close', settle);
    // A process that outlives its step may hold the pipes open; what the step itself wrote has long been read by then.
    child.once('exit', () => setTimeout(settle, PIPE_GRACE_MS).unref());
    onSpawn?.(child);
  });
}

function prefixed(
  prefix: string,
  values: Readonly<Record<string, string>>,
  rename: (name: string) => string = (name) => name,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + rename(name), value]));
}

function withoutUndefined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
