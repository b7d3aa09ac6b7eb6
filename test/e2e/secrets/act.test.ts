/** The guard and the verdict under a real act: undeclared outputs, needs as JSON, and a post step that sees its inputs again. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLANTED_TOKEN } from '../../support/credential-search/index.js';
import { type ActResult, expectGreenAct, runAct } from '../../support/forge/act.js';
import { orSkip } from '../../support/forge/or-skip.js';
import { git, OriginRepository } from '../../support/repos.js';
import { createWorld, disposeWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(() => {
  world = createWorld();
});
afterEach(() => disposeWorld(world));

/** A guard, a full and an offline path, and the job that judges them. */
const workflow = (leak: string): string => `name: ci
on: push
jobs:
  guard:
    runs-on: ubuntu-latest
    outputs:
      mode: \${{ steps.guard.outputs.mode }}
      has: \${{ steps.guard.outputs.has-TOKEN }}
    steps:
      - id: guard
        uses: ops/cc-ci-action/actions/guard@v1
        env:
          BARE: \${{ secrets.BARE }}
        with:
          leak-scan: logs
          required: |
            TOKEN=\${{ secrets.TOKEN }}
            BARE
      - run: mkdir logs && ${leak}
  full:
    needs: guard
    if: needs.guard.outputs.mode == 'full'
    runs-on: ubuntu-latest
    steps:
      - run: echo "has-TOKEN is \${{ needs.guard.outputs.has }}"
  offline:
    needs: guard
    if: needs.guard.outputs.mode == 'offline'
    runs-on: ubuntu-latest
    steps:
      - run: echo "went offline"
  status:
    needs: [guard, full, offline]
    if: always()
    runs-on: ubuntu-latest
    steps:
      - uses: ops/cc-ci-action/actions/verdict@v1
        with:
          needs: \${{ toJSON(needs) }}
          rules: |
            tests: {either: [full, offline]}
`;

async function act(text: string, secrets: Readonly<Record<string, string>>): Promise<ActResult> {
  const origin = OriginRepository.create(world.workspace, 'ops/app');
  origin.commit({ '.github/workflows/ci.yml': text });
  const folder = join(world.workspace, 'app');
  git(world.workspace, ['clone', '--quiet', origin.bare, folder]);
  const result = await runAct({ folder, world, secrets });
  origin.dispose();
  return result;
}

describe('under act', { timeout: 120_000 }, () => {
  test('with its secrets a job takes the full path, and the verdict is green', async (context) => {
    const secrets = { TOKEN: PLANTED_TOKEN, BARE: 'another-planted-value' };
    const { log } = expectGreenAct(await orSkip(context, act(workflow('echo clean > logs/a'), secrets)));
    expect(log).toContain('has-TOKEN is true');
    expect(log).toContain('full, as guard says');
    expect(log).toContain('verdict: green');
    expect(log).toContain('leak-scan: nothing found (1 file');
    expect(log).not.toContain(PLANTED_TOKEN);
  });

  test('without them it goes offline, and the verdict is green as well', async (context) => {
    const { log } = expectGreenAct(await orSkip(context, act(workflow('echo clean > logs/a'), {})));
    expect(log).toContain('guard: offline: TOKEN, BARE are empty');
    expect(log).toContain('went offline');
    expect(log).toContain('offline, as guard says');
  });

  test('a value that a step wrote to a file is found in the post step, bare names too', async (context) => {
    const secrets = { TOKEN: PLANTED_TOKEN, BARE: 'another-planted-value' };
    const leak = 'printf another-planted-value | base64 > logs/a';
    const { exitCode, log } = await orSkip(context, act(workflow(leak), secrets));
    expect(exitCode).toBe(1);
    expect(log).toMatch(/leak-scan: \S+logs\/a:1: BARE \(base64\)/);
    expect(log).not.toContain(PLANTED_TOKEN);
  });
});
