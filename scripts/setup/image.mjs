/** The image of the hello recipe, made from this machine's own Debian or Ubuntu mirror: no registry is asked. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { candidateVersion, ensurePackages, updateLists } from './apt.mjs';
import { cacheFolder, madeCacheFolder } from './cache.mjs';
import { withLock } from './lock.mjs';
import { noteMade } from './made.mjs';
import { unmountBelow } from './mounts.mjs';
import { progress as onStderr } from './progress.mjs';
import { findProgram, outcomeOf, run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

/**
 * @typedef {object} HelloImage
 * @property {string} image such as `cc-ci/hello-nginx:1.22.1`
 * @property {string} nginx its version, such as `1.22.1`
 *
 * @typedef {object} Release
 * @property {string} codename such as `bookworm`
 * @property {string} mirror its package archive, as in this machine's apt sources
 * @property {string} components such as `main,universe`
 */

const NAME = 'cc-ci/hello-nginx';
const BOOTSTRAP_TIMEOUT_MS = 15 * 60_000;
const IMPORT_TIMEOUT_MS = 5 * 60_000;
/** Nothing that a running nginx reads. */
const LEFT_OUT = [
  './dev/*',
  './proc/*',
  './run/*',
  './tmp/*',
  './usr/share/doc/*',
  './usr/share/i18n/*',
  './usr/share/info/*',
  './usr/share/locale/*',
  './usr/share/man/*',
  './var/cache/*',
  './var/lib/apt/lists/*',
];

/**
 * The hello image in the daemon at `host`, made and kept in the cache folder where it is missing.
 * @param {string} host the Docker host, such as `unix:///var/run/docker.sock`
 * @param {{ progress?: import('./progress.mjs').Progress }} [words]
 * @returns {Promise<HelloImage>}
 * @throws {Unavailable} without root, or on a system that is neither Debian nor Ubuntu
 */
export async function ensureHelloImage(host, { progress = onStderr } = {}) {
  const lock = join(madeCacheFolder('images'), 'hello-nginx.lock');
  return withLock(lock, { timeoutMs: 2 * BOOTSTRAP_TIMEOUT_MS }, async () => {
    const made = keptImage() ?? (await makeArchive(progress));
    const image = `${NAME}:${made.nginx}`;
    if (await isInDaemon(host, image)) return { image, nginx: made.nginx };
    await progress.step(`Import the image ${image}`, { about: 'a few seconds' }, () =>
      importImage(made.archive, image, { DOCKER_HOST: host }),
    );
    await noteMade('images', [`${host} ${image}`]);
    return { image, nginx: made.nginx };
  });
}

/**
 * Whether `ensureHelloImage` would find all done.
 * @param {string} host the Docker host
 */
export async function hasHelloImage(host) {
  const kept = keptImage();
  return kept !== undefined && isInDaemon(host, `${NAME}:${kept.nginx}`);
}

/**
 * @param {string} host
 * @param {string} image
 */
async function isInDaemon(host, image) {
  return (await outcomeOf(['docker', 'image', 'inspect', image], { env: { DOCKER_HOST: host } })).code === 0;
}

const note = () => cacheFolder('images', 'hello-nginx.json');

/** @returns {{ nginx: string, archive: string } | undefined} */
function keptImage() {
  if (!existsSync(note())) return undefined;
  const { nginx } = JSON.parse(readFileSync(note(), 'utf8'));
  const archive = cacheFolder('images', `hello-nginx-${nginx}.tar.gz`);
  return existsSync(archive) ? { nginx, archive } : undefined;
}

/**
 * @param {string} archive
 * @param {string} image
 * @param {NodeJS.ProcessEnv} env
 */
async function importImage(archive, image, env) {
  const changes = ['CMD ["nginx", "-g", "daemon off;"]', 'EXPOSE 80'].flatMap((change) => [
    '--change',
    change,
  ]);
  await run(['docker', 'import', ...changes, archive, image], { env, timeoutMs: IMPORT_TIMEOUT_MS });
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<{ nginx: string, archive: string }>}
 */
async function makeArchive(progress) {
  if (process.getuid?.() !== 0) {
    throw new Unavailable(
      'Making the hello image needs root (debootstrap)',
      'Run this as root on Debian or Ubuntu',
    );
  }
  if (!findProgram('debootstrap'))
    await ensurePackages(['debootstrap'], { why: 'the image of the hello recipe', progress });
  const words = {
    why: 'nginx on this system’s own packages, so that no registry is needed',
    about: 'about 1 min',
  };
  return progress.step('Make the image of the hello recipe', words, async (detail) => {
    const work = cacheFolder('build', 'hello-image');
    // An earlier set-up that was interrupted leaves its folder, and debootstrap's mounts in it.
    await unmountBelow(work);
    rmSync(work, { recursive: true, force: true });
    try {
      const root = join(work, 'root');
      await bootstrap(root, await release(), detail);
      detail('packing');
      return await pack(work, root);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
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
  // Later releases have the small build under the plain name.
  const nginx = (await candidateVersion('nginx-light')) ? 'nginx-light' : 'nginx';
  const what = ['--variant=minbase', `--components=${components}`, `--include=${nginx},curl,ca-certificates`];
  /** @param {string} line such as `I: Unpacking nginx...` */
  const onLine = (line) => detail(line.replace(/^I: /, '').trim());
  mkdirSync(root, { recursive: true });
  await run(['nice', 'debootstrap', ...what, codename, root, mirror], {
    onLine,
    timeoutMs: BOOTSTRAP_TIMEOUT_MS,
  });
}

/**
 * @param {string} work
 * @param {string} root
 * @returns {Promise<{ nginx: string, archive: string }>}
 */
async function pack(work, root) {
  const nginx = await nginxVersion(root);
  for (const [log, stream] of /** @type {const} */ ([
    ['access.log', 'stdout'],
    ['error.log', 'stderr'],
  ])) {
    const path = join(root, 'var/log/nginx', log);
    rmSync(path, { force: true });
    symlinkSync(`/dev/${stream}`, path);
  }
  writeFileSync(join(root, 'var/www/html/index.html'), 'The volume has not been filled yet.\n');
  rmSync(join(root, 'var/www/html/index.nginx-debian.html'), { force: true });
  const packed = join(work, 'image.tar.gz');
  const leaveOut = LEFT_OUT.map((pattern) => `--exclude=${pattern}`);
  await run(['tar', '--use-compress-program=gzip -1', '-C', root, ...leaveOut, '-cf', packed, '.'], {
    timeoutMs: IMPORT_TIMEOUT_MS,
  });
  const archive = cacheFolder('images', `hello-nginx-${nginx}.tar.gz`);
  renameSync(packed, archive);
  writeFileSync(note(), JSON.stringify({ nginx }));
  return { nginx, archive };
}

/**
 * @param {string} root
 * @returns {Promise<string>} nginx's own version: Debian's revision has a plus sign, which an image tag may not have
 */
async function nginxVersion(root) {
  const query = ['dpkg-query', `--root=${root}`, '--show', 'nginx-common'];
  const version = (await run(query)).split('	')[1] ?? '';
  return version.replace(/^\d+:/, '').replace(/[-+~].*$/, '');
}
