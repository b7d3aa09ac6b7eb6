/** Recipes that don't come up, and hosts and registries that don't let them. */
import type { Files } from './repository.js';
import { type Ground, only, type Row } from './row.js';
import { CHECK, QUICK, shell, type Web, web } from './web.js';

/** The head alone: what doesn't come up needs no releases. */
function head(
  { web: image, nginx }: Ground,
  more: Partial<Web>,
): { readonly releases: []; readonly head: Files } {
  return { releases: [], head: web({ image, version: `1.0.0+${nginx}`, ...more }) };
}

const NOT_HEALTHY = only({ health: 'fail' });
const LOOP = 'sleep 5; echo no licence; exit 1';

export const crashLoopRow: Row = {
  name: 'a crash loop: exit code 1 every six seconds',
  about: 'Called within half a minute of the first exit, with what the app said last.',
  source: (ground) =>
    head(ground, {
      app: { command: shell(LOOP) },
      deploy: { restart_policy: { condition: 'any', delay: '1s' } },
    }),
  expected: {
    stages: NOT_HEALTHY,
    level: 0,
    finding: {
      ...{ stage: 'health', code: 'crash-loop', blame: 'recipe', service: 'app' },
      message: /^app: crashes in a loop, \d+ times in .+, exit code 1$/,
      evidence: /no licence/,
    },
  },
};

export const loopBesideSlowRow: Row = {
  name: 'a crash loop beside a slow starter',
  about:
    'It could be waiting for the slow one: the verdict is after that is up, and on the one that crashes.',
  source: (ground) =>
    head(ground, {
      // Up after more deaths than make a loop, however fast the machine is.
      before: 'until [ "$(cat /deaths/all | wc -l)" -gt 5 ]; do sleep 0.2; done',
      app: { volumes: ['deaths:/deaths'], healthcheck: { ...CHECK, start_period: '90s' } },
      services: {
        worker: {
          image: ground.web,
          command: shell('echo . >> /deaths/all; echo no queue; exit 3'),
          volumes: ['deaths:/deaths'],
          deploy: { restart_policy: QUICK },
        },
      },
      volumes: { deaths: {} },
    }),
  expected: {
    stages: NOT_HEALTHY,
    level: 0,
    finding: {
      ...{ stage: 'health', code: 'crash-loop', blame: 'recipe', service: 'worker' },
      message: /^worker: crashes in a loop, \d+ times in .+, exit code 3$/,
      evidence: /no queue/,
    },
    log: [/(worker: .*\(failed 5 × so far\); app: 0 of 1|app: 0 of 1 .*; worker: .*\(failed 5 × so far\))/],
  },
};

export const leakyLoopRow: Row = {
  name: 'a crash loop whose last words are its secret',
  about: 'Logs of services are evidence, and secrets are in none of it.',
  source: (ground) =>
    head(ground, {
      app: { command: shell('echo "bad licence $(cat /run/secrets/licence)"; exit 1'), secrets: ['licence'] },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: compose writes variables like this
      secrets: { licence: { external: true, name: '${STACK_NAME}_licence_${SECRET_LICENCE_VERSION}' } },
      env: ['SECRET_LICENCE_VERSION=v1 # generate=false'],
    }),
  env: { CC_CI_SECRET_LICENCE: 'licence-9f1kQ27xT0' },
  expected: {
    stages: NOT_HEALTHY,
    level: 0,
    finding: {
      ...{ stage: 'health', code: 'crash-loop', blame: 'recipe', service: 'app' },
      message: /^app: crashes in a loop/,
      evidence: /bad licence \*\*\*/,
    },
  },
};

export const noImageRow: Row = {
  name: 'an image that is not there',
  about: 'Found before anything is deployed, and named with its line.',
  source: (ground) => head(ground, { image: `${ground.registry}/team/app:1.0` }),
  needs: { registry: 404 },
  expected: {
    stages: only({ install: 'fail', health: 'skip' }),
    level: 0,
    finding: {
      ...{ stage: 'install', code: 'image-missing', blame: 'recipe' },
      message:
        /^compose\.yml:4:12: 127\.0\.0\.1:\d+\/team\/app:1\.0 can't be pulled: the registry has no such image$/,
      evidence: /manifest unknown/,
    },
  },
};

export const rateLimitRow: Row = {
  name: 'a registry whose limit is reached',
  about: 'That is not the recipe’s fault, and is called by its name.',
  source: (ground) => head(ground, { image: `${ground.registry}/team/app:1.0` }),
  needs: { registry: 429 },
  expected: {
    stages: only({ install: 'error', health: 'skip' }),
    level: 0,
    finding: {
      ...{ stage: 'install', code: 'registry-rate-limit', blame: 'registry' },
      message:
        /^compose\.yml:4:12: 127\.0\.0\.1:\d+\/team\/app:1\.0 can't be pulled: .* the limit is reached$/,
      evidence: /toomanyrequests/,
    },
  },
};

export const neverReadyRow: Row = {
  name: 'a start that never ends',
  about: 'Neither healthy nor dead: the recipe’s own timeout says when that is enough.',
  source: (ground) =>
    head(ground, {
      app: { command: shell('sleep 600'), healthcheck: { ...CHECK, start_period: '10m' } },
      env: ['TIMEOUT=12'],
    }),
  expected: {
    stages: NOT_HEALTHY,
    level: 0,
    finding: {
      ...{ stage: 'health', code: 'not-healthy-in-time', blame: 'recipe', service: 'app' },
      message: /^not healthy within 12 s: app: 0 of 1 running, /,
    },
  },
};

export const outOfMemoryRow: Row = {
  name: 'a task that needs more memory than its limit',
  about: 'Exit code 137 has many causes; this one is the kernel’s, and the limit is named.',
  source: (ground) =>
    head(ground, {
      app: { command: ['tail', '/dev/zero'] },
      deploy: { restart_policy: QUICK, resources: { limits: { memory: '32M' } } },
    }),
  expected: {
    stages: NOT_HEALTHY,
    level: 0,
    finding: {
      ...{ stage: 'health', code: 'out-of-memory', blame: 'recipe', service: 'app' },
      message:
        /^app: killed by the kernel for want of memory \(its limit is 32 MiB\), 2 times in .*exit code 137$/,
    },
  },
};

export const heldVolumeRow: Row = {
  name: 'a volume that can’t be removed',
  about: 'What is left is a red run, by name; the lease stays, so that a later run can remove it.',
  source: (ground) => head(ground, {}),
  needs: { holder: 'content' },
  expected: {
    stages: { ...only({ health: 'pass' }), 'verify-clean': 'fail' },
    level: 0,
    residue: ['volume STACK_content'],
    finding: {
      ...{ stage: 'verify-clean', code: 'residue', blame: 'recipe' },
      message: /one object is still there/,
      evidence: /^volume \S+_content$/,
    },
  },
};
