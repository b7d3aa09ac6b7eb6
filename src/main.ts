/**
 * The one bundle's dispatcher: a stub in dist/ names its entry, and only that entry's room is loaded
 * (docs/architecture.md). An entry's `main` returns the exit code; what it throws becomes one message and an exit code here.
 */

type Entry = { main(env: NodeJS.ProcessEnv): Promise<number> };

const entries = {
  // In every job, so in the bundle's main file: each file more takes half a millisecond.
  root: () => import(/* webpackMode: "eager" */ './actions/root.js'),
  'root-post': () => import(/* webpackMode: "eager" */ './actions/root-post.js'),
  clone: () => import('./actions/clone.js'),
  guard: () => import('./actions/guard.js'),
  'guard-post': () => import('./actions/guard-post.js'),
  recipe: () => import('./actions/recipe.js'),
  run: () => import('./actions/run.js'),
  verdict: () => import('./actions/verdict.js'),
  'cc-ci': () => import('./cli/index.js'),
} satisfies Record<string, () => Promise<Entry>>;

declare global {
  /** Set by the stub that loads this bundle. */
  var ccCiEntry: keyof typeof entries | undefined;
}

async function start(): Promise<void> {
  const name = globalThis.ccCiEntry;
  if (name === undefined)
    throw new Error('dist/index.js is not an entry: run dist/cc-ci.js or one of the actions');
  const entry: Entry = await entries[name]();
  process.exitCode = await entry.main(process.env);
}

start().catch(async (error: unknown) => {
  const { exitCodeOf } = await import('./lib/errors.js');
  const { reportFailure } = await import('./lib/log.js');
  reportFailure(error, process.env);
  process.exitCode = exitCodeOf(error);
});
