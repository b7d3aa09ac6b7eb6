/** A clone that is killed at any point leaves no credential, and the next run in the same workspace heals it. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CloneResult, expectExit, TOKEN, useForge } from '../../e2e/clone/forge.js';
import { findCredential, needlesFor, sampleArgv } from '../../support/credential-search/index.js';
import { incompressible, manyFiles } from '../../support/repos.js';
import { randomFrom, testSeed } from '../../support/seed.js';
import { killProcess, processesOf, type World } from '../../support/world.js';

const POINTS = 10;
const needles = needlesFor(TOKEN);
const inputs = { submodules: 'true' };

const forge = useForge((it) => {
  const lib = it.repository('owner/lib');
  lib.commit({ 'lib.dat': incompressible(40_000) });
  const app = it.repository('owner/app');
  app.commit({ ...manyFiles(100), 'big.dat': incompressible(100_000) });
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

/** How long a run takes that nobody kills, in milliseconds. */
async function wholeRun(): Promise<number> {
  slowServer();
  return expectExit(await forge.clone({ inputs }), 0).durationMs;
}

/** The next job in the same workspace, at once: what the kill left over may still be running. */
async function expectHealed(world: World): Promise<void> {
  forge.server.reset();
  const sampler = await sampleArgv(needles);
  const hasOrphans = processesOf(world).length > 0;
  const next = expectExit(await forge.clone({ world, inputs }), 0);
  expect(findCredential({ token: TOKEN, world, step: next, argv: await sampler.report() })).toEqual([]);
  // An orphaned git dies of its own accord, because nobody reads its progress any more; its files go with the run after.
  await expect.poll(() => processesOf(world), { timeout: 8000, interval: 20 }).toEqual([]);
  expectWhole(hasOrphans ? await forge.clone({ world, inputs }) : next);
}

test('a clone that is killed at ten points leaves no credential, and the next run heals its workspace', {
  timeout: 90_000,
}, async () => {
  const seed = testSeed();
  const random = randomFrom(seed);
  const durationMs = Math.min(await wholeRun(), await wholeRun());
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
    expect(findCredential({ token: TOKEN, world, step: killed, argv: await sampler.report() })).toEqual([]);
    await expectHealed(world);
  }
  console.log(
    `seed ${seed}, a whole run takes ${Math.round(durationMs)} ms; killed after\n  ${points.join('\n  ')}`,
  );
  expect(inTheAct).toBeGreaterThanOrEqual(POINTS / 2);
});

/** How far it had come, for the log. */
function stateOf(killed: CloneResult): string {
  if (killed.signal === null) return 'it was faster';
  if (existsSync(killed.at('lib/.git'))) return 'in the submodule';
  if (existsSync(killed.at('.git/index'))) return 'after the checkout';
  if (existsSync(killed.at('.git/objects/pack'))) return 'in the fetch';
  return existsSync(killed.at('.git')) ? 'in init' : 'before init';
}
