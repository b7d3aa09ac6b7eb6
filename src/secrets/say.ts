/** What the guard tells the user. Names only: no value gets here. */

import type { ReadPayload } from './event.js';
import type { Plan, Secret } from './plan.js';

const DOCS = 'docs/secrets.md';

/** One sentence, or a few where a secret is missing, for the log. */
export function sentenceOf(plan: Plan, secrets: readonly Secret[], event: ReadPayload): string {
  if (plan.mode === 'full') return `guard: full${presence(secrets)}`;
  const names = plan.missing.join(', ');
  if (plan.reason === 'fork')
    return `guard: offline: no ${names}: the pull request comes from a fork, and forges give those no secrets`;
  return `guard: offline: ${names} ${plan.missing.length === 1 ? 'is' : 'are'} empty. ${advice(plan, event)}`;
}

/** What failing says: the same, and that offline was not allowed. */
export function failureOf(plan: Plan, event: ReadPayload): string {
  const names = plan.missing.join(', ');
  const why =
    plan.reason === 'fork'
      ? 'the pull request comes from a fork, and forges give those no secrets: let this job run for pushes alone, or let it go offline'
      : advice(plan, event);
  return `guard: this job must not go offline, and ${names} ${plan.missing.length === 1 ? 'is' : 'are'} missing. ${why}`;
}

/** For the step summary; empty where all is there. */
export function summaryOf(plan: Plan, secrets: readonly Secret[]): string {
  if (plan.mode === 'full') return '';
  const rows = secrets.map(
    ({ name, isRequired, isThere }) =>
      `| ${name} | ${isRequired ? 'required' : 'optional'} | ${isThere ? 'there' : '**missing**'} |`,
  );
  const why =
    plan.reason === 'fork' ? 'a fork’s pull request has no secrets' : 'unset, not handed on, or empty';
  return `### Secret guard: offline\n\n${why}\n\n| secret | | |\n|---|---|---|\n${rows.join('\n')}\n\n`;
}

/** The three states look the same from here: all of them are an empty string. */
function advice({ missing }: Plan, event: ReadPayload): string {
  const name = missing[0] ?? '';
  return [
    'Unset, not handed on and empty look the same here. Check',
    `(1) that the secret is set for this repository or its organisation, under the name that ${name}=\${{ secrets.… }} asks for;`,
    '(2) in a reusable workflow, that it is declared under on.workflow_call.secrets and that the caller passes it (or secrets: inherit);',
    `(3) that its value isn't empty. ${origin(event)}See ${DOCS}#what-cannot-be-told-apart`,
  ].join(' ');
}

function origin({ payload, problem }: ReadPayload): string {
  if (problem !== undefined) return `Whether this is a fork's pull request can't be told: ${problem}. `;
  if (payload.issue?.pull_request)
    return "A comment started this job: on a fork's pull request, Gitea gives those no secrets either. ";
  return '';
}

function presence(secrets: readonly Secret[]): string {
  const there = secrets.filter(({ isThere }) => isThere).map(({ name }) => name);
  const gone = secrets.filter(({ isThere }) => !isThere).map(({ name }) => name);
  const parts = [
    ...(there.length > 0 ? [`${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there`] : []),
    ...(gone.length > 0 ? [`without ${gone.join(', ')} (optional)`] : []),
  ];
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}
