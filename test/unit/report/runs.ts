/** Runs to report on: a good one, a crash loop, something left behind, a cancelled one; and a clock that a test turns. */

import type {
  Clock,
  OnProgress,
  Progress,
  Results,
  StageName,
  StageResult,
} from '../../../src/report/index.js';

const app = { domain: 'hell-3fa9c1.ci.test', stack: 'hell-3fa9c1_ci_test' };
const ran = (stage: StageName, durationMs: number, phases: StageResult['phases'] = []) => ({
  stage,
  durationMs,
  phases,
  details: [],
  artifacts: [],
});
const skipped = (stage: StageName, reason: string): StageResult => ({
  ...ran(stage, 0),
  status: 'skip',
  reason,
});

export const passed: Results = {
  schema: 1,
  tool: { name: 'cc-ci-action', version: '0.1.0' },
  verdict: 'pass',
  startedAt: '2026-11-21T12:00:00.000Z',
  durationMs: 4_120,
  recipe: {
    name: 'hello',
    version: '0.2.0+1.22.1',
    sha: '3fa9c1de00112233445566778899aabbccddeeff',
    isDirty: true,
  },
  engine: 'swarm',
  engineVersion: null,
  upgradedFrom: null,
  base: "the recipe's folder",
  level: 1,
  app,
  route: 'task 172.18.0.5:80',
  stages: [
    {
      ...ran('install', 1_240, [
        { name: 'images', durationMs: 320 },
        { name: 'secrets', durationMs: 40 },
        { name: 'deploy', durationMs: 810 },
      ]),
      status: 'pass',
    },
    { ...ran('health', 2_100), status: 'pass' },
    { ...ran('http', 26), status: 'pass' },
    { ...ran('teardown', 540), status: 'pass' },
    { ...ran('verify-clean', 80), status: 'pass' },
  ],
  residue: [],
  reaped: [],
};

export const crashLoop: Results = {
  ...passed,
  verdict: 'fail',
  durationMs: 16_020,
  route: null,
  stages: [
    { ...ran('install', 1_240), status: 'pass' },
    {
      ...ran('health', 14_100),
      status: 'fail',
      finding: {
        code: 'crash-loop',
        blame: 'recipe',
        service: 'app',
        message: 'app: 5 tasks ended with exit code 1 within 21.3 s, and none ran for 15 s',
        evidence: [
          'task: non-zero exit (1)',
          'nginx: [emerg] unknown directive "lissten" in /etc/nginx/conf.d/default.conf:2',
        ],
        remedy:
          'Read the log above: the program ends by itself. Mend its configuration or its image, then run again.',
      },
    },
    skipped('http', 'health failed'),
    { ...ran('teardown', 540), status: 'pass' },
    { ...ran('verify-clean', 80), status: 'pass' },
  ],
};

export const leftBehind: Results = {
  ...passed,
  verdict: 'fail',
  stages: [
    ...passed.stages.slice(0, 4),
    {
      ...ran('verify-clean', 60_040),
      status: 'fail',
      finding: {
        code: 'residue',
        blame: 'recipe',
        message: '2 objects are still there 60 s after the stack was removed',
        evidence: ['volume hell-3fa9c1_ci_test_content: in use by container 4f1c'],
        remedy: 'Remove them by hand; the next run reaps what is left.',
      },
    },
  ],
  residue: [
    { kind: 'volume', name: 'hell-3fa9c1_ci_test_content' },
    { kind: 'network', name: 'hell-3fa9c1_ci_test_internal' },
  ],
  reaped: [
    {
      stack: 'hell-aaaaaa_ci_test',
      reason: 'its process 4711 is gone',
      removed: [
        { kind: 'service', name: 'hell-aaaaaa_ci_test_app' },
        { kind: 'volume', name: 'hell-aaaaaa_ci_test_content' },
        { kind: 'volume', name: 'hell-aaaaaa_ci_test_db' },
      ],
    },
  ],
};

export const cancelled: Results = {
  ...passed,
  verdict: 'cancelled',
  durationMs: 3_000,
  route: null,
  stages: [
    { ...ran('install', 1_240), status: 'pass' },
    {
      ...ran('health', 1_100),
      status: 'error',
      finding: {
        code: 'cancelled',
        blame: 'harness',
        message: 'SIGINT came while the run waited for app: starting',
        evidence: [],
        remedy: 'Run again; what was deployed has been removed.',
      },
    },
    skipped('http', 'cancelled'),
    { ...ran('teardown', 540), status: 'pass' },
    { ...ran('verify-clean', 80), status: 'pass' },
  ],
};

/** What a container can log to fool a terminal, a runner or a page. */
export const hostileLines = [
  '\u001b[31mred\u001b[0m and \u001b[2J\u001b[1;1Hcleared',
  '\u001b]0;title\u0007\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\',
  '\u009b31mC1 \u0007bell \u0000nul \b\b\bbackspace',
  'progress 10%\rprogress 100%',
  '::error::forged',
  '  ::set-env name=PATH::/evil',
  'before ##[error]forged',
  '</details></code><script>alert(1)</script>',
  '```` fence | cell | [link](http://evil.example) **bold** _em_',
  'abc\u202edcba',
];

export const hostile: Results = {
  ...crashLoop,
  recipe: { ...crashLoop.recipe, name: 'hel|lo<b>\u001b[31m', version: '::error::v\n::warning::w' },
  stages: crashLoop.stages.map((stage) =>
    'finding' in stage
      ? {
          ...stage,
          finding: {
            ...stage.finding,
            service: 'app\n::error::x',
            message: '**loud** <img src=x> \u001b[31m| `code`\n::error::forged',
            evidence: hostileLines,
            remedy: '# heading\n- [ ] do\u0007 it',
          },
        }
      : stage,
  ),
  residue: [{ kind: 'volume', name: 'a\u001b[31m</details>' }],
};

/** A clock that stands still until it is turned. */
export function clockByHand(): Clock & { turn(ms: number): void; readonly isTicking: () => boolean } {
  let now = 0;
  let timer: { readonly ms: number; readonly tick: () => void; next: number } | undefined;
  return {
    now: () => now,
    every: (ms, tick) => {
      timer = { ms, tick, next: now + ms };
      return () => {
        timer = undefined;
      };
    },
    turn: (ms) => {
      const end = now + ms;
      while (timer !== undefined && timer.next <= end) {
        now = timer.next;
        timer.next += timer.ms;
        timer.tick();
      }
      now = end;
    },
    isTicking: () => timer !== undefined,
  };
}

/** Tells a reporter a whole run, in the order in which one happens. */
export function tell(
  onProgress: OnProgress,
  results: Results,
  clock: { turn(ms: number): void },
  waits: Partial<Record<StageName, readonly string[]>> = {},
): void {
  const say = (progress: Progress): void => onProgress(progress);
  say({
    kind: 'run-started',
    recipe: results.recipe.name,
    ...results.app,
    stages: results.stages.map(({ stage }) => stage),
  });
  for (const result of results.stages) {
    if (result.status === 'skip') {
      say({ kind: 'stage-ended', result });
      continue;
    }
    say({ kind: 'stage-started', stage: result.stage });
    for (const text of waits[result.stage] ?? []) say({ kind: 'waiting', stage: result.stage, for: text });
    clock.turn(result.durationMs);
    for (const phase of result.phases) say({ kind: 'phase-ended', stage: result.stage, phase });
    say({ kind: 'stage-ended', result });
  }
  say({ kind: 'run-ended', results });
}
