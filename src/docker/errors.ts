/** What can go wrong with the daemon and with images, as errors that keep what was said. */

import { EnvironmentError, EXIT } from '../lib/errors.js';
import type { Finding, FindingCode } from '../report/results.js';

/** The daemon answered, and said no. */
export class DockerApiError extends Error {
  override readonly name = 'DockerApiError';
  readonly exitCode = EXIT.environment;
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** An image can't be had. Not a fault of the program: it becomes a finding. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly exitCode = EXIT.environment;
  constructor(readonly finding: Finding) {
    super(finding.message);
  }
  get code(): FindingCode {
    return this.finding.code;
  }
  get blame(): Finding['blame'] {
    return this.finding.blame;
  }
}

/** A command in a container wrote more than anybody wants to read; its connection was cut. */
export class OutputLimitError extends EnvironmentError {}
