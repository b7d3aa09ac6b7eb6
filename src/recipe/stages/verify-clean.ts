/** verify-clean: looks for anything of the stack that is still there. What is found makes the run red. */

import type { Residue } from '../../report/results.js';
import { listResidue } from '../teardown/index.js';
import type { Report } from './outcome.js';
import type { StageContext } from './stage.js';

export async function verifyClean({ plan, docker, signal }: StageContext): Promise<Report> {
  const residue = await listResidue(docker, plan.stack, { signal });
  return residue.length === 0 ? { status: 'pass' } : left(residue, plan.stack);
}

function left(residue: readonly Residue[], stack: string): Report {
  const count = residue.length === 1 ? 'one object is' : `${residue.length} objects are`;
  return {
    status: 'fail',
    residue,
    finding: {
      code: 'residue',
      blame: 'recipe',
      message: `after the teardown of ${stack}, ${count} still there`,
      evidence: residue.map(({ kind, name }) => `${kind} ${name}`),
      remedy: 'See what holds them (docker ps --all, docker volume inspect); the next run removes them.',
    },
  };
}
