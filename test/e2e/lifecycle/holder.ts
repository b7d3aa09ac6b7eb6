/** Somebody on the same host who has mounted an app's volume, and doesn't let go of it. */
import { removeApp } from '../../../src/recipe/index.js';
import type { TestSwarm } from '../../support/swarm.js';

export type Holder = {
  /** Lets go, and removes what the run had to leave. */
  release(): Promise<void>;
};

/** Waits for the volume of that key in an app of the zone, and holds it by a container of its own from then on. */
export async function holdVolume(
  { docker, image, host }: TestSwarm,
  zone: string,
  key: string,
): Promise<Holder> {
  const suffix = `_${zone.replaceAll('.', '_')}_${key}`;
  const stop = new AbortController();
  const query = { filters: { type: ['volume'], event: ['create'] } };
  const events = docker.stream('/events', { query, signal: stop.signal });
  // Before the run begins: what has happened by then is never told.
  await events.opened;
  const held = hold();
  held.catch(() => undefined); // Awaited in release.
  return {
    release: async () => {
      stop.abort();
      const { container, volume } = await held.catch((cause: unknown) => {
        throw new Error(`the run ended before there was a volume ${suffix}`, { cause });
      });
      await docker.request('DELETE', `/containers/${container}`, { query: { force: true } });
      const env = { ...process.env, DOCKER_HOST: host };
      const signal = AbortSignal.timeout(60_000);
      const stack = volume.slice(0, -key.length - 1);
      const { residue } = await removeApp(stack, { dockerContext: '', env, signal, onNote: () => undefined });
      if (residue.length > 0) throw new Error(`still there: ${JSON.stringify(residue)}`);
    },
  };

  async function hold(): Promise<{ readonly container: string; readonly volume: string }> {
    const volume = await volumeCreated();
    const body = { Image: image, Cmd: ['true'], HostConfig: { Binds: [`${volume}:/held`] } };
    const created = await docker.request<{ readonly Id: string }>('POST', '/containers/create', { body });
    return { container: created.Id, volume };
  }

  async function volumeCreated(): Promise<string> {
    for await (const event of events) {
      const { Actor: actor } = event as { readonly Actor: { readonly ID: string } };
      if (actor.ID.endsWith(suffix)) return actor.ID;
    }
    throw new Error(`no volume ${suffix} was made`);
  }
}
