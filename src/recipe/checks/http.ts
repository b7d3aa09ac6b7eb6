/** An http check: one request, and whether its answer is what the manifest says. */

import type { Finding } from '../../report/results.js';
import type { CheckSpec } from '../manifest/model.js';
import { answerProblem } from '../probe/index.js';
import { type AskContext, type HttpAnswer, tryApp } from './ask-app.js';
import { firstLines } from './evidence.js';

export type HttpCheckSpec = CheckSpec & { readonly kind: 'http' };

/** @returns undefined when the check is green. @throws UserError for a service that can't be asked; the signal's reason. */
export async function httpCheck(context: AskContext, check: HttpCheckSpec): Promise<Finding | undefined> {
  const { method, path, headers, statuses, body, send, service, port } = check;
  const asked = await tryApp(context, {
    method,
    path,
    headers,
    statuses,
    ...(send === undefined ? {} : { body: send }),
    ...(service === undefined ? {} : { service }),
    ...(port === undefined ? {} : { port }),
  });
  const name = `check ${JSON.stringify(check.name)}`;
  if (asked.kind === 'unreachable') {
    const { finding } = asked;
    const code = finding.blame === 'recipe' ? 'check-failed' : finding.code;
    return { ...finding, code, message: `${name}: ${method} ${finding.message}` };
  }
  const { answer, url } = asked;
  const problem = answerProblem({ kind: 'answered', ...answer }, { statuses, ...(body && { body }) });
  if (problem === undefined) return undefined;
  const asks = service ?? (context.app.http.kind === 'ask' ? context.app.http.service : undefined);
  return {
    code: 'check-failed',
    blame: 'recipe',
    ...(asks === undefined ? {} : { service: asks }),
    message: `${name}: ${method} ${url} ${problem}`,
    evidence: [...evidenceOf(answer)],
    remedy: remedyFor(answer, statuses),
  };
}

function evidenceOf({ route, status, headers, body }: HttpAnswer): readonly string[] {
  const told = ['content-type', 'location', 'www-authenticate'].flatMap((header) => {
    const value = headers[header];
    return value === undefined ? [] : [`${header}: ${value.slice(0, 200)}`];
  });
  return [`${route} answered HTTP ${status}`, ...told, ...firstLines(body)];
}

function remedyFor({ status, headers }: HttpAnswer, statuses: readonly number[]): string {
  if (statuses.includes(status))
    return 'Compare the check in cc-ci.yml with the page below, and read the log of the app.';
  if (status >= 300 && status < 400 && headers.location !== undefined)
    return 'Redirections are not followed: check the page that it leads to, or list the status in the check.';
  return 'Read the log of the app; where this is what it should answer, list the status in the check in cc-ci.yml.';
}
