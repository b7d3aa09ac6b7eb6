/**
 * Reads /proc/PID/cmdline of every process over and over until its standard input ends, and reports where a needle stood.
 * A process of its own, so that a busy test can't slow it down. First line of standard input: the needles, as JSON (never
 * on argv: it would find itself). Last line of standard output: the report, as JSON.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Processes older than the sampler are looked at only every so many rounds: what the test starts is younger. */
const OLD_EVERY = 20;
/** Between two rounds. The shortest git process lives about 3 ms; a loop without a pause would slow down what it watches. */
const PAUSE_MS = 1;

/** @type {Map<string, { pid: number, form: string, command: string }>} */
const hits = new Map();
/** @type {Set<string>} */
const commandsSeen = new Set();
/** @type {Set<string>} */
const gitSeen = new Set();
const old = new Set(processIds());
let samples = 0;
let isOver = false;

const input = createInterface({ input: process.stdin });
input.once('line', (line) => {
  /** @type {{ form: string, bytes: string }[]} */
  const needles = JSON.parse(line);
  process.stdout.write('sampling\n');
  round(needles);
});
input.once('close', () => {
  isOver = true;
});

/** @param {{ form: string, bytes: string }[]} needles */
function round(needles) {
  if (isOver) {
    process.stdout.write(
      `${JSON.stringify({ samples, commandsSeen: commandsSeen.size, gitSeen: [...gitSeen], hits: [...hits.values()] })}\n`,
    );
    return;
  }
  for (const pid of processIds()) {
    if (samples % OLD_EVERY === 0 || !old.has(pid)) look(pid, needles);
  }
  samples += 1;
  setTimeout(round, PAUSE_MS, needles);
}

function processIds() {
  return readdirSync('/proc').filter((entry) => entry >= '0' && entry <= ':');
}

/** @param {string} pid @param {{ form: string, bytes: string }[]} needles */
function look(pid, needles) {
  let command;
  try {
    command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return; // it ended while we looked
  }
  if (command === '') return;
  commandsSeen.add(`${pid} ${command}`);
  const [program = '', subcommand = ''] = command.split('\0');
  if (program === 'git' || program.endsWith('/git')) gitSeen.add(subcommand);
  for (const { form, bytes } of needles) {
    if (!command.includes(bytes)) continue;
    hits.set(`${pid} ${form}`, {
      pid: Number(pid),
      form,
      command: command.replaceAll('\0', ' ').slice(0, 60),
    });
  }
}
