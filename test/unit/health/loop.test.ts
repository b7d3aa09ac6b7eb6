/** When a service that fails again and again is lost, by tables of attempts: seconds from the deployment. */
import { describe, expect, test } from 'vitest';
import type { Observation, ServiceSeen } from '../../../src/recipe/observe/index.js';
import { type Replayed, replay } from './replay.js';

/** One container: from its start to its end (for ever where left out), and what it ended with. */
type Attempt = {
  readonly from: number;
  readonly to?: number;
  readonly code?: number;
  /** Killed by Swarm for its healthcheck, or by the kernel for memory. */
  readonly killed?: 'unhealthy' | 'oom';
  /** When its healthcheck passed, or when it ran where it has none. */
  readonly up?: number;
};

type Service = Partial<ServiceSeen> & { readonly attempts: readonly Attempt[] };

const UNTIL = 600;

function observations(services: Readonly<Record<string, Service>>, until: number): readonly Observation[] {
  const all = Object.entries(services).flatMap(([name, service]) =>
    serviceObservations(`rec_${name}`, service),
  );
  const inOrder = all.filter(({ at }) => at <= until * 1000).sort((one, other) => one.at - other.at);
  return inOrder.flatMap((seen) => [seen, { kind: 'listed' as const, at: seen.at }]);
}

function serviceObservations(name: string, { attempts, ...more }: Service): readonly Observation[] {
  const service: ServiceSeen = {
    service: name,
    mode: 'replicated',
    replicas: 1,
    restart: { condition: 'any' },
    monitorMs: 5_000,
    hasHealthcheck: true,
    image: `${name}:1`,
    version: 1,
    template: name,
    endpoint: 'none',
    ...more,
  };
  const seen: Observation = { kind: 'service', at: 0, ...service };
  return [
    seen,
    ...attempts.flatMap((attempt, number) => attemptObservations(service, attempt, `${name}${number}`)),
  ];
}

function attemptObservations(service: ServiceSeen, attempt: Attempt, task: string): readonly Observation[] {
  const { from, to, code = 1, killed, up } = attempt;
  const about = { service: service.service, task, container: task };
  const base = { kind: 'task', ...about, slot: '1', template: service.template, desired: 'running' } as const;
  const at = (seconds: number): number => Math.round(seconds * 1000);
  const healths = service.hasHealthcheck === true;
  const oom: Observation = { kind: 'container', at: at(to ?? UNTIL) - 1, ...about, action: 'oom' };
  const isUp: readonly Observation[] =
    up === undefined
      ? []
      : [
          ...(healths
            ? [{ kind: 'container', at: at(up), ...about, action: 'health', health: 'healthy' } as const]
            : []),
          { ...base, at: at(up), state: 'running' },
        ];
  const isOver: readonly Observation[] =
    to === undefined
      ? []
      : [
          ...(killed === 'oom' ? [oom] : []),
          { kind: 'container', at: at(to), ...about, action: 'die', exitCode: code },
          {
            ...base,
            at: at(to),
            state: 'failed',
            exitCode: code,
            error:
              killed === 'unhealthy' ? 'dockerexec: unhealthy container' : `task: non-zero exit (${code})`,
          },
        ];
  return [
    { kind: 'container', at: at(from), ...about, action: 'start' },
    { ...base, at: at(from), state: 'starting' },
    ...isUp,
    ...isOver,
  ];
}

/** `life` seconds each, `delay` between them, for as long as is asked. */
function looping(
  life: number,
  { delay = 5.5, until = UNTIL, code = (_: number): number => 1 } = {},
): Attempt[] {
  const attempts: Attempt[] = [];
  for (let from = 1; from + life < until; from += life + delay)
    attempts.push({ from, to: from + life, code: code(attempts.length) });
  return attempts;
}

function judge(services: Readonly<Record<string, Service>>, until = UNTIL): Replayed {
  return replay({ stack: 'rec', observations: observations(services, until) });
}

/** Seconds from `from` to the verdict. */
function secondsTo({ afterMs }: Replayed, from: number): number {
  return afterMs / 1000 - from;
}

const up = (at: number): readonly Attempt[] => [{ from: 1, up: at }];

describe('a lone looper has its verdict within 30 seconds of its first exit', () => {
  test.each([
    ['at once', 0.3],
    ['after 6 seconds', 6],
    ['after 10 seconds', 10],
    ['after 15 seconds', 14.9],
  ])('that exits %s', (_, life) => {
    const judged = judge({ app: { attempts: looping(life) } });
    expect(judged.verdict).toMatchObject({ kind: 'failed', finding: { code: 'crash-loop', service: 'app' } });
    expect(secondsTo(judged, 1 + life)).toBeLessThanOrEqual(30);
  });

  test('also with another exit code each time', () => {
    const judged = judge({ app: { attempts: looping(0.5, { code: (number) => number + 1 }) } });
    expect(judged.verdict).toMatchObject({ kind: 'failed', finding: { code: 'crash-loop' } });
    expect(secondsTo(judged, 1.5)).toBeLessThanOrEqual(30);
  });

  test('also beside what is up for long, with and without a healthcheck', () => {
    const blind: Service = { attempts: [{ from: 1, up: 1 }], hasHealthcheck: false };
    for (const db of [{ attempts: up(2) }, blind]) {
      const judged = judge({ app: { attempts: looping(1).map(later(60)) }, db });
      expect(judged.verdict).toMatchObject({ kind: 'failed', finding: { code: 'crash-loop' } });
      expect(secondsTo(judged, 62)).toBeLessThanOrEqual(30);
    }
  });
});

function later(seconds: number): (attempt: Attempt) => Attempt {
  return ({ from, to, ...rest }) => ({
    ...rest,
    from: from + seconds,
    ...(to === undefined ? {} : { to: to + seconds }),
  });
}

describe('what takes its time is not called a loop', () => {
  test.each<[string, Readonly<Record<string, Service>>, number]>([
    [
      'one exit, and up at the second attempt',
      {
        app: {
          attempts: [
            { from: 1, to: 2 },
            { from: 7, up: 90 },
          ],
        },
      },
      90,
    ],
    [
      'two exits, and an attempt that comes further than both',
      { app: { attempts: [...looping(1, { until: 10 }), { from: 14, up: 90 }] } },
      90,
    ],
    ['never an exit for five minutes', { app: { attempts: [{ from: 1, up: 300 }] } }, 300],
    [
      'three exits until the database is up',
      { app: { attempts: [...looping(1, { until: 20 }), { from: 21, up: 23 }] }, db: { attempts: up(19) } },
      23,
    ],
    [
      'forty exits while the database makes progress for four minutes',
      {
        app: { attempts: [...looping(1, { until: 250 }), { from: 252, up: 254 }] },
        db: { attempts: up(245) },
      },
      254,
    ],
    [
      'exits until a database without a healthcheck is there after half a minute',
      {
        app: { attempts: [...looping(1, { until: 31 }), { from: 34, up: 35 }] },
        db: { attempts: [{ from: 1, up: 1 }], hasHealthcheck: false },
      },
      35,
    ],
    [
      'exits until a one-shot that takes a minute has migrated',
      {
        app: { attempts: [...looping(1, { until: 60 }), { from: 62, up: 64 }] },
        migrate: {
          attempts: [{ from: 1, up: 1 }],
          hasHealthcheck: false,
          restart: { condition: 'on-failure' },
        },
      },
      64,
    ],
    [
      'exits while a database that failed twice itself comes further than before',
      {
        app: { attempts: [...looping(1, { until: 60 }), { from: 62, up: 64 }] },
        db: {
          attempts: [
            { from: 1, to: 2 },
            { from: 7, to: 8 },
            { from: 13, up: 61 },
          ],
        },
      },
      64,
    ],
  ])('%s', (_, services, seconds) => {
    const judged = judge(services, seconds);
    expect(judged.verdict.kind).toBe('healthy');
    expect(judged.afterMs).toBeGreaterThanOrEqual(seconds * 1000);
  });

  test('a job at work for two minutes is waited for, and what exits beside it too', () => {
    const migrate: Service = {
      attempts: [{ from: 1, up: 1 }],
      hasHealthcheck: false,
      mode: 'replicated-job',
      restart: { condition: 'on-failure' },
    };
    const judged = judge({ app: { attempts: looping(1) }, migrate }, 120);
    expect(judged.verdict).toMatchObject({
      kind: 'waiting',
      for: expect.stringContaining('migrate: 0 of 1 done, at work'),
    });
  });
});

describe('when nothing is left to wait for, the same 30 seconds', () => {
  test('begin when the database is up', () => {
    const judged = judge({ app: { attempts: looping(1) }, db: { attempts: up(200) } });
    expect(judged.verdict).toMatchObject({ kind: 'failed', finding: { service: 'app' } });
    expect(judged.afterMs).toBeGreaterThan(200_000);
    // Its first exit after that is up to one period later.
    expect(secondsTo(judged, 200)).toBeLessThanOrEqual(30 + 6.5);
  });

  test('begin when the database’s own start period and retries are over, once', () => {
    const db: Service = {
      attempts: [
        { from: 1, to: 91, code: 137, killed: 'unhealthy' },
        { from: 97, to: 187, code: 137, killed: 'unhealthy' },
      ],
    };
    const judged = judge({ app: { attempts: looping(1) }, db });
    expect(judged.verdict).toMatchObject({ kind: 'failed', finding: { code: 'crash-loop', service: 'app' } });
    expect(judged.afterMs).toBeGreaterThan(91_000);
    expect(secondsTo(judged, 91)).toBeLessThanOrEqual(30);
  });

  test('begin at once where the database fails itself', () => {
    const judged = judge({ app: { attempts: looping(1) }, db: { attempts: looping(0.5) } });
    expect(judged.verdict.kind).toBe('failed');
    expect(judged.afterMs).toBeLessThanOrEqual(40_000);
  });
});

describe('slow loops', () => {
  test('three lives of more than 15 seconds with the same code, never healthy', () => {
    const judged = judge({ app: { attempts: looping(40) } });
    expect(judged.verdict).toMatchObject({
      kind: 'failed',
      finding: { code: 'crash-loop', message: expect.stringContaining('3 times') },
    });
    expect(judged.afterMs).toBe(1000 * (1 + 3 * 40 + 2 * 5.5));
  });

  test('with different codes the next may be the one', () => {
    const attempts = looping(40, { until: 150, code: (number) => number + 1 });
    expect(attempts).toHaveLength(3);
    expect(judge({ app: { attempts } }, 150).verdict.kind).toBe('waiting');
  });
});

describe('out of memory', () => {
  const attempts: readonly Attempt[] = [
    { from: 1, to: 2, code: 137, killed: 'oom' },
    { from: 7, to: 8, code: 137, killed: 'oom' },
  ];

  test('twice is enough, and the limit is named', () => {
    const judged = judge({ app: { attempts, memoryLimit: 64 * 1024 ** 2 } });
    expect(judged.verdict).toMatchObject({
      kind: 'failed',
      finding: {
        code: 'out-of-memory',
        blame: 'recipe',
        message: expect.stringContaining('its limit is 64 MiB'),
      },
    });
    expect(judged.afterMs).toBe(8_000);
  });

  test('without a limit it was the host’s memory', () => {
    expect(judge({ app: { attempts } }).verdict).toMatchObject({
      finding: {
        code: 'out-of-memory',
        blame: 'host',
        message: expect.stringContaining('no limit of its own'),
      },
    });
  });

  test('once is a hiccup', () => {
    expect(
      judge({ app: { attempts: [...attempts.slice(0, 1), { from: 7, up: 9 }] } }, 9).verdict.kind,
    ).not.toBe('failed');
  });
});
