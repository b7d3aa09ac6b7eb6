/** Credentials for registries that an input gives: read, matched to images, and put into the one header that the daemon takes. Pure. */

import { UserError } from '../lib/errors.js';

export type RegistryCredential = {
  /** As in an image's name: `ghcr.io`, `127.0.0.1:5000`; `docker.io` for Docker Hub, whatever it was called. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
};

/** One a registry. */
export type RegistryCredentials = readonly RegistryCredential[];

// biome-ignore lint/suspicious/noTemplateCurlyInString: a workflow's expression, as it is to be written
const FORM = 'HOST USER PASSWORD, such as: ghcr.io ci-bot ${{ secrets.GHCR_TOKEN }}';

/**
 * @param lines not empty; what follows the second gap is the password, spaces in it included.
 * @throws UserError that names the line and never its content: any part may be the password, put in the wrong place.
 */
export function parseRegistryCredentials(lines: readonly string[]): RegistryCredentials {
  const problems: string[] = [];
  const found = new Map<string, RegistryCredential>();
  for (const [index, line] of lines.entries()) {
    const credential = parseLine(line);
    const fault = typeof credential === 'string' ? credential : duplicateOf(credential, found);
    if (fault !== undefined) problems.push(`input registry-credentials: line ${index + 1}: ${fault}`);
    else if (typeof credential !== 'string') found.set(credential.host, credential);
  }
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return [...found.values()];
}

function parseLine(line: string): RegistryCredential | string {
  const match = /^(\S+)\s+(\S+)\s+(.*\S)\s*$/.exec(line.trim());
  if (match === null) {
    const parts = line.trim().split(/\s+/).length;
    const hint = parts === 2 ? ' (is a secret empty?)' : '';
    return `it has ${parts} of three parts${hint}. The form is ${FORM}`;
  }
  const [, given = '', user = '', password = ''] = match;
  const host = hostOf(given);
  if (host === undefined) return `its first part is no host of a registry. The form is ${FORM}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(user + password)) return 'it has a control character in it';
  // In Basic authentication the colon ends the user's name (RFC 7617).
  if (user.includes(':'))
    return 'its user has a colon in it, which registries take for the beginning of the password';
  return { host, user, password };
}

function duplicateOf(
  credential: RegistryCredential,
  found: ReadonlyMap<string, RegistryCredential>,
): string | undefined {
  return found.has(credential.host) ? `${credential.host} is there a second time; give it once` : undefined;
}

const DOCKER_HUB = /^(?:(?:index|registry-1|registry)\.)?docker\.io$/;

/** `https://` before it and a slash or Docker Hub's `/v1/` after it are left from where such a name was copied. */
function hostOf(given: string): string | undefined {
  const host = given
    .replace(/^https?:\/\//i, '')
    .replace(/\/(v[12]\/?)?$/, '')
    .toLowerCase();
  if (DOCKER_HUB.test(host)) return 'docker.io';
  const isHost =
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/.test(
      host,
    );
  // By the same rule as an image's name: without a dot or a port it would be a folder of Docker Hub.
  return isHost && (/[.:]/.test(host) || host === 'localhost') ? host : undefined;
}

/** The host of an image's name, by Docker's rule: its first part, if that has a dot or a port or is `localhost`. */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (!isHost || DOCKER_HUB.test(first)) return 'docker.io';
  return first.toLowerCase();
}

export function credentialFor(
  image: string,
  credentials: readonly RegistryCredential[],
): RegistryCredential | undefined {
  const host = registryOf(image);
  return credentials.find((credential) => credential.host === host);
}

/** The address by which the docker program and the daemon know Docker Hub's credentials. */
const HUB_ADDRESS = 'https://index.docker.io/v1/';

/** The key in a config.json, and `serveraddress` for the daemon. */
export function serverAddress(host: string): string {
  return host === 'docker.io' ? HUB_ADDRESS : host;
}

/** The value of X-Registry-Auth: base64url of JSON (https://docs.docker.com/reference/api/engine/#section/Authentication). */
export function registryAuthHeader({ host, user, password }: RegistryCredential): string {
  const auth = { username: user, password, serveraddress: serverAddress(host) };
  return Buffer.from(JSON.stringify(auth)).toString('base64url');
}

/** What Basic authentication and a config.json make of it. */
export function basicAuth({ user, password }: RegistryCredential): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}

/** Every form of the credential that may not be in a log: the caller masks them. */
export function secretsOf(credential: RegistryCredential): readonly string[] {
  return [credential.password, basicAuth(credential), registryAuthHeader(credential)];
}
