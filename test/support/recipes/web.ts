/** A small web app as a recipe: nginx over a volume, with what a test wants to be different. */
import type { Files } from './repository.js';

export type Web = {
  readonly image: string;
  readonly version: string;
  /** Lines of YAML under `services.app`, indented by four. */
  readonly app?: string;
  /** Lines under `services.app.deploy`, indented by six. */
  readonly deploy?: string;
  readonly labels?: readonly string[];
  /** Other services and sections, from column 0 of `services:` (indented by two) and of the file. */
  readonly services?: string;
  readonly sections?: string;
  readonly env?: string;
  readonly command?: string;
  readonly page?: string;
};

/** nginx as Debian has it: it listens on 80 and serves /var/www/html. */
const COMMAND = `["sh", "-c", "test -s /var/www/html/index.html || echo welcome > /var/www/html/index.html; exec nginx -g 'daemon off;'"]`;

export function web(of: Web): Files {
  const labels = [
    'traefik.enable=true',
    'traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80',
    'traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)',
    'traefik.http.routers.${STACK_NAME}.entrypoints=web-secure',
    `coop-cloud.\${STACK_NAME}.version=${of.version}`,
    'coop-cloud.${STACK_NAME}.timeout=${TIMEOUT:-60}',
    'backupbot.backup=true',
    ...(of.labels ?? []),
  ];
  return {
    '.env.sample': `TYPE=custom-html\nDOMAIN=custom-html.example.com\nLETS_ENCRYPT_ENV=production\n${of.env ?? ''}`,
    'abra.sh': 'export SITE_VERSION=v1\n',
    'README.md': '# custom-html\n\n<!-- metadata -->\n\n- **Category**: Apps\n\n<!-- endmetadata -->\n',
    'compose.yml': `version: "3.8"
services:
  app:
    image: ${of.image}
    command: ${of.command ?? COMMAND}
    volumes: ["content:/var/www/html"]
    healthcheck:
      test: ["CMD", "curl", "-fsS", "http://localhost/"]
      interval: 1s
      timeout: 3s
      retries: 5
      start_period: 3s
${of.app ?? ''}    deploy:
      restart_policy: {condition: on-failure, delay: 500ms}
      update_config: {failure_action: rollback, order: start-first, monitor: 2s}
${of.deploy ?? ''}      labels:
${labels.map((label) => `        - "${label}"`).join('\n')}
${of.services ?? ''}volumes:
  content:
${of.sections ?? ''}`,
  };
}
