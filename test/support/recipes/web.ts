// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** A small web app as a recipe: nginx over a volume, with what a test wants to be different. */
import { stringify } from 'yaml';
import type { Files } from './repository.js';

/** A part of a compose file, as it stands there. */
export type Yaml = Readonly<Record<string, unknown>>;

export type Web = {
  readonly image: string;
  /** `1.0.0+1.22.1`. */
  readonly version: string;
  /** What the container does first; then it is nginx. */
  readonly before?: string;
  /** Over the service app, all but its deploy. */
  readonly app?: Yaml;
  /** Over the service app's deploy. */
  readonly deploy?: Yaml;
  /** Besides those that a router, abra and backup-bot look for. */
  readonly labels?: readonly string[];
  readonly isBackedUp?: boolean;
  readonly services?: Yaml;
  /** Besides content. */
  readonly volumes?: Yaml;
  readonly networks?: Yaml;
  readonly configs?: Yaml;
  readonly secrets?: Yaml;
  /** Lines of .env.sample. */
  readonly env?: readonly string[];
  /** Lines of abra.sh. */
  readonly exports?: readonly string[];
  readonly files?: Files;
};

/** Debian's nginx serves it. */
export const PAGES = '/var/www/html';

/** For a compose file, which takes a dollar for a variable. */
export function shell(script: string): readonly string[] {
  return ['sh', '-c', script.replaceAll('$', '$$$$')];
}

/** nginx with a page. @param before what else to do first. */
export function nginx(before = ''): readonly string[] {
  const page = `if grep -q 'not been filled' ${PAGES}/index.html; then echo welcome > ${PAGES}/index.html; fi`;
  return shell(`${page}; ${before === '' ? '' : `${before}; `}exec nginx -g 'daemon off;'`);
}

/** Fails until the page on the container's port 80 is there. */
export const CHECK: Yaml = {
  test: ['CMD', 'curl', '-fsS', 'http://localhost/'],
  interval: '1s',
  timeout: '3s',
  retries: 10,
  start_period: '5s',
};

/** Swarm waits five seconds where a recipe says nothing: here it tries again at once. */
export const QUICK = { condition: 'on-failure', delay: '500ms' } as const;

/** @returns a release's files. */
export function web(of: Web): Files {
  return {
    '.env.sample': lines([
      ...['TYPE=custom-html', 'DOMAIN=custom-html.example.com', 'LETS_ENCRYPT_ENV=production'],
      ...(of.env ?? []),
    ]),
    'abra.sh': lines(['#!/bin/bash', ...(of.exports ?? [])]),
    'README.md': README,
    'compose.yml': stringify(composeOf(of), { lineWidth: 0 }),
    ...of.files,
  };
}

function composeOf(of: Web): Yaml {
  const labels = [
    'traefik.enable=true',
    'traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80',
    'traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)',
    'traefik.http.routers.${STACK_NAME}.entrypoints=web-secure',
    'traefik.http.routers.${STACK_NAME}.tls.certresolver=${LETS_ENCRYPT_ENV}',
    `coop-cloud.\${STACK_NAME}.version=${of.version}`,
    'coop-cloud.${STACK_NAME}.timeout=${TIMEOUT:-120}',
    ...(of.isBackedUp === false ? [] : ['backupbot.backup=true']),
    ...(of.labels ?? []),
  ];
  const app = {
    image: of.image,
    command: nginx(of.before),
    volumes: [`content:${PAGES}`],
    stop_grace_period: '1s',
    healthcheck: CHECK,
    ...of.app,
    deploy: {
      restart_policy: QUICK,
      update_config: { failure_action: 'rollback', order: 'start-first', monitor: '2s' },
      ...of.deploy,
      labels,
    },
  };
  return {
    version: '3.8',
    services: { app, ...of.services },
    volumes: { content: {}, ...of.volumes },
    ...(of.networks === undefined ? {} : { networks: of.networks }),
    ...(of.configs === undefined ? {} : { configs: of.configs }),
    ...(of.secrets === undefined ? {} : { secrets: of.secrets }),
  };
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;

const README = lines([
  '# custom-html',
  '',
  '<!-- metadata -->',
  '',
  '* **Category**: Apps',
  '* **Status**: 5',
  '* **Image**: nginx',
  '* **Healthcheck**: Yes',
  '* **Backups**: Yes',
  '* **Email**: No',
  '* **Tests**: Yes',
  '* **SSO**: No',
  '',
  '<!-- endmetadata -->',
]);
