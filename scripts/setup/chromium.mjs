/** The browser of the recipes' browser checks: the system's own, installed with apt where it is missing. */
import { ensurePackages } from './apt.mjs';
import { progress as onStderr } from './progress.mjs';
import { findProgram } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Chromium on this machine: about 120 MB to fetch the first time.
 * @param {{ progress?: import('./progress.mjs').Progress }} [words]
 * @returns {Promise<string>} its path
 * @throws {Unavailable} where it is missing and can't be installed
 */
export async function ensureChromium({ progress = onStderr } = {}) {
  const found = findChromium();
  if (found !== undefined) return found;
  await ensurePackages(['chromium'], { why: 'the browser checks of recipes', progress });
  const installed = findChromium();
  if (installed !== undefined) return installed;
  // Ubuntu's package of that name only points to a snap.
  throw new Unavailable(
    'The package chromium of this system brings no program chromium',
    'Install Chromium or Google Chrome so that it is on PATH',
  );
}

/** Whether `ensureChromium` would find all done. */
export const hasChromium = () => findChromium() !== undefined;

const findChromium = () => NAMES.map((name) => findProgram(name)).find((path) => path !== undefined);
