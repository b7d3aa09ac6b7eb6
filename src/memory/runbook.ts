/** The page that the messages of this room lead to, from the repository's root. */
export const RUNBOOK = 'docs/oom-runbook.md';
