/** Builds that need memory: what the benchmark of the adaptive runner compiles, and how much it gets for it. */

import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, succeeded } from '../../src/lib/process.js';
import { LARGE, MEDIUM, writeCargoWorkspace } from '../../test/support/hungry/cargo.js';
import { writeGoProgram } from '../../test/support/hungry/go.js';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

export type Workload = {
  readonly name: string;
  /** Of the cgroup that the build has to itself. */
  readonly limitBytes: number;
  readonly folder: string;
  readonly argv: readonly [file: string, ...args: readonly string[]];
  /** The variables that fix the parallelism, as a user writes them. */
  readonly fixed: (jobs: number) => Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** As after a clone: nothing is built. */
  readonly clean: () => void;
};

/** Twelve ordinary crates, of which as many fit as there are CPUs: the best is to use them all. */
export function manyCrates(folder: string): Workload {
  writeCargoWorkspace(
    folder,
    Array.from({ length: 12 }, (_, index) => ({ name: `crate${index}`, ...MEDIUM })),
  );
  return cargo('cargo, 12 ordinary crates', folder, 3.5 * GiB);
}

/** The same with less memory than the table of tools takes them for. */
export function smallRunner(folder: string): Workload {
  const crates = Array.from({ length: 8 }, (_, index) => ({ name: `crate${index}`, ...MEDIUM }));
  writeCargoWorkspace(folder, [...crates, { name: 'large', ...LARGE }]);
  return cargo('cargo, 9 crates on a small runner', folder, 2 * GiB);
}

/** Some ordinary packages and two that don't fit beside each other, though the table of tools says so. */
export async function largePackages(folder: string): Promise<Workload> {
  const env = { GOCACHE: join(folder, 'cache'), GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
  const program = join(folder, 'program');
  writeGoProgram(program, { packages: [5000, 5000, 800, 800, 800, 800] });
  const warm = join(folder, 'warm');
  // The standard library is there on every runner that has built anything before.
  mkdirSync(warm, { recursive: true });
  const std = await run('go', ['build', 'std'], { env: { ...process.env, ...env, GOCACHE: warm } });
  if (!succeeded(std)) throw new Error(`go build std: ${std.stderr}`);
  return {
    name: 'go, two large packages of six',
    limitBytes: 1200 * MiB,
    folder: program,
    argv: ['go', 'build', './...'],
    fixed: (jobs) => ({ GOFLAGS: `${env.GOFLAGS} -p=${jobs}` }),
    env,
    clean: () => {
      rmSync(env.GOCACHE, { recursive: true, force: true });
      cpSync(warm, env.GOCACHE, { recursive: true });
    },
  };
}

function cargo(name: string, folder: string, limitBytes: number): Workload {
  return {
    name,
    limitBytes,
    folder,
    argv: ['cargo', 'build', '--offline', '--workspace'],
    fixed: (jobs) => ({ CARGO_BUILD_JOBS: String(jobs) }),
    env: {},
    clean: () => {
      if (existsSync(join(folder, 'target'))) rmSync(join(folder, 'target'), { recursive: true });
    },
  };
}
