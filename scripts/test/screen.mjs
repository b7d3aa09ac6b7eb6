/** The run on the screen: one line for each thing that has ended, and what is going on now; live only on a terminal. */
import { duration } from '../setup/progress.mjs';

/**
 * @typedef {import('../setup/progress.mjs').Progress} Progress
 *
 * @typedef {object} Running
 * @property {string} what
 * @property {string} detail
 * @property {number} startedAt
 *
 * @typedef {{ detail: (text: string) => void, end: (line?: string) => void }} Activity
 *
 * @typedef {object} Screen
 * @property {(text?: string) => void} line
 * @property {(what: string) => Activity} begin shows that something runs until its `end`
 * @property {Progress} progress what set-up reports to; steps may run side by side
 * @property {(text: string) => string} good
 * @property {(text: string) => string} bad
 * @property {(text: string) => string} faint
 * @property {() => void} close
 */

const FRAME_MS = 120;
/** Where no line can move, a sign of life this often. */
const ALIVE_MS = 60_000;
const FRAMES = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];
/** A step of set-up that is done sooner isn't worth a line. */
const QUICK_MS = 1_000;

/**
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} stream
 * @returns {Screen}
 */
export function screenOn(stream) {
  const isLive = stream.isTTY === true && !process.env.CI;
  const hasColour = isLive && !process.env.NO_COLOR;
  /** @type {Set<Running>} */
  const running = new Set();
  let frame = 0;
  const clear = isLive ? '\r\u001b[2K' : '';
  const line = (text = '') => stream.write(`${clear}${text}\n`);
  const paint = (/** @type {string} */ code) => (/** @type {string} */ text) =>
    hasColour ? `\u001b[${code}m${text}\u001b[0m` : text;
  const beat = setInterval(
    () => {
      if (running.size === 0) return;
      const now = [...running].map(described).join('  ·  ');
      frame = (frame + 1) % FRAMES.length;
      if (!isLive) line(`  … ${now}`);
      else
        stream.write(
          `${clear}${[...`${FRAMES[frame]} ${now}`].slice(0, (stream.columns ?? 80) - 1).join('')}`,
        );
    },
    isLive ? FRAME_MS : ALIVE_MS,
  );
  const begin = (/** @type {string} */ what) => beginOn(running, line, what);
  return {
    line,
    begin,
    good: paint('32'),
    bad: paint('31'),
    faint: paint('2'),
    progress: { note: line, step: (what, words, work) => step(begin, line, what, words, work) },
    close: () => {
      clearInterval(beat);
      stream.write(clear);
    },
  };
}

/** @param {Running} running */
function described({ what, detail, startedAt }) {
  return `${what}${detail ? `: ${detail}` : ''} (${duration(Date.now() - startedAt)})`;
}

/**
 * @param {Set<Running>} running
 * @param {(text: string) => void} line
 * @param {string} what
 * @returns {Activity}
 */
function beginOn(running, line, what) {
  const entry = { what, detail: '', startedAt: Date.now() };
  running.add(entry);
  return {
    detail: (text) => {
      entry.detail = text;
    },
    end: (text) => {
      running.delete(entry);
      if (text !== undefined) line(text);
    },
  };
}

/**
 * @template T
 * @param {(what: string) => Activity} begin
 * @param {(text: string) => void} line
 * @param {string} what
 * @param {import('../setup/progress.mjs').StepWords} words
 * @param {(detail: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function step(begin, line, what, { why, about }, work) {
  const startedAt = Date.now();
  const activity = begin(what);
  const intro = `· ${what}${why ? `: ${why}` : ''}${about ? ` (${about} the first time)` : ''}`;
  const announced = setTimeout(() => line(intro), QUICK_MS);
  try {
    const result = await work(activity.detail);
    activity.end(`✓ ${what} (${duration(Date.now() - startedAt)})`);
    return result;
  } catch (error) {
    activity.end(`✗ ${what} (${duration(Date.now() - startedAt)})`);
    throw error;
  } finally {
    clearTimeout(announced);
  }
}
