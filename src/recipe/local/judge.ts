/** What the runs of a recipe's tests say together. Pure. */

import { describe, type Outcome } from '../../lib/process.js';
import { formatDuration } from '../../lib/units.js';
import type { Finding } from '../../report/results.js';
import type { TestCase } from './junit.js';
import { REMEDIES } from './runners.js';

export type SuiteRun = {
  readonly name: string;
  /** not-started: the program isn't there, in words. */
  readonly outcome: Outcome | { readonly kind: 'not-started'; readonly why: string };
  /** Null where the exit code is all there is. */
  readonly cases: readonly TestCase[] | null;
  /** Why the report can't be read, or is missing where it has to be there. */
  readonly reportProblem?: string;
  /** The last lines of what it printed. */
  readonly lastLines: readonly string[];
  /** The program that this machine lacks for it; undefined where it has what it takes. */
  readonly missing?: string;
};

export type Verdict =
  | { readonly kind: 'passed'; readonly passed: number; readonly how: string }
  | { readonly kind: 'failed'; readonly finding: Finding };

/** Names that a message holds; all of them are in the evidence. */
const NAMED = 3;
const WORDS = 160;

/** @param what `local tests` or `extra tests`. @param timeoutMs for all runs together. */
export function judgeRuns(runs: readonly SuiteRun[], what: string, timeoutMs: number): Verdict {
  const lacking = runs.flatMap((run) =>
    run.missing === undefined ? [] : [{ ...run, program: run.missing }],
  );
  const ran = runs.filter(({ missing }) => missing === undefined);
  const verdict = judgeRan(ran, what, timeoutMs);
  const [first] = lacking;
  if (first === undefined) return verdict;
  if (verdict.kind === 'passed')
    return { kind: 'failed', finding: programMissing(first.program, first, what) };
  // What failed is the recipe's, whatever else this machine lacks.
  const notRun = lacking.map(({ name, program }) => `${name}: not run, ${program} is not installed here`);
  const { finding } = verdict;
  return { kind: 'failed', finding: { ...finding, evidence: [...finding.evidence, ...notRun] } };
}

function judgeRan(runs: readonly SuiteRun[], what: string, timeoutMs: number): Verdict {
  const counted = runs.map((run) => ({ run, ...countsOf(run) }));
  const failures = counted.flatMap(({ failed }) => failed);
  const problems = counted.flatMap(({ run, ...counts }) => problemOf(run, counts, timeoutMs) ?? []);
  const passed = sum(counted.map((counts) => counts.passed));
  if (failures.length === 0 && problems.length === 0) {
    const how = counted.map(({ run, passed: one }) => `${run.name} (${one} passed)`).join(', ');
    return { kind: 'passed', passed, how };
  }
  const total = passed + failures.length;
  const names = failures.slice(0, NAMED).map(failureWords);
  const more = failures.length > NAMED ? `, and ${failures.length - NAMED} more` : '';
  const said = [
    ...(failures.length > 0 ? [`${failures.length} of ${total} failed: ${names.join(', ')}${more}`] : []),
    ...problems,
  ];
  const red = counted.filter(
    ({ run, ...counts }) => counts.failed.length > 0 || problemOf(run, counts, timeoutMs) !== undefined,
  );
  return {
    kind: 'failed',
    finding: {
      code: 'local-tests-failed',
      blame: 'recipe',
      message: `${what}: ${said.join('; ')}`,
      evidence: [
        ...failures.map((one) => `failed: ${failureWords(one)}`).slice(0, 20),
        ...red.flatMap(({ run }) => [`${run.name}: ${endOf(run)}`, ...run.lastLines]),
      ],
      remedy:
        'Read the whole output and the JUnit report, which are kept with the results; run the tests by hand against an app that --keep leaves up.',
    },
  };
}

type Counts = { readonly passed: number; readonly failed: readonly TestCase[]; readonly ran: number };

function countsOf({ cases, outcome, name }: SuiteRun): Counts {
  if (cases !== null) {
    const failed = cases.filter((one) => one.outcome === 'failed');
    const passed = cases.filter((one) => one.outcome === 'passed').length;
    return { passed, failed, ran: passed + failed.length };
  }
  // A program of the recipe's is one test.
  const isGood = outcome.kind === 'exited' && outcome.code === 0;
  const failed: TestCase = {
    name,
    outcome: 'failed',
    message: outcome.kind === 'exited' ? describe(outcome) : '',
  };
  if (isGood) return { passed: 1, failed: [], ran: 1 };
  return { passed: 0, failed: outcome.kind === 'exited' ? [failed] : [], ran: 1 };
}

/** What is wrong with a run besides tests that failed; undefined when nothing is. */
function problemOf(run: SuiteRun, counts: Counts, timeoutMs: number): string | undefined {
  const { outcome, name } = run;
  if (outcome.kind === 'not-started') return `${name} can't be started: ${outcome.why}`;
  if (outcome.kind === 'timed-out')
    return `${name} did not end within the ${formatDuration(timeoutMs)} that the tests have, and was stopped`;
  if (outcome.kind !== 'exited') return `${name} was ${describe(outcome)}`;
  if (run.reportProblem !== undefined) return `${name}: ${run.reportProblem} (${describe(outcome)})`;
  if (counts.ran === 0) return `${name}: no test ran (${describe(outcome)}), so nothing was tested`;
  if (outcome.code !== 0 && counts.failed.length === 0)
    return `${name} ended with ${describe(outcome)} although no test failed`;
  return undefined;
}

function endOf({ outcome }: SuiteRun): string {
  return outcome.kind === 'not-started' ? outcome.why : describe(outcome);
}

/** The tests have not run, so that nothing is known about the recipe. */
function programMissing(program: string, { name, lastLines }: SuiteRun, what: string): Finding {
  const whose = name === 'command' ? ', or correct the command of the tests in cc-ci.yml' : '';
  return {
    code: 'missing-program',
    blame: 'host',
    message: `${what}: they are written for ${program}, which is not installed here`,
    evidence: [...lastLines],
    remedy: REMEDIES[program] ?? `Install ${program} where the job runs${whose}.`,
  };
}

function failureWords({ name, message }: TestCase): string {
  const words = message.length > WORDS ? `${message.slice(0, WORDS)} …` : message;
  return words === '' ? name : `${name} (${words})`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
