/** Which programs are built from the Go module proxy, at which version, and what each of them needs for that. */

/**
 * @typedef {object} GoTool
 * @property {string} name
 * @property {string} version
 * @property {string} proxyPath the module path that the module proxy knows
 * @property {string} [modulePath] the path that its go.mod declares, where that is another one
 * @property {readonly string[]} [lines] what the wrapper's go.mod needs besides `require` and the module's own `replace`
 * @property {string} needsGo the `go` line of its go.mod
 * @property {readonly string[]} [flags] for `go build`
 * @property {boolean} [cgo] whether a C compiler is needed
 * @property {readonly string[]} [serves] folders of the module that the program reads while it runs
 * @property {string} about
 */

const GITEA_TAGS = ['-tags', 'sqlite sqlite_unlock_notify'];
const GITEA = {
  name: 'gitea',
  proxyPath: 'code.gitea.io/gitea',
  cgo: true,
  serves: ['templates', 'options', 'public'],
  about: 'about 3 min',
};

/** @satisfies {Record<string, GoTool>} */
export const TOOLS = {
  act: {
    name: 'act',
    version: '0.2.89',
    proxyPath: 'github.com/nektos/act',
    needsGo: '1.25.0',
    about: 'about 1 min',
  },
  runner: {
    name: 'gitea-runner',
    version: '1.0.8',
    proxyPath: 'gitea.com/gitea/runner',
    needsGo: '1.26.0',
    about: 'about 1 min',
  },
  // Without the version in ldflags the server calls itself `development`.
  '1.26.0': {
    ...GITEA,
    version: '1.26.0',
    needsGo: '1.26.2',
    flags: [...GITEA_TAGS, '-ldflags', '-X main.Version=1.26.0'],
  },
  '1.27.3': {
    ...GITEA,
    version: '1.27.3',
    needsGo: '1.26.4',
    flags: [...GITEA_TAGS, '-ldflags', '-X main.Version=1.27.3'],
    // The module was renamed; the proxy knows it and two of its own libraries by their old paths.
    modulePath: 'gitea.dev',
    lines: [
      'require gitlab.com/gitlab-org/api/client-go/v2 v2.64.0',
      'replace gitea.dev => code.gitea.io/gitea v1.27.3',
      'replace gitea.dev/actions-proto-go => code.gitea.io/actions-proto-go v0.6.0',
      'replace gitea.dev/sdk => code.gitea.io/sdk v1.2.0',
    ],
  },
};
