/** The systemd unit of the runner, and what systemd does with it when the kernel kills one of its processes. */

import { basename } from 'node:path';
import { type RunProcess, succeeded } from '../../lib/process.js';
import type { System } from '../system.js';
import type { Unit } from './model.js';

/** Where units lie, the first that has one wins (systemd.unit(5)). */
const FOLDERS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
] as const;
const SYSTEMCTL_MS = 5_000;

export type UnitPorts = { readonly run: RunProcess; readonly signal?: AbortSignal };

/**
 * @param cgroups a /proc/PID/cgroup: its path names the unit.
 * @returns undefined where it names no service: a container, a login, a program started by hand.
 */
export async function findUnit(system: System, cgroups: string, ports: UnitPorts): Promise<Unit | undefined> {
  const named = unitIn(cgroups);
  if (named === undefined) return undefined;
  const asked = await askSystemd(named, ports);
  // A user's units lie in too many places to guess at.
  const oomPolicy = asked ?? (named.isUsers ? undefined : policyInFiles(system, named.name));
  return { ...named, oomPolicy };
}

/** `0::/system.slice/act_runner.service`, `1:name=systemd:/user.slice/…/user@1000.service/app.slice/runner.service/step`. */
export function unitIn(cgroups: string): Pick<Unit, 'name' | 'isUsers'> | undefined {
  for (const line of cgroups.split('\n')) {
    const steps = line.split('/').slice(1);
    // The user's systemd is itself a service: a login in it is no unit of the runner's.
    const name = steps
      .filter((step) => /^[A-Za-z0-9:_.@\\-]+\.service$/.test(step) && !step.startsWith('user@'))
      .at(-1);
    if (name !== undefined) return { name, isUsers: steps.some((step) => step.startsWith('user@')) };
  }
  return undefined;
}

async function askSystemd(
  unit: Pick<Unit, 'name' | 'isUsers'>,
  ports: UnitPorts,
): Promise<string | undefined> {
  const show = ['show', '--property=LoadState,OOMPolicy', '--', unit.name];
  try {
    const finished = await ports.run('systemctl', unit.isUsers ? ['--user', ...show] : show, {
      timeoutMs: SYSTEMCTL_MS,
      ...(ports.signal === undefined ? {} : { signal: ports.signal }),
    });
    // It answers for units that aren't there, too, with the defaults.
    if (!succeeded(finished) || !/^LoadState=loaded$/m.test(finished.stdout)) return undefined;
    return /^OOMPolicy=(\w+)$/m.exec(finished.stdout)?.[1];
  } catch {
    // No systemctl here: the files say it, or nothing does.
    return undefined;
  }
}

/** What the unit's file and its drop-ins set; else the default, which is `continue` for a unit with Delegate (systemd.service(5)). */
function policyInFiles(system: System, name: string): string | undefined {
  const template = name.replace(/@.*(?=\.service$)/, '@');
  const main = [name, template]
    .flatMap((file) => FOLDERS.map((folder) => system.read(`${folder}/${file}`)))
    .find((text) => text !== undefined);
  if (main === undefined) return undefined;
  const texts = [main, ...dropIns(system, new Set([template, name]))];
  const set = lastValue(texts, 'OOMPolicy');
  if (set !== undefined) return set;
  const delegate = lastValue(texts, 'Delegate');
  if (delegate !== undefined && !/^(no|false|off|0)$/i.test(delegate)) return 'continue';
  return lastValue([system.read('/etc/systemd/system.conf') ?? ''], 'DefaultOOMPolicy') ?? 'stop';
}

/** Of all folders by file name; one in an earlier folder hides its namesake in a later one. */
function dropIns(system: System, names: ReadonlySet<string>): readonly string[] {
  const byName = new Map<string, string>();
  for (const folder of [...FOLDERS].reverse())
    for (const name of names)
      for (const file of system.files(`${folder}/${name}.d`))
        if (file.endsWith('.conf'))
          byName.set(basename(file), system.read(`${folder}/${name}.d/${file}`) ?? '');
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

/** The last assignment counts; an empty one takes the earlier ones back. */
function lastValue(texts: readonly string[], key: string): string | undefined {
  const found = [...texts.join('\n').matchAll(new RegExp(`^[ \\t]*${key}[ \\t]*=(.*)$`, 'gm'))]
    .at(-1)?.[1]
    ?.trim();
  return found === '' ? undefined : found;
}
