/** The root file system that every image begins with: the smallest Debian or Ubuntu of this machine's own release. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { updateLists } from '../apt.mjs';
import { cacheFolder, madeCacheFolder } from '../cache.mjs';
import { withLock } from '../lock.mjs';
import { outcomeOf, run } from '../run.mjs';
import { Unavailable } from '../unavailable.mjs';
import { IMAGE_TIMEOUT_MS, inFolder, PACK_TIMEOUT_MS } from './folder.mjs';

/**
 * @typedef {object} Release
 * @property {string} codename such as `bookworm`
 * @property {string} mirror its package archive, as in this machine's apt sources
 * @property {string} components such as `main,universe`
 */

/** What debootstrap leaves and apt makes anew. */
const LEFT_OUT = ['./proc/*', './sys/*', './tmp/*', './var/cache/apt/*', './var/lib/apt/lists/*'];

/**
 * The base's archive in the cache folder, made where it is missing.
 * @param {import('../progress.mjs').Progress} progress
 * @returns {Promise<string>} the path of a tar archive
 */
export async function ensureBase(progress) {
  const from = await release();
  const archive = cacheFolder('images', `base-${from.codename}.tar.gz`);
  const lock = join(madeCacheFolder('images'), 'base.lock');
  return withLock(lock, { timeoutMs: 2 * IMAGE_TIMEOUT_MS }, async () => {
    if (existsSync(archive)) return archive;
    const words = {
      why: `the smallest ${from.codename}, of this system’s own packages`,
      about: 'about 1 min',
    };
    await progress.step('Make the base of the images', words, (detail) =>
      inFolder('image-base', async (work) => {
        const root = join(work, 'root');
        await bootstrap(root, from, detail);
        detail('packing');
        renameSync(await pack(work, root, LEFT_OUT), archive);
      }),
    );
    return archive;
  });
}

/**
 * A root's tar archive, without what the patterns say.
 * @param {string} work where it is made
 * @param {string} root
 * @param {readonly string[]} leftOut
 */
export async function pack(work, root, leftOut) {
  const packed = join(work, 'packed.tar.gz');
  const exclude = leftOut.map((pattern) => `--exclude=${pattern}`);
  const numeric = ['--numeric-owner', '--xattrs', '--xattrs-include=security.capability'];
  await run(
    ['tar', '--use-compress-program=gzip -1', '-C', root, ...numeric, ...exclude, '-cf', packed, '.'],
    { timeoutMs: PACK_TIMEOUT_MS },
  );
  return packed;
}

/** @returns {Promise<Release>} */
async function release() {
  const codename = /^VERSION_CODENAME="?([a-z]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const found = (await archives(codename)) ?? (await updateLists().then(() => archives(codename)));
  if (found) return found;
  const remedy = 'Use Debian or Ubuntu with its main archive in /etc/apt';
  throw new Unavailable(
    `apt has no package archive for this system's own release (${codename || 'unknown'})`,
    remedy,
  );
}

/**
 * @param {string} codename
 * @returns {Promise<Release | undefined>}
 */
async function archives(codename) {
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  const { stdout } = await outcomeOf(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages']);
  const targets = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, suite]) => suite === codename);
  const mirror = targets[0]?.[0];
  if (!mirror) return undefined;
  const components = targets.filter(([uri]) => uri === mirror).map(([, , component]) => component);
  return { codename, mirror, components: [...new Set(components)].join(',') };
}

/**
 * @param {string} root
 * @param {Release} from
 * @param {(text: string) => void} detail
 */
async function bootstrap(root, { codename, mirror, components }, detail) {
  /** @param {string} line such as `I: Unpacking libc6...` */
  const onLine = (line) => detail(line.replace(/^I: /, '').trim());
  mkdirSync(root, { recursive: true });
  await run(
    ['nice', 'debootstrap', '--variant=minbase', `--components=${components}`, codename, root, mirror],
    {
      onLine,
      timeoutMs: IMAGE_TIMEOUT_MS,
    },
  );
}
