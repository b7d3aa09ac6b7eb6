// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { policyRules, showViolation } from '../../../src/recipe/policy/index.js';
import { violations } from './app.js';
import { type Example, examples } from './examples.js';

function texts({ compose }: Example): readonly string[] {
  if (typeof compose !== 'string') return compose;
  return [compose.includes('services:') ? compose : `services:\n  app:\n    image: x\n    ${compose}\n`];
}

describe.each(policyRules.map(({ id }) => id))('%s', (id) => {
  const { refused = [], passes = [] } = examples[id] ?? {};

  it('has examples of what it refuses and of what is close to it and passes', () => {
    expect(refused.length).toBeGreaterThan(0);
    expect(passes.length).toBeGreaterThan(0);
  });

  it.each(refused)('refuses: $of', (example) => {
    const found = violations(texts(example), example.env);
    expect(found.map(({ rule }) => rule)).toEqual([id]);
    if (example.says !== undefined) expect(found[0]?.message).toMatch(example.says);
  });

  it.each(passes)('passes: $of', (example) => {
    expect(violations(texts(example), example.env)).toEqual([]);
  });
});

it('every example is of a rule that there is', () => {
  expect(Object.keys(examples)).toEqual(policyRules.map(({ id }) => id));
});

const ordinary = `version: "3.8"
x-env: &env
  LANG: C.UTF-8
services:
  app:
    image: nginx:1.27.3
    networks: [proxy, internal]
    configs: [{source: site, target: /etc/nginx/conf.d/default.conf, mode: 0444}]
    secrets: [token]
    volumes: ["content:/usr/share/nginx/html"]
    environment: {<<: *env, NODE: "{{.Node.Hostname}}"}
    healthcheck: {test: [CMD, curl, -fsS, "http://localhost/"], interval: 5s}
    deploy:
      restart_policy: {condition: on-failure}
      update_config: {failure_action: rollback, order: start-first}
      placement: {constraints: [node.role == manager]}
      resources: {limits: {memory: 200M}}
      labels:
        - "traefik.enable=true"
        - "traefik.http.services.\${STACK_NAME}.loadbalancer.server.port=80"
        - "traefik.http.routers.\${STACK_NAME}.rule=Host(\`\${DOMAIN}\`\${EXTRA_DOMAINS})"
        - "traefik.http.routers.\${STACK_NAME}.entrypoints=web-secure"
        - "traefik.http.routers.\${STACK_NAME}.tls.certresolver="
        - "traefik.http.routers.\${STACK_NAME}.middlewares=\${STACK_NAME}-redirect,security@file"
        - "traefik.http.middlewares.\${STACK_NAME}-redirect.headers.SSLForceHost=true"
        - "coop-cloud.\${STACK_NAME}.version=0.2.0+1.27.3"
        - "coop-cloud.\${STACK_NAME}.timeout=120"
        - "backupbot.backup=true"
        - "backupbot.backup.pre-hook=/pg_backup.sh backup"
        - "backupbot.backup.volumes.content.path=dump.sql"
  db: {image: "postgres:16.4", user: root, networks: [internal], volumes: ["content:/c:ro"]}
networks:
  proxy: {external: true}
  internal: {driver: overlay, internal: true}
volumes: {content: }
configs: {site: {name: "\${STACK_NAME}_site_\${SITE_VERSION}", file: site.conf.tmpl, template_driver: golang}}
secrets: {token: {external: true, name: "\${STACK_NAME}_token_\${SECRET_TOKEN_VERSION}"}}
`;

it('an ordinary recipe passes', () => {
  expect(violations([ordinary])).toEqual([]);
});

it('a violation says file, line, what it is and what to do', () => {
  const [found] = violations(['services:\n  app:\n    image: x\n    volumes:\n      - /etc:/x\n']);
  expect(found).toMatchObject({ service: 'app', place: { file: 'compose.yml', line: 5, column: 9 } });
  expect(found === undefined ? '' : showViolation(found)).toBe(
    'compose.yml:5:9: app mounts /etc of the host (bind-mount). Use a named volume for data and `configs:` for files of the recipe.',
  );
});

it('a violation of an overlay names the overlay', () => {
  const [found] = violations(['services: {app: {image: x}}', 'services:\n  app:\n    privileged: true\n']);
  expect(found?.place).toEqual({ file: 'compose.1.yml', line: 3, column: 5 });
});

it('everything that is wrong is said at once', () => {
  const found = violations([
    'services: {app: {image: x, privileged: true, pid: host, ports: [80], volumes: ["/:/x", "/etc:/y"]}}',
  ]);
  expect(found.map(({ rule }) => rule)).toEqual([
    'docker-socket',
    'bind-mount',
    'privileged',
    'host-namespace',
    'published-port',
  ]);
});

describe('exceptions of the base branch', () => {
  const two = ['services: {app: {image: x, volumes: ["/etc:/x"]}, db: {image: x, volumes: ["/srv:/x"]}}'];
  const reason = 'agreed on';

  it('hold for a rule', () => {
    expect(violations(two, {}, [{ rule: 'bind-mount', reason }])).toEqual([]);
  });

  it('hold for one service alone', () => {
    const found = violations(two, {}, [{ rule: 'bind-mount', service: 'app', reason }]);
    expect(found.map(({ service }) => service)).toEqual(['db']);
  });

  it('of a service do not hold for what belongs to none', () => {
    const compose = ['services: {app: {image: x, volumes: ["d:/d"]}}\nvolumes: {d: {driver: rclone}}'];
    expect(violations(compose, {}, [{ rule: 'volume-driver', service: 'app', reason }])).toHaveLength(1);
    expect(violations(compose, {}, [{ rule: 'volume-driver', reason }])).toEqual([]);
  });

  it('from bind-mount do not open the Docker socket', () => {
    const socket = ['services: {app: {image: x, volumes: ["/srv/../run/docker.sock:/x", "/srv:/y"]}}'];
    const found = violations(socket, {}, [{ rule: 'bind-mount', reason }]);
    expect(found.map(({ rule }) => rule)).toEqual(['docker-socket']);
  });

  it('from a rule that there is not are an error, with those that there are', () => {
    const misspelt = () => violations(two, {}, [{ rule: 'bind-mounts', reason }]);
    expect(misspelt).toThrow(UserError);
    expect(misspelt).toThrow(
      /policy.allow names the rule "bind-mounts".*accepted: docker-socket, bind-mount,/,
    );
  });
});
