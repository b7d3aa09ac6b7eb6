/** Reads cc-ci.yml. Everything that is wrong with it is said at once, each with its line. */

import * as v from 'valibot';
import { UserError } from '../../lib/errors.js';
import { formatBytes } from '../../lib/units.js';
import { userErrorAt } from '../format/place.js';
import { parseYaml, plain } from '../format/yaml-tree.js';
import { contradictions } from './contradictions.js';
import { manifestOf } from './convert.js';
import { defaultManifest, type Manifest } from './model.js';
import { rememberTree, showProblems } from './places.js';
import { inheritedKeys, problemOf } from './problems.js';
import { ManifestFile } from './schema.js';

/** Far beyond any manifest; what is longer could keep the parser busy for minutes. */
const MAX_CHARACTERS = 64 * 1024;

/**
 * @param text the whole file; one that holds nothing, or comments alone, says what no file says.
 * @param file how messages name it.
 * @throws UserError with one line a problem: file, line, column, the key, what stands there and what has to.
 */
export function parseManifest(text: string, file: string): Manifest {
  if (text.length > MAX_CHARACTERS)
    throw new UserError(
      `${file} has ${formatBytes(text.length)}, and a manifest has ${formatBytes(MAX_CHARACTERS)} at most: is it the right file?`,
    );
  const tree = parseYaml(text, file);
  if (tree.kind === 'leaf' && tree.value === null) return defaultManifest;
  if (tree.kind !== 'map')
    throw userErrorAt(tree.place, 'the file has to be a mapping of keys such as health: and checks:');
  const inherited = inheritedKeys(tree);
  if (inherited.length > 0) throw new UserError(showProblems(inherited, tree, file));
  const parsed = v.safeParse(ManifestFile, plain(tree));
  if (!parsed.success) throw new UserError(showProblems(parsed.issues.map(problemOf), tree, file));
  const contradicting = contradictions(parsed.output, tree);
  if (contradicting.length > 0) throw new UserError(showProblems(contradicting, tree, file));
  const manifest = manifestOf(parsed.output);
  rememberTree(manifest, tree);
  return manifest;
}
