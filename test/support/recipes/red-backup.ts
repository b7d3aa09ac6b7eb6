/** Recipes whose backup is none: it holds nothing, or nothing comes back. */
import { PG_BACKUP, webWithDatabase } from './database.js';
import type { RecipeSource } from './repository.js';
import { type Ground, only, type Row } from './row.js';
import { PAGES, web } from './web.js';

function withScript({ web: image, postgres, nginx }: Ground, script: string): RecipeSource {
  const of = { image, version: `1.0.0+${nginx}`, isBackedUp: false };
  return { releases: [], head: webWithDatabase({ postgres, script, web: of }) };
}

const NOT_RESTORED = only({ health: 'pass', backup: 'pass', restore: 'fail' });

export const nothingRestoredRow: Row = {
  name: 'a backup that restores nothing',
  about: 'The hook ends well, and loads no dump: the table is what it was before the restore.',
  source: (ground) =>
    withScript(
      ground,
      `${PG_BACKUP.slice(0, PG_BACKUP.indexOf('restore)'))}*) echo nothing to do ;;\nesac\n`,
    ),
  expected: {
    stages: NOT_RESTORED,
    level: 0,
    finding: {
      ...{ stage: 'restore', code: 'data-lost', blame: 'recipe', service: 'db' },
      message:
        /^after the restore, data is not what was written before.*table of db: kept should be "kept-[0-9a-f]+", found ".+"; lost should be "lost-[0-9a-f]+", found nothing/,
    },
  },
};

export const truncatedRow: Row = {
  name: 'a dump that is cut short by a hook that fails silently',
  about: 'The pipe’s last program ended well; restic would take what there is without a word.',
  source: (ground) => withScript(ground, PG_BACKUP.replace(' > "$dump"', ' | head -c 900 > "$dump"')),
  expected: {
    stages: only({ health: 'pass', backup: 'fail', restore: 'skip' }),
    level: 0,
    finding: {
      ...{ stage: 'backup', code: 'backup-empty', blame: 'recipe' },
      message: /backup\.sql is truncated: it begins as a dump of pg_dump and has no end \(900 bytes\)$/,
    },
  },
};

const NOTES = `data:
  - exec:
      service: app
      write: [sh, -c, "mkdir -p ${PAGES}/notes && echo {marker} > ${PAGES}/notes/{name}"]
      read: [cat, "${PAGES}/notes/{name}"]
      remove: [rm, "${PAGES}/notes/{name}"]
`;

export const deletedStaysRow: Row = {
  name: 'a restore that leaves deleted data deleted',
  about:
    'It brings back what was changed, and only that: who looks at no deleted note sees a restore that works.',
  source: ({ web: image, nginx }) => ({
    releases: [],
    head: web({
      ...{ image, version: `1.0.0+${nginx}`, files: { 'cc-ci.yml': NOTES } },
      labels: [
        `backupbot.backup.pre-hook=tar -C ${PAGES} -cf ${PAGES}/notes.tar notes`,
        'backupbot.backup.volumes.content.path=notes.tar',
        `backupbot.restore.post-hook=cd ${PAGES} && for note in notes/*; do tar -xf notes.tar "$$note"; done`,
      ],
    }),
  }),
  expected: {
    stages: NOT_RESTORED,
    level: 0,
    finding: {
      ...{ stage: 'restore', code: 'data-lost', blame: 'recipe', service: 'app' },
      message:
        /^after the restore, data is not what was written before: .*in app: lost should be "lost-[0-9a-f]+", found exit code 1/,
    },
  },
};
