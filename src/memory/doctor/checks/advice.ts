/** What the checks write their advice with. */

import { RUNBOOK } from '../../runbook.js';
import type { Advice, AdviceId, Facts, Unit } from '../model.js';

export type Check = (facts: Facts) => Advice | undefined;

/** One row. Its explanation is the runbook's section of the same name. */
export const advice = (
  id: AdviceId,
  level: Advice['level'],
  what: string,
  why = '',
  more: Partial<Pick<Advice, 'write' | 'run'>> = {},
): Advice => ({ id, level, what, why, run: [], ...more, link: `${RUNBOOK}#${id}` });

export const systemctl = ({ isUsers }: Unit): string => (isUsers ? 'systemctl --user' : 'systemctl');

/** @param needsRestart for what systemd sets up when the unit starts; the rest counts from the reload on, and no job is lost. */
export function dropIn(
  unit: Unit,
  file: string,
  setting: string,
  needsRestart: boolean,
): Pick<Advice, 'write' | 'run'> {
  const folder = unit.isUsers ? '~/.config/systemd/user' : '/etc/systemd/system';
  return {
    write: { path: `${folder}/${unit.name}.d/${file}.conf`, lines: ['[Service]', setting] },
    run: [
      `${systemctl(unit)} daemon-reload`,
      ...(needsRestart ? [`${systemctl(unit)} restart ${unit.name}   # ends the jobs that run`] : []),
    ],
  };
}
