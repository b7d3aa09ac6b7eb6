// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** What a fork's pull request may not do on a shared host: denied before anything of it is deployed. */
import { type ExpectedFinding, type Ground, only, type Row } from './row.js';
import { type Web, web } from './web.js';

const DENIED = only({ policy: 'fail', install: 'skip', health: 'skip' });

type Found = Pick<ExpectedFinding, 'service' | 'message'>;

/** The base branch has a release that is good; the head is a stranger's. */
function fork(name: string, about: string, more: Partial<Web>, found: Found): Row {
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
      finding: { stage: 'policy', code: 'policy-violation', blame: 'recipe', ...found },
    },
    abra: { without: 'the policy is judged on the files, before any engine is asked' },
  };
}

export const bindMountRow = fork(
  'a fork that mounts a folder of the host',
  'In the short syntax, where it looks like a volume.',
  { app: { volumes: ['/etc:/host:ro'] } },
  { service: 'app', message: /^compose\.yml:\d+:\d+: app mounts \/etc of the host \(bind-mount\)$/ },
);

export const socketRow = fork(
  'a fork that mounts Docker’s socket through driver_opts',
  'A named volume by its looks.',
  {
    app: { volumes: ['docker:/docker'] },
    volumes: { docker: { driver_opts: { type: 'none', o: 'bind', device: '/var/run/docker.sock' } } },
  },
  {
    message:
      /^compose\.yml:\d+:\d+: the volume docker is a mount of \/var\/run\/docker\.sock .*\(volume-driver\)$/,
  },
);

export const overlayRow = fork(
  'a fork whose overlay mounts the whole host',
  'compose.yml is as it was; COMPOSE_FILE names one more.',
  {
    env: ['COMPOSE_FILE="compose.yml:compose.tools.yml"'],
    files: { 'compose.tools.yml': 'version: "3.8"\nservices:\n  app:\n    volumes: ["/:/host"]\n' },
  },
  {
    service: 'app',
    message:
      /^compose\.tools\.yml:\d+:\d+: app mounts \/ of the host, which holds the socket .*\(docker-socket\)$/,
  },
);
