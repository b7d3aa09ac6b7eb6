/** What is asked of the Docker daemon, counted on the way: a socket that hands every byte on, and reads the heads of requests. */

import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { join } from 'node:path';

/** A request that was seen. */
export type Asked = {
  /** Performance.now() when its head was whole. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** By the docker program itself (`stack deploy`, a connection's opening); else by an Engine API client of the harness. */
  readonly isProgram: boolean;
};

export type Counter = {
  /** For DOCKER_HOST. */
  readonly host: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
};

export type Rate = {
  readonly requests: number;
  readonly byProgram: number;
  readonly perSecond: number;
  /** In the busiest second. */
  readonly mostInASecond: number;
};

const HEAD = /(GET|HEAD|POST|PUT|DELETE) (\/\S*) HTTP\/1\.1\r\n([\s\S]*?)\r\n\r\n/g;
/** A head that isn't whole yet is not longer than this. */
const KEEP = 16_384;

/** Listens in `folder` and hands on to the daemon of `host` (`unix:///…`). */
export async function countRequests(host: string, folder: string): Promise<Counter> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const daemon = dial({ path: host.replace(/^unix:\/\//, ''), allowHalfOpen: true });
    for (const socket of [client, daemon]) {
      sockets.add(socket);
      // One end that breaks off takes the other with it, as if nobody were between them.
      socket.once('close', () => {
        sockets.delete(socket);
        (socket === client ? daemon : client).destroy();
      });
      socket.on('error', () => socket.destroy());
    }
    client.on('data', headsInto(asked));
    client.pipe(daemon);
    daemon.pipe(client);
  });
  const path = join(folder, 'counted.sock');
  server.listen(path);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { host: `unix://${path}`, asked, close };
}

/** Finds the heads in a connection's bytes as they come. */
function headsInto(asked: Asked[]): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const text = rest + chunk.toString('latin1');
    let end = 0;
    for (const found of text.matchAll(HEAD)) {
      const [head, method = '', path = '', headers = ''] = found;
      end = found.index + head.length;
      asked.push({
        at: performance.now(),
        method,
        path,
        isProgram: /^user-agent: docker-client/im.test(headers),
      });
    }
    rest = text.slice(end).slice(-KEEP);
  };
}

/** @param wallMs how long the whole took. Pure. */
export function rateOf(asked: readonly Asked[], wallMs: number): Rate {
  const mostInASecond = asked.map(({ at }, first) => {
    const rest = asked.slice(first);
    const after = rest.findIndex((other) => other.at - at >= 1000);
    return after === -1 ? rest.length : after;
  });
  return {
    requests: asked.length,
    byProgram: asked.filter(({ isProgram }) => isProgram).length,
    perSecond: Number((asked.length / (wallMs / 1000)).toFixed(1)),
    mostInASecond: Math.max(0, ...mostInASecond),
  };
}
