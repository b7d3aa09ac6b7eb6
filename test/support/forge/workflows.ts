/** Workflow texts for tests: the callers of examples/ as they are, small ones, and a last step that keeps a job's folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../step.js';

/** A caller workflow of examples/callers, as a user would copy it. */
export function caller(name: string): string {
  return readFileSync(join(PROJECT, 'examples', 'callers', name), 'utf8');
}

/** A workflow with one job of these steps; each is the text after the dash. */
export function steps(...list: readonly string[]): string {
  const text = list.map((step) => `      - ${step}\n`).join('');
  return `name: ci\non: push\njobs:\n  ci:\n    runs-on: ubuntu-latest\n    steps:\n${text}`;
}

/**
 * A last step for a job whose disk a test wants to see: runners remove a job's folder when it has ended. It needs EVIDENCE
 * in the steps' environment. The token is written where only the test looks, so that it knows what to search for.
 */
const evidenceStep = `      - if: always()
        env:
          TOKEN: \${{ github.token }}
        run: |
          to="$EVIDENCE/$GITHUB_REPOSITORY/$GITHUB_SHA"
          mkdir -p "$to"
          cp -a "$(dirname "$GITHUB_WORKSPACE")" "$to/job"
          printf %s "$TOKEN" > "$to/token"
`;

/** The workflow with that step at the end of its last job. */
export const withEvidence = (workflow: string): string => workflow + evidenceStep;

export interface JobFolder {
  /** As the job left it: `hostexecutor` is the workspace, `tmp` RUNNER_TEMP, `act` the runner's own files for the job. */
  readonly folder: string;
  /** `github.token` of the job. */
  readonly token: string;
}

/** What `withEvidence` kept. @throws Error where the job has kept nothing */
export function jobFolder(evidence: string, repository: string, sha: string): JobFolder {
  const folder = join(evidence, repository, sha);
  if (!existsSync(join(folder, 'token'))) throw new Error(`${folder}: the job has kept nothing there`);
  return { folder: join(folder, 'job'), token: readFileSync(join(folder, 'token'), 'utf8') };
}

/** A composite action around actions/clone, with an input of a name that this does not know, and one that it does. */
export const enclosingAction = {
  'enclosing/action.yml': `name: enclosing
description: calls actions/clone
inputs:
  flavour: {description: a name that actions/clone does not know, default: sour}
  path: {description: a name that it does know, default: elsewhere}
runs:
  using: composite
  steps:
    - uses: ops/cc-ci-action/actions/clone@v1
      with: {path: here}
    - run: echo "flavour is \${{ inputs.flavour }}" && git -C here rev-parse HEAD
      shell: bash
`,
};

/** The lines of a job's log that say what is wrong. */
export function errorLines(log: string): string {
  const lines = log.split('\n').filter((line) => /::error::|##\[error\]|❌/u.test(line));
  return lines.length === 0 ? 'no line of the log says what is wrong' : lines.join('\n');
}
