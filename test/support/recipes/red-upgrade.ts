// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** Recipes whose head comes up by itself, and not over the release before it. */
import type { RecipeSource } from './repository.js';
import { type Ground, only, type Row } from './row.js';
import { PAGES, QUICK, type Web, web } from './web.js';

function upgradeOf(
  { web: image, nginx }: Ground,
  of: { readonly from?: Partial<Web>; readonly to: Partial<Web> },
): RecipeSource {
  return {
    releases: [[`1.0.0+${nginx}`, web({ image, version: `1.0.0+${nginx}`, ...of.from })]],
    head: web({ image, version: `1.1.0+${nginx}`, ...of.to }),
  };
}

const NOT_UPGRADED = only({ health: 'pass', upgrade: 'fail' });

const site = (content: string): Partial<Web> => ({
  app: { configs: [{ source: 'site', target: '/etc/nginx/conf.d/site.conf' }] },
  configs: { site: { name: '${STACK_NAME}_site_${SITE_VERSION}', file: 'site.conf' } },
  exports: ['export SITE_VERSION=v1'],
  files: { 'site.conf': content },
});

export const sameConfigVersionRow: Row = {
  name: 'a config that changed without a new version',
  about: 'The classic: it installs afresh, and no running app can be upgraded.',
  source: (ground) =>
    upgradeOf(ground, { from: site('add_header X-Site 1;\n'), to: site('add_header X-Site 2;\n') }),
  expected: {
    stages: NOT_UPGRADED,
    level: 0,
    finding: {
      ...{ stage: 'upgrade', code: 'config-changed', blame: 'recipe' },
      message: /^the config \S+_site_v1 has another content than what is deployed under that name/,
    },
  },
  abra: {
    differs: {
      finding: {
        ...{ stage: 'upgrade', code: 'config-changed', blame: 'recipe' },
        message:
          /^abra app upgrade: failed to update config \S+_site_v1: .*only updates to Labels are allowed$/,
      },
    },
    because: 'the sentence is abra’s own',
  },
};

export const emptiedRow: Row = {
  name: 'an upgrade that empties the volume',
  about: 'Healthy, answering, and without its users’ data.',
  source: (ground) =>
    upgradeOf(ground, { to: { before: `find ${PAGES} -mindepth 1 ! -name index.html -delete` } }),
  expected: {
    stages: NOT_UPGRADED,
    level: 0,
    finding: {
      ...{ stage: 'upgrade', code: 'data-lost', blame: 'recipe' },
      message:
        /^after the upgrade, data is not what was written before: file content\/\.cc-ci-marker: kept should be "kept-[0-9a-f]+", found nothing; lost /,
    },
  },
};

/** The head fails over what the release before it has left in the volume, and only then. */
const overOldData = (failure_action: 'rollback' | 'pause') => ({
  from: { before: `touch ${PAGES}/.old-format` },
  to: {
    before: `if [ -e ${PAGES}/.old-format ]; then echo unknown format; exit 3; fi`,
    deploy: { restart_policy: QUICK, update_config: { failure_action, order: 'start-first', monitor: '2s' } },
  },
});

export const rolledBackRow: Row = {
  name: 'an upgrade that rolls back and looks healthy',
  about: 'One of one runs, healthy, with the old release’s labels: the head doesn’t run.',
  source: (ground) => upgradeOf(ground, overOldData('rollback')),
  expected: {
    stages: NOT_UPGRADED,
    level: 0,
    finding: {
      ...{ stage: 'upgrade', code: 'upgrade-rolled-back', blame: 'recipe', service: 'app' },
      message:
        /^app: Swarm rolled the update back: its new task failed.*non-zero exit \(3\).*; the old release \([0-9a-f]{8}\) (runs again|is coming back)$/,
      evidence: /unknown format/,
    },
  },
  abra: {
    differs: {
      finding: {
        ...{ stage: 'upgrade', code: 'upgrade-rolled-back', blame: 'recipe', service: 'app' },
        message:
          /^app: Swarm rolled the update back: its new task failed.*non-zero exit \(3\).*; the old release \(1\.0\.0\+[\d.]+\) (runs again|is coming back)$/,
        evidence: /unknown format/,
      },
    },
    because: 'abra deploys a release by its version, which the label has in place of the commit',
  },
};

export const pausedRow: Row = {
  name: 'an upgrade that is left paused',
  about: 'Swarm’s default: the update stops half-way, and stays so.',
  source: (ground) => upgradeOf(ground, overOldData('pause')),
  expected: {
    stages: NOT_UPGRADED,
    level: 0,
    finding: {
      ...{ stage: 'upgrade', code: 'upgrade-paused', blame: 'recipe', service: 'app' },
      message: /^app: Swarm paused the update: its new task failed.*non-zero exit \(3\)/,
      evidence: /unknown format/,
    },
  },
};

export const movedVolumeRow: Row = {
  name: 'an upgrade that begins anew in a volume of another name',
  about: 'The old volume is still there, and the app no longer looks at it.',
  source: (ground) =>
    upgradeOf(ground, { to: { app: { volumes: [`pages:${PAGES}`] }, volumes: { pages: {} } } }),
  expected: {
    stages: NOT_UPGRADED,
    level: 0,
    finding: {
      ...{ stage: 'upgrade', code: 'data-lost', blame: 'recipe' },
      message:
        /^after the upgrade, .*: file content\/\.cc-ci-marker: no service of this release of the recipe mounts the volume content/,
    },
  },
};
