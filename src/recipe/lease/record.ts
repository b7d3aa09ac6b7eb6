/** What a lease says, and how it is written: as labels of a Docker config, and as the config's content for people. */

import { UserError } from '../../lib/errors.js';
import type { ProcessId } from '../../lib/process-id.js';
import { LEASE_PREFIX } from '../teardown/index.js';

export type LeaseRecord = {
  readonly stack: string;
  /** For people: the run's URL or `user@host`. */
  readonly owner: string;
  readonly process: ProcessId;
  /** Milliseconds since 1970, on the owner's clock. */
  readonly createdAt: number;
  readonly expiresAt: number;
};

const LABEL = 'cc-ci.lease.';

/** The daemon's limit for the names of configs. */
const LONGEST_NAME = 64;

/** @throws UserError when the name would be too long. */
export function leaseName(stack: string): string {
  const name = `${LEASE_PREFIX}${stack}`;
  if (name.length > LONGEST_NAME)
    throw new UserError(
      `the stack name ${stack} has ${stack.length} characters; with more than ${LONGEST_NAME - LEASE_PREFIX.length} its lease can't be named: use a shorter zone`,
    );
  return name;
}

export function labelsOf(record: LeaseRecord): Record<string, string> {
  const { process } = record;
  const entries: Readonly<Record<string, string>> = {
    stack: record.stack,
    owner: record.owner,
    host: process.host,
    'machine-id': process.machineId,
    'boot-id': process.bootId,
    'pid-namespace': process.pidNamespace,
    pid: String(process.pid),
    'pid-start': process.pidStart,
    created: new Date(record.createdAt).toISOString(),
    expires: new Date(record.expiresAt).toISOString(),
  };
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [LABEL + key, value]));
}

/**
 * @param name the config's name.
 * @returns undefined for a config that is no lease, or one that says nothing that can be relied on.
 */
export function readRecord(
  name: string,
  labels: Readonly<Record<string, string>> | null | undefined,
): LeaseRecord | undefined {
  const stack = labels?.[`${LABEL}stack`];
  if (labels === null || labels === undefined || stack === undefined || name !== LEASE_PREFIX + stack)
    return undefined;
  const get = (key: string): string => labels[LABEL + key] ?? '';
  const createdAt = Date.parse(get('created'));
  const expiresAt = Date.parse(get('expires'));
  if (Number.isNaN(createdAt) || Number.isNaN(expiresAt)) return undefined;
  return {
    stack,
    owner: get('owner'),
    process: {
      host: get('host'),
      machineId: get('machine-id'),
      bootId: get('boot-id'),
      pidNamespace: get('pid-namespace'),
      pid: Number(get('pid')),
      pidStart: get('pid-start'),
    },
    createdAt,
    expiresAt,
  };
}

/** `run 17 on ci-1 (process 4711) since 12:03:11 UTC`. */
export function ownerInWords(record: LeaseRecord): string {
  const since = new Date(record.createdAt).toISOString().slice(11, 19);
  return `${record.owner} on ${record.process.host} (process ${record.process.pid}) since ${since} UTC`;
}
