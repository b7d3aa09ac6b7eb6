/** What every test of the clone starts from: a forge with repositories, throw-away worlds, and the built entry run in them. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { PLANTED_TOKEN } from '../../support/credential-search/index.js';
import { type GitServer, startGitServer } from '../../support/git-server/index.js';
import { git, OriginRepository } from '../../support/repos.js';
import { type JobContext, runStep, type StepOptions, type StepResult } from '../../support/step.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

export const TOKEN = PLANTED_TOKEN;

export interface CloneRun extends Omit<Partial<StepOptions>, 'job'> {
  readonly job?: JobContext;
  readonly entry?: string;
}

export interface CloneResult extends StepResult {
  readonly world: World;
  /** A path inside the workspace. */
  at(...parts: string[]): string;
  /** Runs a plain git in the cloned folder, as a later step would, without any credential. */
  git(...args: string[]): string;
}

export interface Forge {
  readonly server: GitServer;
  /** Folder of the bare repositories. */
  readonly root: string;
  /** A new repository; removed with the forge. */
  repository(name: string): OriginRepository;
  /** A new world; removed after the test. */
  world(): World;
  /** A further server over the same repositories; stopped after the test. */
  otherServer(options?: { readonly subPath?: string; readonly token?: string }): Promise<GitServer>;
  /**
   * Runs dist/clone.js. Without anything said: the job runs for the tip of main of owner/app, with the forge's token and
   * pauses of milliseconds between tries.
   */
  clone(run?: CloneRun): Promise<CloneResult>;
}

/** Starts a forge for a test file, and everything's end. `fill` makes its repositories. */
export function useForge(
  fill: (forge: Forge) => void,
  options: { readonly subPath?: string; readonly isPublic?: boolean } = {},
): Forge {
  const forge = new TestForge(options.subPath, options.isPublic === true ? undefined : TOKEN);
  beforeAll(async () => {
    await forge.start();
    fill(forge);
  });
  afterEach(() => forge.afterTest());
  afterAll(() => forge.stop());
  return forge;
}

class TestForge implements Forge {
  #server: GitServer | undefined;
  #home: World | undefined;
  readonly #repositories: OriginRepository[] = [];
  readonly #worlds: World[] = [];
  readonly #servers: GitServer[] = [];

  constructor(
    private readonly subPath: string | undefined,
    private readonly token: string | undefined,
  ) {}

  get server(): GitServer {
    return present(this.#server);
  }

  get root(): string {
    return present(this.#home).workspace;
  }

  async start(): Promise<void> {
    this.#home = createWorld();
    const subPath = this.subPath === undefined ? {} : { subPath: this.subPath };
    const token = this.token === undefined ? {} : { token: this.token };
    this.#server = await startGitServer({ root: this.root, ...subPath, ...token });
  }

  async afterTest(): Promise<void> {
    this.#server?.reset();
    await Promise.all(this.#servers.splice(0).map((server) => server.stop()));
    await Promise.all(this.#worlds.splice(0).map(disposeWorld));
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    for (const repository of this.#repositories) repository.dispose();
    if (this.#home !== undefined) await disposeWorld(this.#home);
  }

  repository(name: string): OriginRepository {
    const repository = OriginRepository.create(this.root, name);
    this.#repositories.push(repository);
    return repository;
  }

  world(): World {
    const world = createWorld();
    this.#worlds.push(world);
    return world;
  }

  async otherServer(
    options: { readonly subPath?: string; readonly token?: string } = {},
  ): Promise<GitServer> {
    const server = await startGitServer({ root: this.root, ...options });
    this.#servers.push(server);
    return server;
  }

  async clone(run: CloneRun = {}): Promise<CloneResult> {
    const world = run.world ?? this.world();
    const job: JobContext = { serverUrl: this.server.url, ...this.#tipOfMain(run.job), ...run.job };
    const inputs = { token: this.token ?? '', ...run.inputs };
    const env = { CC_CI_RETRY_BASE_MS: '20', ...run.env };
    const result = await runStep(run.entry ?? 'clone.js', { ...run, world, job, inputs, env });
    const folder = (...parts: string[]): string => join(world.workspace, run.inputs?.path ?? '', ...parts);
    return { ...result, world, at: folder, git: (...args) => git(folder(), args) };
  }

  #tipOfMain(job: JobContext = {}): JobContext {
    if (job.sha !== undefined) return {};
    return {
      sha: git(join(this.root, `${job.repository ?? 'owner/app'}.git`), ['rev-parse', job.ref ?? 'main']),
    };
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the forge is only there inside tests');
  return value;
}

/** Asserting is clearer with the log in sight: throws it when a step did not end as it should. */
export function expectExit<T extends StepResult>(result: T, exitCode: number): T {
  if (result.exitCode !== exitCode) {
    throw new Error(
      `exit code ${result.exitCode ?? result.signal}, expected ${exitCode}; the log:\n${result.log}`,
    );
  }
  return result;
}
