// docs/manifest.md from the JSON Schema of cc-ci.yml: a head that says how it is meant, and a table for each top-level key.

/**
 * @typedef {{
 *   type?: string, title?: string, description?: string, default?: unknown, enum?: readonly unknown[],
 *   properties?: Record<string, Schema>, required?: readonly string[], items?: Schema, additionalProperties?: Schema | boolean,
 *   anyOf?: readonly Schema[], minimum?: number, maximum?: number,
 * }} Schema the part of JSON Schema that valibot's converter writes
 */

const HEAD = `<!-- Generated from src/recipe/manifest/schema.ts by scripts/schemas.mjs. -->
# cc-ci.yml: the manifest

A recipe may say in \`cc-ci.yml\`, beside its compose.yml, how it is to be tested. Every key may be left out, and so may the file: a recipe
without one gets every stage that makes sense, and a stage that nothing could be found out about says what to write here.

\`cc-ci recipe init DIR\` writes a commented file from what it finds in the recipe, \`cc-ci recipe plan DIR\` checks it and shows what
it leads to. Editors that know the YAML language server complete and check it with
[schemas/cc-ci.schema.json](../schemas/cc-ci.schema.json).

\`\`\`yaml
health: {path: /healthz, contains: ok, timeout: 2m, stable-for: 5s}
env: {LOG_LEVEL: debug, SITE: "https://{domain}"}
data:
  - file: {volume: content, path: marker.txt}
  - sql: {engine: postgres, service: db}
backup:
  expect: required
  verify: {service: db, command: [test, -s, /var/lib/postgresql/data/backup.sql]}
checks:
  - name: front page
    http: {path: /, contains: Welcome}
  - name: worker
    exec: {service: app, command: [worker, status]}
  - name: login page
    browser: {path: /login, title: Login, forbid: [console-errors]}
needs:
  - {name: sso, recipe: ../keycloak}
na:
  reinstall: the app writes a new key at each start
policy:
  allow:
    - {rule: bind-mount, service: app, reason: "reads the host's time zone"}
\`\`\`

Lengths of time are written with their unit: \`500ms\`, \`30s\`, \`5m\`, \`1h\`; sizes too: \`512MiB\`, \`2GB\`. Commands are lists of words that no
shell reads. What isn't understood is an error with its line, never overlooked: an unknown key, a number where text is
meant (\`"1.10"\`, in quotes), a stage left out without a reason. \`install\`, \`policy\`, \`teardown\` and \`verify-clean\` can't be left out.

For a pull request from a fork the manifest of the base branch counts, not the head's. Services, volumes and secrets that it names have to
be in the recipe.
`;

/**
 * @param {Schema} schema of the whole file
 * @returns {string} the page
 */
export function manifestPage(schema) {
  const sections = Object.entries(schema.properties ?? {}).map(([key, part]) => section(key, part));
  return [HEAD, ...sections].join('\n');
}

/**
 * @param {string} key
 * @param {Schema} schema
 */
function section(key, schema) {
  const rows = rowsOf(schema, schema.type === 'array' ? `${key}[]` : key, true);
  const table =
    rows.length === 0
      ? `Form: ${form(schema)}.\n`
      : `| key | form | default | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  return `## ${key}\n\n${schema.description ?? ''}\n\n${table}`;
}

/**
 * @param {Schema} schema
 * @param {string} path
 * @param {boolean} [isTop]
 * @returns {string[]} one row for each key in it, at any depth
 */
function rowsOf(schema, path, isTop = false) {
  const inner = schema.type === 'array' && schema.items?.properties !== undefined ? schema.items : schema;
  return Object.entries(inner.properties ?? {}).flatMap(([key, part]) => {
    const isRequired = inner.required?.includes(key) === true;
    const below = `${isTop ? path : path.replace(/\[\]$/, '[]')}.${key}`;
    const list = part.type === 'array' && part.items?.properties !== undefined ? '[]' : '';
    const standard = isRequired ? 'required' : code(part.default);
    return [
      row(`\`${below}\``, form(part), standard, part.description ?? ''),
      ...rowsOf(part, `${below}${list}`),
    ];
  });
}

/**
 * @param {Schema} schema
 * @returns {string} in a few words
 */
function form(schema) {
  if (schema.title !== undefined) return schema.title;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(', ');
  if (schema.anyOf !== undefined) return 'text, number, true, false, null';
  if (schema.type === 'array')
    return `list of ${schema.items === undefined ? 'anything' : form(schema.items)}`;
  if (schema.properties !== undefined) return 'mapping';
  if (schema.type === 'object') return 'mapping of name to text';
  const range = schema.minimum === undefined ? '' : `, ${schema.minimum} to ${schema.maximum}`;
  return `${schema.type === 'string' ? 'text' : (schema.type ?? '')}${range}`;
}

/** @param {unknown} value an empty mapping or list says no more than nothing */
function code(value) {
  if (value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0))
    return '–';
  if (Array.isArray(value)) return `\`[${value.join(', ')}]\``;
  return `\`${value}\``;
}

/** @param {string[]} cells */
function row(...cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
