/** What the rules have in common: services and sections judged one by one, and what is the app's own. */

import type { ComposeObject } from '../format/compose.js';
import type { ComposeService } from '../format/compose-service.js';
import { type Tree, textOf } from '../format/yaml-tree.js';
import type { Facts, Hit } from './rule.js';

/** Anything but the words for no: docker's own schema refuses the rest, and a rule had better not count on it. */
export function isTrue(tree: Tree | undefined): boolean {
  return !/^(false|no|off|n|0|)$/i.test(textOf(tree) ?? '');
}

/** What `judge` finds in each service. */
export function inServices(
  judge: (service: ComposeService, facts: Facts) => readonly Omit<Hit, 'service'>[],
): (facts: Facts) => readonly Hit[] {
  return (facts) =>
    facts.compose.services.flatMap((service) =>
      judge(service, facts).map((hit) => ({ ...hit, service: service.name })),
    );
}

type Section = 'volumes' | 'networks' | 'configs' | 'secrets';

/** What `judge` finds in each volume, network, config or secret. */
export function inSection(
  section: Section,
  judge: (object: ComposeObject, facts: Facts) => readonly Hit[],
): (facts: Facts) => readonly Hit[] {
  return (facts) => facts.compose[section].flatMap((object) => judge(object, facts));
}

/** True for the app's own names in the Swarm: abra and docker put the stack's name in front of them. */
export function isOwnName(name: string, stack: string): boolean {
  return name.startsWith(`${stack}_`);
}

/** The app's domain, and whatever is below it. */
export function isOwnDomain(name: string, domain: string): boolean {
  const host = name.toLowerCase();
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host) && (host === domain || host.endsWith(`.${domain}`));
}
