import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InputTable, integer, line, readInputs } from '../../../src/lib/inputs.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-composite-'));
  writeFileSync(
    join(folder, 'action.yml'),
    `inputs: {flavour: {}, path: {}, token: {}, Fetch-Depth: {}}
runs:
  using: composite
  steps:
    - uses: ops/cc-ci-action/actions/clone@v1
    - id: second
      uses: ops/cc-ci-action/actions/clone@v1
      with: {path: ours, flavour: ours}
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const table = {
  path: { description: '', default: '.', parse: line },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the runner's
  token: { description: '', default: '', actionDefault: '${{ github.token }}', secret: true, parse: line },
  'fetch-depth': { description: '', default: '1', parse: integer(0, 9) },
} satisfies InputTable;

/** The environment as Gitea's runner 1.0.8 makes it inside a composite that was given all of its inputs. */
const leaked = {
  INPUT_FLAVOUR: 'sweet',
  INPUT_PATH: 'theirs',
  INPUT_TOKEN: 't',
  'INPUT_FETCH-DEPTH': 'many',
};
const inside = (step: string) => ({ ...leaked, GITHUB_ACTION_PATH: folder, GITHUB_ACTION: step });

test('what an enclosing composite action was given is not taken for ours', async () => {
  expect(await readInputs(table, inside('0'))).toEqual({ path: '.', token: 't', 'fetch-depth': 1 });
});

test('what our own step was given counts, and is checked as ever', async () => {
  await expect(readInputs(table, { ...inside('second'), INPUT_PATH: 'ours' })).rejects.toThrow(
    'input flavour is unknown',
  );
});

test('a name that the composite doesn’t declare is a mistake as ever', async () => {
  await expect(readInputs(table, { ...inside('0'), INPUT_FETCH_DEPTH: '1' })).rejects.toThrow(
    'input fetch_depth is unknown: did you mean fetch-depth?',
  );
});

test('at the top of a job the path of the action is empty, and everything is ours', async () => {
  await expect(readInputs(table, { ...leaked, GITHUB_ACTION_PATH: '' })).rejects.toThrow(
    'input flavour is unknown',
  );
});

test('a folder without an action.yml says nothing', async () => {
  await expect(readInputs(table, { ...inside('0'), GITHUB_ACTION_PATH: tmpdir() })).rejects.toThrow(
    'flavour',
  );
});
