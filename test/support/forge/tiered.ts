/** A repository for the tiered example: the commands that its jobs call, and the ways in which one breaks such a workflow. */
import type { Files } from '../repos.js';
import { caller } from './workflows.js';

export const SECRETS = { DATABASE_URL: 'postgres://app:db-password-1@db/app' } as const;

/** Each target says that it ran. The full ones refuse to run without their secret. */
const makefile = `lint types unit docker helm integration-offline e2e-offline:
	@echo "made $@"
integration e2e:
	@test -n "$$DATABASE_URL"
	@echo "made $@ with a database"
`;

export const TIERED = '.github/workflows/ci.yml';

export const tiered = (): Files => ({ [TIERED]: caller('tiered.yml'), Makefile: makefile });

export interface BrokenVariant {
  readonly name: string;
  readonly files: () => Files;
  /** What the log of the job \`status\` says, and the only job but it that may be red. */
  readonly says: string;
}

/** Each breaks on the full path, where the others are green. */
export const brokenVariants: readonly BrokenVariant[] = [
  {
    name: 'a unit test that fails',
    files: () => ({ ...tiered(), Makefile: `${makefile.replace(' unit', '')}unit:\n\t@false\n` }),
    says: 'verdict: tier1: tier1 failed',
  },
  {
    name: 'an integration test that fails',
    files: () => ({
      ...tiered(),
      Makefile: makefile.replace('@test -n "$$DATABASE_URL"', '@test "$@" = e2e'),
    }),
    says: 'verdict: integration: integration-full failed',
  },
  {
    name: 'a guard whose mode is not handed on',
    files: () => ({ ...tiered(), [TIERED]: changed('      mode: ${{', '      mod: ${{') }),
    says: 'verdict: integration: neither path ran',
  },
  {
    name: 'a job that is not among the needs',
    files: () => ({ ...tiered(), [TIERED]: changed('      - helm\n', '') }),
    says: 'verdict: helm: helm is not among the needs',
  },
  {
    name: 'an offline job that runs where the secrets are there',
    files: () => ({ ...tiered(), [TIERED]: swapped('integration-full', 'integration-offline') }),
    says: 'verdict: integration: the offline path ran, and guard says full',
  },
];

function changed(from: string, to: string): string {
  const workflow = caller('tiered.yml');
  if (!workflow.includes(from)) throw new Error(`tiered.yml has no ${JSON.stringify(from)}`);
  return workflow.replace(from, to);
}

/** The conditions of the two jobs the wrong way round. */
function swapped(full: string, offline: string): string {
  const condition = (mode: string): string => `if: needs.guard.outputs.mode == '${mode}'`;
  const of = (job: string, mode: string): string =>
    `  ${job}:\n    needs: [tier1, guard]\n    ${condition(mode)}`;
  return changed(of(full, 'full'), of(full, 'offline')).replace(of(offline, 'offline'), of(offline, 'full'));
}
