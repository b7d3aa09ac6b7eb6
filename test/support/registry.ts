/**
 * A registry on this machine that holds one small image, and asks for a user where it is told to. The distribution
 * specification's read side: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface RegistryOptions {
  /** `user:password`; anybody may pull when left out. */
  readonly login?: string;
}

export interface SeenPull {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly status: number;
}

export interface TestRegistry {
  /** `127.0.0.1:PORT`: Docker speaks plain HTTP with registries on 127.0.0.0/8. */
  readonly address: string;
  /** The image, by a tag that doesn't move. Its content is new with every registry. */
  readonly image: string;
  readonly requests: readonly SeenPull[];
  /** Answers the next `times` requests for a manifest with this status. */
  refuse(status: keyof typeof ERRORS, times: number): void;
  close(): Promise<void>;
}

/** Error codes of the specification, 429 in Docker Hub's words. */
const ERRORS = {
  401: { code: 'UNAUTHORIZED', message: 'authentication required' },
  404: { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' },
  429: { code: 'TOOMANYREQUESTS', message: 'You have reached your pull rate limit.' },
  503: { code: 'UNAVAILABLE', message: 'back in a minute' },
} as const;

type Blob = { readonly type: string; readonly bytes: Buffer; readonly digest: string };

export async function startRegistry({ login }: RegistryOptions = {}): Promise<TestRegistry> {
  const { manifest, blobs } = imageOf(randomBytes(8).toString('hex'));
  const requests: SeenPull[] = [];
  let refused: { status: keyof typeof ERRORS; left: number } | undefined;
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    const isManifest = request.url?.includes('/manifests/') === true;
    const isAdmitted =
      login === undefined || authorization === `Basic ${Buffer.from(login).toString('base64')}`;
    let status: number = 200;
    if (!isAdmitted) status = 401;
    else if (isManifest && refused !== undefined && refused.left > 0) {
      refused.left -= 1;
      status = refused.status;
    }
    requests.push({ path: request.url ?? '', authorization, status });
    if (status === 200) serve(request, response, manifest, blobs);
    else refuse(response, status as keyof typeof ERRORS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    image: `${address}/team/app:1.0`,
    requests,
    refuse: (status, times) => {
      refused = { status, left: times };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: keyof typeof ERRORS): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    ...(status === 401 ? { 'WWW-Authenticate': 'Basic realm="registry"' } : {}),
  });
  response.end(JSON.stringify({ errors: [ERRORS[status]] }));
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  manifest: Blob,
  blobs: readonly Blob[],
): void {
  if (request.url === '/v2/') {
    response.writeHead(200).end('{}');
    return;
  }
  const [, kind, reference] = /^\/v2\/team\/app\/(manifests|blobs)\/([^/?]+)$/.exec(request.url ?? '') ?? [];
  const found =
    kind === 'manifests' && ['1.0', manifest.digest].includes(reference ?? '')
      ? manifest
      : blobs.find(({ digest }) => digest === reference);
  if (found === undefined) {
    refuse(response, 404);
    return;
  }
  response.writeHead(200, {
    'Content-Type': found.type,
    'Content-Length': found.bytes.length,
    'Docker-Content-Digest': found.digest,
  });
  response.end(request.method === 'HEAD' ? undefined : found.bytes);
}

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const DOCKER = 'application/vnd.docker';

/** One layer with one file, so that the image can be told from every other. */
function imageOf(content: string): { readonly manifest: Blob; readonly blobs: readonly Blob[] } {
  const tar = tarOf('content', Buffer.from(content));
  const layer = blobOf(`${DOCKER}.image.rootfs.diff.tar.gzip`, gzipSync(tar));
  const config = blobOf(
    `${DOCKER}.container.image.v1+json`,
    Buffer.from(
      JSON.stringify({
        architecture: 'amd64',
        os: 'linux',
        config: { Cmd: ['/content'] },
        rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
        history: [{ created: '2024-01-01T00:00:00Z' }],
      }),
    ),
  );
  const entry = ({ type, bytes, digest }: Blob): object => ({ mediaType: type, size: bytes.length, digest });
  const type = `${DOCKER}.distribution.manifest.v2+json`;
  const manifest = { schemaVersion: 2, mediaType: type, config: entry(config), layers: [entry(layer)] };
  return { manifest: blobOf(type, Buffer.from(JSON.stringify(manifest))), blobs: [config, layer] };
}

function blobOf(type: string, bytes: Buffer): Blob {
  return { type, bytes, digest: digestOf(bytes) };
}

/** A ustar archive of one file. */
function tarOf(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write('0000644\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0', 136);
  head.write('        ', 148);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([head, content, padding, Buffer.alloc(1024)]);
}
