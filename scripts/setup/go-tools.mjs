/** act, Gitea's runner and Gitea itself, built once from the Go module proxy and kept in the cache folder. */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages } from './apt.mjs';
import { cacheFolder } from './cache.mjs';
import { TOOLS } from './go-modules.mjs';
import { withLock } from './lock.mjs';
import { progress as onStderr } from './progress.mjs';
import { findProgram, outcomeOf, run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

/**
 * @typedef {object} BuiltTool
 * @property {string} binary absolute path
 * @property {string} [staticRoot] folder that holds what the program reads while it runs (Gitea's STATIC_ROOT_PATH)
 *
 * @typedef {object} BuildOptions
 * @property {import('./progress.mjs').Progress} [progress]
 */

const BUILD_TIMEOUT_MS = 20 * 60_000;
/** Another process may be building the same, behind two others on two cores. */
const LOCK_TIMEOUT_MS = 25 * 60_000;

/** act, which runs a workflow on this machine without a forge. @param {BuildOptions} [options] @returns {Promise<BuiltTool>} */
export const ensureAct = (options) => ensure(TOOLS.act, options);
/** Gitea's runner. @param {BuildOptions} [options] @returns {Promise<BuiltTool>} */
export const ensureRunner = (options) => ensure(TOOLS.runner, options);
/**
 * A Gitea server; `staticRoot` is its STATIC_ROOT_PATH.
 * @param {'1.26.0' | '1.27.3'} version
 * @param {BuildOptions} [options]
 * @returns {Promise<BuiltTool & { staticRoot: string }>}
 */
export async function ensureGitea(version, options) {
  const { binary, staticRoot } = await ensure(TOOLS[version], options);
  if (!staticRoot) throw new Error(`Gitea ${version}: built without its templates`);
  return { binary, staticRoot };
}

/**
 * @param {import('./go-modules.mjs').GoTool} tool
 * @param {BuildOptions} [options]
 * @returns {Promise<BuiltTool>}
 * @throws {Unavailable} where it is not built yet and Go is missing or too old
 */
async function ensure(tool, { progress = onStderr } = {}) {
  const folder = cacheFolder('tools', `${tool.name}-${tool.version}`);
  const built = {
    binary: join(folder, tool.name),
    ...(tool.serves ? { staticRoot: join(folder, 'static') } : {}),
  };
  if (existsSync(built.binary)) return built;
  const go = await findGo(tool);
  if (tool.cgo && !findProgram('gcc')) {
    await ensurePackages(['gcc', 'libc6-dev'], { why: `${tool.name} has a part in C`, progress });
  }
  const words = { why: 'a real one, for the tests and the demo', about: tool.about };
  await progress.step(`Build ${tool.name} ${tool.version}`, words, (detail) =>
    withLock(`${folder}.lock`, { timeoutMs: LOCK_TIMEOUT_MS }, async () => {
      if (!existsSync(built.binary)) await build(tool, go, folder, detail);
    }),
  );
  return built;
}

/**
 * @param {import('./go-modules.mjs').GoTool} tool
 * @returns {Promise<string>} a Go that can build it
 */
async function findGo(tool) {
  const go = findProgram('go');
  const remedy = `Install Go ${tool.needsGo} or newer from https://go.dev/dl/ (a distribution's own is often too old)`;
  if (!go)
    throw new Unavailable(`${tool.name} ${tool.version} is built with Go, which is not on PATH`, remedy);
  // GOTOOLCHAIN=local: what is asked is the age of the Go that is installed, not of one it could download.
  const { stdout } = await outcomeOf([go, 'env', 'GOVERSION'], {
    env: { ...goFolders(), GOTOOLCHAIN: 'local' },
  });
  const found = stdout.trim().replace(/^go/, '');
  if (isOlder(found, tool.needsGo)) {
    throw new Unavailable(
      `${tool.name} ${tool.version} needs Go ${tool.needsGo}; ${go} is ${found || 'unknown'}`,
      remedy,
    );
  }
  return go;
}

/**
 * @param {string} version such as `1.26.8`; suffixes (`1.26rc1`) are not looked at
 * @param {string} wanted
 */
export function isOlder(version, wanted) {
  const [have, want] = [version, wanted].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  );
  for (const [i, least] of (want ?? []).entries()) {
    const part = have?.[i] ?? 0;
    if (Number.isNaN(part)) return true;
    if (part !== least) return part < least;
  }
  return false;
}

/**
 * Builds into a folder of its own and moves that into place, so that what is in place is always whole.
 * @param {import('./go-modules.mjs').GoTool} tool
 * @param {string} go
 * @param {string} folder
 * @param {(text: string) => void} detail
 */
async function build(tool, go, folder, detail) {
  const work = cacheFolder('build', `${tool.name}-${tool.version}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const made = join(work, 'made');
  try {
    const env = { CGO_ENABLED: tool.cgo ? '1' : '0', GOWORK: 'off', ...goFolders() };
    detail('fetching the module');
    const module = await download(go, work, env, `${tool.proxyPath}@v${tool.version}`);
    writeFileSync(join(work, 'go.mod'), wrapperModule(tool, await replacements(go, module.GoMod)));
    mkdirSync(made, { recursive: true });
    detail('compiling');
    const target = ['-o', join(made, tool.name), tool.modulePath ?? tool.proxyPath];
    const argv = [
      go,
      'build',
      '-mod=mod',
      '-modcacherw',
      '-buildvcs=false',
      ...(tool.flags ?? []),
      ...target,
    ];
    await run(['nice', ...argv], { cwd: work, env, timeoutMs: BUILD_TIMEOUT_MS });
    for (const part of tool.serves ?? [])
      cpSync(join(module.Dir, part), join(made, 'static', part), { recursive: true });
    // The module cache is read-only, and a copy that stayed so could neither be moved nor removed without root.
    await run(['chmod', '-R', 'u+w', made]);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(cacheFolder('tools'), { recursive: true });
    renameSync(made, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Where Go keeps modules, objects and counters: its own folders where Go has been used before; else the cache folder, since
 * gigabytes that nobody else needs should go when that goes.
 * @returns {NodeJS.ProcessEnv}
 */
function goFolders() {
  const { GOPATH, GOMODCACHE, XDG_CONFIG_HOME } = process.env;
  const settings = join(XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'go', 'env');
  const used = [settings, join(homedir(), 'go', 'pkg', 'mod')];
  if (GOPATH || GOMODCACHE || used.some((path) => existsSync(path))) return {};
  return {
    GOPATH: cacheFolder('go'),
    GOMODCACHE: cacheFolder('go', 'modules'),
    GOCACHE: cacheFolder('go', 'objects'),
    // Where `go` writes its counters, whatever else it is told.
    XDG_CONFIG_HOME: cacheFolder('go', 'config'),
  };
}

/**
 * @param {string} go
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @param {string} module
 * @returns {Promise<{ GoMod: string, Dir: string }>}
 */
async function download(go, cwd, env, module) {
  const argv = [go, 'mod', 'download', '-modcacherw', '-json', module];
  return JSON.parse(await run(argv, { cwd, env, timeoutMs: BUILD_TIMEOUT_MS }));
}

/**
 * The `replace` lines of a module's own go.mod: they apply only while it is the main module, so a wrapper repeats them.
 * @param {string} go
 * @param {string} goMod
 * @returns {Promise<readonly string[]>}
 */
async function replacements(go, goMod) {
  /** @type {{ Replace?: { Old: ModuleVersion, New: ModuleVersion }[] | null }} */
  const parsed = JSON.parse(await run([go, 'mod', 'edit', '-json', goMod]));
  return (parsed.Replace ?? [])
    .filter((rule) => rule.New.Version)
    .map((rule) => `replace ${written(rule.Old)} => ${written(rule.New)}`);
}

/** @typedef {{ Path: string, Version?: string }} ModuleVersion */
/** @param {ModuleVersion} module */
const written = ({ Path, Version }) => (Version ? `${Path} ${Version}` : Path);

/**
 * An ordinary module that requires the program: `go install` refuses where a go.mod has `replace` lines.
 * @param {import('./go-modules.mjs').GoTool} tool
 * @param {readonly string[]} replaces
 */
function wrapperModule(tool, replaces) {
  const module = tool.modulePath ?? tool.proxyPath;
  const head = [
    `module tools/${tool.name}`,
    `go ${tool.needsGo}`,
    `tool ${module}`,
    `require ${module} v${tool.version}`,
  ];
  return [...head, ...(tool.lines ?? []), ...replaces, ''].join('\n');
}
