/** The part of a forge that git-lfs speaks to: batch API, download and upload, objects kept inside the bare repository. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** An answer without a stream: small enough to be held in memory. */
export interface PlainAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** Source of the form: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md */
interface BatchRequest {
  readonly operation: 'download' | 'upload';
  readonly objects: readonly { readonly oid: string; readonly size: number }[];
}

const OID = /^[0-9a-f]{64}$/;

/** Where an object lies in a repository: the layout that git-lfs itself uses. */
export function lfsObjectPath(bareRepository: string, oid: string): string {
  return join(bareRepository, 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
}

/**
 * Answers a batch request.
 * @param objectsUrl address under which this server hands out objects, without the oid
 */
export async function lfsBatch(
  bareRepository: string,
  objectsUrl: string,
  body: Buffer,
): Promise<PlainAnswer> {
  const request = JSON.parse(body.toString('utf8')) as BatchRequest;
  const objects = await Promise.all(
    request.objects.map(async ({ oid, size }) => {
      const isThere = await exists(lfsObjectPath(bareRepository, oid));
      if (request.operation === 'download' && !isThere) {
        return { oid, size, error: { code: 404, message: 'Object does not exist' } };
      }
      if (request.operation === 'upload' && isThere) return { oid, size };
      return { oid, size, actions: { [request.operation]: { href: `${objectsUrl}/${oid}` } } };
    }),
  );
  return json(200, { transfer: 'basic', objects });
}

/** GET hands an object out; PUT takes one whose hash is its name. */
export async function lfsObject(
  bareRepository: string,
  method: string,
  oid: string,
  body: Buffer,
): Promise<PlainAnswer> {
  if (!OID.test(oid)) return json(422, { message: 'not an oid' });
  const path = lfsObjectPath(bareRepository, oid);
  if (method === 'PUT') {
    if (createHash('sha256').update(body).digest('hex') !== oid) return json(422, { message: 'wrong hash' });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, body);
    return json(200, {});
  }
  if (!(await exists(path))) return json(404, { message: 'Object does not exist' });
  return { status: 200, type: 'application/octet-stream', body: await readFile(path) };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function json(status: number, value: unknown): PlainAnswer {
  return { status, type: 'application/vnd.git-lfs+json', body: Buffer.from(JSON.stringify(value)) };
}
