#!/usr/bin/env node
/** `npm run test:repeat`: lives of the test recipes again and again, a line each, and at the end how often each was right. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { duration } from '../setup/progress.mjs';
import { logFolder } from './logs.mjs';
import { installModules, prepare } from './prepare.mjs';
import { tallyOf } from './repeat-tally.mjs';
import { readLines } from './report.mjs';
import { killAll, runSuite } from './run-suite.mjs';
import { screenOn } from './screen.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const LOOK_EVERY_MS = 500;
/** What is under way when the time is over comes to its end: a life has a limit of its own, of four minutes. */
const LAST_LIVES_MS = 6 * 60_000;

const HELP = `npm run test:repeat -- [--times N] [--engine swarm|abra] [--minutes N] [ROW …]

Lives of the test recipes (test/support/recipes/table.ts), each judged as the suite lifecycle judges it. A ROW is words of a
recipe's name; without one, all good recipes. Both engines, unless one is named.
  --times N     lives of each (10)
  --minutes N   after which no further life is begun (90)
`;

/**
 * @typedef {{ times: number, minutes: number, engines: readonly string[], rows: readonly string[] }} Asked
 * @returns {Asked | undefined} undefined for what can't be understood
 */
function asked() {
  try {
    const { values, positionals: rows } = parseArgs({
      allowPositionals: true,
      options: {
        times: { type: 'string', default: '10' },
        minutes: { type: 'string', default: '90' },
        engine: { type: 'string' },
      },
    });
    const [times, minutes] = [values.times, values.minutes].map(Number);
    const isCount = (/** @type {number | undefined} */ n) =>
      Number.isInteger(n) && Number(n) > 0 && Number(n) < 1000;
    if (!isCount(times) || !isCount(minutes)) return undefined;
    if (values.engine !== undefined && !['swarm', 'abra'].includes(values.engine)) return undefined;
    const engines = values.engine === undefined ? ['swarm', 'abra'] : [values.engine];
    return { times: Number(times), minutes: Number(minutes), engines, rows };
  } catch {
    return undefined;
  }
}

/**
 * @param {Asked} of
 * @returns {Promise<number>} the exit code
 */
async function repeat(of) {
  const screen = screenOn(process.stdout);
  const logs = logFolder('repeat');
  const stop = join(logs, 'stop');
  const report = join(logs, 'repeat.json');
  screen.line(`All output: ${logs}`);
  await installModules(ROOT, screen.progress);
  const ready = await prepare(new Set(['docker']), screen.progress)('docker');
  if (ready.state !== 'ready') {
    screen.line(`not run, since set-up failed: ${ready.message}`);
    screen.close();
    return 1;
  }
  process.env.CC_CI_REPEAT = JSON.stringify({ ...of, stop });
  const startedAt = Date.now();
  endGently(stop, screen.line);
  const timer = setTimeout(() => writeFileSync(stop, `${of.minutes} minutes are over`), of.minutes * 60_000);
  const activity = screen.begin('lives');
  let told = 0;
  const tell = () => {
    const lines = readLines(report).filter(({ kind }) => kind === 'test');
    for (const line of lines.slice(told)) screen.line(lineOf(line, screen));
    told = lines.length;
  };
  const looking = setInterval(tell, LOOK_EVERY_MS);
  /** @type {import('./suites.mjs').Suite} */
  const suite = {
    ...{ name: 'repeat', kind: 'e2e', folder: 'test/repeat/', needs: [], lane: 'swarm', about: '' },
    limitMs: of.minutes * 60_000 + LAST_LIVES_MS,
  };
  const outcome = await runSuite(suite, { root: ROOT, logs }, suite.limitMs, activity.detail);
  clearInterval(looking);
  clearTimeout(timer);
  tell();
  activity.end();
  screen.line('');
  for (const row of tallyOf(readLines(report)))
    screen.line(`${row.isGood ? screen.good('✓') : screen.bad('✗')} ${row.words}`);
  for (const { id, message } of outcome.failed) screen.line(`\n${id}\n${message}`);
  const isGood = outcome.failed.length === 0 && outcome.passed > 0;
  const counts = `${outcome.passed} as they should be, ${outcome.failed.length} not, ${outcome.skipped.length} skipped`;
  screen.line(`\n${counts}, in ${duration(Date.now() - startedAt)}`);
  screen.close();
  return isGood ? 0 : 1;
}

/**
 * The first signal lets what is under way come to its end, so that nothing is left; the second doesn't.
 * @param {string} stop
 * @param {(text: string) => void} say
 */
function endGently(stop, say) {
  let isAsked = false;
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => {
      if (isAsked) {
        killAll();
        process.exit(130);
      }
      isAsked = true;
      writeFileSync(stop, 'somebody asked to stop');
      say('no further life is begun; what is under way comes to its end (once more: it is killed)');
    });
}

/**
 * @param {import('./report.mjs').Line} line
 * @param {import('./screen.mjs').Screen} screen
 */
function lineOf(line, { good, bad, faint }) {
  if (line.kind !== 'test') return '';
  const mark = line.state === 'passed' ? good('✓') : line.state === 'failed' ? bad('✗') : '–';
  return `${mark} ${line.name}  ${faint(line.reason ?? duration(line.ms))}`;
}

const isHelp = process.argv.includes('--help');
const what = isHelp ? undefined : asked();
if (what === undefined) process.stderr.write(HELP);
process.exitCode = what === undefined ? (isHelp ? 0 : 2) : await repeat(what);
