/** What is known about stages before any step: what doesn't apply, what can't be asked, what shows too little to pass. Pure. */

import type { Finding, StageName } from '../../report/results.js';
import type { DataPlan } from '../data/index.js';
import type { Manifest } from '../manifest/model.js';
import type { Releases } from '../releases/index.js';
import type { AppPlan } from './app.js';
import type { Known, RunPlan } from './run-plan.js';

export type KnownOf = {
  readonly stages: readonly StageName[];
  readonly releases: Releases | undefined;
  readonly previous: { readonly kind: string; readonly reason?: string } | undefined;
  readonly manifest: Manifest;
  readonly app: AppPlan;
  readonly backup: RunPlan['backup'];
};

/** @returns a stage at most once; the manifest's word comes first. */
export function knownOf({ stages, releases, previous, manifest, app, backup }: KnownOf): readonly Known[] {
  const known: Known[] = [];
  const isOpen = (stage: StageName): boolean =>
    stages.includes(stage) && !known.some((entry) => entry.stage === stage);
  const say = (stage: StageName, reason: string | undefined): void => {
    if (reason !== undefined && isOpen(stage)) known.push({ stage, status: 'not-applicable', reason });
  };
  for (const stage of stages) say(stage, manifest.na[stage]);
  if (releases?.kind === 'unknown' && isOpen('upgrade'))
    known.push({ stage: 'upgrade', status: 'error', finding: unknownReleases(releases) });
  if (previous?.kind === 'none') say('upgrade', previous.reason);
  if (previous?.kind === 'unusable' && isOpen('upgrade'))
    known.push({ stage: 'upgrade', status: 'unverified', reason: previous.reason ?? '' });
  if (backup.kind === 'none') {
    if (manifest.backup.expect === 'required' && isOpen('backup'))
      known.push({ stage: 'backup', status: 'fail', finding: noBackup(backup.reason) });
    say('backup', backup.reason);
    say('restore', backup.reason);
  }
  if (known.some(({ stage }) => stage === 'backup')) say('restore', 'there is no backup to restore from');
  if (manifest.checks.length === 0) say('checks', 'cc-ci.yml names no checks');
  if (app.http.kind === 'none' && manifest.health.tcp.length === 0) say('http', app.http.reason);
  return known;
}

function unknownReleases({ reason, remedy }: Releases & { readonly kind: 'unknown' }): Finding {
  return { code: 'releases-unreachable', blame: 'forge', message: reason, evidence: [], remedy };
}

function noBackup(reason: string): Finding {
  return {
    code: 'backup-empty',
    blame: 'recipe',
    message: `cc-ci.yml requires a backup (backup.expect), and there is none: ${reason}`,
    evidence: [],
    remedy:
      'Add the label backupbot.backup=true to the service app, or take the requirement out of cc-ci.yml.',
  };
}

/** A stage without anything to look at afterwards has shown too little to pass. */
export function unverifiedOf({
  head,
  previous,
}: {
  head: DataPlan;
  previous: DataPlan;
}): RunPlan['unverified'] {
  const words = (plan: DataPlan): string => plan.unverified.join('; ');
  const showsNothing = head.backedUp.length === 0 && head.unverified.length > 0;
  // A database that doesn't come back is not made up for by another volume that does.
  const heldBack = (stage: StageName): RunPlan['unverified'] => {
    const gaps = head.gaps.filter((gap) => gap.isHeldBack && gap.stage === stage).map((gap) => gap.words);
    const reasons = [...new Set([...(showsNothing ? head.unverified : []), ...gaps])];
    return reasons.length === 0 ? {} : { [stage]: reasons.join('; ') };
  };
  return {
    ...(previous.markers.length === 0 && previous.unverified.length > 0 ? { upgrade: words(previous) } : {}),
    ...heldBack('backup'),
    ...heldBack('restore'),
  };
}
