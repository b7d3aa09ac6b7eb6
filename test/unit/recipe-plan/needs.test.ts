// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
import { describe, expect, it } from 'vitest';
import { CancelledError, UserError } from '../../../src/lib/errors.js';
import { noExports } from '../../../src/recipe/format/abra-exports.js';
import { parseEnvFile } from '../../../src/recipe/format/env-file.js';
import type { Recipe } from '../../../src/recipe/format/recipe.js';
import { parseManifest } from '../../../src/recipe/manifest/load.js';
import type { Manifest } from '../../../src/recipe/manifest/model.js';
import type { NeedSource } from '../../../src/recipe/needs/model.js';
import { onNeed } from '../../../src/recipe/needs/perform.js';
import { fillNeeds, placeholderProblems } from '../../../src/recipe/needs/placeholders.js';
import { withStandIns } from '../../../src/recipe/needs/plan.js';
import {
  type Assembled,
  type AssembleInputs,
  assemble,
  headVersion,
} from '../../../src/recipe/plan/assemble.js';
import { freshNeeds, stacksOf } from '../../../src/recipe/plan/run-plan.js';
import { type Act, planSteps, type StepsOf } from '../../../src/recipe/plan/steps.js';
import { planText } from '../../../src/recipe/plan/text.js';
import type { Report } from '../../../src/recipe/steps/outcome.js';
import type { StepContext } from '../../../src/recipe/steps/step.js';
import { needEnvironment } from '../../../src/recipe/test-environment.js';
import type { Finding } from '../../../src/report/results.js';
import { stageNames } from '../../../src/report/stages.js';

const thrownBy = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const recipe = (
  name: string,
  service: string,
  more: Partial<Recipe> & { readonly tail?: string } = {},
): Recipe => {
  const { tail = '', ...rest } = more;
  const labels = [
    'traefik.enable=true',
    'traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80',
    'backupbot.backup=true',
    `coop-cloud.\${STACK_NAME}.version=1.0.0+2`,
  ];
  const text = `services: {app: {image: nginx:1, deploy: {labels: ${JSON.stringify(labels)}}, ${service}}}\n${tail}`;
  return {
    ...{ folder: `/recipes/${name}`, name, sha: null, isDirty: false, exports: noExports },
    envFile: parseEnvFile(
      `TYPE=${name}\nDOMAIN=${name}.example.com\nSECRET_TOKEN_VERSION=v3\n`,
      '.env.sample',
    ),
    composeFiles: [{ file: 'compose.yml', text }],
    ...rest,
  };
};

const TOKEN = 'secrets: {token: {external: true, name: "${STACK_NAME}_token_${SECRET_TOKEN_VERSION}"}}';
const provider = recipe('provider', 'secrets: [token], environment: {MOTTO: "${MOTTO:-none}"}', {
  tail: TOKEN,
});
const manifest = (needs: string, env = ''): Manifest =>
  parseManifest(`needs: ${needs}\nenv: {${env}}\n`, 'cc-ci.yml');

const fresh = (of: Manifest, index = 0, more: Partial<NeedSource & { kind: 'fresh' }> = {}): NeedSource => {
  const spec = of.needs[index];
  if (spec === undefined) throw new Error('no such need');
  return {
    kind: 'fresh',
    spec,
    recipe: provider,
    manifest: parseManifest('{}', 'cc-ci.yml'),
    allow: [],
    ...more,
  };
};

const inputs: AssembleInputs = {
  ...{
    zone: 'ci.test',
    domain: '',
    stages: ['install', 'health', 'backup'],
    isExtra: false,
    totalMs: 60_000,
  },
  ...{ restoresElsewhere: true, availableBytes: 8 * 1024 ** 3 },
  ...{ id: '0a0a0a', seasonedId: '0b0b0b', needIds: ['0c0c0c', '0d0d0d'] },
};

function planned(
  of: Manifest,
  needs: readonly NeedSource[],
  { head = consumer, ...more }: Partial<AssembleInputs> & { readonly head?: Recipe } = {},
): Assembled {
  const base = { trust: 'member', sha: null, why: 'member' } as const;
  const sources = { head, manifest: of, needs, base, baseFolder: '/recipes/app' };
  return assemble({ ...sources, releases: undefined, previous: undefined }, { ...inputs, ...more });
}

const consumer = recipe(
  'app',
  'environment: {SSO: "${SSO}", TOKEN: "${SSO_TOKEN:-}"}, volumes: ["data:/data"]',
  {
    tail: 'volumes: {data: {}}',
  },
);
const ONE = '[{name: sso, recipe: ../provider, env: {MOTTO: hi}}]';
const SSO = 'SSO: "https://{need:sso:domain}/{need:sso:stack}", SSO_TOKEN: "{need:sso:secret:token}"';

describe('a need that is deployed', () => {
  const of = manifest(ONE, SSO);
  const { plan, composes } = planned(of, [fresh(of)]);

  it('is an app of its own, with a domain, a stack and secrets of its own', () => {
    expect(plan.needs).toMatchObject([
      {
        ...{ kind: 'fresh', name: 'sso', from: '../provider' },
        app: {
          ...{ role: 'need-sso', domain: 'prov-0c0c0c.ci.test', stack: 'prov-0c0c0c_ci_test' },
          ...{ secrets: [{ swarmName: 'prov-0c0c0c_ci_test_token_v3' }], environment: { MOTTO: 'hi' } },
        },
      },
    ]);
    expect(composes.map(({ recipe: { name } }) => name)).toEqual(['provider', 'app']);
  });

  it('is leased before the apps, since they may hold what is its own', () => {
    expect(stacksOf(plan).map(({ role }) => role)).toEqual(['need-sso', 'fresh', 'seasoned']);
  });

  it('is told of to the apps: in their variables and to their tests', () => {
    const { fresh: app, seasoned } = plan.apps;
    expect(app.environment).toMatchObject({
      SSO: 'https://prov-0c0c0c.ci.test/prov-0c0c0c_ci_test',
      SSO_TOKEN: 'prov-0c0c0c_ci_test_token_v3',
    });
    expect(seasoned?.head.environment.SSO).toBe(app.environment.SSO);
    expect(needEnvironment(app)).toEqual({
      CCCI_NEED_SSO_DOMAIN: 'prov-0c0c0c.ci.test',
      CCCI_NEED_SSO_STACK: 'prov-0c0c0c_ci_test',
    });
  });

  it('is in the plan as a person reads it', () => {
    const text = planText(plan);
    expect(text).toContain(
      'needs\n  sso: prov-0c0c0c.ci.test, provider 1.0.0+2 from ../provider, removed after the apps',
    );
    expect(text).toMatch(
      /install +health, need sso\n +install +http, need sso\n +install +images, fresh app/,
    );
    expect(text).toMatch(/layout: .*two apps, and what they need, want 805\.3 MB/);
  });

  it('beside an app that has its domain given lies below the same wildcard', () => {
    expect(planned(of, [fresh(of)], { domain: 'app.ci.example.org' }).plan.needs).toMatchObject([
      { app: { domain: 'app-sso.ci.example.org' } },
    ]);
  });

  it('makes two apps come one after the other where memory is short for three', () => {
    const layout = (availableBytes: number) => planned(of, [fresh(of)], { availableBytes }).plan.layout;
    expect(layout(1024 ** 3 * 0.9).isSideBySide).toBe(false);
    expect(layout(1024 ** 3 * 1).isSideBySide).toBe(true);
  });

  it('is judged by the policy, with the exceptions that count for it', () => {
    const bound = recipe('provider', 'volumes: ["/etc:/etc"]');
    const violations = (allow: NonNullable<Manifest['policy']>['allow']) =>
      planned(
        of.env.SSO_TOKEN === undefined ? of : { ...of, env: {} },
        [fresh(of, 0, { recipe: bound, allow })],
        {
          head: recipe('app', 'environment: {}'),
        },
      ).plan.needs.flatMap((need) => (need.kind === 'fresh' ? need.violations.map(({ rule }) => rule) : []));
    expect(violations([])).toEqual(['bind-mount']);
    expect(violations([{ rule: 'bind-mount', reason: 'time zone' }])).toEqual([]);
  });
});

describe('what is wrong with a need', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'a name that is not there',
      ONE,
      'X: "{need:ssso:domain}"',
      /2:10: env\.X has \{need:ssso:domain\}, and needs: has no "ssso": it has sso/,
    ],
    ['no needs at all', '[]', 'X: "{need:sso:domain}"', /needs: has no "sso": it is empty/],
    [
      'a form that is none',
      ONE,
      'X: "{need:sso}"',
      /\{need:sso\}, which says nothing; accepted: \{need:NAME:domain\}/,
    ],
    ['a secret without its key', ONE, 'X: "{need:sso:secret}"', /which says nothing/],
    ['more than a form', ONE, 'X: "{need:sso:domain:x}"', /which says nothing/],
    [
      'a secret of one that is there',
      '[{name: sso, recipe: ../p, warm: s.example.org}]',
      'X: "{need:sso:secret:t}"',
      /sso is warm: .* write the name itself/,
    ],
    [
      'a need that is told of another',
      '[{name: a, recipe: ../p}, {name: b, recipe: ../q, env: {X: "{need:a:domain}"}}]',
      '',
      /needs\.1\.env\.X has \{need:a:domain\}/,
    ],
    [
      'a version of a folder',
      '[{name: sso, recipe: ../p, version: "1.0.0+1"}]',
      '',
      /needs\[0\]\.version means nothing to the folder \.\.\/p/,
    ],
    [
      'a version of one that is there',
      '[{name: sso, recipe: "https://x.org/p", version: "1.0.0", warm: s.example.org}]',
      '',
      /version means nothing to s\.example\.org, which is there already/,
    ],
    [
      'a number for a version',
      '[{name: sso, recipe: "https://x.org/p", version: 1.0}]',
      '',
      /a release such as 1\.2\.0\+4\.5/,
    ],
  ])('%s is said with its place', (_, needs, env, message) => {
    expect(thrownBy(() => manifest(needs, env).needs)).toMatch(message);
  });

  it('a secret that it does not have is said with those that it has', () => {
    const of = manifest(ONE, 'SSO: "{need:sso:secret:tokn}"');
    expect(thrownBy(() => planned(of, [fresh(of)]))).toBe(
      'cc-ci.yml: env names the secret "tokn" of the need sso, which has no such secret: it has token',
    );
  });

  it('a mistake in its files is told as its own', () => {
    const of = manifest(ONE);
    const broken = recipe('provider', 'environment: {X: "${NOBODY_SETS_IT}"}');
    expect(thrownBy(() => planned(of, [fresh(of, 0, { recipe: broken })]))).toMatch(
      /^the need sso \(\.\.\/provider\): compose\.yml:1:/,
    );
  });
});

describe('placeholders', () => {
  const names = [
    { name: 'sso', domain: 's.test', stack: 's_test', secretName: (key: string) => `s_test_${key}_v1` },
  ];

  it.each([
    ['{need:sso:domain}', 's.test'],
    ['https://{need:sso:domain}/{need:sso:domain}', 'https://s.test/s.test'],
    ['{need:sso:stack}_app', 's_test_app'],
    ['{need:sso:secret:key}', 's_test_key_v1'],
    ['{need:other:domain} {domain}', '{need:other:domain} {domain}'],
  ])('%s is %s', (value, filled) => {
    expect(fillNeeds(value, names)).toBe(filled);
  });

  it('of a need that is known are fine', () => {
    const all = '{need:sso:domain}{need:sso:stack}{need:sso:secret:a_b}';
    expect(placeholderProblems(all, [{ name: 'sso' }])).toEqual([]);
  });

  it('stand for something while nothing has a domain yet: a release’s version has to be known before', () => {
    const secret = recipe('app', 'secrets: [x]', {
      tail: 'secrets: {x: {external: true, name: "${SSO_TOKEN}"}}',
    });
    expect(headVersion(secret, manifest(ONE, SSO))).toBe('1.0.0+2');
    expect(withStandIns(manifest(ONE, SSO)).env.SSO).toBe('https://sso.cc-ci.test/sso_cc-ci_test');
  });
});

describe('what a step on a need comes to', () => {
  const of = manifest(ONE, SSO);
  const { plan } = planned(of, [fresh(of)]);
  const need = freshNeeds(plan)[0];
  const bad: Finding = {
    code: 'crash-loop',
    blame: 'recipe',
    message: 'app: gone',
    evidence: ['x'],
    remedy: 'Read.',
  };

  /** @param act a step's; the work that it does is given. */
  async function outcome(
    work: () => Promise<Report>,
    act: Act = 'health',
    policy = plan.policy,
  ): Promise<Report> {
    if (need === undefined) throw new Error('no need');
    const context = {
      ...{ plan: { ...plan, policy }, step: { act, stage: 'install' }, note: () => undefined },
      ...{ phase: (_: string, stretch: () => unknown) => stretch(), waiting: () => undefined },
    };
    return onNeed(need, work)(context as unknown as StepContext);
  }
  const found = async (finding: Finding) => outcome(async () => ({ status: 'fail', finding }));

  it('a fault of its recipe is an error that names it, and keeps what was found', async () => {
    expect(await found(bad)).toMatchObject({
      status: 'error',
      finding: {
        ...{ code: 'need-failed', blame: 'harness', evidence: ['found of sso: crash-loop', 'x'] },
        message: 'the need sso (../provider, at prov-0c0c0c.ci.test): app: gone',
      },
    });
  });

  it('what is a registry’s or the host’s stays theirs', async () => {
    const limit = { ...bad, code: 'registry-rate-limit', blame: 'registry' } as const;
    expect(await found(limit)).toMatchObject({
      finding: {
        code: 'registry-rate-limit',
        blame: 'registry',
        message: expect.stringMatching(/^the need sso/),
      },
    });
  });

  it('a run that is stopped meanwhile is stopped, and nobody’s fault', async () => {
    const stopped = await outcome(async () => {
      throw new CancelledError('SIGTERM');
    });
    expect(stopped).toMatchObject({ finding: { code: 'cancelled', message: 'SIGTERM, during install' } });
  });

  it('files that docker finds fault with are its own as well', async () => {
    const refused = await outcome(async () => {
      throw new UserError('compose.yml is not valid');
    });
    expect(refused).toMatchObject({ status: 'error', finding: { code: 'need-failed', blame: 'harness' } });
    expect(refused).not.toHaveProperty('isUsers');
  });

  it('where it answered is not where the app does', async () => {
    const up = await outcome(async () => ({ status: 'pass', route: 'task 172.18.0.9:80' }), 'http');
    expect(up).toEqual({
      status: 'pass',
      details: ['needs sso: provider 1.0.0+2, up at prov-0c0c0c.ci.test'],
    });
  });

  it('one without a page is up when it is healthy', async () => {
    expect(
      await outcome(async () => ({ status: 'not-applicable', reason: 'no page' }), 'http'),
    ).toMatchObject({
      status: 'pass',
    });
  });
});

describe('steps', () => {
  const everything: StepsOf = {
    ...{ stages: stageNames, hasPrevious: true, hasDataToKeep: true, hasDataInBackup: true },
    ...{ isSideBySide: true, restoresElsewhere: true },
  };
  const waits = (more: Partial<StepsOf>) => {
    const all = planSteps({ ...everything, ...more });
    return (id: string): readonly string[] => {
      const step = all.find((entry) => entry.id === id);
      if (step === undefined) throw new Error(`no step ${id} in ${all.map((entry) => entry.id).join(', ')}`);
      return step.needs;
    };
  };

  it('both apps wait for every need, and needs come up side by side', () => {
    const needs = waits({ needs: ['a', 'b'] });
    expect(needs('need-a/images')).toEqual(['fresh/policy']);
    expect(needs('need-b/images')).toEqual(['fresh/policy']);
    expect(needs('need-b/health')).toEqual(['need-b/install']);
    expect(needs('fresh/images')).toEqual(['fresh/policy', 'need-a/http', 'need-b/http']);
    expect(needs('seasoned/images')).toEqual(['fresh/policy', 'need-a/http', 'need-b/http']);
    expect(needs('seasoned/upgrade')).toContain('fresh/health');
  });

  it('needs come one after the other where memory is short', () => {
    expect(waits({ needs: ['a', 'b'], isSideBySide: false })('need-b/images')).toEqual(['need-a/http']);
  });

  it('what has to be there already is asked before anything is deployed', () => {
    const needs = waits({ needs: ['a'], asksNeeds: true });
    expect(needs('need-a/images')).toEqual(['fresh/ask-needs']);
    expect(needs('fresh/images')).toEqual(['fresh/policy', 'fresh/ask-needs', 'need-a/http']);
    expect(waits({ asksNeeds: true })('seasoned/images')).toEqual(['fresh/policy', 'fresh/ask-needs']);
  });

  it('a need has to be up and to answer, whatever is asked of the recipe', () => {
    const steps = planSteps({ ...everything, stages: ['install'], needs: ['a'] });
    expect(steps.map(({ id, stage }) => `${stage} ${id}`)).toEqual([
      ...['images', 'install', 'health', 'http'].map((act) => `install need-a/${act}`),
      ...['images', 'install'].map((act) => `install fresh/${act}`),
    ]);
  });
});
