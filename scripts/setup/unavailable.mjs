/** What this machine can't offer, with the remedy: a caller reports a skip or stops, where any other error is a failure. */
export class Unavailable extends Error {
  /**
   * @param {string} what what is missing and why it matters, one clause
   * @param {string} remedy what a person can do about it, a line to run where there is one
   * @param {ErrorOptions} [options]
   */
  constructor(what, remedy, options) {
    super(`${what}. ${remedy}`, options);
    this.name = 'Unavailable';
    this.what = what;
    this.remedy = remedy;
  }
}
