/** Says calmly what set-up is doing, why, about how long that takes, and how long it took. Live only on a terminal. */

/**
 * @typedef {object} StepWords
 * @property {string} [why] what it is needed for
 * @property {string} [about] how long the first time takes, such as `about 3 min`
 *
 * @typedef {object} Progress
 * @property {<T>(what: string, words: StepWords, work: (detail: (text: string) => void) => Promise<T>) => Promise<T>} step
 *   runs `work`, showing that it runs; `detail` adds what is going on within
 * @property {(text: string) => void} note one line, as it is
 */

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** A step that is done sooner gets one line, not two. */
const QUICK_MS = 1_000;
const FRAME_MS = 120;
/** Where no line can move, a sign of life this often. */
const ALIVE_MS = 60_000;

/** Prints nothing. @type {Progress} */
export const silent = {
  step: (_what, _words, work) => work(() => undefined),
  note: () => undefined,
};

/**
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [stream] where to print; stderr where not given
 * @returns {Progress}
 */
export function progressOn(stream = process.stderr) {
  const print = printer(stream);
  return {
    note: (text) => print.line(text),
    async step(what, words, work) {
      const startedAt = Date.now();
      const running = showRunning(print, what, words, startedAt);
      try {
        const result = await work(running.detail);
        running.end(`${print.paint('32', '✓')} ${what} ${print.paint('2', took(startedAt))}`);
        return result;
      } catch (error) {
        running.end(`${print.paint('31', '✗')} ${what} ${print.paint('2', took(startedAt))}`);
        throw error;
      }
    },
  };
}

/** @param {number} startedAt */
const took = (startedAt) => `(${duration(Date.now() - startedAt)})`;

/**
 * A duration for people: `0.3 s`, `12 s`, `2 min 05 s`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * @typedef {ReturnType<typeof printer>} Printer
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} stream
 */
function printer(stream) {
  const live = stream.isTTY === true && !process.env.CI;
  const colour = live && !process.env.NO_COLOR;
  return {
    live,
    /** @param {string} code @param {string} text */
    paint: (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text),
    /** @param {string} text */
    line: (text) => stream.write(`${live ? '\r\u001b[2K' : ''}${text}\n`),
    /** Text that the next one replaces: never wider than the terminal, or it could not be erased. @param {string} text */
    passing: (text) => stream.write(`\r\u001b[2K${[...text].slice(0, (stream.columns ?? 80) - 1).join('')}`),
  };
}

/**
 * @param {Printer} print
 * @param {string} what
 * @param {StepWords} words
 * @param {number} startedAt
 */
function showRunning(print, what, words, startedAt) {
  let latest = '';
  let frame = 0;
  const about = words.about ? ` (${words.about} the first time)` : '';
  const intro = `${what}${words.why ? `: ${words.why}` : ''}${about}`;
  const tick = () => {
    frame = (frame + 1) % FRAMES.length;
    const elapsed = duration(Date.now() - startedAt);
    // One line has room for the reason or for what is going on.
    print.passing(`${FRAMES[frame]} ${elapsed}  ${latest ? `${what}${about} · ${latest}` : intro}`);
  };
  const begin = setTimeout(() => print.live || print.line(`· ${intro}`), QUICK_MS);
  const beat = setInterval(
    () =>
      print.live
        ? tick()
        : print.line(`  … ${duration(Date.now() - startedAt)}${latest ? ` · ${latest}` : ''}`),
    print.live ? FRAME_MS : ALIVE_MS,
  );
  return {
    /** @param {string} text */
    detail(text) {
      latest = text;
    },
    /** @param {string} line */
    end(line) {
      clearTimeout(begin);
      clearInterval(beat);
      print.line(line);
    },
  };
}

/** The progress that set-up prints on stderr unless it is given another. */
export const progress = progressOn();
