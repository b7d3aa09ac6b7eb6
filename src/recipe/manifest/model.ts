/** What cc-ci.yml says, as the rest of the recipe room reads it. schema.ts checks the file against it, with positions. */

import type { StageName } from '../../report/stages.js';

/** Lengths of time are milliseconds here, `30s` or `5m` in the file. */
export type Manifest = {
  readonly health: HealthSpec;
  /** Set over .env.sample; `{domain}` and `{stack}` in values stand for the app's, `{secret:NAME}` for the name of its secret in the Swarm, `{need:…}` for those of a need. */
  readonly env: Readonly<Record<string, string>>;
  readonly upgrade: { readonly from: 'previous' | 'latest' | (string & {}) };
  /** Empty: what can be found out by itself (volumes that are backed up whole, dumps made by hooks). */
  readonly data: readonly MarkerSpec[];
  readonly backup: BackupSpec;
  readonly checks: readonly CheckSpec[];
  readonly tests: TestsSpec;
  readonly extra: TestsSpec;
  readonly resources: { readonly memoryBytes?: number; readonly weight: number };
  readonly timeouts: { readonly deployMs?: number; readonly httpMs?: number; readonly stageMs?: number };
  /** Where release tags come from when the clone has none: a git URL. */
  readonly upstream?: string;
  readonly needs: readonly NeedSpec[];
  /** Stages that don't apply to this recipe, with the reason. */
  readonly na: Readonly<Partial<Record<StageName, string>>>;
  readonly policy: {
    readonly allow: readonly { readonly rule: string; readonly service?: string; readonly reason: string }[];
  };
};

/** What the first page has to be. */
export type HealthSpec = {
  readonly path: string;
  readonly statuses: readonly number[];
  /** The service asked; the one with traefik's labels where left out. */
  readonly service?: string;
  readonly port?: number;
  /** What the answer has to carry: each value is part of the header of that name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: BodySpec;
  /** Connections that have to be accepted besides. */
  readonly tcp: readonly { readonly service: string; readonly port: number }[];
  readonly timeoutMs?: number;
  /** How long the answer has to stay as it is. */
  readonly stableMs: number;
};

/** `contains` is plain text, `matches` a JavaScript regular expression, `json` a path such as `status.db` and the value that is to be there. */
export type BodySpec = {
  readonly contains?: string;
  readonly matches?: string;
  readonly json?: { readonly path: string; readonly equals: string | number | boolean | null };
};

/** Where a piece of data is written that has to be there later. */
export type MarkerSpec =
  /** A file in a volume (its key in the compose file); `path` is relative to the volume. */
  | { readonly kind: 'file'; readonly volume: string; readonly path: string }
  /** A table of our own in a database. User, password and database are read from the service's environment where left out. */
  | {
      readonly kind: 'sql';
      readonly engine: 'postgres' | 'mariadb';
      readonly service: string;
      readonly database?: string;
      readonly user?: string;
      /** The file in the container that holds the password, `/run/secrets/db_password`. */
      readonly passwordFile?: string;
    }
  /**
   * `{marker}` in path, body and header values stands for the value; read is green when its body contains the value. A place
   * holds a second value, which is deleted later, where `{name}` (`cc-ci-kept`, `cc-ci-lost`) tells the two apart in write, or
   * `{marker}` in read, and `remove` is given.
   */
  | {
      readonly kind: 'http';
      readonly write: HttpRequestSpec;
      readonly read: HttpRequestSpec;
      readonly remove?: HttpRequestSpec;
    }
  /** Commands in the service's container; `{marker}` and `{name}` as above. read prints the value. */
  | {
      readonly kind: 'exec';
      readonly service: string;
      readonly write: readonly string[];
      readonly read: readonly string[];
      readonly remove?: readonly string[];
    };

export type HttpRequestSpec = {
  readonly method: string;
  readonly path: string;
  /** Sent along. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly statuses: readonly number[];
};

export type BackupSpec = {
  /** auto: by the recipe's labels; required: their absence is a failure. */
  readonly expect: 'auto' | 'required';
  /** Run in the service's container after the hooks, before the snapshot: exit code 0 says that the dump is good. */
  readonly verify?: { readonly service: string; readonly command: readonly string[] };
};

export type CheckSpec = { readonly name: string } & (
  | ({
      readonly kind: 'http';
      readonly body?: BodySpec;
      readonly service?: string;
      readonly port?: number;
    } & Omit<HttpRequestSpec, 'body'> & { readonly send?: string })
  | {
      readonly kind: 'exec';
      readonly service: string;
      readonly command: readonly string[];
      readonly exitCode: number;
      readonly output?: BodySpec;
    }
  | {
      readonly kind: 'browser';
      readonly path: string;
      /** Relative to the recipe: a module whose default export is `async ({page, baseUrl, domain}) => {}`. */
      readonly script?: string;
      readonly title?: string;
      readonly forbid: readonly ('console-errors' | 'failed-requests')[];
    }
);

/** The tests that a recipe ships. `command` where left out: pytest, node --test, vitest or executables, by what the folder holds. */
export type TestsSpec = {
  readonly folder: string;
  readonly command?: readonly string[];
  readonly timeoutMs: number;
};

/** Another recipe that has to run first: a folder or a git URL; `warm` is the domain of an app that is there already. */
export type NeedSpec = {
  readonly name: string;
  readonly recipe: string;
  /** The release to deploy, of a git URL; its newest one where left out. */
  readonly version?: string;
  readonly warm?: string;
  readonly env: Readonly<Record<string, string>>;
};

/** What a recipe without a manifest gets. */
export const defaultManifest: Manifest = {
  // A page, or the way to one: a login page is answered with a redirection by many apps.
  health: { path: '/', statuses: [200, 204, 301, 302, 303, 307, 308], headers: {}, tcp: [], stableMs: 0 },
  env: {},
  upgrade: { from: 'previous' },
  data: [],
  backup: { expect: 'auto' },
  checks: [],
  tests: { folder: 'tests', timeoutMs: 10 * 60_000 },
  extra: { folder: 'tests/extra', timeoutMs: 30 * 60_000 },
  resources: { weight: 1 },
  timeouts: {},
  needs: [],
  na: {},
  policy: { allow: [] },
};
