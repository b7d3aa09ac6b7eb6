/** What a job takes at the least, as the doctor reckons it. */

const GIB = 1024 ** 3;

/** Below this even one rustc or linker at a time is killed often: large crates and their tests take 2 GiB and more. */
export const ONE_JOB = 2 * GIB;
/** Below this a single compiler hardly ever gets through. */
export const HARDLY_ONE_JOB = GIB;
