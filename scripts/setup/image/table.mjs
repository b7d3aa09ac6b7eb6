/** The images that the examples and the tests deploy, as data: Debian's own packages on one base, so that no registry is needed. */

/**
 * @typedef {object} ImageRow
 * @property {string} name without the tag, such as `cc-ci/hello-nginx`
 * @property {string} what for people, after `the image of`
 * @property {string} why what it holds and is needed for
 * @property {readonly (string | readonly string[])[]} packages where it is a list, the first that this system's release has
 * @property {string} versionOf the package (a pattern of dpkg's) whose upstream version is the image's tag
 * @property {readonly string[]} changes lines of a Dockerfile: CMD, ENTRYPOINT, ENV, EXPOSE, USER, VOLUME, WORKDIR
 * @property {readonly (readonly string[])[]} [commands] run in the image's root after the packages are installed
 * @property {Readonly<Record<string, ImageFile>>} [files] by absolute path; they replace what is there
 * @property {readonly string[]} [removed] absolute paths that are taken away
 *
 * @typedef {{ readonly text: string, readonly mode?: number } | { readonly link: string }} ImageFile
 */

/** @type {ImageRow} */
export const helloRow = {
  name: 'cc-ci/hello-nginx',
  what: 'the hello recipe',
  why: 'nginx on this system’s own packages, so that no registry is needed',
  // Later releases have the small build under the plain name.
  packages: [['nginx-light', 'nginx'], 'curl', 'ca-certificates'],
  versionOf: 'nginx-common',
  changes: ['CMD ["nginx", "-g", "daemon off;"]', 'EXPOSE 80'],
  files: {
    '/var/log/nginx/access.log': { link: '/dev/stdout' },
    '/var/log/nginx/error.log': { link: '/dev/stderr' },
    '/var/www/html/index.html': { text: 'The volume has not been filled yet.\n' },
  },
  removed: ['/var/www/html/index.nginx-debian.html'],
};

/** @type {ImageRow} */
export const toolboxRow = {
  name: 'cc-ci/toolbox',
  what: 'the toolbox',
  why: 'restic beside a shell and tar, as the official restic image has them',
  packages: ['restic', 'ca-certificates'],
  versionOf: 'restic',
  // The official image's entrypoint: whoever starts a toolbox has to set it aside.
  changes: ['ENTRYPOINT ["/usr/bin/restic"]'],
};
