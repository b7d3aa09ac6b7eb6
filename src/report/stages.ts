/** The stages' names, apart from the schema: the inputs name them too, and should not load it. */

/** In the order in which results list them; which of them run side by side is the plan's to say. */
export const stageNames = [
  'lint',
  'policy',
  'install',
  'health',
  'http',
  'checks',
  'upgrade',
  'backup',
  'restore',
  'reinstall',
  'local',
  'extra',
  'teardown',
  'verify-clean',
] as const;

export type StageName = (typeof stageNames)[number];
