/** Durations and sizes, as people write and read them. */

const DURATION_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** @returns milliseconds for `500ms`, `20s`, `10m`, `1h`; undefined for anything else. A unit is required: a bare number says nothing. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/.exec(text.trim());
  if (match?.[1] === undefined) return undefined;
  return Math.round(Number(match[1]) * DURATION_MS[match[2] as keyof typeof DURATION_MS]);
}

/** @returns `340 ms`, `1.4 s`, `20 s`, `2 min 05 s`, `1 h 03 min`. */
export function formatDuration(ms: number): string {
  if (ms < 995) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1).replace('.0', '')} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} min`;
}

/** @returns `812 B`, `3.4 kB`, `1.2 MB`, `2.0 GB` (powers of 1000). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const exponent = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  return `${(bytes / 1000 ** exponent).toFixed(1)} ${units[exponent - 1]}`;
}

/** @returns `64 MiB`, `1.5 GiB` (powers of 1024): memory as limits are written and disks are counted. */
export function formatMemory(bytes: number): string {
  const mebibytes = bytes / 1024 ** 2;
  const [value, unit] = mebibytes >= 1024 ? [mebibytes / 1024, 'GiB'] : [mebibytes, 'MiB'];
  return `${value.toFixed(1).replace(/\.0$/, '')} ${unit}`;
}

const MEMORY_BYTES: Readonly<Record<string, number>> = {
  B: 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

/**
 * @returns bytes for `512M`, `2G`, `1.5GiB` (powers of 1024, as Docker and systemd write limits) and `2GB` (powers of 1000);
 * undefined for anything else, zero and what no machine has (over 1024T) among it. A unit is required: a bare number says nothing.
 */
export function parseMemoryBytes(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)\s*(B|[KMGT](?:i?B)?|kB|[kmgt])$/.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const unit = match[2].length === 1 ? match[2].toUpperCase() : match[2].replace('iB', '');
  const bytes = Math.round(Number(match[1]) * (MEMORY_BYTES[unit] ?? Number.NaN));
  return bytes >= 1 && bytes <= 2 ** 50 ? bytes : undefined;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
