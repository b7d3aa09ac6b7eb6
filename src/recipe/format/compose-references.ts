/** What services name has to be declared: docker says so too, but without the place, and after the images have been fetched. */

import type { Compose, ComposeObject } from './compose-model.js';
import type { NamedUse } from './compose-service.js';
import { userErrorAt } from './place.js';

/** @throws UserError with file and line for a volume, network, config or secret that no compose file declares. */
export function checkReferences(compose: Compose): void {
  for (const service of compose.services) {
    declared(service.name, 'volume', service.volumes, compose.volumes);
    declared(
      service.name,
      'network',
      service.networks.filter(({ key }) => key !== 'default'),
      compose.networks,
    );
    declared(service.name, 'config', service.configs, compose.configs);
    declared(service.name, 'secret', service.secrets, compose.secrets);
  }
  for (const config of compose.configs)
    if (!config.isExternal && config.filePath === undefined)
      throw userErrorAt(config.place, `config ${config.key} needs file: or external: true`);
}

function declared(
  service: string,
  kind: 'volume' | 'network' | 'config' | 'secret',
  uses: readonly NamedUse[],
  objects: readonly ComposeObject[],
): void {
  for (const { key, place } of uses) {
    if (objects.some((object) => object.key === key)) continue;
    throw userErrorAt(
      place,
      `service ${service} uses the ${kind} ${key}, which no compose file declares: add it under ${kind}s:`,
    );
  }
}
