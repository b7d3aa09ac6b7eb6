/** What of an app is in the Swarm, as the labels of its services say it. */
import { servicesOf } from '../docker.mjs';

/**
 * @typedef {object} Deployed
 * @property {string | undefined} version
 * @property {boolean} isChaos
 * @property {string | undefined} chaosVersion
 *
 * @param {import('../app.mjs').App} app
 * @returns {Promise<Deployed | undefined>}
 */
export async function deployedOf({ server, stack }) {
  const services = await servicesOf(server, stack);
  if (services.length === 0) return undefined;
  /** @param {string} name */
  const label = (name) => {
    const key = `coop-cloud.${stack}.${name}`;
    return services.find(({ Spec }) => Spec.Labels[key])?.Spec.Labels[key];
  };
  return {
    version: label('version'),
    isChaos: label('chaos') === 'true',
    chaosVersion: label('chaos-version'),
  };
}
