/** Leases as they lie in Swarm's Raft store: created once, changed by compare-and-swap, deleted. */

import { type Docker, DockerApiError } from '../../docker/index.js';
import { LEASE_PREFIX } from '../teardown/index.js';
import { type LeaseRecord, labelsOf, leaseName, readRecord } from './record.js';

export type StoredLease = {
  readonly configId: string;
  /** Goes up with every change; what compare-and-swap compares. */
  readonly version: number;
  readonly record: LeaseRecord;
  /** Milliseconds since 1970 on the manager's clock: the clock of the stack's own objects. */
  readonly storedAt: number;
};

type ConfigAnswer = {
  readonly ID: string;
  readonly Version: { readonly Index: number };
  readonly CreatedAt: string;
  readonly Spec: {
    readonly Name: string;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly Data?: string;
  };
};

type Signal = { readonly signal?: AbortSignal };

/** @returns undefined when there is one of that name already. */
export async function createLease(
  docker: Docker,
  record: LeaseRecord,
  options: Signal,
): Promise<StoredLease | undefined> {
  const body = {
    Name: leaseName(record.stack),
    Labels: labelsOf(record),
    Data: Buffer.from(`${JSON.stringify(record, null, 2)}\n`).toString('base64'),
  };
  try {
    const { ID: id } = await docker.request<{ readonly ID: string }>('POST', '/configs/create', {
      body,
      ...options,
    });
    return await findLease(docker, id, options);
  } catch (error) {
    if (error instanceof DockerApiError && error.status === 409) return undefined;
    throw error;
  }
}

/** @param idOrName a config's. @returns undefined when it is gone or no lease of ours. */
export async function findLease(
  docker: Docker,
  idOrName: string,
  options: Signal,
): Promise<StoredLease | undefined> {
  const answer = await docker.request<ConfigAnswer | undefined>('GET', `/configs/${idOrName}`, {
    expect: [404],
    ...options,
  });
  return answer === undefined ? undefined : storedLease(answer);
}

export async function listLeases(docker: Docker, options: Signal): Promise<readonly StoredLease[]> {
  const answers = await docker.request<readonly ConfigAnswer[]>('GET', '/configs', {
    // By prefix: the daemon's name filter matches the beginning of a name.
    query: { filters: { name: [LEASE_PREFIX] } },
    ...options,
  });
  return answers.flatMap((answer) => storedLease(answer) ?? []);
}

function storedLease(answer: ConfigAnswer): StoredLease | undefined {
  const record = readRecord(answer.Spec.Name, answer.Spec.Labels);
  if (record === undefined) return undefined;
  return {
    configId: answer.ID,
    version: answer.Version.Index,
    record,
    storedAt: Date.parse(answer.CreatedAt),
  };
}

/**
 * Writes `record` over the lease, if it is still at `stored.version`.
 * @returns undefined when somebody else was first. Only labels can change: a config's content is fixed.
 */
export async function swapLease(
  docker: Docker,
  stored: Pick<StoredLease, 'configId' | 'version'>,
  record: LeaseRecord,
  options: Signal,
): Promise<StoredLease | undefined> {
  const answer = await docker.request<ConfigAnswer | undefined>('GET', `/configs/${stored.configId}`, {
    expect: [404],
    ...options,
  });
  if (answer === undefined || answer.Version.Index !== stored.version) return undefined;
  try {
    await docker.request('POST', `/configs/${stored.configId}/update`, {
      query: { version: stored.version },
      body: { ...answer.Spec, Labels: labelsOf(record) },
      ...options,
    });
  } catch (error) {
    if (error instanceof DockerApiError && (error.status === 404 || /out of sequence/.test(error.message)))
      return undefined;
    throw error;
  }
  return findLease(docker, stored.configId, options);
}

/** Gone already is fine. */
export async function deleteLease(docker: Docker, configId: string, options: Signal): Promise<void> {
  await docker.request('DELETE', `/configs/${configId}`, { expect: [404], ...options });
}
