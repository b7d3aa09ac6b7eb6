/**
 * A vitest reporter that writes one JSON object a line to the file named by CC_CI_TEST_REPORT, as things happen: what has
 * ended is known even when the run is killed. scripts/test/report.mjs declares the lines, and reads them.
 */
import { appendFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { Line } from '../../scripts/test/report.mjs';

/** The part of vitest's serialised errors that people read. */
interface Failure {
  readonly message?: string;
  readonly stacks?: readonly { readonly file: string; readonly line: number }[];
}

export default class LineReporter implements Reporter {
  readonly #file = process.env.CC_CI_TEST_REPORT;

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    if (result.state === 'pending') return;
    this.#write({
      kind: 'test',
      file: test.module.relativeModuleId,
      name: test.fullName,
      state: result.state,
      ms: Math.round(test.diagnostic()?.duration ?? 0),
      ...(result.state === 'skipped' ? { reason: result.note ?? '' } : {}),
      ...(result.state === 'failed' ? { message: result.errors.map(described).join('\n') } : {}),
    });
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.#writeErrors(suite.module.relativeModuleId, suite.fullName, suite.errors());
  }

  onTestModuleEnd(module: TestModule): void {
    this.#writeErrors(module.relativeModuleId, '', module.errors());
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly Failure[]): void {
    this.#writeErrors('', 'an error that no test was waiting for', unhandled);
    this.#write({ kind: 'end' });
  }

  /** What went wrong outside a test: a file that can't be loaded, a hook of a whole file or group. */
  #writeErrors(file: string, name: string, errors: readonly Failure[]): void {
    for (const error of errors) this.#write({ kind: 'failure', file, name, message: described(error) });
  }

  #write(line: Line): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

function described({ message = 'an error without a message', stacks = [] }: Failure): string {
  const [at] = stacks;
  return at === undefined ? message : `${message}\n    at ${at.file}:${at.line}`;
}
