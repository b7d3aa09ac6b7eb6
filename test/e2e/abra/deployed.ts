/** What the deployment tests share: two releases on the Swarm's own image, a head beyond them, and what Swarm has of a service. */
import type { TestSwarm } from '../../support/swarm.js';
import { NEW, type RecipeOf, recipeFiles, type TestApp, twoReleases } from './app.js';

export const DEPLOY = 'app deploy DOMAIN -n -o -D -c';
export const CHAOS = `${DEPLOY} -C`;

export type Deployed = { readonly labels: Readonly<Record<string, string>>; readonly env: readonly string[] };

/** What Swarm has of a service. */
export async function serviceOf({ docker }: TestSwarm, { stack }: TestApp, name = 'app'): Promise<Deployed> {
  type Spec = {
    readonly Labels: Record<string, string>;
    readonly TaskTemplate: { readonly ContainerSpec: { readonly Env: string[] } };
  };
  const { Spec } = await docker.request<{ readonly Spec: Spec }>('GET', `/services/${stack}_${name}`);
  const prefix = `coop-cloud.${stack}.`;
  const own = Object.entries(Spec.Labels).filter(([key]) => key.startsWith(prefix));
  return {
    labels: Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])),
    env: Spec.TaskTemplate.ContainerSpec.Env,
  };
}

export function world(
  swarm: TestSwarm,
  of: RecipeOf = {},
): { swarm: TestSwarm; releases: ReturnType<typeof twoReleases> } {
  return { swarm, releases: twoReleases({ image: swarm.image, ...of }) };
}

export const head = (image: string): { readonly files: Readonly<Record<string, string>> } => ({
  files: { ...recipeFiles({ image, version: NEW, config: 'head', configVersion: 'v3' }) },
});
