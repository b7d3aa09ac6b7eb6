/** What the guard said, as far as the needed jobs hand its output `mode` on. Pure. */

import type { Mode, Needs } from './model.js';
import { shown } from './needs.js';

export type ModeSaid =
  | { readonly kind: 'said'; readonly mode: Mode; readonly by: string }
  /** No job has such an output. */
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'unclear'; readonly why: string };

/** @param from the job to ask; undefined: all that have the output, which have to agree. */
export function modeSaid(needs: Needs, from: string | undefined): ModeSaid {
  if (from !== undefined) return modeOf(needs, from);
  const all = [...needs].flatMap(([job, { outputs }]) => {
    const mode = asMode(outputs.get('mode'));
    return mode === undefined ? [] : [{ job: shown(job), mode }];
  });
  const [first] = all;
  if (first === undefined) return { kind: 'unsaid' };
  const other = all.find(({ mode }) => mode !== first.mode);
  if (other === undefined) return { kind: 'said', mode: first.mode, by: first.job };
  const why = `${first.job} says ${first.mode} and ${other.job} says ${other.mode}: name the one that decides with mode:`;
  return { kind: 'unclear', why };
}

function modeOf(needs: Needs, job: string): ModeSaid {
  const need = needs.get(job);
  if (need === undefined)
    return { kind: 'unclear', why: `${job}, which decides the mode, is not among the needs` };
  const mode = asMode(need.outputs.get('mode'));
  if (mode !== undefined) return { kind: 'said', mode, by: job };
  return { kind: 'unclear', why: `${job} has no output mode that is full or offline: hand on the guard's` };
}

function asMode(text: string | undefined): Mode | undefined {
  return text === 'full' || text === 'offline' ? text : undefined;
}
