/** A clone that is killed at any point leaves no credential, and the next run in the same workspace heals it. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CloneResult, expectExit, TOKEN, useForge } from '../../e2e/clone/forge.js';
import { findCredential, needlesFor, sampleArgv } from '../../support/credential-search/index.js';
import { incompressible, manyFiles } from '../../support/repos.js';
import { randomFrom, testSeed } from '../../support/seed.js';
import { endProcesses, killProcess, processesOf, type World } from '../../support/world.js';

const POINTS = 10;
const needles = needlesFor(TOKEN);
const inputs = { submodules: 'true' };

const forge = useForge((it) => {
  const lib = it.repository('owner/lib');
  lib.commit({ 'lib.dat': incompressible(60_000) });
  const app = it.repository('owner/app');
  app.commit({ ...manyFiles(300), 'big.dat': incompressible(120_000) });
  app.submodule('lib', '../lib', lib.sha());
});

/** So slow that a kill falls into the transfer about half of the time. */
function slowServer(): void {
  forge.server.reset();
  forge.server.fault({ kind: 'slow', bytesPerSecond: 400_000 });
}

/** What the kill takes along: the step alone, as the kernel does it, or all its children, as a runner does it. */
type Reach = 'step' | 'everything';

async function killedAfter(delayMs: number, reach: Reach, world: World): Promise<CloneResult> {
  slowServer();
  return forge.clone({
    world,
    inputs,
    onSpawn: (child) => {
      const timer = setTimeout(() => {
        const pids =
          reach === 'step' ? [child.pid ?? 0] : [child.pid ?? 0, ...processesOf(world).map(({ pid }) => pid)];
        for (const pid of pids) killProcess(pid);
      }, delayMs);
      child.once('exit', () => clearTimeout(timer));
    },
  });
}

/** Everything that a clone makes is there, and nothing else. */
function expectWhole(clone: CloneResult): void {
  expectExit(clone, 0);
  expect(clone.git('status', '--porcelain', '--ignored')).toBe('');
  expect(existsSync(clone.at('lib/lib.dat'))).toBe(true);
  expect(clone.git('fsck', '--connectivity-only', '--no-dangling')).toBe('');
  const names = readdirSync(clone.at('.git'), { recursive: true }).map(String);
  expect(names.filter((name) => name.endsWith('.lock') || /(^|\/)tmp_/.test(name))).toEqual([]);
  const { home, runnerTemp, tmp } = clone.world;
  expect(
    [home, runnerTemp, tmp].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))),
  ).toEqual([]);
}

describe('a clone that is killed', () => {
  test(`at ten points leaves no credential, and the next run in its workspace succeeds without residue`, async () => {
    const seed = testSeed();
    const random = randomFrom(seed);
    slowServer();
    const { durationMs } = expectExit(await forge.clone({ inputs }), 0);
    const points: string[] = [];
    let inTheAct = 0;
    for (let point = 0; point < POINTS; point += 1) {
      const delayMs = Math.round(((point + random()) / POINTS) * durationMs);
      const reach: Reach = random() < 0.5 ? 'step' : 'everything';
      const world = forge.world();
      const sampler = await sampleArgv(needles);
      const killed = await killedAfter(delayMs, reach, world);
      if (killed.signal === 'SIGKILL') inTheAct += 1;
      points.push(`${delayMs} ms ${reach}: ${stateOf(killed)}`);
      // Right after the kill, with orphans of it still running, and again when all is over.
      expect(findCredential({ token: TOKEN, world, step: killed })).toEqual([]);
      forge.server.reset();
      const next = await forge.clone({ world, inputs });
      await endProcesses(world);
      const argv = await sampler.report();
      expectWhole(next);
      expect(findCredential({ token: TOKEN, world, step: next, argv })).toEqual([]);
    }
    console.log(
      `seed ${seed}, a whole run takes ${Math.round(durationMs)} ms; killed after\n  ${points.join('\n  ')}`,
    );
    expect(inTheAct).toBeGreaterThanOrEqual(POINTS / 2);
  }, 60_000);
});

/** How far it had come, for the log. */
function stateOf(killed: CloneResult): string {
  if (killed.signal === null) return 'it was faster';
  if (existsSync(killed.at('lib/.git'))) return 'in the submodule';
  if (existsSync(killed.at('.git/index'))) return 'after the checkout';
  if (existsSync(killed.at('.git/objects/pack'))) return 'in the fetch';
  return existsSync(killed.at('.git')) ? 'in init' : 'before init';
}
