/** Starts a toolbox, and tells whether one that was started can still be used. */

import { type Docker, DockerApiError, ensureImage, ImageError } from '../../docker/index.js';
import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import type { PlannedVolume } from '../plan/app.js';
import { toolboxName, toolboxSpec, volumesToMount } from './mounts.js';

/** What of an AppContext a toolbox needs. */
export type ToolboxContext = {
  readonly app: Pick<AppContext['app'], 'stack' | 'volumes'>;
} & Pick<AppContext, 'docker' | 'signal' | 'toolboxImage' | 'registries' | 'waiting' | 'note'>;

/** A container that runs, with what is mounted in it. */
export type Started = { readonly container: string; readonly volumes: readonly PlannedVolume[] };

/** @throws ImageError where the image can't be had, or no container can be started from it. */
export async function start(context: ToolboxContext): Promise<Started> {
  const { app, docker, signal, toolboxImage: image } = context;
  await fetchImage(context);
  const volumes = volumesToMount(app, await existingVolumes(docker, signal));
  const query = { name: toolboxName(app.stack) };
  const body = toolboxSpec(app.stack, image, volumes);
  const create = (): Promise<{ readonly Id: string } | undefined> =>
    docker.request('POST', '/containers/create', { query, body, signal, expect: [409] });
  // 409: one with other volumes, or one that has ended, has the name.
  const created = (await create()) ?? (await removeToolbox(context).then(create));
  if (created === undefined)
    throw new DockerApiError(
      409,
      `the name ${query.name} is taken again and again: does another run use this stack?`,
    );
  try {
    await docker.request('POST', `/containers/${created.Id}/start`, { signal });
  } catch (error) {
    if (error instanceof DockerApiError) throw new ImageError(cantStart(image, error.message));
    throw error;
  }
  return { container: created.Id, volumes };
}

/** True while it runs and sees every volume that the app has by now. */
export async function isUsable(context: ToolboxContext, started: Started): Promise<boolean> {
  const { app, docker, signal } = context;
  const found = await docker.request<{ readonly State: { readonly Running: boolean } } | undefined>(
    'GET',
    `/containers/${started.container}/json`,
    { signal, expect: [404] },
  );
  if (found?.State.Running !== true) return false;
  const own = app.volumes.filter(({ isExternal }) => !isExternal);
  const isMounted = ({ key, name }: PlannedVolume): boolean =>
    started.volumes.some((volume) => volume.key === key && volume.name === name);
  if (own.every(isMounted)) return true;
  return volumesToMount(app, await existingVolumes(docker, signal)).every(isMounted);
}

async function removeToolbox({ app, docker, signal }: ToolboxContext): Promise<void> {
  await docker.request('DELETE', `/containers/${toolboxName(app.stack)}`, {
    query: { force: true, v: true },
    expect: [404, 409],
    signal,
  });
}

async function existingVolumes(docker: Docker, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { Volumes: volumes } = await docker.request<{
    readonly Volumes: readonly { readonly Name: string }[] | null;
  }>('GET', '/volumes', { signal });
  return new Set((volumes ?? []).map(({ Name: name }) => name));
}

async function fetchImage({
  docker,
  signal,
  toolboxImage: image,
  registries,
  waiting,
  note,
}: ToolboxContext): Promise<void> {
  try {
    const onNote = (message: string): void => note('info', message);
    await ensureImage(docker, image, { signal, onProgress: waiting, onNote, credentials: registries });
  } catch (error) {
    throw error instanceof ImageError ? new ImageError(ofToolbox(error.finding)) : error;
  }
}

const REMEDY =
  'Make it reachable for the Docker host, or name another image that holds restic, tar and a shell (input toolbox-image).';

/** The image is the harness's choice: that it can't be had is never the recipe's fault. */
function ofToolbox(finding: Finding): Finding {
  return {
    ...finding,
    blame: finding.blame === 'recipe' ? 'harness' : finding.blame,
    message: `the toolbox, the container beside the app that reads its volumes, can't be started: ${finding.message}`,
    remedy: finding.code === 'docker-unreachable' ? finding.remedy : REMEDY,
  };
}

function cantStart(image: string, said: string): Finding {
  return {
    code: 'engine-failed',
    blame: 'harness',
    message: `the toolbox, the container beside the app that reads its volumes, can't be started from ${image}`,
    evidence: [said],
    remedy: REMEDY,
  };
}
