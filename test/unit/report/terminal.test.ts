import { describe, expect, test } from 'vitest';
import { textOf } from '../../../scripts/picture.mjs';
import { type Results, terminalReporter } from '../../../src/report/index.js';
import { widthOf } from '../../../src/report/text.js';
import { cancelled, clockByHand, crashLoop, hostile, leftBehind, passed, tell } from './runs.js';

type Setting = { readonly isTty?: boolean; readonly columns?: number; readonly env?: NodeJS.ProcessEnv };

/** What a run writes, write by write. */
function written(
  results: Results,
  { isTty = false, columns = 100, env = {} }: Setting = {},
  waits: Parameters<typeof tell>[3] = {},
): string[] {
  const writes: string[] = [];
  const clock = clockByHand();
  const reporter = terminalReporter({ write: (text) => writes.push(text), isTty, columns, env, clock });
  tell(reporter, results, clock, waits);
  expect(clock.isTicking(), 'no timer is left').toBe(false);
  return writes;
}

const ESC = '\u001b';

describe('what is on the screen in the end', () => {
  test('a run that passes is a table of stages and one verdict', () => {
    expect(written(passed).join('')).toBe(`
hello
hell-3fa9c1.ci.test, stack hell-3fa9c1_ci_test

  ✓ install            1.2 s  images 320 ms, secrets 40 ms, deploy 810 ms
  ✓ health             2.1 s
  ✓ http               26 ms
  ✓ teardown          540 ms
  ✓ verify-clean       80 ms
    http asked task 172.18.0.5:80

PASS  hello 0.2.0+1.22.1 at 3fa9c1de+U in 4.1 s, level 1 of 5; nothing left behind
`);
  });

  test('a crash loop is told with its evidence, what to do next, and a last line to search for', () => {
    expect(textOf(written(crashLoop, { isTty: true }).join(''))).toBe(`
hello
hell-3fa9c1.ci.test, stack hell-3fa9c1_ci_test

  ✓ install            1.2 s
  ✗ health            14.1 s  crash-loop, service app
  - http                      skipped: health failed
  ✓ teardown          540 ms
  ✓ verify-clean       80 ms

  health failed: crash-loop, service app
    app: 5 tasks ended with exit code 1 within 21.3 s, and none ran for 15 s

    | task: non-zero exit (1)
    | nginx: [emerg] unknown directive "lissten" in /etc/nginx/conf.d/default.conf:2

    Next: Read the log above: the program ends by itself. Mend its configuration or its image, then
    run again.

FAIL  hello 0.2.0+1.22.1 at 3fa9c1de+U after 16 s; it is the recipe's to fix; nothing left behind
cc-ci: crash-loop, service app, in health of hello: see docs/troubleshooting.md#crash-loop`);
  });

  test('what was left behind is listed once, and 60 columns are kept', () => {
    expect(written(leftBehind, { columns: 60 }).join('')).toBe(`
hello
hell-3fa9c1.ci.test, stack hell-3fa9c1_ci_test

  ✓ install            1.2 s  images 320 ms, secrets 40 ms,
                              deploy 810 ms
  ✓ health             2.1 s
  ✓ http               26 ms
  ✓ teardown          540 ms
  › verify-clean        10 s
  › verify-clean        30 s
  ✗ verify-clean  1 min 00 s  residue
    http asked task 172.18.0.5:80

  verify-clean failed: residue
    2 objects are still there 60 s after the stack was
    removed

    | volume hell-3fa9c1_ci_test_content: in use by container 4f1c
    | network hell-3fa9c1_ci_test_internal

    Next: Remove them by hand; the next run reaps what is
    left.

FAIL  hello 0.2.0+1.22.1 at 3fa9c1de+U after 4.1 s; it is
      the recipe's to fix; left behind: 1 volume, 1 network
cc-ci: residue, in verify-clean of hello: see docs/troubleshooting.md#residue
`);
  });

  test('a cancelled run blames nobody', () => {
    expect(written(cancelled, { columns: 120 }).join('')).toBe(`
hello
hell-3fa9c1.ci.test, stack hell-3fa9c1_ci_test

  ✓ install            1.2 s
  ! health             1.1 s  cancelled
  - http                      skipped: cancelled
  ✓ teardown          540 ms
  ✓ verify-clean       80 ms

  health has no verdict: cancelled
    SIGINT came while the run waited for app: starting
    Next: Run again; what was deployed has been removed.

CANCELLED  hello 0.2.0+1.22.1 at 3fa9c1de+U after 3 s; somebody asked it to stop; nothing left behind
cc-ci: cancelled, in health of hello: see docs/troubleshooting.md#cancelled
`);
  });

  test('what a container logs can neither move the cursor nor colour the screen', () => {
    const text = written(hostile, { isTty: true, env: { NO_COLOR: '1' } }).join('');
    // What is left of control sequences is our own: the live line's.
    const ours = text.replaceAll('\r', '').replaceAll(`${ESC}[K`, '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(ours).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(textOf(text)).toContain(`
    | red and cleared
    | link
    | C1 \\x07bell \\x00nul \\x08\\x08\\x08backspace
    | progress 10%
    | progress 100%
    | ::error::forged
`);
    expect(textOf(text)).toContain('| abc\\u202edcba');
  });

  test('nothing is claimed to be clean that was not verified', () => {
    const unverified: Results = { ...passed, stages: passed.stages.slice(0, 4) };
    expect(written(unverified).at(-1)).not.toContain('nothing left behind');
  });
});

describe('the live line', () => {
  const waits = { health: ['app: 0 of 1 tasks running', 'app: starting (health check pending)'] };

  test('says for what the run waits and for how long, and is gone in the end', () => {
    const writes = written(crashLoop, { isTty: true, env: { NO_COLOR: '1' } }, waits);
    expect(writes).toContain('  › health               0 s  app: 0 of 1 tasks running');
    expect(writes).toContain(`\r  › health              13 s  app: starting (health check pending)${ESC}[K`);
    expect(textOf(writes.join(''))).not.toContain('›');
  });

  test('does not come and go with a stage that is over at once', () => {
    expect(written({ ...passed, stages: passed.stages.slice(2) }, { isTty: true }).join('')).not.toContain(
      '›',
    );
  });

  test('is drawn in one write and only when it changes', () => {
    const writes = written(crashLoop, { isTty: true, env: { NO_COLOR: '1' } }, waits);
    const live = writes.filter((text) => text.includes('› health'));
    expect(new Set(live).size).toBe(live.length);
    for (const text of live.slice(1)) {
      expect(text.lastIndexOf('\r')).toBe(0);
      expect(text.endsWith(`${ESC}[K`)).toBe(true);
    }
  });

  test.each([20, 60, 100])('never reaches the last of %i columns', (columns) => {
    const long = { health: [`app: ${'waiting for its database 数据库 '.repeat(9)}`] };
    const writes = written(crashLoop, { isTty: true, columns, env: { NO_COLOR: '1' } }, long);
    const live = writes.filter((text) => text.includes('› health')).flatMap((text) => text.split('\r'));
    for (const line of live) expect(widthOf(line.replaceAll(`${ESC}[K`, ''))).toBeLessThan(columns);
    if (columns > 20) expect(live.some((line) => line.includes('…'))).toBe(true);
  });

  test('makes room for a note and comes back below it', () => {
    const writes: string[] = [];
    const clock = clockByHand();
    const reporter = terminalReporter({
      write: (text) => writes.push(text),
      isTty: true,
      columns: 80,
      env: { NO_COLOR: '1' },
      clock,
    });
    reporter({ kind: 'stage-started', stage: 'install' });
    reporter({ kind: 'waiting', stage: 'install', for: 'image nginx' });
    reporter({ kind: 'note', level: 'warning', message: 'latest moves' });
    expect(writes).toEqual([
      '  › install              0 s  image nginx',
      `\r${ESC}[K    warning: latest moves\n`,
      '  › install              0 s  image nginx',
    ]);
    reporter.close();
    expect(writes.at(-1)).toBe(`\r${ESC}[K`);
    expect(clock.isTicking()).toBe(false);
  });

  test('asks for the width anew: a window can be resized', () => {
    const writes: string[] = [];
    let columns = 80;
    const clock = clockByHand();
    const reporter = terminalReporter({
      write: (text) => writes.push(text),
      isTty: true,
      columns: () => columns,
      env: { NO_COLOR: '1' },
      clock,
    });
    reporter({ kind: 'stage-started', stage: 'health' });
    reporter({ kind: 'waiting', stage: 'health', for: 'app: starting (health check pending)' });
    columns = 40;
    clock.turn(1_000);
    expect(writes.at(-1)).toBe(`\r  › health               1 s  app: sta…${ESC}[K`);
    reporter.close();
  });

  test('is not there without a terminal: after ten seconds of silence a sign of life, then ever fewer', () => {
    const slow: Results = {
      ...passed,
      stages: passed.stages.map((stage) =>
        stage.stage === 'health' ? { ...stage, durationMs: 200_000 } : stage,
      ),
    };
    const text = written(slow, {}, { health: ['app: starting'] }).join('');
    expect(text).not.toContain('\r');
    expect(text.match(/› health.*/g)).toEqual([
      '› health              10 s  app: starting',
      '› health              30 s  app: starting',
      '› health        1 min 10 s  app: starting',
      '› health        2 min 30 s  app: starting',
    ]);
  });
});

describe('colours', () => {
  test.each([
    ['a terminal', { isTty: true }, true],
    ['a pipe', { isTty: false }, false],
    ['a terminal with NO_COLOR', { isTty: true, env: { NO_COLOR: '1' } }, false],
    ['a terminal with an empty NO_COLOR', { isTty: true, env: { NO_COLOR: '' } }, true],
    ['a dumb terminal', { isTty: true, env: { TERM: 'dumb' } }, false],
  ] as const)('%s', (_, setting, hasColours) => {
    expect(written(crashLoop, setting).join('').includes(`${ESC}[31m`)).toBe(hasColours);
  });

  test('a dumb terminal gets no cursor movements and no signs it may not have', () => {
    const text = written(crashLoop, { isTty: true, env: { TERM: 'dumb' } }).join('');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(text).not.toMatch(/[\r\u001b✓✗›]/);
  });
});
