import { expect, it } from 'vitest';
import { lintRules } from '../../../src/recipe/lint/index.js';

const head = `<!-- Written from src/recipe/lint/rules.ts by: npx vitest run test/unit/lint --update -->
# Lint

What the stage \`lint\` looks for in a recipe's files: abra's own rules by their numbers, as far as a test of the files can know, and
ours. An **error** makes the recipe red (finding [lint-error](troubleshooting.md#lint-error)); a **warning** is said and never does. The
compose files are judged as they would be deployed: merged, with variables filled in.
`;

it('docs/lint.md says what the rules say', async () => {
  const sections = lintRules.map(({ id, level, what, why, remedy, source, find }) => {
    const elsewhere = typeof find === 'function' ? '' : `\n**Not judged here:** ${find.elsewhere}.\n`;
    return `## ${id}\n\n${level === 'error' ? '**Error**' : 'Warning'} unless: ${what}\n\n${why}\n${elsewhere}\n**Remedy:** ${remedy}\n\nSource: ${source}\n`;
  });
  await expect([head, ...sections].join('\n')).toMatchFileSnapshot('../../../docs/lint.md');
});
