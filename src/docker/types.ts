/** What the rest of the product may ask of a Docker daemon. */

import type { Finished } from '../lib/process.js';

/** Query parameters; an object is sent as JSON, as the Engine API wants its `filters`. */
export type Query = Readonly<Record<string, string | number | boolean | object | undefined>>;

export type RequestOptions = {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Statuses outside 2xx that are an answer too (404 to a delete); the result is then `undefined`. */
  readonly expect?: readonly number[];
};

export type StreamOptions = { readonly query?: Query; readonly signal?: AbortSignal };

/** `headers` are sent in the request's head: X-Registry-Auth is in no URL, argument or file. */
export type OpenOptions = StreamOptions & {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
};

/** One JSON value per line, as they come. The request is sent at once; `opened` is when the daemon has begun to answer. */
export type JsonStream = AsyncIterable<unknown> & { readonly opened: Promise<void> };

export type CliOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
};

export type ExecOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** `UID[:GID]` or a name; the container's own where left out. */
  readonly user?: string;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
};

/** How a command in a container ended, and what it wrote. */
export type Executed = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were written. */
  readonly output: string;
};

export type DockerInfo = {
  /** The daemon's own name: its host name. */
  readonly name: string;
  readonly serverVersion: string;
  readonly swarm: {
    readonly nodeId: string;
    readonly nodeAddress: string;
    readonly isManager: boolean;
    readonly nodes: number;
  };
};

export type Method = 'GET' | 'POST' | 'DELETE' | 'HEAD' | 'PUT';

/** A connection to the daemon of one Docker context. */
export type Docker = {
  /**
   * One call of the Engine API.
   * @param path unversioned, without query: `/services/create`.
   * @returns the JSON answer, or the text where the answer isn't JSON.
   * @throws DockerApiError for any other status than 2xx and those of `expect`; EnvironmentError when the daemon can't be reached.
   */
  request<T>(method: Method, path: string, options?: RequestOptions): Promise<T>;
  /** A GET whose answer is raw bytes: container logs. */
  bytes(path: string, options?: StreamOptions): Promise<Buffer>;
  /** A PUT of a tar archive: `/containers/ID/archive?path=…`. */
  putArchive(path: string, tar: Buffer, options?: StreamOptions): Promise<void>;
  /**
   * Runs a command in a running container. A non-zero exit is a result, not an error; a program that isn't there is 126 or 127,
   * with the runtime's words as output.
   * @throws DockerApiError where the container is gone or not running (404, 409).
   */
  exec(container: string, command: readonly string[], options?: ExecOptions): Promise<Executed>;
  /** A GET (or POST) whose answer goes on: `/events`, `/images/create`. Ends when the daemon closes it; throws the signal's reason when that fires. */
  stream(path: string, options?: OpenOptions): JsonStream;
  /** The docker program, with the same context. A non-zero exit is a result, not an error. */
  cli(args: readonly string[], options?: CliOptions): Promise<Finished>;
  readonly info: DockerInfo;
  /** False where the daemon is on another machine, as far as its address tells. */
  readonly isLocal: boolean;
  /** Ends the connections. Calls after it open new ones. */
  close(): Promise<void>;
};
