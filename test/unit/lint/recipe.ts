// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** A recipe with nothing to say about, and what becomes of it when a text in it is replaced. */

import { noExports, parseAbraExports } from '../../../src/recipe/format/abra-exports.js';
import { readCompose } from '../../../src/recipe/format/compose.js';
import { parseEnvFile } from '../../../src/recipe/format/env-file.js';
import { parseDomain, stackNameOf } from '../../../src/recipe/format/names.js';
import type { Recipe } from '../../../src/recipe/format/recipe.js';
import { environmentOf, variablesOf } from '../../../src/recipe/format/variables.js';
import { type LintProblem, lintRecipe } from '../../../src/recipe/lint/index.js';
import type { Release } from '../../../src/recipe/releases/index.js';

const compose = `version: "3.8"
services:
  app:
    image: nginx:1.27.3
    networks: [proxy]
    configs: [site]
    secrets: [token]
    volumes: ["content:/c"]
    healthcheck: {test: [CMD, "true"]}
    deploy:
      update_config: {failure_action: rollback}
      placement: {constraints: [node.role == manager]}
      labels:
        - "traefik.enable=true"
        - "traefik.http.routers.\${STACK_NAME}.rule=Host(\`\${DOMAIN}\`)"
        - "traefik.http.routers.\${STACK_NAME}.entrypoints=web,web-secure"
        - "traefik.http.routers.\${STACK_NAME}.tls.certresolver=\${LETS_ENCRYPT_ENV}"
        - "coop-cloud.\${STACK_NAME}.version=0.2.0+1.27.3"
        - "coop-cloud.\${STACK_NAME}.timeout=\${TIMEOUT:-300}"
        - "backupbot.backup=\${ENABLE_BACKUPS:-true}"
networks: {proxy: {external: true}}
volumes: {content: }
configs: {site: {name: "\${STACK_NAME}_site_\${SITE_VERSION}", file: site}}
secrets: {token: {external: true, name: "\${STACK_NAME}_token_\${SECRET_TOKEN_VERSION}"}}
`;
const env = 'TYPE=demo\nDOMAIN=demo.example.com\nLETS_ENCRYPT_ENV=production\nSECRET_TOKEN_VERSION=v1\n';
const abraSh = 'export SITE_VERSION=v1\n';
const readme = `# demo

<!-- metadata -->

* **Category**: Apps
* **Status**: 0, work-in-progress
* **Image**: [nginx](https://hub.docker.com/_/nginx), 4, upstream
* **Healthcheck**: Yes
* **Backups**: Yes
* **Email**: No
* **Tests**: 2
* **SSO**: No

<!-- endmetadata -->
`;
const sha = '0123456789abcdef0123456789abcdef01234567';
const releases: readonly Release[] = [
  { tag: '0.2.0+1.27.3', sha, isAnnotated: true },
  { tag: '0.1.0+1.27.2', sha: 'f'.repeat(40), isAnnotated: true },
];

export const texts = { compose, env, abraSh, readme };

export type Changed = {
  /** What is replaced by what, in the file that has it. */
  readonly replace?: readonly (readonly [string, string])[];
  readonly overlay?: string;
  readonly without?: 'abra.sh' | 'README.md';
  readonly releases?: readonly Release[] | undefined;
  readonly isDirty?: boolean;
};

export function lint(changed: Changed): readonly LintProblem[] {
  const replaced = (text: string): string =>
    (changed.replace ?? []).reduce((before, [from, to]) => before.replaceAll(from, to), text);
  for (const [from] of changed.replace ?? [])
    if (!Object.values(texts).some((text) => text.includes(from))) throw new Error(`no text has ${from}`);
  const overlay = changed.overlay === undefined ? [] : [{ file: 'compose.over.yml', text: changed.overlay }];
  const recipe: Recipe = {
    folder: '/recipes/demo',
    name: 'demo',
    sha,
    isDirty: changed.isDirty ?? false,
    envFile: parseEnvFile(replaced(env), '.env.sample'),
    exports: changed.without === 'abra.sh' ? noExports : parseAbraExports(replaced(abraSh), 'abra.sh'),
    composeFiles: [{ file: 'compose.yml', text: replaced(compose) }, ...overlay],
    ...(changed.without === 'README.md' ? {} : { readme: replaced(readme) }),
  };
  const domain = parseDomain('demo-3fa9c1.ci.test', 'test');
  const stack = stackNameOf(domain);
  const variables = variablesOf(environmentOf(recipe, { domain, stack }), recipe);
  const tags = 'releases' in changed ? changed.releases : releases;
  return lintRecipe(recipe, readCompose(recipe.composeFiles, stack, variables), tags);
}
