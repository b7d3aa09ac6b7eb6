/** A forge for a test file: a real Gitea with a real runner, this action pushed as ops/cc-ci-action@v1, and its runs waited for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, type TestContext } from 'vitest';
import { Unavailable } from '../../../scripts/setup/unavailable.mjs';
import type { Files } from '../repos.js';
import { createWorld, disposeWorld, type World } from '../world.js';
import type { WorkflowJob, WorkflowRun } from './api.js';
import { type Gitea, type GiteaVersion, startGitea } from './gitea.js';
import { copyAction, Pusher } from './repository.js';
import { type Runner, startRunner } from './runner.js';
import { eventually, tail } from './server-process.js';

export { Pusher } from './repository.js';

export interface FinishedJob {
  readonly name: string;
  /** `success`, `failure`, `cancelled`, `skipped`. */
  readonly conclusion: string;
  readonly log: string;
}

export interface FinishedRun {
  readonly conclusion: string;
  readonly jobs: readonly FinishedJob[];
  /** The logs of all jobs, one after the other. */
  readonly log: string;
  readonly sha: string;
}

/** Building the servers the first time is part of a set-up; a test run on its own does it here. */
const SET_UP_TIMEOUT_MS = 25 * 60_000;
const RUN_TIMEOUT_MS = 60_000;
const ACTION = 'ops/cc-ci-action';

export interface RunOptions {
  readonly refs?: readonly string[];
  readonly timeoutMs?: number | undefined;
}

export class Forge {
  constructor(
    readonly gitea: Gitea,
    readonly runner: Runner,
    private readonly world: World,
  ) {}

  /** A folder that goes with the forge, for what a test makes. */
  get folder(): string {
    return this.world.tmp;
  }

  /** Where jobs with `withEvidence` keep their folders. */
  get evidence(): string {
    return join(this.world.root, 'evidence');
  }

  /** Makes an empty repository, and the work tree to push to it from: `folder` where that exists already. */
  async repository(
    name: string,
    options: { readonly isPrivate?: boolean; readonly folder?: string } = {},
  ): Promise<Pusher> {
    await this.gitea.api.createRepository(name, options);
    const { folder = join(this.world.workspace, name) } = options;
    return Pusher.open(name, folder, this.gitea);
  }

  /** Commits the files to main, pushes that and the refs that are named, and waits for the one run that this starts. */
  async run(
    repository: Pusher,
    files: Files,
    { refs = [], timeoutMs }: RunOptions = {},
  ): Promise<FinishedRun> {
    const sha = repository.commit(files);
    repository.push(...refs);
    return this.finishedRun(repository.name, sha, timeoutMs);
  }

  /**
   * Waits until the run for a commit has completed, and reads its jobs' logs.
   * @throws Error with what the server and the runner said when it doesn't complete in time
   */
  async finishedRun(name: string, sha: string, timeoutMs = RUN_TIMEOUT_MS): Promise<FinishedRun> {
    let run: WorkflowRun | undefined;
    const isCompleted = async (): Promise<boolean> => {
      run = (await this.gitea.api.runs(name)).find((each) => each.head_sha === sha);
      if (run?.status !== 'completed') return false;
      // Gitea 1.26 calls a run completed once a job has failed, though one with `if: always()` is still to come.
      return (await this.gitea.api.jobs(name, run.id)).every(({ status }) => status === 'completed');
    };
    const isHopeless = (): boolean => !this.runner.isAlive();
    if (!(await eventually(isCompleted, timeoutMs, isHopeless)) || run === undefined) {
      throw new Error(
        `${name} ${sha}: ${run === undefined ? 'no run' : `run ${run.id} is ${run.status}`} after ${timeoutMs} ms\n` +
          `the runner's log:\n${tail(this.runner.log())}\nthe server's:\n${tail(this.gitea.log())}`,
      );
    }
    return this.#read(name, run);
  }

  async #read(name: string, run: WorkflowRun): Promise<FinishedRun> {
    const jobs = await Promise.all(
      (await this.gitea.api.jobs(name, run.id)).map((job) => this.#readJob(name, job)),
    );
    return {
      conclusion: run.conclusion ?? '',
      jobs,
      log: jobs.map((job) => job.log).join('\n'),
      sha: run.head_sha,
    };
  }

  async #readJob(name: string, job: WorkflowJob): Promise<FinishedJob> {
    return { name: job.name, conclusion: job.conclusion ?? '', log: await this.gitea.api.log(name, job.id) };
  }
}

export interface ForgeOptions {
  /** For every step of every job, asked for when the forge starts; none of it where that fails. */
  readonly runnerEnv?: () => Promise<Readonly<Record<string, string>>>;
}

/**
 * Starts a forge before the tests of a file and stops and removes it after them.
 * @returns what gives a test its forge, or skips it with the reason why there can't be one on this machine
 */
export function useForge(version: GiteaVersion, options: ForgeOptions = {}): (test: TestContext) => Forge {
  const world = createWorld();
  let forge: Forge | undefined;
  let missing: Unavailable | undefined;
  beforeAll(async () => {
    try {
      forge = await startForge(version, world, (await options.runnerEnv?.().catch(() => undefined)) ?? {});
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      missing = error;
    }
  }, SET_UP_TIMEOUT_MS);
  afterAll(async () => {
    await forge?.runner.stop();
    await forge?.gitea.stop();
    await disposeWorld(world);
  });
  return (test) => {
    if (missing !== undefined) test.skip(missing.message);
    if (forge === undefined) throw new Error('the forge is only there inside tests');
    return forge;
  };
}

async function startForge(
  version: GiteaVersion,
  world: World,
  runnerEnv: Readonly<Record<string, string>>,
): Promise<Forge> {
  const folder = (name: string): string => {
    mkdirSync(join(world.root, name));
    return join(world.root, name);
  };
  const gitea = await startGitea(version, folder('server'));
  const runner = await startRunner(gitea, folder('runner'), {
    ...runnerEnv,
    EVIDENCE: join(world.root, 'evidence'),
  });
  const forge = new Forge(gitea, runner, world);
  const action = await forge.repository(ACTION);
  copyAction(action.folder);
  action.commit({}, 'cc-ci-action');
  action.git('tag', 'v1');
  action.push('refs/tags/v1');
  return forge;
}
