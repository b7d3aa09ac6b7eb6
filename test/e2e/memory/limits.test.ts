/** What the guard reads and counts, in real cgroups that these tests make. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withCgroup } from '../../support/cgroup.js';
import { orSkip } from '../../support/forge/or-skip.js';

const MIB = 1024 ** 2;

it('a cgroup of a test is gone after it, with the processes that it left', async (test) => {
  const path = await orSkip(
    test,
    withCgroup({ limitBytes: 64 * MIB, cpus: 0.5 }, async (cgroup) => {
      await cgroup.run('sh', ['-c', 'setsid sleep 300 </dev/null >/dev/null 2>&1 &']);
      expect(cgroup.read('cgroup.procs')).toMatch(/^\d+$/);
      return cgroup.path;
    }),
  );
  expect(existsSync(path)).toBe(false);
});
