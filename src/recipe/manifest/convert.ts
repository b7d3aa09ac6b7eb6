/** From the file's form to the model: lengths of time to milliseconds, sizes to bytes, keys to the model's names. Pure. */

import { parseDurationMs } from '../../lib/units.js';
import { parseBytes } from './forms.js';
import type {
  BodySpec,
  CheckSpec,
  HealthSpec,
  HttpRequestSpec,
  Manifest,
  MarkerSpec,
  TestsSpec,
} from './model.js';
import type { ManifestFile } from './schema.js';

export function manifestOf(file: ManifestFile): Manifest {
  const {
    health,
    env,
    upgrade,
    data,
    backup,
    checks,
    tests,
    extra,
    resources,
    timeouts,
    upstream,
    needs,
    na,
    policy,
  } = file;
  return {
    health: healthOf(health),
    env,
    upgrade,
    data: data.map(markerOf),
    backup,
    checks: checks.map(checkOf),
    tests: testsOf(tests),
    extra: testsOf(extra),
    resources: {
      weight: resources.weight,
      ...(resources.memory === undefined ? {} : { memoryBytes: known(parseBytes(resources.memory)) }),
    },
    timeouts: {
      ...(timeouts.deploy === undefined ? {} : { deployMs: ms(timeouts.deploy) }),
      ...(timeouts.http === undefined ? {} : { httpMs: ms(timeouts.http) }),
      ...(timeouts.stage === undefined ? {} : { stageMs: ms(timeouts.stage) }),
    },
    ...(upstream === undefined ? {} : { upstream }),
    needs,
    na,
    policy,
  };
}

function healthOf(health: ManifestFile['health']): HealthSpec {
  const { path, status, headers, service, port, tcp, timeout } = health;
  return {
    path,
    statuses: listOf(status),
    headers,
    ...bodyOf(health),
    ...(service === undefined ? {} : { service }),
    ...(port === undefined ? {} : { port }),
    tcp,
    ...(timeout === undefined ? {} : { timeoutMs: ms(timeout) }),
    stableMs: ms(health['stable-for']),
  };
}

/** Nothing where nothing is expected of the body. */
function bodyOf({ contains, matches, json }: BodySpec): { readonly body?: BodySpec } {
  const body: BodySpec = {
    ...(contains === undefined ? {} : { contains }),
    ...(matches === undefined ? {} : { matches }),
    ...(json === undefined ? {} : { json }),
  };
  return Object.keys(body).length === 0 ? {} : { body };
}

function markerOf({ file, sql, http, exec }: ManifestFile['data'][number]): MarkerSpec {
  if (file !== undefined) return { kind: 'file', ...file };
  if (exec !== undefined) return { kind: 'exec', ...exec };
  if (http !== undefined) {
    const { write, read, remove } = http;
    const common = { kind: 'http', write: requestOf(write), read: requestOf(read) } as const;
    return remove === undefined ? common : { ...common, remove: requestOf(remove) };
  }
  const { 'password-file': passwordFile, ...rest } = known(sql);
  return { kind: 'sql', ...rest, ...(passwordFile === undefined ? {} : { passwordFile }) };
}

type RequestFile = NonNullable<ManifestFile['data'][number]['http']>['write'];

function requestOf({ status, ...request }: RequestFile): HttpRequestSpec {
  return { ...request, statuses: listOf(status) };
}

function checkOf({ name, http, exec, browser }: ManifestFile['checks'][number]): CheckSpec {
  if (http !== undefined) {
    const { contains: _c, matches: _m, json: _j, body, status, ...request } = http;
    const send = body === undefined ? {} : { send: body };
    return { name, kind: 'http', ...request, statuses: listOf(status), ...send, ...bodyOf(http) };
  }
  if (exec !== undefined) {
    const { body: output } = bodyOf(exec);
    const { service, command, 'exit-code': exitCode } = exec;
    return { name, kind: 'exec', service, command, exitCode, ...(output === undefined ? {} : { output }) };
  }
  return { name, kind: 'browser', ...known(browser) };
}

function testsOf({ timeout, ...rest }: ManifestFile['tests']): TestsSpec {
  return { ...rest, timeoutMs: ms(timeout) };
}

function listOf(status: number | readonly number[]): readonly number[] {
  return typeof status === 'number' ? [status] : [...new Set(status)];
}

function ms(text: string): number {
  return known(parseDurationMs(text));
}

/** What the schema has made sure of. */
function known<T>(value: T | undefined): T {
  if (value === undefined)
    throw new Error('the schema of cc-ci.yml let something pass that it should not have');
  return value;
}
