/** Whatever the kernel's files hold, the guard gets limits that it can reckon with. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { killsBetween, readCounters } from '../../../src/memory/counters/index.js';
import { readLimits } from '../../../src/memory/limits/index.js';
import type { System } from '../../../src/memory/system.js';
import { debianHybrid, dockerV1, dockerV2, kubernetesPod, memoryHigh, type Tree } from './trees.js';

/** Held in memory: a folder on disk for each of a thousand trees would be all that the test does. */
function inMemory(tree: Tree): System {
  const paths = Object.keys(tree);
  return {
    read: (path) => (Object.hasOwn(tree, path) ? tree[path] : undefined),
    files: () => [],
    folders: (path) => [
      ...new Set(
        paths
          .filter((other) => other.startsWith(`${path}/`))
          .map((other) => other.slice(path.length + 1).split('/'))
          .flatMap(([first, ...rest]) => (first === undefined || rest.length === 0 ? [] : [first])),
      ),
    ],
  };
}

const number = fc.oneof(
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
  fc.integer({ min: 0, max: 8 * 1024 ** 3 }).map(String),
  fc.constantFrom('max', '-1', '0', '', 'NaN', 'Infinity', '9223372036854771712', '1e3', '0x10', '١٢'),
);
const line = fc
  .tuple(
    fc.constantFrom(
      'some',
      'oom_kill',
      'inactive_file',
      'MemTotal:',
      'MemAvailable:',
      '0::/a',
      '4:memory:/../x',
      '0-',
    ),
    number,
  )
  .map((parts) => parts.join(' '));
const text = fc.oneof(
  number,
  fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.tuple(number, number).map((pair) => pair.join(' ')),
  // Two memory files of a machine with 4 KiB pages, in their own format.
  fc.nat(2 ** 31).map((kib) => `MemTotal: ${kib} kB\nMemAvailable: ${kib * 2} kB\nSwapTotal: 1 kB\n`),
);

/** A machine as it is, some of whose files hold anything or are missing. */
const machine = fc
  .constantFrom(debianHybrid(), dockerV1(), dockerV2(), kubernetesPod(), memoryHigh())
  .chain((tree) =>
    fc.tuple(
      fc.constant(tree),
      fc.dictionary(fc.constantFrom(...Object.keys(tree)), fc.option(text, { nil: undefined }), {
        maxKeys: 12,
      }),
    ),
  )
  .map(([tree, changes]) =>
    Object.fromEntries(
      Object.entries({ ...tree, ...changes }).flatMap(([path, value]) =>
        value === undefined ? [] : [[path, value]],
      ),
    ),
  );

it('reads any machine to numbers that fit together', () => {
  fc.assert(
    fc.property(machine, (tree) => {
      const { limit, available, cpus, levels, host, gaps } = readLimits(inMemory(tree));
      for (const { bytes } of [limit, available]) expect(Number.isFinite(bytes) && bytes >= 0).toBe(true);
      expect(available.bytes).toBeLessThanOrEqual(limit.bytes);
      if (host.totalBytes > 0) expect(limit.bytes).toBeLessThanOrEqual(host.totalBytes);
      expect(Number.isInteger(cpus.count) && cpus.count >= 1 && cpus.count <= 8192).toBe(true);
      for (const { usedBytes, reclaimableBytes } of levels)
        expect(reclaimableBytes).toBeLessThanOrEqual(usedBytes);
      for (const gap of gaps) expect(gap).toMatch(/^[^\n]{10,400}$/);
    }),
    { numRuns: 2_000 },
  );
});

it('counts kills in any machine, and never fewer than none', () => {
  fc.assert(
    fc.property(machine, machine, (before, after) => {
      const kills = killsBetween(readCounters(inMemory(before)), readCounters(inMemory(after)));
      expect(kills.elsewhere).toBeGreaterThanOrEqual(0);
      for (const { kills: count } of kills.ours) expect(count).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});
