/**
 * A build by make whose processes take their memory at once. Compilers stand still near a limit, for minutes at times, before the
 * kernel kills one (docs/oom-runbook.md#thrashing); these are killed within a second, so that a hundred builds are soon done.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param bytes of one target's process: `tail` keeps a line in memory until it is over. */
export function writeQuickBuild(
  folder: string,
  { targets, bytes }: { readonly targets: number; readonly bytes: number },
): void {
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: targets }, (_, index) => `unit${index}`).join(' ');
  const recipe = `{ head -c ${bytes} /dev/zero; sleep 0.2; } | tail -n 1 > /dev/null`;
  writeFileSync(join(folder, 'Makefile'), `.PHONY: all ${names}\nall: ${names}\n${names}:\n\t${recipe}\n`);
}
