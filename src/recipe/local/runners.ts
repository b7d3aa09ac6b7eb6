/** What runs tests, by what a recipe's folder of them holds: a row each. Pure. */

import { join } from 'node:path';

/** A file below the folder of the tests. */
export type TestFile = { readonly path: string; readonly isExecutable: boolean };

export type Invocation = { readonly file: string; readonly args: readonly string[] };

/** A run of one program; several make up the local tests of a recipe that mixes kinds. */
export type Suite = {
  /** For messages and as the name of its files: `pytest`, `node`, `vitest`, `run.sh`. */
  readonly name: string;
  readonly invocation: Invocation;
  /** Whether it has to leave a JUnit report; without one its exit code speaks for one test. */
  readonly report: 'always' | 'if-there';
  /** Tests that the runner counts for a file in which there are none. */
  readonly countsFiles: readonly string[];
};

/** What is to be said where the runner isn't installed. */
export const REMEDIES: Readonly<Record<string, string>> = {
  pytest: 'Install it where the job runs: pip install pytest, or the package python3-pytest.',
  vitest: 'Install the tests’ packages in a step before: npm ci, in the folder of their package.json.',
};

export type Found = {
  readonly files: readonly TestFile[];
  /** The nearest vitest, if any, as an absolute path. */
  readonly vitest: string | undefined;
  /** Whether package.json or a configuration says that the tests are vitest's. */
  readonly isVitest: boolean;
  /** A folder in it whose tests are another suite's, relative to it. */
  readonly leftOut: string | undefined;
  /** This Node. */
  readonly node: string;
};

const PYTEST = /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py)$/;
const NODE_TEST = /\.test\.(js|mjs|cjs)$/;
/** The names that run-parts takes, and an ending. */
const RUN_PARTS = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

export const LOOKED_FOR =
  'test_*.py or conftest.py (pytest), vitest.config.* or a package.json with vitest, *.test.js or *.test.mjs (node --test), or executables';

/** @param junit where a runner is to write its report, by the suite's name. @returns none where there is nothing that runs. */
export function suitesIn(found: Found, junit: (name: string) => string): readonly Suite[] {
  const paths = found.files.map(({ path }) => path);
  const suites: Suite[] = [];
  if (paths.some((path) => PYTEST.test(path))) suites.push(pytest(junit('pytest'), found.leftOut));
  const nodeTests = paths.filter((path) => NODE_TEST.test(path)).sort();
  if (found.isVitest) suites.push(vitest(found.vitest, junit('vitest'), found.leftOut));
  else if (nodeTests.length > 0) suites.push(nodeTest(found.node, nodeTests, junit('node')));
  const isSpokenFor = (path: string): boolean => PYTEST.test(path) || NODE_TEST.test(path);
  const programs = found.files
    .filter(({ path, isExecutable }) => isExecutable && RUN_PARTS.test(path) && !isSpokenFor(path))
    .map(({ path }) => path);
  return [...suites, ...programs.sort().map(program)];
}

/** The manifest's own command; a report is read where it writes one to CCCI_JUNIT. */
export function commandSuite([file = '', ...args]: readonly string[]): Suite {
  return { name: 'command', invocation: { file, args }, report: 'if-there', countsFiles: [] };
}

function pytest(junit: string, leftOut: string | undefined): Suite {
  // No cache, so that the recipe's folder stays as it is.
  const args = ['-m', 'pytest', '-p', 'no:cacheprovider', '--color=no', `--junitxml=${junit}`];
  if (leftOut !== undefined) args.push(`--ignore=${leftOut}`);
  return {
    name: 'pytest',
    invocation: { file: 'python3', args },
    report: 'always',
    countsFiles: [],
  };
}

function vitest(path: string | undefined, junit: string, leftOut: string | undefined): Suite {
  const args = ['run', '--reporter=default', '--reporter=junit', `--outputFile.junit=${junit}`];
  if (leftOut !== undefined) args.push(`--exclude=${leftOut}/**`);
  return {
    name: 'vitest',
    invocation: { file: path ?? 'vitest', args },
    report: 'always',
    countsFiles: [],
  };
}

function nodeTest(node: string, files: readonly string[], junit: string): Suite {
  const reporters = [
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=junit',
    `--test-reporter-destination=${junit}`,
  ];
  const paths = files.map((file) => `./${file}`);
  return {
    name: 'node',
    invocation: { file: node, args: ['--test', ...reporters, ...paths] },
    report: 'always',
    countsFiles: paths,
  };
}

function program(path: string): Suite {
  return {
    name: path,
    invocation: { file: `.${join('/', path)}`, args: [] },
    report: 'if-there',
    countsFiles: [],
  };
}
