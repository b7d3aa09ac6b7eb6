/** Asks a deployed app for a page: through the router where there is one, else straight at its task. */

import type { Docker } from '../../docker/index.js';
import { sleep } from '../../lib/abort.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import { ONE_TRY_MS, SILENT } from './ask.js';
import { findingFor } from './finding.js';
import { look, type Seen } from './look.js';
import { patienceMs } from './patience.js';
import type { Route } from './route.js';
import type { PortsTarget, ProbeTarget } from './target.js';

export { type Answer, type Answered, ask, SILENT } from './ask.js';
export { bodyProblem, parseJsonPath } from './body.js';
export { answerProblem, statusWords } from './expect.js';
export { type Attempted, findingFor } from './finding.js';
export { patienceMs } from './patience.js';
export { findRoute, parseAddress, type Route, routerTarget, type Target, taskAddress } from './route.js';
export { type PortsTarget, type ProbeTarget, probeTarget } from './target.js';

export type ProbeOptions = {
  readonly signal?: AbortSignal;
  /** Until it is as expected; `stableMs` comes on top. */
  readonly timeoutMs: number;
  /** Called on change only. */
  readonly onWaiting?: (what: string) => void;
};

export type Probed =
  | {
      readonly kind: 'ok';
      /** Undefined where no page was asked for. */
      readonly status: number | undefined;
      readonly ms: number;
      /** For the report: `router 127.0.0.1:443` or `task 172.18.0.5:80`. */
      readonly route: string;
    }
  | { readonly kind: 'failed'; readonly finding: Finding };

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** For an app that is slow to make its first page. */
const LONGEST_TRY_MS = 30_000;
/**
 * Asks until everything is as expected, and has been for `stableMs`, or `timeoutMs` are over.
 * @throws UserError for a router address that isn't one; the signal's reason.
 */
export async function probe(
  docker: Docker,
  target: ProbeTarget | PortsTarget,
  route: Route,
  options: ProbeOptions,
): Promise<Probed> {
  const startedAt = performance.now();
  const elapsedMs = (): number => performance.now() - startedAt;
  const { stableMs = 0 } = target;
  let said = '';
  let pauseMs = FIRST_PAUSE_MS;
  let tryMs = ONE_TRY_MS;
  let wellSinceMs: number | undefined;
  let wasWell: { readonly forMs: number; readonly stableMs: number } | undefined;
  const say = (waiting: string): void => {
    if (waiting !== said) options.onWaiting?.(waiting);
    said = waiting;
  };
  for (let tries = 1; ; tries += 1) {
    const askedMs = elapsedMs();
    const seen = await look(docker, target, route, { tryMs, signal: options.signal });
    if (seen.kind === 'well') {
      wellSinceMs ??= askedMs;
      const leftMs = wellSinceMs + stableMs - elapsedMs();
      if (leftMs <= 0 || stableMs === 0)
        return { kind: 'ok', status: seen.status, ms: elapsedMs(), route: seen.route };
      say(`${seen.url}: as expected, has to stay so for ${formatDuration(stableMs)}`);
      // Five looks at least, and not more than one a second.
      await sleep(Math.min(leftMs, LONGEST_PAUSE_MS, stableMs / 5), options.signal);
      continue;
    }
    if (wellSinceMs !== undefined) wasWell = { forMs: askedMs - wellSinceMs, stableMs };
    wellSinceMs = undefined;
    const limitMs = Math.min(options.timeoutMs, patienceMs(seen.last, seen.route, docker.isLocal));
    if (elapsedMs() + pauseMs >= limitMs) {
      const { kind: _kind, words: _words, ...what } = seen;
      const common = {
        expectStatus: 'path' in target ? target.expectStatus : [],
        isLocal: docker.isLocal,
        tries,
        elapsedMs: elapsedMs(),
      };
      const relapse = wasWell === undefined ? {} : { wasWell };
      return { kind: 'failed', finding: findingFor({ ...what, ...common, ...relapse }) };
    }
    say(`${seen.url}: ${seen.words}`);
    tryMs = nextTryMs(seen, tryMs, limitMs - elapsedMs());
    await sleep(pauseMs, options.signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** An app that took the connection may need longer for its first page than one try gave it. */
function nextTryMs({ last }: Seen & { readonly kind: 'unwell' }, tryMs: number, leftMs: number): number {
  const wanted = last?.kind === 'no-answer' && last.code === SILENT ? 2 * tryMs : tryMs;
  return Math.max(ONE_TRY_MS, Math.min(wanted, LONGEST_TRY_MS, leftMs));
}
