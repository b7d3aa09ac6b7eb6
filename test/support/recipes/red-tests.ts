/** Recipes that come up, and are not what their own checks, tests and the rules want. */
import type { Files } from './repository.js';
import { type Ground, only, type Row } from './row.js';
import { PAGES, type Web, web } from './web.js';

function head(
  { web: image, nginx }: Ground,
  files: Files,
  more: Partial<Web> = {},
): { readonly releases: []; readonly head: Files } {
  return { releases: [], head: web({ image, version: `1.0.0+${nginx}`, ...more, files }) };
}

const BROKEN_PAGE = `server { listen 80 default_server; root ${PAGES}; location = /app { return 500 "no database"; } }\n`;

export const brokenPageRow: Row = {
  name: 'a page that answers 500',
  about:
    'The container’s own healthcheck is content with another page; the manifest names the one that counts.',
  source: (ground) =>
    head(
      ground,
      { 'cc-ci.yml': 'health: {path: /app, timeout: 3s}\n' },
      { before: `printf '%s' '${BROKEN_PAGE.trim()}' > /etc/nginx/sites-enabled/default` },
    ),
  expected: {
    stages: only({ health: 'pass', http: 'fail' }),
    level: 0,
    finding: {
      ...{ stage: 'http', code: 'http-unexpected', blame: 'recipe', service: 'app' },
      message: /\/app.* 500/,
      evidence: /no database/,
    },
  },
};

const FAILING = `import { strictEqual } from 'node:assert';
import { test } from 'node:test';
test('the page is there', async () => {
  strictEqual((await fetch(process.env.CCCI_BASE_URL)).status, 200);
});
test('the feed is there', async () => {
  strictEqual((await fetch(process.env.CCCI_BASE_URL + '/feed.xml')).status, 200);
});
`;

export const failingTestRow: Row = {
  name: 'a local test that fails',
  about: 'The tests that the recipe ships are its word on what has to work.',
  source: (ground) => head(ground, { 'tests/page.test.mjs': FAILING }),
  expected: {
    stages: only({ health: 'pass', http: 'pass', local: 'fail' }),
    level: 1,
    finding: {
      ...{ stage: 'local', code: 'local-tests-failed', blame: 'recipe' },
      message: /1 of 2.*the feed is there/,
    },
  },
};

const SCRIPTED = '<!doctype html><title>Notes</title><script>console.error("no config"); </script>';

export const consoleErrorRow: Row = {
  name: 'a page with console errors, where the check forbids them',
  about: 'HTTP says 200; the browser says what users see.',
  source: (ground) =>
    head(
      ground,
      {
        'cc-ci.yml':
          'checks:\n  - name: notes\n    browser: {path: /, title: Notes, forbid: [console-errors]}\n',
      },
      { before: `echo '${SCRIPTED}' > ${PAGES}/index.html` },
    ),
  needs: { chromium: true },
  expected: {
    stages: only({ health: 'pass', http: 'pass', checks: 'fail' }),
    level: 1,
    finding: {
      ...{ stage: 'checks', code: 'page-errors', blame: 'recipe' },
      message: /^check notes: https?:\/\/\S+\/ has a console error: no config/,
    },
  },
};

export const lintErrorRow: Row = {
  name: 'an error that lint finds',
  about:
    'A release tag that is not annotated: abra deploys no version of such a recipe. It runs all the same.',
  source: ({ web: image, nginx }) => ({
    releases: [[`1.0.0+${nginx}`, web({ image, version: `1.0.0+${nginx}` })]],
    isLightweight: true,
  }),
  expected: {
    stages: only({ lint: 'fail', health: 'pass' }),
    level: 0,
    finding: {
      ...{ stage: 'lint', code: 'lint-error', blame: 'recipe' },
      message: /1\.0\.0\+.*lightweight.*\(R014\)$/,
    },
  },
};
