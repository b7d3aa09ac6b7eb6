/** What gets pushed to a server under test: files as commits, a folder as a repository, and this action as its consumers get it. */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Files, git } from '../repos.js';
import { PROJECT } from '../step.js';

/** All that a forge has to hold of this project for `uses:` to work. */
export const CONSUMED: readonly string[] = ['action.yml', 'actions', 'dist'];

/** Copies exactly what a consumer needs out of the work tree. Throws where dist has not been built. */
export function copyAction(to: string): string {
  for (const part of CONSUMED) {
    const from = join(PROJECT, part);
    if (!existsSync(from)) throw new Error(`${from} is missing: run \`npm run build\` first`);
    cpSync(from, join(to, part), { recursive: true });
  }
  return to;
}

/** A work tree whose commits are pushed to one repository of a server. */
export class Pusher {
  private constructor(
    /** OWNER/NAME. */
    readonly name: string,
    readonly folder: string,
    private readonly server: { readonly url: string; readonly token: string },
  ) {}

  /** Makes the folder a repository where it isn't one yet. */
  static open(name: string, folder: string, server: Pusher['server']): Pusher {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, '.git'))) git(folder, ['init', '--quiet', '--initial-branch=main', '.']);
    return new Pusher(name, folder, server);
  }

  get url(): string {
    return `${this.server.url}/${this.name}.git`;
  }

  /** Writes and commits the files; without any, commits what lies in the folder. Returns the commit's sha. */
  commit(files: Files = {}, message = 'change'): string {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
    git(this.folder, ['add', '--all', '--force']);
    git(this.folder, ['commit', '--quiet', '--allow-empty', '--message', message]);
    return git(this.folder, ['rev-parse', 'HEAD']);
  }

  /** Pushes the branch that is checked out, and the refs that are named. */
  push(...refs: readonly string[]): void {
    this.git('push', '--quiet', this.url, 'HEAD:refs/heads/main', ...refs);
  }

  /** The sha of a ref as the server has it, or undefined where it has none of that name. */
  remoteSha(ref: string): string | undefined {
    return this.git('ls-remote', this.url, ref).split(/\s/)[0] || undefined;
  }

  /** git with the administrator's token in its environment. */
  git(...args: readonly string[]): string {
    return git(this.folder, args, {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: `Authorization: token ${this.server.token}`,
    });
  }
}
