/** One connection to the daemon: a `docker system dial-stdio` child whose standard input and output are the byte stream. */

import { Agent } from 'node:http';
import { Duplex, type Readable, type Writable } from 'node:stream';
import { killGroup, openPipe } from '../lib/process.js';

export type Dial = { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };

/** How much of what the docker program says about a failed connection is kept. */
const KEEP_STDERR = 4_000;

export type Agents = {
  /** For calls: few connections, kept alive, since one costs a process. What finds none free waits its turn. */
  readonly calls: Agent;
  /** For answers that go on: a connection each, or a few open streams would keep every call waiting for ever. */
  readonly streams: Agent;
  close(): void;
};

/**
 * Agents for node:http whose sockets are docker children.
 * @param onStderr gets what the docker program says when it can't reach the daemon.
 */
export function dialAgents(dial: Dial, onStderr: (text: string) => void): Agents {
  const open = new Set<StdioConnection>();
  const createConnection = (): StdioConnection => {
    const connection = new StdioConnection(dial, onStderr);
    open.add(connection);
    connection.once('close', () => open.delete(connection));
    return connection;
  };
  // Not an `extends`: the method is public in Node's documentation and absent from its types.
  const calls = Object.assign(new Agent({ keepAlive: true, maxSockets: 4, maxFreeSockets: 4 }), {
    createConnection,
  });
  const streams = Object.assign(new Agent({ keepAlive: false }), { createConnection });
  const close = (): void => {
    calls.destroy();
    streams.destroy();
    for (const connection of open) connection.destroy();
  };
  return { calls, streams, close };
}

/** A Duplex with the few methods of a socket that node:http calls. */
class StdioConnection extends Duplex {
  readonly #child: ReturnType<typeof openPipe>;

  constructor(dial: Dial, onStderr: (text: string) => void) {
    super({ allowHalfOpen: true });
    let said = '';
    this.#child = openPipe('docker', dial.args, {
      env: dial.env,
      onStderr: (text) => {
        said = (said + text).slice(-KEEP_STDERR);
        onStderr(said);
      },
    });
    this.#child.once('error', (error) => this.destroy(error));
    // `close`, not `exit`: by then all of its stderr has been read, and the error can say why.
    this.#child.once('close', () => this.#endOfInput());
    // A child that is ending reads no more; its `close` follows, and its stderr says why.
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) this.#child.stdout.pause();
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: () => void): void {
    this.#child.stdin.write(chunk, encoding, () => done());
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.stdin.destroy();
    this.#child.stdout.destroy();
    killGroup(this.#child, 'SIGKILL');
    done(error);
  }

  /** An end, not a broken connection: the output of a command in a container is an answer that only this ends. */
  #endOfInput(): void {
    this.once('end', () => this.destroy());
    this.push(null);
    // Between two answers nobody reads, and the end would never be seen.
    this.resume();
  }

  /** An idle connection must not keep the process alive. */
  unref(): this {
    return this.#hold(false);
  }

  ref(): this {
    return this.#hold(true);
  }

  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  #hold(isHeld: boolean): this {
    const act = isHeld ? 'ref' : 'unref';
    this.#child[act]();
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) holdStream(stream, act);
    return this;
  }
}

/** The pipes of a child are sockets, which its type doesn't say. */
function holdStream(stream: Readable | Writable, act: 'ref' | 'unref'): void {
  const socket = stream as { ref?: () => unknown; unref?: () => unknown };
  socket[act]?.();
}
