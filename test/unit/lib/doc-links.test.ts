import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKS } from '../../../src/memory/doctor/checks/index.js';
import { PROJECT } from '../../support/step.js';

/** Files under a folder with one of the endings. */
function files(folder: string, ending: string): readonly string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'));
}

/** As forges make an anchor of a heading: lower case, what is neither letter, digit, dash nor space is dropped, spaces are dashes. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

function anchors(page: string): ReadonlySet<string> {
  const text = readFileSync(join(PROJECT, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return new Set([...text.matchAll(/^#+\s+(.*)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

/** What is wrong with a link to a page of docs/; undefined where it leads somewhere. */
function fault(page: string, anchor: string | undefined): string | undefined {
  if (!existsSync(join(PROJECT, page))) return `${page} is not there`;
  return anchor === undefined || anchors(page).has(anchor)
    ? undefined
    : `${page} has no heading for #${anchor}`;
}

test('every page that a message names is there, and its heading too', () => {
  const links = files('src', '.ts').flatMap((file) => {
    const text = readFileSync(join(PROJECT, file), 'utf8').replace(
      /\$\{RUNBOOK\}#([a-z-]+)/g,
      'docs/oom-runbook.md#$1',
    );
    return [...text.matchAll(/(?<![/\w])(docs\/[a-z-]+\.md)(?:#([a-z0-9-]*[a-z0-9]))?/g)].map(
      ([, page = '', anchor]) => ({
        file,
        page,
        anchor,
      }),
    );
  });
  expect(links.length).toBeGreaterThan(20);
  const faults = links.flatMap(({ file, page, anchor }) => {
    const why = fault(page, anchor);
    return why === undefined ? [] : [`${file}: ${why}`];
  });
  expect(faults).toEqual([]);
});

test('every check of the doctor has its heading in the runbook', () => {
  const source = files('src/memory/doctor/checks', '.ts')
    .map((file) => readFileSync(join(PROJECT, file), 'utf8'))
    .join('\n');
  const ids = new Set([...source.matchAll(/advice\(\s*'([a-z-]+)'/g)].map(([, id = '']) => id));
  expect(ids.size).toBeGreaterThanOrEqual(CHECKS.length);
  const known = anchors('docs/oom-runbook.md');
  expect([...ids].filter((id) => !known.has(id))).toEqual([]);
});

test('every link between the pages leads to a page and a heading', () => {
  const pages = [...files('docs', '.md'), 'README.md', 'CONTRIBUTING.md'];
  const faults = pages.flatMap((page) => {
    const text = readFileSync(join(PROJECT, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    return [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
      ([, path = '', anchor]) => {
        const to = path === '' ? page : resolve('/', dirname(page), path).slice(1);
        const isPage = to.endsWith('.md');
        const why = fault(to, isPage ? anchor : undefined);
        return why === undefined ? [] : [`${page}: ${why}`];
      },
    );
  });
  expect(faults).toEqual([]);
});
