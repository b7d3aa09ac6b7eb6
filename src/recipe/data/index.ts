/** Data that has to survive: written into the old release, read from the new one, changed and deleted between backup and restore. */

import type { Finding } from '../../report/results.js';
import type { AppContext } from '../context.js';
import { execPlace, httpPlace } from './asked.js';
import { filePlace } from './file.js';
import { lossWords, lost, notSpoiled, notWritten, type Problem, unspoiledWords } from './judge.js';
import type { Marker, Values } from './marker.js';
import { type Place, PlaceError, SPOILED } from './place.js';
import { sqlPlace } from './sql.js';

export type { DataPlan, Gap, Marker, Values } from './marker.js';
export { planData } from './plan.js';

/** @returns undefined when all are written and read back. @throws EnvironmentError where Docker can't be asked; the signal's reason. */
export async function writeData(
  context: AppContext,
  markers: readonly Marker[],
  values: Values,
): Promise<Finding | undefined> {
  checkValues(values);
  const problems = await atEach(context, markers, async (place) => {
    await place.write(values);
    return lossWords(await place.read(values), values);
  });
  return notWritten(problems, markers.length);
}

/** @param after in words, for the message: `the upgrade`, `the restore`. @returns what is missing or changed. */
export async function readData(
  context: AppContext,
  markers: readonly Marker[],
  values: Values,
  after: string,
): Promise<Finding | undefined> {
  checkValues(values);
  const problems = await atEach(context, markers, async (place) =>
    lossWords(await place.read(values), values),
  );
  return lost(problems, markers.length, after);
}

/** Changes `kept` and deletes `lost` everywhere, and makes sure that they read so. */
export async function spoilData(
  context: AppContext,
  markers: readonly Marker[],
  values: Values,
): Promise<Finding | undefined> {
  checkValues(values);
  const problems = await atEach(context, markers, async (place) => {
    await place.spoil(values);
    return unspoiledWords(await place.read(values), values);
  });
  return notSpoiled(problems, markers.length);
}

/** Side by side, as the places don't know of each other. @returns what went wrong, in the markers' order. */
async function atEach(
  context: AppContext,
  markers: readonly Marker[],
  act: (place: Place) => Promise<string | undefined>,
): Promise<readonly Problem[]> {
  const all = await Promise.all(
    markers.map(async (marker): Promise<Problem | undefined> => {
      try {
        const words = await act(placeOf(context, marker));
        return words === undefined ? undefined : { marker, words, evidence: [] };
      } catch (error) {
        if (!(error instanceof PlaceError)) throw error;
        return { marker, words: error.message, evidence: error.evidence };
      }
    }),
  );
  return all.filter((problem) => problem !== undefined);
}

function placeOf(context: AppContext, { spec }: Marker): Place {
  if ('service' in spec && !context.app.services.some(({ name }) => name === spec.service))
    throw new PlaceError(`this release of the recipe has no service ${spec.service}`);
  // A volume outlives the release that used it: what is still in it is lost to an app that no longer looks there.
  if (spec.kind === 'file' && !isMounted(context, spec.volume))
    throw new PlaceError(`no service of this release of the recipe mounts the volume ${spec.volume}`);
  switch (spec.kind) {
    case 'file':
      return filePlace(context, spec);
    case 'sql':
      return sqlPlace(context, spec);
    case 'http':
      return httpPlace(context, spec);
    case 'exec':
      return execPlace(context, spec);
  }
}

function isMounted({ app }: AppContext, key: string): boolean {
  return app.services.some(({ volumes }) => volumes.some(({ volume }) => volume === key));
}

/** They go into shells' arguments, SQL and URLs unquoted, and are looked for inside of pages. */
function checkValues({ kept, lost: other }: Values): void {
  const all = [kept, other, SPOILED];
  const isPlain = [kept, other].every((value) => /^[A-Za-z0-9._-]{4,200}$/.test(value));
  const isApart = all.every((one, index) => all.every((two, at) => index === at || !two.includes(one)));
  if (!isPlain || !isApart) throw new Error(`no values for markers: ${JSON.stringify([kept, other])}`);
}
