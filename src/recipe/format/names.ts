/** Domains, stack names and the limits that Swarm sets them. Everything is checked before the first object is made. */

import { randomBytes } from 'node:crypto';
import { UserError } from '../../lib/errors.js';
import type { Compose, ComposeObject } from './compose-model.js';
import { showPlace } from './place.js';

export type Domain = string & { readonly brand: 'Domain' };
export type StackName = string & { readonly brand: 'StackName' };

/** Measured on 20.10: `[A-Za-z0-9-_.]`, 64 characters for a config's or secret's name, 63 for a service's. */
const MAX_CONFIG_NAME = 64;
const MAX_SERVICE_NAME = 63;
/** abra cuts a stack's name here. */
const MAX_STACK_NAME = 45;

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** @returns the six hex digits that keep two runs of one recipe apart. */
export function runId(): string {
  return randomBytes(3).toString('hex');
}

/** @returns `hell-3fa9c1.cc-ci.test`: short, because it is in front of every name that a Swarm bounds. */
export function appDomain(recipe: string, id: string, zone: Domain): Domain {
  const short = recipe
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, 4)
    .replace(/^-+|-+$/g, '');
  return parseDomain(`${short === '' ? 'app' : short}-${id}.${zone}`, 'input zone');
}

/**
 * @param what names the value in the message: `input domain`.
 * @throws UserError for what is no host name in lower case with at least two labels.
 */
export function parseDomain(text: string, what: string): Domain {
  const isHostName = text.length <= 253 && text.split('.').length >= 2 && text.split('.').every(isLabel);
  if (!isHostName)
    throw new UserError(
      `${what}: ${JSON.stringify(text)} is no domain; give a host name in lower case such as hello.ci.example.org`,
    );
  return text as Domain;
}

function isLabel(label: string): boolean {
  return LABEL.test(label);
}

/** @returns the domain with its dots as underscores, as abra names stacks. @throws UserError beyond 45 characters. */
export function stackNameOf(domain: Domain): StackName {
  const name = domain.replaceAll('.', '_');
  if (name.length > MAX_STACK_NAME)
    throw new UserError(
      `the domain ${domain} makes a stack name of ${name.length} characters, and ${MAX_STACK_NAME} fit: use a shorter domain or zone`,
    );
  return name as StackName;
}

/** @returns a service's name in the Swarm. */
export function serviceName(stack: StackName, service: string): string {
  return `${stack}_${service}`;
}

/**
 * Every name that the deployment would make, against Swarm's limits.
 * @throws UserError naming each that doesn't fit, with its place and length.
 */
export function checkSwarmNames(compose: Compose, stack: StackName): void {
  const used = new Set(compose.services.flatMap((service) => service.secrets.map(({ key }) => key)));
  const problems = [
    ...compose.services.map(({ name, place }) => {
      const full = serviceName(stack, name);
      const isPlain = /^[a-zA-Z0-9](?:[-_]*[a-zA-Z0-9])*$/.test(full);
      return tooLong('service', full, place, MAX_SERVICE_NAME, isPlain);
    }),
    ...compose.configs.map((config) => (config.isExternal ? undefined : objectProblem('config', config))),
    // Docker never looks at an external one that no service uses.
    ...compose.secrets.map((secret) =>
      secret.isExternal && !used.has(secret.key) ? undefined : objectProblem('secret', secret),
    ),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new UserError(problems.join('\n'));
}

function objectProblem(kind: 'config' | 'secret', object: ComposeObject): string | undefined {
  const { name, place, nameVariables } = object;
  const version = nameVariables.at(-1);
  // `${STACK_NAME}_token_` of `${STACK_NAME}_token_${SECRET_TOKEN_VERSION}`.
  if (name.endsWith('_') && version !== undefined)
    return `${showPlace(place)}: the ${kind} name ${name} lacks its version: ${version} is empty, or stands in .env.sample only behind a #; write ${version}=v1 there, or under env: in cc-ci.yml`;
  return tooLong(kind, name, place, MAX_CONFIG_NAME, isObjectName(name));
}

function isObjectName(name: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name);
}

function tooLong(
  kind: string,
  name: string,
  place: Parameters<typeof showPlace>[0],
  limit: number,
  isValid: boolean,
): string | undefined {
  if (name.length > limit)
    return `${showPlace(place)}: the ${kind} name ${name} has ${name.length} characters and Swarm takes ${limit}: use a shorter domain or zone, or a shorter name`;
  return isValid
    ? undefined
    : `${showPlace(place)}: Swarm doesn't take the ${kind} name ${JSON.stringify(name)}: letters, digits, - and _ fit, with a letter or digit at both ends`;
}
