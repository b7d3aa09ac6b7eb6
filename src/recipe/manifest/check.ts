/** Whether what a manifest names is in the recipe: services, volumes, secrets. Pure. */

import { UserError } from '../../lib/errors.js';
import type { Compose } from '../format/compose.js';
import { nearest } from './forms.js';
import type { Manifest, MarkerSpec } from './model.js';
import { type Path, type Problem, showPath, showProblems } from './places.js';

/** @throws UserError with one line for each name that the recipe doesn't have; with its place where the manifest was read from a file. */
export function checkManifest(manifest: Manifest, compose: Compose): void {
  const problems = [
    ...serviceUses(manifest).flatMap(({ path, name }) => serviceProblem(compose, path, name)),
    ...manifest.data.flatMap((spec, index) => volumeProblem(compose, spec, index)),
    ...secretProblems(manifest, compose),
  ];
  if (problems.length > 0) throw new UserError(showProblems(problems, manifest));
}

type Use = { readonly path: Path; readonly name: string };

function serviceUses({ health, data, backup, checks, policy }: Manifest): readonly Use[] {
  const use = (path: Path, of: { readonly service?: string } | undefined): readonly Use[] =>
    of?.service === undefined ? [] : [{ path: [...path, 'service'], name: of.service }];
  return [
    ...use(['health'], health),
    ...health.tcp.flatMap((entry, index) => use(['health', 'tcp', index], entry)),
    ...data.flatMap((spec, index) => ('service' in spec ? use(['data', index, spec.kind], spec) : [])),
    ...use(['backup', 'verify'], backup.verify),
    ...checks.flatMap((check, index) =>
      'service' in check ? use(['checks', index, check.kind], check) : [],
    ),
    ...policy.allow.flatMap((entry, index) => use(['policy', 'allow', index], entry)),
  ];
}

function serviceProblem({ services }: Compose, path: Path, name: string): readonly Problem[] {
  const names = services.map((service) => service.name);
  if (names.includes(name)) return [];
  return [
    {
      path,
      message: `${showPath(path)} is ${name}, and the recipe has no such service: ${hint(name, names)}`,
    },
  ];
}

function volumeProblem({ services, volumes }: Compose, spec: MarkerSpec, index: number): readonly Problem[] {
  if (spec.kind !== 'file') return [];
  const path = ['data', index, 'file', 'volume'];
  const problem = (why: string): readonly Problem[] => [
    { path, message: `${showPath(path)} is ${spec.volume}, and ${why}` },
  ];
  const found = volumes.find(({ key }) => key === spec.volume);
  if (found === undefined)
    return problem(
      `the recipe has no such volume: ${hint(
        spec.volume,
        volumes.map(({ key }) => key),
      )}`,
    );
  if (found.isExternal) return problem("that volume is external: what is in it isn't this app's to write to");
  if (services.some(({ mounts }) => mounts.some(({ kind, key }) => kind === 'volume' && key === spec.volume)))
    return [];
  return problem('no service mounts that volume: docker never makes it');
}

function secretProblems({ env }: Manifest, { secrets }: Compose): readonly Problem[] {
  const names = secrets.map(({ key }) => key);
  return Object.entries(env).flatMap(([variable, value]) =>
    [...value.matchAll(/\{secret:([^}]*)\}/g)].flatMap(([, name = '']) => {
      if (names.includes(name)) return [];
      const path = ['env', variable];
      return [
        {
          path,
          message: `${showPath(path)} names the secret ${JSON.stringify(name)}, and the recipe has no such secret: ${hint(name, names)}`,
        },
      ];
    }),
  );
}

function hint(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean ${near}?`;
  return names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
}
