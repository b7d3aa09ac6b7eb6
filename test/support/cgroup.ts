/**
 * A real cgroup of a test's own, with a memory limit, under the one that the test runs in: v1 or v2, whatever the machine
 * has. It and everything in it is gone after the test. Where none can be made: `orSkip(test, withCgroup(…))`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '../../scripts/setup/unavailable.mjs';
import { type Finished, type RunOptions, run } from '../../src/lib/process.js';

const PREFIX = 'cc-ci-test-';
const REMEDY = 'Run the tests as root, where the cgroup file system can be written.';
const REMOVAL_MS = 20_000;
/** Puts the shell into every cgroup named before `--`, then becomes the program: no child of it is ever outside. */
const JOIN =
  'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs" || exit 125; shift; done; shift; exec "$@"';

export type CgroupOptions = {
  readonly limitBytes: number;
  /** Of CPU time: 0.5 is half of one CPU. Not limited when left out. */
  readonly cpus?: number;
};

export type TestCgroup = {
  readonly hierarchy: 'v1' | 'v2';
  /** `/sys/fs/cgroup/…`: where its memory files are. */
  readonly path: string;
  /** What starts a program inside, for a spawn of the caller's own: a file and its arguments. */
  inside(file: string, args: readonly string[]): readonly [file: string, args: readonly string[]];
  /** Runs a program inside to its end, as src/lib/process.ts does. */
  run(file: string, args: readonly string[], options?: RunOptions): Promise<Finished>;
  /** Puts a process that runs already (and what it starts from now on) into it. */
  adopt(pid: number): void;
  /** Puts such a process to where the test itself is. */
  release(pid: number): void;
  /** A file of it, trimmed: `read('memory.stat')`. */
  read(file: string): string;
  /** What the kernel has killed in it for want of memory: v1 counts where the victim lived, v2 beneath it too. */
  kills(): number;
  /** How often it met its limit: no sign of a kill, page cache does it too. */
  limitHits(): number;
  usedBytes(): number;
  /** The most that it ever held; undefined on v2 before Linux 5.19. */
  peakBytes(): number | undefined;
  /** Runs `body` with a cgroup within this one. On v2 nothing can then be started in this one itself. */
  within<T>(options: CgroupOptions, body: (inner: TestCgroup) => Promise<T>): Promise<T>;
};

/**
 * Makes a cgroup, runs `body` with it, then kills what is left inside and removes it, also where `body` throws.
 * @throws Unavailable where this machine lets nobody make one; `orSkip` turns that into a skip with its reason.
 */
export async function withCgroup<T>(
  options: CgroupOptions,
  body: (cgroup: TestCgroup) => Promise<T>,
): Promise<T> {
  const { hierarchy, parent } = parentForMemory(options);
  sweep(parent);
  return withinFolder({ hierarchy, parent, cpuParent: cpuParent(hierarchy, options) }, options, body);
}

type Place = {
  readonly hierarchy: 'v1' | 'v2';
  readonly parent: string;
  /** On v1 the CPU's own hierarchy; undefined where it isn't limited, or on v2, where one folder has both. */
  readonly cpuParent: string | undefined;
};

async function withinFolder<T>(
  place: Place,
  options: CgroupOptions,
  body: (cgroup: TestCgroup) => Promise<T>,
): Promise<T> {
  const name = `${PREFIX}${process.pid}-${made++}`;
  const folders = [place.parent, ...(place.cpuParent === undefined ? [] : [place.cpuParent])].map((parent) =>
    join(parent, name),
  );
  try {
    for (const folder of folders) make(folder);
    limit(place, folders, options);
    return await body(cgroupOf(place.hierarchy, folders));
  } finally {
    for (const folder of folders) await remove(folder);
  }
}

let made = 0;

function cgroupOf(hierarchy: 'v1' | 'v2', folders: readonly string[]): TestCgroup {
  const [path = ''] = folders;
  const read = (file: string): string => readFileSync(join(path, file), 'utf8').trim();
  const counted = (file: string, key: string): number =>
    Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(read(file))?.[1] ?? Number.NaN);
  const isV1 = hierarchy === 'v1';
  const inside = (file: string, args: readonly string[]): readonly [string, readonly string[]] => [
    'sh',
    ['-c', JOIN, 'sh', ...folders, '--', file, ...args],
  ];
  return {
    hierarchy,
    path,
    inside,
    run: (file, args, options) => run(...inside(file, args), options),
    adopt: (pid) => {
      for (const folder of folders) writeFileSync(join(folder, 'cgroup.procs'), String(pid));
    },
    release: (pid) => {
      const homes = isV1
        ? [ownFolder('memory'), ...(folders.length > 1 ? [ownFolder('cpu')] : [])]
        : [ownFolder('')];
      for (const home of homes)
        if (home !== undefined) writeFileSync(join(home, 'cgroup.procs'), String(pid));
    },
    read,
    kills: () => counted(isV1 ? 'memory.oom_control' : 'memory.events', 'oom_kill'),
    limitHits: () => (isV1 ? Number(read('memory.failcnt')) : counted('memory.events', 'max')),
    usedBytes: () => Number(read(isV1 ? 'memory.usage_in_bytes' : 'memory.current')),
    peakBytes: () => {
      const file = isV1 ? 'memory.max_usage_in_bytes' : 'memory.peak';
      return existsSync(join(path, file)) ? Number(read(file)) : undefined;
    },
    within: (options, body) => {
      if (!isV1)
        writeFileSync(
          join(path, 'cgroup.subtree_control'),
          options.cpus === undefined ? '+memory' : '+memory +cpu',
        );
      return withinFolder(
        { hierarchy, parent: path, cpuParent: cpuParent(hierarchy, options) },
        options,
        body,
      );
    },
  };
}

/** Where memory cgroups can be made: in our own on v1; on v2, where one with processes can have no children, beside it. */
function parentForMemory({ cpus }: CgroupOptions): {
  readonly hierarchy: 'v1' | 'v2';
  readonly parent: string;
} {
  const v1 = ownFolder('memory');
  if (v1 !== undefined) return { hierarchy: 'v1', parent: v1 };
  const own = ownFolder('');
  if (own === undefined) throw new Unavailable('No memory cgroup can be made: none is mounted', REMEDY);
  const controllers = ['memory', ...(cpus === undefined ? [] : ['cpu'])];
  const parent = [own, dirname(own)].find((folder) => controllers.every((name) => handsOn(folder, name)));
  if (parent === undefined)
    throw new Unavailable(
      `No memory cgroup can be made: ${dirname(own)} hands not all of these on: ${controllers}`,
      REMEDY,
    );
  return { hierarchy: 'v2', parent };
}

function handsOn(folder: string, controller: string): boolean {
  const file = join(folder, 'cgroup.subtree_control');
  return existsSync(file) && readFileSync(file, 'utf8').trim().split(' ').includes(controller);
}

function cpuParent(hierarchy: 'v1' | 'v2', { cpus }: CgroupOptions): string | undefined {
  if (hierarchy === 'v2' || cpus === undefined) return undefined;
  const own = ownFolder('cpu');
  if (own === undefined) throw new Unavailable('No CPU cgroup can be made: none is mounted', REMEDY);
  return own;
}

/** @param controller `''` for v2. @returns the folder of our own cgroup, or of what is mounted in its place in a container. */
function ownFolder(controller: string): string | undefined {
  const line = readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .map((text) => /^\d+:([^:]*):(.*)$/.exec(text))
    .find((match) => match?.[1]?.split(',').includes(controller));
  const mount = ['/sys/fs/cgroup', `/sys/fs/cgroup/${controller}`].find((folder) =>
    existsSync(join(folder, controller === '' ? 'cgroup.controllers' : `${controller}.stat`)),
  );
  if (line?.[2] === undefined || mount === undefined) return undefined;
  const own = join(mount, line[2]);
  return existsSync(own) ? own : mount;
}

function make(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (cause) {
    throw new Unavailable(`No memory cgroup can be made: ${folder}`, REMEDY, { cause });
  }
}

function limit(place: Place, [memory = '', cpu = memory]: readonly string[], options: CgroupOptions): void {
  const bytes = String(options.limitBytes);
  const period = 100_000;
  const quota = options.cpus === undefined ? undefined : Math.round(options.cpus * period);
  if (place.hierarchy === 'v1') {
    writeFileSync(join(memory, 'memory.limit_in_bytes'), bytes);
    // Memory and swap together; it may not be lower than the limit above, so it comes after. Without swap it has nothing to
    // limit, and failcnt would no longer count (seen on Linux 6.18: both stay 0).
    if (hasSwap()) ifThere(join(memory, 'memory.memsw.limit_in_bytes'), bytes);
    if (quota === undefined) return;
    writeFileSync(join(cpu, 'cpu.cfs_period_us'), String(period));
    writeFileSync(join(cpu, 'cpu.cfs_quota_us'), String(quota));
    return;
  }
  writeFileSync(join(memory, 'memory.max'), bytes);
  ifThere(join(memory, 'memory.swap.max'), '0');
  if (quota !== undefined) writeFileSync(join(memory, 'cpu.max'), `${quota} ${period}`);
}

const hasSwap = (): boolean => !/^SwapTotal:\s+0 kB$/m.test(readFileSync('/proc/meminfo', 'utf8'));

/** Swap accounting can be off. */
function ifThere(file: string, text: string): void {
  if (existsSync(file)) writeFileSync(file, text);
}

/** Kills what is inside, and tries until the kernel lets the folder go: a process that dies is in it a little longer. */
async function remove(folder: string): Promise<void> {
  const deadline = Date.now() + REMOVAL_MS;
  while (existsSync(folder)) {
    for (const child of readdirSync(folder, { withFileTypes: true }))
      if (child.isDirectory()) await remove(join(folder, child.name));
    for (const pid of readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean))
      kill(Number(pid));
    if (removed(folder)) return;
    if (Date.now() > deadline)
      throw new Error(`${folder} can't be removed: ${processesOf(folder)} still in it`);
    await delay(10);
  }
}

const processesOf = (folder: string): string =>
  readFileSync(join(folder, 'cgroup.procs'), 'utf8').trim().split('\n').join(', ') || 'nothing';

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended between the two lines.
  }
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // Still busy: the caller looks again until its deadline.
    return false;
  }
}

/** What a test run that was killed has left: empty, and its maker is gone. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const maker = new RegExp(`^${PREFIX}(\\d+)-`).exec(basename(name))?.[1];
    if (maker !== undefined && !existsSync(`/proc/${maker}`)) removed(join(parent, name));
  }
}
