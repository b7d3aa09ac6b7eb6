/** The larger parts of cc-ci.yml's schema: health, markers, checks, suites. */

import * as v from 'valibot';
import {
  choice,
  command,
  containerPath,
  expression,
  filePath,
  folder,
  headers,
  jsonPath,
  label,
  length,
  lengthOrZero,
  line,
  nearest,
  noList,
  port,
  said,
  service,
  statuses,
  urlPath,
  volume,
} from './forms.js';

/** Keys that look right and aren't taken, with what to do instead. */
export type Refused = Readonly<Record<string, string>>;

/** A mapping of these keys and no others. */
export function mapping<const Entries extends v.ObjectEntries>(entries: Entries, refused: Refused = {}) {
  const known = Object.keys(entries);
  return noList(
    v.strictObject(entries, ({ expected, input }) => {
      if (expected !== 'never') return `a mapping with ${known.join(', ')}`;
      const key = String(input);
      if (Object.hasOwn(refused, key)) return refused[key] ?? '';
      const near = nearest(key, known);
      return near === undefined ? `the keys are ${known.join(', ')}` : `did you mean ${near}?`;
    }),
  );
}

export const optional = v.exactOptional;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const scalarExpected = 'text, a number, true, false or null';

const body = {
  contains: optional(said('Text that the answer has to contain.', line)),
  matches: optional(said('A JavaScript regular expression that the answer has to match.', expression)),
  json: optional(
    said(
      'A value that has to be in the answer, which is JSON then.',
      mapping({
        path: said('Where it is: `status.db`, `items[0].name`.', jsonPath),
        equals: said(
          'What it has to be.',
          v.nullable(
            v.union([v.string(), v.pipe(v.number(), v.finite(scalarExpected)), v.boolean()], scalarExpected),
          ),
        ),
      }),
    ),
  ),
};

export const health = mapping({
  path: optional(said('The page that is asked for.', urlPath), '/'),
  status: optional(
    said('The HTTP statuses that are good; redirections are not followed.', statuses),
    [200, 204, 301, 302, 303, 307, 308],
  ),
  headers: optional(
    said('Headers that the answer has to have; each value has to be part of theirs.', headers),
    {},
  ),
  ...body,
  service: optional(said("The service that is asked. Default: the one with traefik's labels.", service)),
  port: optional(said("Its port. Default: the one in traefik's labels.", port)),
  tcp: optional(
    said(
      'Ports that have to accept connections besides.',
      v.array(
        mapping({ service: said('The service.', service), port: said('Its port.', port) }),
        'a list such as [{service: db, port: 5432}]',
      ),
    ),
    [],
  ),
  timeout: optional(
    said(
      'How long the page may take to answer so, once all services are up. Default: `timeouts.http`.',
      length,
    ),
  ),
  'stable-for': optional(said('How long the answer has to stay as it is.', lengthOrZero), '0s'),
});

function request(method: (typeof methods)[number]) {
  return mapping({
    method: optional(said('The HTTP method.', choice(methods)), method),
    path: said('The path on the app.', urlPath),
    headers: optional(said('Headers of the request.', headers), {}),
    body: optional(said("The request's body.", v.string('text'))),
    status: optional(said('The HTTP statuses that are good.', statuses), [200, 201, 202, 204]),
  });
}

const one = (words: string): string => `exactly one of ${words}`;

export const marker = v.pipe(
  mapping({
    file: optional(
      said(
        'A file of our own in a volume.',
        mapping({
          volume: said("The volume's key in the compose file.", volume),
          path: said('The file, from the root of the volume.', filePath),
        }),
      ),
    ),
    sql: optional(
      said(
        "A table of our own in a database. What is left out is read from the service's environment.",
        mapping({
          engine: said('What the database is.', choice(['postgres', 'mariadb'])),
          service: said('Its service.', service),
          database: optional(said("The database's name.", label)),
          user: optional(said('Who connects.', label)),
          'password-file': optional(
            said(
              'The file in the container that holds the password: `/run/secrets/db_password`.',
              containerPath,
            ),
          ),
        }),
      ),
    ),
    http: optional(
      said(
        'Requests to the app. `{marker}` in path, body and header values stands for the value; read is good when its answer contains it.',
        mapping({
          write: said('Writes the value: `{marker}` has to be in it.', request('POST')),
          read: said('Reads it.', request('GET')),
          remove: optional(said('Removes it.', request('DELETE'))),
        }),
      ),
    ),
    exec: optional(
      said(
        "Commands in a service's container. `{marker}` stands for the value; read prints it.",
        mapping({
          service: said('Where they run.', service),
          write: said('Writes the value: `{marker}` has to be in it.', command),
          read: said('Prints it.', command),
          remove: optional(said('Removes it.', command)),
        }),
      ),
    ),
  }),
  v.entries(1, one('file, sql, http and exec')),
);

export const check = v.pipe(
  mapping({
    name: said('How reports call it.', label),
    http: optional(
      said(
        'A page of the app.',
        mapping({
          method: optional(said('The HTTP method.', choice(methods)), 'GET'),
          path: said('The path on the app.', urlPath),
          headers: optional(said('Headers of the request.', headers), {}),
          body: optional(said("The request's body.", v.string('text'))),
          status: optional(said('The HTTP statuses that are good.', statuses), [200]),
          ...body,
          service: optional(
            said("The service that is asked. Default: the one with traefik's labels.", service),
          ),
          port: optional(said("Its port. Default: the one in traefik's labels.", port)),
        }),
      ),
    ),
    exec: optional(
      said(
        "A command in a service's container.",
        mapping({
          service: said('Where it runs.', service),
          command: said('The words of the command. No shell reads them.', command),
          'exit-code': optional(
            said(
              'The exit code that is good.',
              v.pipe(
                v.number('an exit code, 0 to 255'),
                v.integer('an exit code, 0 to 255'),
                v.minValue(0, 'an exit code, 0 to 255'),
                v.maxValue(255, 'an exit code, 0 to 255'),
              ),
            ),
            0,
          ),
          ...body,
        }),
      ),
    ),
    browser: optional(
      said(
        'A page in Chromium, with a screenshot and a trace kept.',
        mapping({
          path: optional(said('The path on the app.', urlPath), '/'),
          script: optional(
            said(
              'A module of the recipe whose default export is `async ({page, baseUrl, domain}) => {}`; `page` is a Playwright page.',
              filePath,
            ),
          ),
          title: optional(said("Text that the page's title has to contain.", line)),
          forbid: optional(
            said(
              'What makes the check red.',
              v.array(
                choice(['console-errors', 'failed-requests']),
                'a list of console-errors and failed-requests',
              ),
            ),
            [],
          ),
        }),
      ),
    ),
  }),
  v.entries(2, `a name and ${one('http, exec and browser')}`),
);

export function tests(folderDefault: string, timeoutDefault: string) {
  return mapping({
    folder: optional(said('Where they are in the recipe.', folder), folderDefault),
    command: optional(
      said(
        'What runs them, in that folder. Default: pytest, node --test, vitest or executables, by what the folder holds.',
        command,
      ),
    ),
    timeout: optional(said('How long they may take.', length), timeoutDefault),
  });
}
