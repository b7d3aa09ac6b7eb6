/** A plan as a person reads it: what will live, what will be done to it, and what won't. Pure. */

import { formatDuration } from '../../lib/units.js';
import { showProblem } from '../lint/index.js';
import { isNeed } from '../needs/model.js';
import { showViolation } from '../policy/index.js';
import type { AppPlan } from './app.js';
import { freshNeeds, type RunPlan } from './run-plan.js';
import type { Step } from './steps.js';

/** @returns lines with a newline at the end. */
export function planText(plan: RunPlan): string {
  return `${[...head(plan), '', ...needs(plan), ...apps(plan), '', ...steps(plan), ...left(plan)].join('\n')}\n`;
}

function head({ recipe, base, totalMs, layout }: RunPlan): readonly string[] {
  const at = recipe.sha === null ? '' : ` at ${recipe.sha.slice(0, 8)}${recipe.isDirty ? '+U' : ''}`;
  return [
    `${recipe.name} ${recipe.version ?? '(no version label)'}${at}`,
    `  manifest and tests: ${base}`,
    `  time limit: ${formatDuration(totalMs)}`,
    `  layout: ${layout.isSideBySide ? 'two apps side by side' : 'one app after the other'} (${layout.why})`,
  ];
}

function needs({ needs: all }: RunPlan): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.flatMap((need) =>
    need.kind === 'warm'
      ? [`  ${need.name}: ${need.domain}, there already: it has to answer`]
      : appLines(need.name, need.app, `${version(need.app)} from ${need.from}, removed after the apps`),
  );
  return ['needs', ...lines, ''];
}

function version({ recipe }: AppPlan): string {
  return `${recipe.name} ${recipe.version ?? '(no version label)'}`;
}

function apps({ apps: { fresh, seasoned } }: RunPlan): readonly string[] {
  const lines = ['apps', ...appLines('fresh', fresh, 'installed from the head')];
  if (seasoned === undefined) return lines;
  const from = seasoned.previous?.recipe.version;
  const how =
    seasoned.previous === undefined
      ? 'installed from the head'
      : `installed from ${from ?? 'the release before'}, upgraded to the head`;
  return [...lines, ...appLines('seasoned', seasoned.head, how)];
}

function appLines(name: string, app: AppPlan, how: string): readonly string[] {
  const volumes = app.volumes.map(({ key }) => key);
  return [
    `  ${name}: ${app.domain}, ${how}`,
    ...app.services.map(
      (service) =>
        `    service ${service.name}: ${service.image}${service.replicas === 1 ? '' : `, ${service.replicas} replicas`}`,
    ),
    ...(volumes.length === 0 ? [] : [`    volumes: ${volumes.join(', ')}`]),
    ...(app.secrets.length === 0
      ? []
      : [`    secrets: ${app.secrets.map(({ composeKey }) => composeKey).join(', ')}`]),
  ];
}

function steps({ steps: all, data }: RunPlan): readonly string[] {
  const markers = [...new Set([...data.previous.markers, ...data.head.backedUp].map(({ name }) => name))];
  const width = Math.max(...all.map(({ stage }) => stage.length));
  return [
    'steps',
    ...all.map((step) => `  ${step.stage.padEnd(width)}  ${words(step)}`),
    ...(markers.length === 0 ? [] : ['', 'data', ...markers.map((name) => `  ${name}`)]),
  ];
}

function words({ act, app, release }: Step): string {
  const what = act.replaceAll('-', ' ');
  if (isNeed(app)) return `${what}, ${app.replace('-', ' ')}`;
  if (act === 'ask-needs') return what;
  return `${what}, ${app} app${app === 'seasoned' && release === 'previous' ? ', at the release before' : ''}`;
}

function left({ known, unverified, policy, lint, backup, needs }: RunPlan): readonly string[] {
  const not = known.map(
    (entry) => `  ${entry.stage}: ${'reason' in entry ? entry.reason : entry.finding.message}`,
  );
  const unclear = Object.entries(unverified).map(([stage, reason]) => `  ${stage}: ${reason}`);
  const found = [
    ...lint.map((problem) => `  lint: ${showProblem(problem)}`),
    ...policy.violations.map((violation) => `  policy (${policy.mode}): ${showViolation(violation)}`),
    ...freshNeeds({ needs }).flatMap(({ name, violations }) =>
      violations.map((violation) => `  policy ${policy.mode}, need ${name}: ${showViolation(violation)}`),
    ),
    ...(backup.kind === 'backup' ? backup.notes.map((note) => `  backup: ${note}`) : []),
  ];
  return [
    ...(not.length === 0 ? [] : ['', 'not done', ...not]),
    ...(unclear.length === 0 ? [] : ['', 'not verified', ...unclear]),
    ...(found.length === 0 ? [] : ['', 'found', ...found]),
  ];
}
