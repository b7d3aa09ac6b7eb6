/** Limits that make an allocation fail where the kernel would otherwise kill: `ulimit -v`, and strict overcommit. */

import type { System } from '../system.js';

export type Ceilings = {
  /** RLIMIT_AS, as `ulimit -v` sets it. Undefined: none. */
  readonly addressSpaceBytes: number | undefined;
  /** vm.overcommit_memory = 2: the kernel refuses what it couldn't back. */
  readonly isOvercommitStrict: boolean;
};

export function readCeilings(system: System): Ceilings {
  const limits = system.read('/proc/self/limits') ?? '';
  const addressSpace = /^Max address space\s+(\d+)/m.exec(limits)?.[1];
  return {
    addressSpaceBytes: addressSpace === undefined ? undefined : Number(addressSpace),
    isOvercommitStrict: system.read('/proc/sys/vm/overcommit_memory')?.trim() === '2',
  };
}
