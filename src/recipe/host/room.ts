/** Measures what is left on a Docker host: on this machine by its own words, on another by what its daemon tells. */

import { readFile, statfs } from 'node:fs/promises';
import type { Docker } from '../../docker/index.js';
import { type HostRoom, readMeminfo } from './shortage.js';

type InfoAnswer = {
  readonly DockerRootDir?: string;
  readonly DriverStatus?: readonly (readonly [string, string])[] | null;
};

/**
 * `GET /info` is fast everywhere. The daemon tells free disk only with some storage drivers (zfs, devicemapper), and never
 * memory or inodes; `GET /system/df` adds up what Docker uses, which takes minutes and does not say what is left.
 */
export async function measureRoom(docker: Docker, signal: AbortSignal): Promise<HostRoom> {
  const info = await docker.request<InfoAnswer>('GET', '/info', { signal });
  const path = info.DockerRootDir ?? '/var/lib/docker';
  if (!docker.isLocal) return driverRoom(info, path);
  return { ...driverRoom(info, path), ...(await diskRoom(path)), ...(await memoryRoom()) };
}

/**
 * @returns nothing where the folder can't be seen: a job in a container has the daemon's socket, and seldom its disk. What is free
 * for everyone, without the part kept for root: most containers don't run as root.
 */
export async function diskRoom(path: string): Promise<HostRoom> {
  try {
    const { bavail, blocks, bsize, files, ffree } = await statfs(path);
    return {
      disk: { path, freeBytes: bavail * bsize, totalBytes: blocks * bsize },
      inodes: { path, free: ffree, total: files },
    };
  } catch {
    return {}; // Unknown is not short.
  }
}

async function memoryRoom(): Promise<HostRoom> {
  try {
    const memory = readMeminfo(await readFile('/proc/meminfo', 'utf8'));
    return memory === undefined ? {} : { memory };
  } catch {
    return {}; // Not Linux: the daemon is in a virtual machine, whose memory can't be seen from here.
  }
}

const FREE = /^(?:Data Space Available|Space Available)$/;
const TOTAL = /^(?:Data Space Total|Space Quota By Parent)$/;

/** devicemapper says `Data Space Available: 14.3 GB`, zfs a bare number of bytes. */
export function driverRoom({ DriverStatus: status }: InfoAnswer, path: string): HostRoom {
  const bytesOf = (name: RegExp): number | undefined =>
    parseSize(status?.find(([key]) => name.test(key))?.[1] ?? '');
  const freeBytes = bytesOf(FREE);
  const totalBytes = bytesOf(TOTAL);
  return freeBytes === undefined ? {} : { disk: { path, freeBytes, totalBytes: totalBytes ?? freeBytes } };
}

function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(B|kB|MB|GB|TB)?$/.exec(text.trim());
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * 1000 ** ['B', 'kB', 'MB', 'GB', 'TB'].indexOf(match[2] ?? 'B'));
}
