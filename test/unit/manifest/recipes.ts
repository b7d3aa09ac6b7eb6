// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
/** Compose files as the manifest's checks and `recipe init` meet them. */

import { type Compose, readCompose } from '../../../src/recipe/format/compose.js';

export function composeOf(text: string): Compose {
  const values: Readonly<Record<string, string>> = { STACK_NAME: 'demo_example_com' };
  return readCompose([{ file: 'compose.yml', text }], 'demo_example_com', {
    get: (name) => values[name],
    mayBeMissing: () => true,
    remedy: () => '',
  });
}

export const demo = composeOf(`version: "3.8"
services:
  app:
    image: nginx:1
    volumes: [content:/srv, "shared:/shared:ro", legacy:/legacy]
    secrets: [token]
    healthcheck: {test: ["CMD-SHELL", "curl -fsS http://localhost:8080/health?full=1 || exit 1"]}
    deploy:
      labels:
        - "traefik.enable=true"
        - "traefik.http.services.\${STACK_NAME}.loadbalancer.server.port=8080"
        - "coop-cloud.\${STACK_NAME}.timeout=120"
        - "backupbot.backup=true"
        - "backupbot.backup.volumes.db-data.path=backup.sql"
        - "backupbot.backup.volumes.cache=false"
  db:
    image: docker.io/library/postgres:16-alpine
    volumes: [db-data:/var/lib/postgresql/data]
  search:
    image: mongo:7
    volumes: [search-data:/data/db]
  worker:
    image: demo/postgres-exporter:1
    volumes: [cache:/cache]
volumes:
  content:
  shared:
  db-data:
  search-data:
  cache:
  unused:
  legacy: {external: true}
secrets:
  token: {external: true, name: "\${STACK_NAME}_token_v1"}
`);
