/** Values of a manifest that are good by themselves and rule each other out. Pure. */

import { parseDurationMs } from '../../lib/units.js';
import { entries, type Tree } from '../format/yaml-tree.js';
import { placeholderProblems } from '../needs/placeholders.js';
import { isGitUrl } from './forms.js';
import type { Path, Problem } from './places.js';
import type { ManifestFile } from './schema.js';

/** @param tree tells what was written from what are defaults. */
export function contradictions(file: ManifestFile, tree: Tree): readonly Problem[] {
  return [
    ...times(file),
    ...reserved(file),
    ...markers(file),
    ...checks(file),
    ...needs(file),
    ...placeholders(file),
    ...leftOut(file, tree),
    ...twice(
      ['checks'],
      file.checks.map(({ name }) => name),
    ),
    ...twice(
      ['needs'],
      file.needs.map(({ name }) => name),
    ),
    ...suites(file),
  ];
}

function times({ health, timeouts }: ManifestFile): readonly Problem[] {
  const problems: Problem[] = [];
  const longer = (path: Path, what: string, ms: number, limit: string | undefined, name: string): void => {
    if (limit !== undefined && ms >= (parseDurationMs(limit) ?? 0))
      problems.push({ path, message: `${what} has to be shorter than ${name}, which is ${limit}` });
  };
  const stable = parseDurationMs(health['stable-for']) ?? 0;
  const page = health.timeout === undefined ? 'timeouts.http' : 'health.timeout';
  if (stable > 0)
    longer(
      ['health', 'stable-for'],
      'health.stable-for',
      stable,
      health.timeout ?? timeouts.http ?? '1m',
      page,
    );
  for (const key of ['deploy', 'http'] as const)
    longer(
      ['timeouts', key],
      `timeouts.${key}`,
      parseDurationMs(timeouts[key] ?? '0s') ?? 0,
      timeouts.stage,
      'timeouts.stage',
    );
  return problems;
}

/** A run sets these itself, whatever anybody says. */
const OWN = ['DOMAIN', 'STACK_NAME', 'LETS_ENCRYPT_ENV'];

function reserved(file: ManifestFile): readonly Problem[] {
  const of = (path: Path, env: Readonly<Record<string, string>>): readonly Problem[] =>
    Object.keys(env)
      .filter((name) => OWN.includes(name))
      .map((name) => ({
        path: [...path, name],
        isKey: true,
        message: `${name} is set by the run itself: leave it out`,
      }));
  return [
    ...of(['env'], file.env),
    ...file.needs.flatMap(({ env }, index) => of(['needs', index, 'env'], env)),
  ];
}

function markers({ data }: ManifestFile): readonly Problem[] {
  const silent = data.flatMap(({ http, exec }, index): readonly Problem[] => {
    const said = http?.write ?? exec?.write;
    if (said === undefined || JSON.stringify(said).includes('{marker}')) return [];
    const at = http === undefined ? 'exec' : 'http';
    const message = `data[${index}].${at}.write has to have {marker} in it, which stands for the value that is written`;
    return [{ path: ['data', index, at, 'write'], message }];
  });
  const files = data.map(({ file }) => (file === undefined ? undefined : `${file.volume}/${file.path}`));
  return [...silent, ...twice(['data'], files)];
}

function checks(file: ManifestFile): readonly Problem[] {
  return file.checks.flatMap(({ http }, index): readonly Problem[] => {
    const looksInside =
      http?.contains !== undefined || http?.matches !== undefined || http?.json !== undefined;
    if (http?.method !== 'HEAD' || !looksInside) return [];
    return [
      {
        path: ['checks', index, 'http', 'method'],
        message: `checks[${index}].http.method is HEAD, whose answer has no body to look into`,
      },
    ];
  });
}

function needs(file: ManifestFile): readonly Problem[] {
  return file.needs.flatMap(({ warm, env, recipe, version }, index): readonly Problem[] => {
    const meansNothing = (key: 'env' | 'version', to: string, instead: string): Problem => ({
      path: ['needs', index, key],
      isKey: true,
      message: `needs[${index}].${key} means nothing to ${to}: leave out ${key} or ${instead}`,
    });
    const there = `${warm}, which is there already`;
    if (warm !== undefined)
      return [
        ...(Object.keys(env).length === 0 ? [] : [meansNothing('env', there, 'warm')]),
        ...(version === undefined ? [] : [meansNothing('version', there, 'warm')]),
      ];
    if (version === undefined || isGitUrl(recipe)) return [];
    return [
      meansNothing('version', `the folder ${recipe}, which is taken as it lies there`, 'give a git URL'),
    ];
  });
}

/** `{need:…}` in values. Needs are told nothing of each other: they come up side by side. */
function placeholders(file: ManifestFile): readonly Problem[] {
  const of = (path: Path, env: Readonly<Record<string, string>>, known: ManifestFile['needs']) =>
    Object.entries(env).flatMap(([key, value]) =>
      placeholderProblems(value, known).map((problem) => ({
        path: [...path, key],
        message: `${[...path, key].join('.')} ${problem}`,
      })),
    );
  return [
    ...of(['env'], file.env, file.needs),
    ...file.needs.flatMap(({ env }, index) => of(['needs', index, 'env'], env, [])),
  ];
}

/** The keys that say what a stage does, for which `na` says that there is nothing to do. */
const ABOUT: Readonly<Record<string, readonly Path[]>> = {
  upgrade: [['upgrade']],
  backup: [['backup']],
  checks: [['checks']],
  local: [['tests']],
  extra: [['extra']],
};

function leftOut({ na }: ManifestFile, tree: Tree): readonly Problem[] {
  return Object.keys(na).flatMap((stage) =>
    (ABOUT[stage] ?? [])
      .filter((path) => isWritten(tree, path))
      .map((path) => ({
        path: ['na', stage],
        isKey: true,
        message: `na.${stage} says that the stage doesn't apply, and ${path.join('.')} says what it does: leave out one of them`,
      })),
  );
}

/** An empty list or mapping says nothing. */
function isWritten(tree: Tree, [key]: Path): boolean {
  const value = tree.kind === 'map' ? tree.entries.get(String(key))?.value : undefined;
  return value?.kind === 'list' ? value.items.length > 0 : entries(value).length > 0;
}

function twice(path: Path, names: readonly (string | undefined)[]): readonly Problem[] {
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (name === undefined || first === index) return [];
    const message = `${path.join('.')}[${index}] is ${JSON.stringify(name)}, and so is ${path.join('.')}[${first}]`;
    return [{ path: [...path, index], message }];
  });
}

function suites({ tests, extra }: ManifestFile): readonly Problem[] {
  const isSame = tests.folder.replace(/\/$/, '') === extra.folder.replace(/\/$/, '');
  if (!isSame || JSON.stringify(tests.command) !== JSON.stringify(extra.command)) return [];
  return [
    { path: ['extra'], message: `extra and tests are both ${tests.folder}: the same suite would run twice` },
  ];
}
