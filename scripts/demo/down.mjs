/** Removes what set-up made on this machine, by the record it kept: nothing that was there before, and no package. */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { cacheFolder } from '../setup/cache.mjs';
import { answers } from '../setup/docker-ping.mjs';
import { noteRemoved, readMade } from '../setup/made.mjs';
import { hasOurDaemon, removeOurDaemon } from '../setup/own-daemon.mjs';
import { findProgram, outcomeOf } from '../setup/run.mjs';
import { removeSwarm } from '../setup/swarm.mjs';

/** All that set-up puts into the cache folder: a folder that someone chose may hold more than this. */
const KEPT = ['build', 'docker', 'go', 'images', 'tools', 'made.json', 'made.lock'];

/**
 * @param {import('../setup/progress.mjs').Progress} progress
 * @returns {Promise<void>}
 */
export async function takeDown(progress) {
  const { packages, folders } = readMade();
  if (!hasOurDaemon() && !existsSync(cacheFolder()))
    progress.note('There is nothing of ours on this machine.');
  if (hasOurDaemon()) {
    await progress.step('Remove our own Docker daemon, with all that it holds', {}, removeOurDaemon);
  }
  await removeFromOthers(progress);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  if (folders.length > 0) progress.note(`✓ Removed ${folders.join(' ')}`);
  removeCache(progress);
  if (packages.length > 0)
    progress.note(
      `\nPackages that were installed and stay: ${packages.join(' ')}\nTo remove them too: ${removal(packages)}`,
    );
}

/** @param {readonly string[]} packages */
const removal = (packages) =>
  `${findProgram('sudo') ? 'sudo ' : ''}apt-get purge --autoremove ${packages.join(' ')}`;

/**
 * What was put into Docker daemons that are not ours.
 * @param {import('../setup/progress.mjs').Progress} progress
 */
async function removeFromOthers(progress) {
  const { swarms, networks, images } = readMade();
  const hosts = new Set([...swarms, ...networks, ...images].map((item) => item.split(' ')[0] ?? ''));
  for (const host of hosts) {
    // A daemon that is gone has taken all of it along; so has our own, by now.
    if (!(await answers(host))) continue;
    for (const removed of await removeSwarm(host)) progress.note(`✓ Removed ${removed} from ${host}`);
    await removeImages(host, progress);
  }
}

/**
 * @param {string} host
 * @param {import('../setup/progress.mjs').Progress} progress
 */
async function removeImages(host, progress) {
  for (const item of readMade().images.filter((entry) => entry.startsWith(`${host} `))) {
    const image = item.slice(host.length + 1);
    const { code, stderr } = await outcomeOf(['docker', 'image', 'rm', image], {
      env: { DOCKER_HOST: host },
    });
    if (code !== 0 && !/No such image/.test(stderr))
      throw new Error(`${image} can't be removed from ${host}: ${stderr.trim()}`);
    await noteRemoved('images', [item]);
    progress.note(`✓ Removed the image ${image} from ${host}`);
  }
}

/** @param {import('../setup/progress.mjs').Progress} progress */
function removeCache(progress) {
  const cache = cacheFolder();
  if (!existsSync(cache)) return;
  for (const entry of KEPT) rmSync(cacheFolder(entry), { recursive: true, force: true });
  if (readdirSync(cache).length > 0) return progress.note(`✓ Removed our own part of ${cache}`);
  rmdirSync(cache);
  progress.note(`✓ Removed ${cache}`);
}
