/** What the emulator holds to, one rule a row, each with where it is known from. README.md's table is made of this. */

/**
 * @typedef {object} Rule
 * @property {string} id
 * @property {string} rule a sentence about abra: the name of the test that proves it
 * @property {string} source
 * @property {string} [unproved] why no test of the emulator stands for it
 */

const OBSERVED = 'observed on abra 0.13.0-beta-06a57de in a year of recipe CI';
const DRIVEN = 'seen in programs that drive abra';
const DOCS = 'docs.coopcloud.tech';
const VERSIONS = 'docs.coopcloud.tech, operators’ handbook, “How is the new deployment version determined?”';
const BACKUP_SPEC = 'docs.coopcloud.tech, specs/backup/spec.md';
const RECALLED = 'recalled, not verified: ask `abra … -h`';
/** @param {string} name of a package */
const go = (name) => `pkg.go.dev coopcloud.tech/abra/${name}`;

/** @type {readonly Rule[]} */
export const RULES = [
  // The command line
  { id: 'version', rule: '--version says nothing but the version', source: OBSERVED },
  {
    id: 'unknown-command',
    rule: 'an unknown command is FATA with exit code 1',
    source: `${OBSERVED}; the wording is cobra's`,
  },
  {
    id: 'unknown-flag',
    rule: 'an unknown flag is FATA with exit code 1',
    source: `${OBSERVED}; the wording is pflag's`,
  },
  {
    id: 'argument-count',
    rule: 'a missing argument and one too many are FATA with exit code 1',
    source: `${go('cli')}: cobra; the wording is cobra's`,
  },
  {
    id: 'global-flags',
    rule: 'every command takes -n -o -d -h, also in front of its name',
    source: `${RECALLED}; -n and -o ${OBSERVED}`,
  },
  {
    id: 'chaos-refused',
    rule: 'upgrade, rollback, undeploy and volume remove refuse --chaos',
    source: OBSERVED,
  },
  { id: 'secret-remove-all', rule: 'secret remove takes --all and not --all-secrets', source: OBSERVED },
  {
    id: 'stderr',
    rule: 'log lines go to stderr, so that stdout is the JSON of -m alone',
    source: 'inferred from programs that decode it',
  },
  {
    id: 'no-input',
    rule: 'what asks before it acts needs -n where nobody can answer',
    source: 'inferred: the prompts need a terminal',
  },
  // Folders
  {
    id: 'empty-servers',
    rule: 'without a server every app command ends in `directory is empty: …/servers`',
    source: OBSERVED,
  },
  { id: 'empty-home', rule: 'with an empty HOME and no ABRA_DIR the folder is /.abra', source: OBSERVED },
  {
    id: 'local-server',
    rule: 'server add --local makes the server called default',
    source: go('cli/server'),
  },
  { id: 'linked-servers', rule: 'servers/ may be a link', source: `${DOCS}, operators’ handbook` },
  { id: 'server-ls', rule: 'server ls -m is an array of name and host', source: DRIVEN },
  {
    id: 'default-daemon',
    rule: 'the server default is the daemon of DOCKER_HOST',
    source: 'inferred: of a local Docker context',
    unproved: 'every deployment of this suite rests on it',
  },
  // app new
  {
    id: 'new-copies',
    rule: 'app new copies .env.sample to servers/SERVER/DOMAIN.env with the domain filled in',
    source: DOCS,
  },
  { id: 'new-moves', rule: 'app new moves the checkout to the newest release', source: OBSERVED },
  {
    id: 'new-chaos',
    rule: 'app new -C leaves the checkout, and changed files in it, alone',
    source: OBSERVED,
  },
  {
    id: 'new-dirty',
    rule: 'without -C a changed tree is `locally unstaged changes`, untracked files count',
    source: OBSERVED,
  },
  { id: 'new-twice', rule: 'app new refuses an app that is there', source: RECALLED },
  { id: 'new-version', rule: 'app new writes the version into TYPE', source: VERSIONS },
  // Network
  {
    id: 'private-origin',
    rule: 'without -o and -C a private origin is `authentication required: Unauthorized`',
    source: OBSERVED,
  },
  {
    id: 'unknown-recipe',
    rule: 'a recipe without a clone is FATA where there is no network',
    source: go('pkg/recipe'),
  },
  { id: 'fetch-resets', rule: 'recipe fetch throws local commits away', source: OBSERVED },
  {
    id: 'behind-your-back',
    rule: 'app ls, secret ls and secret generate without -C move the checkout',
    source: OBSERVED,
  },
  // Secrets
  {
    id: 'generate-machine',
    rule: 'secret generate --all -m makes the secrets by their specs and prints the values',
    source: OBSERVED,
  },
  {
    id: 'generate-tty',
    rule: 'secret generate without -m is `inappropriate ioctl for device` where there is no terminal',
    source: `${OBSERVED}; that the secrets are made all the same is inferred`,
  },
  { id: 'generate-false', rule: 'a secret with generate=false is left to secret insert', source: RECALLED },
  {
    id: 'secret-ls',
    rule: 'secret ls -m lists every name, and says what is there in `created on server`',
    source: `${OBSERVED}; the keys are recalled`,
  },
  {
    id: 'insert-file',
    rule: 'secret insert takes a value, or with -f a file',
    source: `${OBSERVED}; as written in guides: DOMAIN NAME VERSION FILE -f`,
  },
  {
    id: 'insert-twice',
    rule: 'secret insert of a version that is there fails in Docker’s words',
    source: `${DOCS}, Managing secret data`,
  },
  { id: 'no-secret', rule: 'deploy without its secrets is FATA before anything is made', source: RECALLED },
  // Deploy
  {
    id: 'stack-name',
    rule: 'the stack is the domain with underscores, cut at 45 characters',
    source: `${OBSERVED}; the cut is recalled`,
  },
  {
    id: 'labels',
    rule: 'every service is labelled with version, chaos, recipe and timeout',
    source: `${go('pkg/app')} and ${DRIVEN}`,
  },
  {
    id: 'chaos-labels',
    rule: 'with -C chaos-version is eight characters of HEAD, and version stays what the compose file says',
    source: OBSERVED,
  },
  { id: 'chaos-dirty', rule: 'with -C a changed tree adds +U, and is deployed', source: OBSERVED },
  {
    id: 'expose-env',
    rule: 'app gets the whole .env as its environment, TYPE with the version',
    source: `${go('pkg/app')}: ExposeAllEnv`,
  },
  {
    id: 'version-order',
    rule: 'the version is the command line’s, else TYPE’s, else the deployed one, else the newest release',
    source: VERSIONS,
  },
  {
    id: 'write-back',
    rule: 'deploy writes the version into TYPE',
    source: `${VERSIONS}; that -C writes the commit is recalled`,
  },
  { id: 'deployed-already', rule: 'deploy over a deployed app needs --force or --chaos', source: RECALLED },
  {
    id: 'lightweight-tag',
    rule: 'a lightweight tag (R014) makes a deploy without -C FATA',
    source: OBSERVED,
  },
  {
    id: 'domain-check',
    rule: 'a domain that does not resolve is FATA without -D',
    source: `${DRIVEN}; the wording is recalled`,
  },
  {
    id: 'config-names',
    rule: 'a config name of more than 64 characters fails in Docker’s words',
    source: 'measured on Docker 20.10',
  },
  {
    id: 'config-changed',
    rule: 'a config changed without a new version fails in Docker’s words',
    source: `${DOCS}, maintainers’ upgrade checklist`,
  },
  { id: 'converge', rule: 'deploy waits until all services are up, and says so', source: DRIVEN },
  {
    id: 'converge-timeout',
    rule: 'a one-shot service never converges: deploy times out by the TIMEOUT label',
    source: `${OBSERVED}; docker/cli issue 5299; 50 s without a label is recalled`,
  },
  { id: 'no-converge', rule: 'deploy -c does not wait', source: OBSERVED },
  { id: 'ps', rule: 'app ps -m is a map of services to maps of strings', source: DRIVEN },
  {
    id: 'ls',
    rule: 'app ls -m is a map of servers to their apps and counts, chaos as a string',
    source: DRIVEN,
  },
  // Upgrade and rollback
  { id: 'upgrade', rule: 'upgrade goes to the newest release beyond the deployed one', source: OBSERVED },
  {
    id: 'upgrade-latest',
    rule: 'upgrade of the newest release does nothing and exits 0; with -f it rolls again',
    source: RECALLED,
  },
  {
    id: 'upgrade-undeployed',
    rule: 'upgrade and undeploy of an app that is not deployed are FATA',
    source: RECALLED,
  },
  {
    id: 'upgrade-head',
    rule: 'deploy -C -f over a release brings the head: chaos-version says so',
    source: OBSERVED,
  },
  { id: 'rollback', rule: 'rollback goes to the next older release', source: RECALLED },
  // Taking down
  { id: 'undeploy', rule: 'undeploy leaves volumes, secrets and the .env', source: OBSERVED },
  {
    id: 'volume-remove',
    rule: 'volume remove says how many, and fails while a task holds one',
    source: `${OBSERVED}; that it refuses while deployed is recalled`,
  },
  {
    id: 'remove',
    rule: 'app remove refuses while deployed or with volumes, then deletes secrets and .env',
    source: `the .env: ${DRIVEN}; the rest is recalled`,
  },
  // Backup
  {
    id: 'backup-tty',
    rule: 'backup create and restore are `the input device is not a TTY` without a terminal',
    source: OBSERVED,
  },
  {
    id: 'backup-bot',
    rule: 'backup without backup-bot-two on the server is FATA',
    source: `${go('cli/internal')}: RetrieveBackupBotContainer; the label is recalled`,
  },
  { id: 'backup-repository', rule: 'a missing RESTIC_REPOSITORY is a KeyError', source: OBSERVED },
  {
    id: 'backup-labels',
    rule: 'a stack without backupbot.backup has `no backup configs discovered`',
    source: 'minutes of social.coop',
  },
  {
    id: 'backup-all',
    rule: 'every volume is backed up, and restore puts changed and deleted files back in place',
    source: BACKUP_SPEC,
  },
  { id: 'backup-paths', rule: 'a volume can be left out, or backed up by paths', source: BACKUP_SPEC },
  {
    id: 'backup-hooks',
    rule: 'hooks run in the service’s container; one that fails is logged and nothing else',
    source: `${BACKUP_SPEC}; that a failure is only logged is recalled`,
  },
  {
    id: 'backup-v1',
    rule: 'the label backupbot.backup.path backs up a path of the container',
    source: 'labels of version 1, seen in recipes',
  },
  // Others
  {
    id: 'run',
    rule: 'app run needs a terminal or -t, and fails where its command fails',
    source: `${DRIVEN}; -t is recalled`,
  },
  {
    id: 'cmd',
    rule: 'app cmd runs a function of abra.sh in a service’s container, without a terminal only with -T',
    source: RECALLED,
  },
  { id: 'logs', rule: 'app logs follows a service’s log until it is stopped', source: DRIVEN },
  { id: 'config-editor', rule: 'app config opens $EDITOR', source: DRIVEN },
  { id: 'lint-tty', rule: 'recipe lint needs a terminal even with -n', source: OBSERVED },
  {
    id: 'lint-table',
    rule: 'recipe lint exits 0 with ❌ in its table, and 1 only without .env.sample',
    source: `${OBSERVED}; numbers other than R001, R002, R011 and R014 are recalled; ${go('pkg/lint')}`,
  },
  {
    id: 'recipes',
    rule: 'recipe ls, versions, reset and diff answer from the disk',
    source: go('cli/recipe'),
  },
  {
    id: 'abra-sh',
    rule: 'configs are named by the exports of abra.sh, which is read and not run',
    source: `${go('pkg/config')}: ReadAbraShEnvVars`,
    unproved: 'config-changed and config-names rest on it',
  },
];

/** @returns {string} the table of README.md */
export function ruleTable() {
  const rows = RULES.map(({ id, rule, source }) => `| ${id} | ${rule} | ${source} |`);
  return ['| rule | what | known from |', '|---|---|---|', ...rows].join('\n');
}
