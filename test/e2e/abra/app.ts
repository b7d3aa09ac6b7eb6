/** An app of a small recipe in an ABRA_DIR of its own, and abra called on it. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TestContext } from 'vitest';
import { type AbraDir, makeAbraDir, type ReleaseOf } from '../../support/abra/abra-dir.js';
import { type AbraCall, type AbraOutcome, runAbra } from '../../support/abra/index.js';
import type { TestSwarm } from '../../support/swarm.js';
import { abra } from './rule.js';

export const RECIPE = 'tiny';
export const OLD = '0.1.0+1.0.0';
export const NEW = '0.2.0+1.1.0';

export type RecipeOf = {
  readonly image?: string;
  readonly version?: string;
  /** More lines of `deploy.labels`. */
  readonly labels?: readonly string[];
  /** More lines of the service app. */
  readonly service?: readonly string[];
  /** More services, as lines below `services:`. */
  readonly services?: readonly string[];
  readonly config?: string;
  readonly configVersion?: string;
  readonly env?: readonly string[];
};

/** A service that starts and stops at once, with a config, a secret and two volumes. */
export function recipeFiles(of: RecipeOf = {}): Readonly<Record<string, string>> {
  const { image = 'example/none:1.0.0', version = NEW, config = 'one', configVersion = 'v1' } = of;
  const lines = (indent: number, given: readonly string[] = []) =>
    given.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
  return {
    'compose.yml': `version: "3.8"
services:
  app:
    image: ${image}
    command: ["sleep", "infinity"]
    stop_signal: SIGKILL
    networks: [outside]
    environment: ["OWN=compose"]
    configs: [{source: site, target: /etc/site}]
    secrets: [token]
    volumes: ["content:/content", "cache:/cache"]
    healthcheck: {test: ["CMD", "true"], interval: 1s}
${lines(4, of.service)}    deploy:
      update_config: {monitor: 1s, failure_action: rollback, order: start-first}
      labels:
        - "traefik.enable=true"
        - "coop-cloud.\${STACK_NAME}.version=${version}"
        - "coop-cloud.\${STACK_NAME}.timeout=\${TIMEOUT:-60}"
${lines(8, of.labels)}${lines(2, of.services)}networks:
  outside: {external: true, name: host}
volumes: {content: , cache: }
configs:
  site: {name: "\${STACK_NAME}_site_\${SITE_VERSION}", file: site.txt}
secrets:
  token: {external: true, name: "\${STACK_NAME}_token_\${SECRET_TOKEN_VERSION}"}
`,
    'site.txt': `${config}\n`,
    'abra.sh': `export SITE_VERSION=${configVersion}\n`,
    '.env.sample': `TYPE=${RECIPE}\nDOMAIN=${RECIPE}.example.com\nSECRET_TOKEN_VERSION=v1 # length=12 charset=hex\n${lines(0, of.env)}`,
    'README.md': '<!-- metadata -->\n* **Category**: Apps\n<!-- endmetadata -->\n',
  };
}

/** Two releases that differ in their version and their config. */
export function twoReleases(of: RecipeOf = {}): readonly ReleaseOf[] {
  return [
    { tag: OLD, files: recipeFiles({ ...of, version: OLD }) },
    { tag: NEW, files: recipeFiles({ ...of, version: NEW, config: 'two', configVersion: 'v2' }) },
  ];
}

export type TestApp = {
  readonly dir: AbraDir;
  readonly domain: string;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;
  /** What stands in the app's .env. */
  envText(): string;
  /** Whatever comes of it. */
  call(args: string, options?: Partial<AbraCall>): Promise<AbraOutcome>;
  /** What it printed. @throws Error when abra fails */
  ok(args: string, options?: Partial<AbraCall>): Promise<string>;
  /** The rest of stderr's last line behind `FATA `. @throws Error when abra succeeds */
  fata(args: string, options?: Partial<AbraCall>): Promise<string>;
};

/** @param args of `call` and the others are split at blanks; `DOMAIN` stands for the app's */
export function makeApp(test: TestContext, releases: readonly ReleaseOf[], swarm?: TestSwarm): TestApp {
  const dir = makeAbraDir(RECIPE, releases);
  const stack = swarm?.stackName('abra.test') ?? `t-${randomBytes(3).toString('hex')}_abra_test`;
  swarm?.willRemove(stack);
  test.onTestFinished(dir.dispose);
  const domain = stack.replaceAll('_', '.');
  const env = { ...abra.env(dir.path), ...(swarm === undefined ? {} : { DOCKER_HOST: swarm.host }) };
  const call = (args: string, options: Partial<AbraCall> = {}): Promise<AbraOutcome> => {
    const words = args.split(' ').map((word) => word.replaceAll('DOMAIN', domain));
    return runAbra(abra, words, { ...options, env: { ...env, ...options.env } });
  };
  const told = (args: string, { code, stdout, stderr }: AbraOutcome): string =>
    `abra ${args}: exit code ${code}\n${stdout}${stderr}`;
  return {
    dir,
    domain,
    stack,
    env,
    envText: () => readFileSync(dir.envFile(domain), 'utf8'),
    call,
    ok: async (args, options) => {
      const outcome = await call(args, options);
      if (outcome.code !== 0) throw new Error(told(args, outcome));
      return outcome.stdout;
    },
    fata: async (args, options) => {
      const outcome = await call(args, options);
      const line = /^FATA (.*)/m.exec(`${outcome.stderr}${outcome.stdout}`)?.[1];
      if (outcome.code !== 1 || line === undefined) throw new Error(told(args, outcome));
      return line.trim();
    },
  };
}

export const NEW_APP = `app new ${RECIPE} -n -o -s default -D DOMAIN`;

/** Set up with its secrets, not deployed. */
export async function installedApp(
  test: TestContext,
  releases: readonly ReleaseOf[],
  swarm: TestSwarm,
  version = '-C',
): Promise<TestApp> {
  const app = makeApp(test, releases, swarm);
  await app.ok(version === '-C' ? `${NEW_APP} -C` : NEW_APP.replace(RECIPE, `${RECIPE} ${version}`));
  await app.ok('app secret generate DOMAIN --all -m -C -o');
  return app;
}
