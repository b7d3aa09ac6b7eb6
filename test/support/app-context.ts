/** What a step needs to know of an app, for tests of one step alone: made by hand, and real where a test says so. */
import type { Docker } from '../../src/docker/index.js';
import { run } from '../../src/lib/process.js';
import type { AppContext } from '../../src/recipe/context.js';
import { parseDomain, stackNameOf } from '../../src/recipe/format/names.js';
import { defaultManifest } from '../../src/recipe/manifest/model.js';
import { type Mask, makeMask } from '../../src/recipe/mask.js';

export type AppWords = {
  readonly domain: string;
  readonly docker?: Docker;
  readonly stack?: string;
  readonly routerAddress?: string;
  readonly tlsVerify?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly stageMs?: number;
  readonly signal?: AbortSignal;
  readonly mask?: Mask;
};

/** An app whose service `app` listens on port 80. Without `docker`, only what a router's address is enough for can be done with it. */
export function appContext(words: AppWords): AppContext {
  const domain = parseDomain(words.domain, 'domain');
  const app = {
    domain,
    stack: words.stack ?? stackNameOf(domain),
    recipe: { name: 'hello', version: '1.0.0+1.22.1', sha: null, isDirty: false },
    http: { kind: 'ask', service: 'app', port: 80, scheme: 'http', path: '/' },
  };
  const timeouts = words.stageMs === undefined ? {} : { stageMs: words.stageMs };
  const context = {
    app,
    manifest: { ...defaultManifest, timeouts },
    docker: words.docker,
    run,
    env: words.env ?? process.env,
    route: { routerAddress: words.routerAddress ?? '', tlsVerify: words.tlsVerify ?? false },
    signal: words.signal ?? new AbortController().signal,
    phase: (_: string, work: () => Promise<unknown>) => work(),
    waiting: () => undefined,
    note: () => undefined,
    onSecret: () => undefined,
    mask: words.mask ?? makeMask(),
  };
  // The rest of a plan is of no use to the steps that are tested so.
  return context as unknown as AppContext;
}
