/** An exec check: a command in a service's container, its exit code and its output. */

import type { Executed } from '../../docker/index.js';
import { messageOf } from '../../lib/errors.js';
import type { Finding } from '../../report/results.js';
import { AppUnavailableError, type ContainerContext, execInService } from '../app-container.js';
import type { CheckSpec } from '../manifest/model.js';
import type { AppPlan } from '../plan/app.js';
import { bodyProblem } from '../probe/index.js';
import { needEnvironment } from '../test-environment.js';
import { firstLines } from './evidence.js';

export type ExecCheckSpec = CheckSpec & { readonly kind: 'exec' };

/** @returns undefined when the check is green. @throws the signal's reason; EnvironmentError where Docker can't be asked. */
export async function execCheck(
  context: ContainerContext & { readonly app: Pick<AppPlan, 'stack' | 'needs'> },
  check: ExecCheckSpec,
  timeoutMs: number,
): Promise<Finding | undefined> {
  const { service, command, exitCode } = check;
  const line = `\`${command.join(' ').slice(0, 200)}\``;
  const failed = (problem: string, evidence: readonly string[], remedy: string): Finding => ({
    code: 'check-failed',
    blame: 'recipe',
    service,
    message: `check ${JSON.stringify(check.name)}: ${problem}`,
    evidence: [...evidence],
    remedy,
  });
  try {
    const executed = await execInService(context, service, command, {
      timeoutMs,
      env: needEnvironment(context.app),
    });
    const ended = `${line} in ${service} ended with ${executed.exitCode}`;
    if (executed.exitCode !== exitCode)
      return failed(`${ended}, expected ${exitCode}`, firstLines(executed.output), remedyFor(executed));
    const problem = outputProblem(executed, check);
    if (problem === undefined) return undefined;
    const remedy = 'Compare output in the check in cc-ci.yml with what the command prints.';
    return failed(`${ended}, and its output ${problem}`, firstLines(executed.output), remedy);
  } catch (error) {
    if (!(error instanceof AppUnavailableError)) throw error;
    const remedy =
      'A check has to end by itself, and its service has to stay up: read the log of the service.';
    return failed(messageOf(error), [], remedy);
  }
}

/** JSON is looked for in what a program says on stdout; words may as well be on stderr. */
function outputProblem({ stdout, output }: Executed, { output: spec }: ExecCheckSpec): string | undefined {
  if (spec === undefined) return undefined;
  const { json, ...words } = spec;
  return bodyProblem(output, words) ?? (json === undefined ? undefined : bodyProblem(stdout, { json }));
}

function remedyFor({ exitCode }: Executed): string {
  if (exitCode === 126 || exitCode === 127)
    return 'The image has no such program, or it may not be run: name one that is there, with its path.';
  return 'Run the command in the container by hand (docker exec), and read the log of the service.';
}
