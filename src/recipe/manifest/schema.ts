/**
 * cc-ci.yml as it is written: every key, its form, its default and its sentence. schemas/cc-ci.schema.json and docs/manifest.md are
 * generated from it, load.ts checks files with it, and model.ts is what the rest of the room reads.
 */

import * as v from 'valibot';
import { type StageName, stageNames } from '../../report/stages.js';
import {
  choice,
  command,
  domain,
  environment,
  gitUrl,
  length,
  need,
  recipe,
  release,
  rule,
  said,
  sentence,
  service,
  size,
  tag,
} from './forms.js';
import { check, health, mapping, marker, optional, type Refused, tests } from './schema-parts.js';

const cannotBeLeftOut = (instead: string): string => `it can't be left out: ${instead}`;
/** Without these a run proves nothing, or leaves something behind. */
const refusedStages: Refused = {
  install: cannotBeLeftOut('every other stage needs the app'),
  teardown: cannotBeLeftOut('nothing may be left on the host (--keep leaves one run up)'),
  'verify-clean': cannotBeLeftOut('nothing may be left on the host (--keep leaves one run up)'),
  policy: cannotBeLeftOut('allow the one rule under policy.allow, with a reason'),
};
export type LeavableStage = Exclude<StageName, 'install' | 'teardown' | 'verify-clean' | 'policy'>;
const leavable = stageNames.filter((stage): stage is LeavableStage => !Object.hasOwn(refusedStages, stage));
const reason = (stage: LeavableStage) => optional(said(`Why ${stage} doesn't apply.`, sentence));
const reasons = Object.fromEntries(leavable.map((stage) => [stage, reason(stage)])) as Record<
  LeavableStage,
  ReturnType<typeof reason>
>;

export const ManifestFile = mapping({
  health: optional(said('When the app is up.', health), {}),
  env: optional(
    said(
      "Variables over .env.sample. `{domain}` and `{stack}` stand for the app's, `{secret:NAME}` for the name of its secret in the Swarm; `{need:NAME:domain}`, `{need:NAME:stack}` and `{need:NAME:secret:KEY}` for those of a need.",
      environment,
    ),
    {},
  ),
  upgrade: optional(
    said(
      'The upgrade to the head.',
      mapping({
        from: optional(
          said(
            'The release it starts from: previous (the one before the head), latest, or a version.',
            release,
          ),
          'previous',
        ),
      }),
    ),
    {},
  ),
  data: optional(
    said(
      'Data that has to survive the upgrade and come back from the backup. Default: a marker file in each volume and a table in each database that is found.',
      v.array(marker, 'a list of file, sql, http and exec markers'),
    ),
    [],
  ),
  backup: optional(
    said(
      'The backup.',
      mapping({
        expect: optional(
          said(
            "auto: by the recipe's labels. required: a recipe without them is red.",
            choice(['auto', 'required']),
          ),
          'auto',
        ),
        verify: optional(
          said(
            'Run after the backup hooks and before the snapshot; exit code 0 says that the dump is good.',
            mapping({
              service: said('Where it runs.', service),
              command: said('The words of the command. No shell reads them.', command),
            }),
          ),
        ),
      }),
    ),
    {},
  ),
  checks: optional(
    said('What else has to be true of the installed app.', v.array(check, 'a list of checks')),
    [],
  ),
  tests: optional(said('The tests that the recipe ships.', tests('tests', '10m')), {}),
  extra: optional(said('The heavy suite, run only when it is asked for.', tests('tests/extra', '30m')), {}),
  resources: optional(
    said(
      'What the app takes of the host.',
      mapping({
        memory: optional(said('What one deployment needs.', size)),
        weight: optional(
          said(
            'How many slots of the host it takes.',
            v.pipe(
              v.number('a number, 0.1 to 100'),
              v.minValue(0.1, 'a number, 0.1 to 100'),
              v.maxValue(100, 'a number, 0.1 to 100'),
            ),
          ),
          1,
        ),
      }),
    ),
    {},
  ),
  timeouts: optional(
    said(
      'How long things may take.',
      mapping({
        deploy: optional(
          said(
            "Until all services are healthy. Default: the recipe's timeout label, else 5 minutes.",
            length,
          ),
        ),
        http: optional(said('Until the page answers as it should. Default: 1 minute.', length)),
        stage: optional(said('A whole stage.', length)),
      }),
    ),
    {},
  ),
  upstream: optional(
    said('The git repository whose tags are the releases, where the clone has none.', gitUrl),
  ),
  needs: optional(
    said(
      'Other recipes that have to run first, such as an SSO provider.',
      v.array(
        mapping({
          name: said('How reports call it; tests see it as `CCCI_NEED_NAME_DOMAIN`.', need),
          recipe: said('A git URL, or a folder beside this recipe.', recipe),
          version: optional(said('The release to deploy, of a git URL. Default: the newest.', tag)),
          warm: optional(
            said(
              'The domain of an app that is there already: it has to answer, and nothing is deployed then.',
              domain,
            ),
          ),
          env: optional(
            said('Variables over its .env.sample and the env of its own cc-ci.yml.', environment),
            {},
          ),
        }),
        'a list of recipes',
      ),
    ),
    [],
  ),
  na: optional(
    said("Stages that don't apply to this recipe, with the reason.", mapping(reasons, refusedStages)),
    {},
  ),
  policy: optional(
    said(
      'Exceptions from the policy. They count when they stand in the base branch.',
      mapping({
        allow: optional(
          said(
            'What is allowed.',
            v.array(
              mapping({
                rule: said('The rule, as the finding names it.', rule),
                service: optional(said('For this service only.', service)),
                reason: said('Why.', sentence),
              }),
              'a list such as [{rule: bind-mount, service: app, reason: "…"}]',
            ),
          ),
          [],
        ),
      }),
    ),
    {},
  ),
});

/** The file with its defaults put in. */
export type ManifestFile = v.InferOutput<typeof ManifestFile>;
