// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** What a fork's pull request may not do on a shared host: denied before anything of it is deployed. */
import { type Ground, only, type Row } from './row.js';
import { type Web, web } from './web.js';

const DENIED = only({ policy: 'fail', install: 'skip', health: 'skip' });

/** The base branch has a release that is good; the head is a stranger's. */
function fork(name: string, about: string, more: Partial<Web>, message: RegExp): Row {
  const source = ({ web: image, nginx }: Ground) => ({
    releases: [[`1.0.0+${nginx}`, web({ image, version: `1.0.0+${nginx}` })]] as const,
    head: web({ image, version: `1.1.0+${nginx}`, ...more }),
  });
  return {
    ...{ name, about, source },
    inputs: { trust: 'fork', base: 'main~1' },
    expected: {
      stages: DENIED,
      level: 0,
      finding: { stage: 'policy', code: 'policy-violation', blame: 'recipe', service: 'app', message },
    },
    abra: { without: 'the policy is judged on the files, before any engine is asked' },
  };
}

export const bindMountRow = fork(
  'a fork that mounts a folder of the host',
  'In the short syntax, where it looks like a volume.',
  { app: { volumes: ['/etc:/host:ro'] } },
  /^compose\.yml:\d+: .*\/etc.*\(bind-mount\)$/,
);

export const socketRow = fork(
  'a fork that mounts Docker’s socket through driver_opts',
  'A named volume by its looks.',
  {
    app: { volumes: ['docker:/docker'] },
    volumes: { docker: { driver_opts: { type: 'none', o: 'bind', device: '/var/run/docker.sock' } } },
  },
  /^compose\.yml:\d+: .*docker\.sock/,
);

export const overlayRow = fork(
  'a fork whose overlay asks for privileges',
  'compose.yml is as it was; COMPOSE_FILE names one more.',
  {
    env: ['COMPOSE_FILE="compose.yml:compose.tools.yml"'],
    files: { 'compose.tools.yml': 'version: "3.8"\nservices:\n  app:\n    volumes: ["/:/host"]\n' },
  },
  /^compose\.tools\.yml:\d+: .*\(bind-mount\)$/,
);
