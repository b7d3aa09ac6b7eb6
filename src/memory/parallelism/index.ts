/** Parallelism that fits: limits and what was asked for -> jobs and variables for each tool. */

export { ASKED, askedIn, askedVariables, readMemoryPerJob } from './asked.js';
export { toolOf, toolsOf } from './command.js';
export { type Asked, PLANNED, planJobs, roomFor } from './plan.js';
export { argvWithJobs, reduceJobs, serialCodegen } from './reduce.js';
export { jobsForAll, planLine } from './say.js';
export { toolNames, tools } from './tools.js';
