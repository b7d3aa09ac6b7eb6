/** The recipe's variables as a deployment sees them. Pure. */

import { UserError } from '../../lib/errors.js';
import type { Compose } from '../format/compose.js';
import { placeOfKey } from '../format/env-file.js';
import { userErrorAt } from '../format/place.js';
import type { Recipe } from '../format/recipe.js';
import { isReserved } from '../format/variables.js';

/** What docker's program is given: the variables that the compose files name. @throws UserError for one that it reads itself. */
export function deployEnvironment(
  compose: Compose,
  all: ReadonlyMap<string, string>,
  recipe: Recipe,
): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const name of [...compose.variables].sort()) {
    if (isReserved(name)) throw reservedName(name, recipe);
    const value = all.get(name);
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** `environment: - DOCKER_HOST`: the recipe's own value, and never that of the machine we run on. */
export function reservedEnvironment(
  { services }: Compose,
  all: ReadonlyMap<string, string>,
  recipe: Recipe,
): ReadonlyMap<string, string> {
  const names = services.flatMap((service) => service.environmentFromOutside).filter(isReserved);
  return new Map(
    names.map((name) => {
      const value = all.get(name);
      if (value === undefined) throw reservedName(name, recipe);
      return [name, value];
    }),
  );
}

function reservedName(name: string, recipe: Recipe): UserError {
  const place = placeOfKey(recipe.envFile, name);
  const message = `the compose files take ${name}, which docker's own program reads as well; give the recipe's variable another name`;
  return place === undefined ? new UserError(`${recipe.name}: ${message}`) : userErrorAt(place, message);
}
