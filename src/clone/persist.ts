/** `persist-credentials: true`: the one case in which the token is on disk, until the post step takes it away. */

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError, hasCode } from '../lib/errors.js';
import { authorization } from './credential.js';
import { scopesOf } from './remote.js';

const BEGIN = '# cc-ci-action: credential, removed when the job ends\n';
const END = '# cc-ci-action: end of credential\n';

export function persistCredential(folder: string, url: string, token: string): void {
  const file = join(folder, '.git', 'config');
  const header = authorization(token);
  const sections = scopesOf(url).map((scope) => `[http "${scope}"]\n\textraHeader = "${header}"\n`);
  chmodSync(file, 0o600);
  writeFileSync(file, `${BEGIN}${sections.join('')}${END}`, { flag: 'a' });
}

/** Removes what persistCredential wrote. @returns false when there was nothing (any more). */
export function removeCredential(folder: string): boolean {
  const file = join(folder, '.git', 'config');
  try {
    const text = readFileSync(file, 'utf8');
    const begin = text.indexOf(BEGIN);
    if (begin < 0) return false;
    const end = text.indexOf(END, begin);
    // Without an end (the disk was full when it was written) the token may be in all that follows.
    writeFileSync(file, text.slice(0, begin) + (end < 0 ? '' : text.slice(end + END.length)));
    return true;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return false;
    throw new EnvironmentError(`the credential in ${file} can't be removed: remove it by hand`, { cause });
  }
}
