/** The stages' names, apart from the schema: the inputs name them too, and should not load it. */

export const stageNames = ['install', 'health', 'http', 'teardown', 'verify-clean'] as const;

export type StageName = (typeof stageNames)[number];
