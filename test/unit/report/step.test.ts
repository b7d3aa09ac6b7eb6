import { describe, expect, test } from 'vitest';
import { inert } from '../../../src/lib/job.js';
import { type Results, stepReporter } from '../../../src/report/index.js';
import { clockByHand, crashLoop, hostile, passed, tell } from './runs.js';

function logOf(
  results: Results,
  env: NodeJS.ProcessEnv = { GITHUB_ACTIONS: 'true' },
  waits: Parameters<typeof tell>[3] = {},
): string {
  const clock = clockByHand();
  let log = '';
  const write = (text: string): void => {
    log += text;
  };
  tell(stepReporter({ write, env, clock }), results, clock, waits);
  return log;
}

/** The lines that a runner would take for a command, by the rules of GitHub's (the stricter ones). */
function commandsIn(log: string): string[] {
  return log.split('\n').filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
}

describe("a runner's log", () => {
  test('has a group per stage that has something to say, and the outcome outside of it', () => {
    expect(logOf(passed, undefined, { health: ['app: starting', 'app: starting', 'app: up'] })).toBe(`
hello
hell-3fa9c1.ci.test, stack hell-3fa9c1_ci_test

::group::stage install
         1.2 s  images: done in 320 ms
         1.2 s  secrets: done in 40 ms
         1.2 s  deploy: done in 810 ms
::endgroup::
  ✓ install            1.2 s  images 320 ms, secrets 40 ms, deploy 810 ms
::group::stage health
          0 ms  waiting: app: starting
          0 ms  waiting: app: up
::endgroup::
  ✓ health             2.1 s
  ✓ http               26 ms
  ✓ teardown          540 ms
  ✓ verify-clean       80 ms
    http asked task 172.18.0.5:80

PASS  hello 0.2.0+1.22.1 at 3fa9c1de+U in 4.1 s, level 1 of 5; nothing left behind
`);
  });

  test('has the evidence in a group, the finding as an error, and a last line to search for', () => {
    expect(logOf(crashLoop)).toBe(`
hello
hell-3fa9c1.ci.test, stack hell-3fa9c1_ci_test

  ✓ install            1.2 s
  ✗ health            14.1 s  crash-loop, service app
  - http                      skipped: health failed
  ✓ teardown          540 ms
  ✓ verify-clean       80 ms
::group::evidence: health failed: crash-loop, service app
| task: non-zero exit (1)
| nginx: [emerg] unknown directive "lissten" in /etc/nginx/conf.d/default.conf:2
::endgroup::
::error::health failed: crash-loop, service app: app: 5 tasks ended with exit code 1 within 21.3 s, and none ran for 15 s
    Next: Read the log above: the program ends by itself. Mend its configuration or its image, then run again.

FAIL  hello 0.2.0+1.22.1 at 3fa9c1de+U after 16 s; it is the recipe's to fix; nothing left behind
cc-ci: crash-loop, service app, in health of hello: see docs/troubleshooting.md#crash-loop
`);
  });

  test('holds no command but ours, whatever a container logs', () => {
    const log = logOf(hostile, undefined, { health: ['app\n::error::x', '##[group]y'] });
    expect(commandsIn(log).map((line) => line.split('::')[1])).toEqual([
      'group',
      'endgroup',
      'group',
      'endgroup',
      'error',
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test('has plain lines where there is no runner', () => {
    const log = logOf(crashLoop, {});
    expect(commandsIn(log)).toEqual([]);
    expect(log).toContain('\nerror: health failed: crash-loop, service app: app: 5 tasks');
    expect(log).toContain('\n| task: non-zero exit (1)\n');
  });
});

test.each([
  ['::error::x', ': :error::x'],
  ['   ::error::x', '   : :error::x'],
  ['a ##[group]b', 'a ## [group]b'],
  ['app::class and :: in between', 'app::class and :: in between'],
])('%j is no command any more', (line, expected) => {
  expect(inert(line)).toBe(expected);
});
