import { expect, it } from 'vitest';
import { policyRules } from '../../../src/recipe/policy/index.js';

const head = `<!-- Written from src/recipe/policy/rules.ts by: npx vitest run test/unit/policy --update -->
# Policy

What a pull request's compose files may not do on a host that it shares with others. The stage \`policy\` judges them as they would be
deployed: every file of COMPOSE_FILE merged as docker merges them, variables filled in. A pull request from a fork fails (finding
[policy-violation](troubleshooting.md#policy-violation)) before anything of it is deployed; for a branch of the repository itself the
same lines are warnings.

A key that \`docker stack deploy\` ignores is a violation all the same: it says what the author was after, and other engines heed it.

The base branch can make exceptions in its \`cc-ci.yml\`; those of the pull request itself don't count:

\`\`\`yaml
policy:
  allow:
    - rule: published-port
      service: voice      # left out: for every service, and for what belongs to none (volumes, networks)
      reason: players connect by UDP, which no router passes on
\`\`\`

An exception is from the whole rule, whatever path or port the next pull request writes there: name the service, and think twice about
\`bind-mount\` and \`volume-driver\`. One from \`bind-mount\` doesn't open \`docker-socket\`.

Not judged: which images are used, what runs in a container and as which user there, and what a service is called, although docker makes
that an alias on each of its networks.
`;

it('docs/policy.md says what the rules say', async () => {
  const sections = policyRules.map(
    ({ id, what, why, instead, source }) =>
      `## ${id}\n\nIt may not: ${decapitalised(what)}\n\n${why}\n\n**Instead:** ${instead}\n\nSource: ${source}\n`,
  );
  await expect([head, ...sections].join('\n')).toMatchFileSnapshot('../../../docs/policy.md');
});

function decapitalised(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
