/** Which rows abra runs every time: those in whose verdict the engine has a part. The others have a suite of their own. */
import { green, red } from '../../support/recipes/table.js';

/** By name, with what of the engine each shows. */
const EVERY_TIME: Readonly<Record<string, string>> = {
  'custom-html: two releases, a manifest, checks, tests, configs and secrets':
    'every stage, secrets inserted',
  'an app with a PostgreSQL that hooks dump and load': 'backup and restore with hooks',
  'a head that brings a volume and a secret, and lets a service go': 'secrets of an upgrade',
  'a config that changed without a new version': 'what a refused deployment says',
  'an upgrade that empties the volume': 'data over an upgrade',
  'an upgrade that rolls back and looks healthy': 'labels, and a FATA that is none',
  'an upgrade that is left paused': 'an upgrade that is never over',
  'a backup that restores nothing': 'snapshots by backup-bot',
  'a dump that is cut short by a hook that fails silently': 'dumps that the bot doesn’t look at',
  'a restore that leaves deleted data deleted': 'a restore into an app installed afresh',
  'an error that lint finds': 'lint through a PTY',
};

const known = new Set([...green, ...red].map(({ name }) => name));
const unknown = Object.keys(EVERY_TIME).filter((name) => !known.has(name));
if (unknown.length > 0) throw new Error(`no test recipe is called ${unknown.join(' or ')}`);

export const isEveryTime = ({ name }: { readonly name: string }): boolean => name in EVERY_TIME;
