/** Makes real repositories with git, as bare folders that the test server can serve. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lfsObjectPath } from './git-server/index.js';

/** git with none of this machine's configuration: what a test makes must not depend on who runs it. */
export const GIT_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.org',
  LC_ALL: 'C',
};

/** Runs git and returns what it printed, trimmed. Throws with git's own words when it fails. */
export function git(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string {
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: { ...GIT_ENVIRONMENT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 << 20,
  }).trim();
}

/** Why LFS tests can't run here, or undefined when git-lfs is installed. */
export function lfsMissing(): string | undefined {
  try {
    execFileSync('git', ['lfs', 'version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'git-lfs is not installed (apt-get install git-lfs)';
  }
}

export type Files = Readonly<Record<string, string | Buffer>>;

/** n small files in folders of a hundred, the same for the same n. */
export function manyFiles(count: number): Files {
  const name = (i: number) => `dir${Math.floor(i / 100)}/file${i}.txt`;
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), `file ${i}\n`]));
}

/** A file whose pack is as large as it is: random bytes don't compress. */
export function incompressible(bytes: number): Buffer {
  return randomBytes(bytes);
}

/** A bare repository below a server's root, and the work tree it is committed from. */
export class OriginRepository {
  readonly #work: string;

  private constructor(
    /** `owner/name`. */
    readonly name: string,
    /** The bare repository's folder. */
    readonly bare: string,
  ) {
    this.#work = mkdtempSync(join(tmpdir(), 'cc-ci-origin-work-'));
  }

  /** Makes an empty repository with the default branch main. */
  static create(root: string, name: string): OriginRepository {
    const bare = join(root, `${name}.git`);
    mkdirSync(bare, { recursive: true });
    git(bare, ['init', '--quiet', '--bare', '--initial-branch=main', '.']);
    return new OriginRepository(name, bare);
  }

  /** Runs git on the bare repository. */
  git(...args: string[]): string {
    return git(this.bare, args);
  }

  /** Writes the files, commits them to a branch (which starts at main where it is new), and returns the commit's sha. */
  commit(files: Files, { branch = 'main', message = 'change' } = {}): string {
    this.#select(branch);
    for (const [path, content] of Object.entries(files)) this.#write(path, content);
    this.#inWork('add', '--all', '--force');
    return this.#record(branch, message);
  }

  /** The sha of a ref or expression. */
  sha(expression = 'main'): string {
    return this.git('rev-parse', '--verify', '--end-of-options', expression);
  }

  /** Points a ref at a commit, whatever the ref is called. */
  ref(ref: string, sha = this.sha()): void {
    this.git('update-ref', ref, sha);
  }

  tag(name: string, sha = this.sha()): void {
    this.git('tag', name, sha);
  }

  annotatedTag(name: string, sha = this.sha()): void {
    this.git('tag', '--annotate', '--message', `release ${name}`, name, sha);
  }

  /** Commits the files on top of main as pull request n (`refs/pull/N/head`), on no branch; returns the head's sha. */
  pullRequest(number: number, files: Files): string {
    const branch = `pull-${number}-source`;
    const sha = this.commit(files, { branch, message: `pull request ${number}` });
    this.ref(`refs/pull/${number}/head`, sha);
    this.git('update-ref', '-d', `refs/heads/${branch}`);
    return sha;
  }

  /** Adds a submodule with exactly this URL in .gitmodules, and returns the commit's sha. */
  submodule(path: string, url: string, sha: string): string {
    this.#select('main');
    const file = join(this.#work, '.gitmodules');
    git(this.#work, ['config', '--file', file, `submodule.${path}.path`, path]);
    git(this.#work, ['config', '--file', file, `submodule.${path}.url`, url]);
    this.#inWork('add', '--force', '.gitmodules');
    this.#inWork('update-index', '--add', '--cacheinfo', `160000,${sha},${path}`);
    return this.#record('main', `submodule ${path}`);
  }

  /** Commits a file that LFS keeps: a pointer in the tree, the object in the server's store. Needs no git-lfs. */
  lfsFile(path: string, content: Buffer): string {
    const oid = createHash('sha256').update(content).digest('hex');
    const store = lfsObjectPath(this.bare, oid);
    mkdirSync(dirname(store), { recursive: true });
    writeFileSync(store, content);
    return this.commit({
      '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n',
      // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
      [path]: `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`,
    });
  }

  /** Removes the work tree. The bare repository goes with the server's root. */
  dispose(): void {
    rmSync(this.#work, { recursive: true, force: true });
  }

  #select(branch: string): void {
    this.git('symbolic-ref', 'HEAD', `refs/heads/${branch}`);
    if (!this.#exists(`refs/heads/${branch}`) && this.#exists('refs/heads/main')) {
      this.ref(`refs/heads/${branch}`, this.sha('main'));
    }
    if (!this.#exists(`refs/heads/${branch}`)) return;
    this.#inWork('read-tree', 'HEAD');
    this.#inWork('checkout-index', '--all', '--force');
    this.#inWork('clean', '--quiet', '-ffdx');
  }

  #record(branch: string, message: string): string {
    this.#inWork('commit', '--quiet', '--allow-empty', '--message', message);
    this.git('symbolic-ref', 'HEAD', 'refs/heads/main');
    return this.sha(`refs/heads/${branch}`);
  }

  #exists(ref: string): boolean {
    try {
      this.git('show-ref', '--verify', '--quiet', ref);
      return true;
    } catch {
      return false;
    }
  }

  #inWork(...args: string[]): string {
    return git(this.#work, args, { GIT_DIR: this.bare, GIT_WORK_TREE: this.#work });
  }

  #write(path: string, content: string | Buffer): void {
    const full = join(this.#work, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}
