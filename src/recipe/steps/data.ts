/** Data through a life: written before, read after, spoilt between a backup and its restore. */

import { readData, spoilData, writeData } from '../data/index.js';
import { judged, type Report } from './outcome.js';
import type { StepContext } from './step.js';

export async function writeMarkers(context: StepContext): Promise<Report> {
  const { plan, step, values } = context;
  const isForBackup = step.stage === 'backup';
  const markers = isForBackup ? plan.data.head.backedUp : plan.data.previous.markers;
  const bad = await context.phase('write data', () => writeData(context, markers, values));
  return bad === undefined
    ? { status: 'pass', details: markers.map(({ name }) => `written: ${name}`) }
    : judged(bad);
}

export async function readMarkers(context: StepContext): Promise<Report> {
  const { plan, step, values } = context;
  const isRestored = step.stage === 'restore';
  const markers = isRestored ? plan.data.head.backedUp : plan.data.previous.markers;
  const after = !isRestored
    ? 'the upgrade'
    : step.app === 'fresh' || step.id.endsWith(':afresh')
      ? 'the restore into an app installed afresh'
      : 'the restore';
  const bad = await context.phase('read data', () => readData(context, markers, values, after));
  return bad === undefined
    ? { status: 'pass', details: markers.map(({ name }) => `there after ${after}: ${name}`) }
    : judged(bad);
}

export async function spoilMarkers(context: StepContext): Promise<Report> {
  const { plan, values } = context;
  const bad = await context.phase('change and delete', () =>
    spoilData(context, plan.data.head.backedUp, values),
  );
  return bad === undefined ? { status: 'pass' } : judged(bad);
}
