/** The test recipes in one place: the good ones, and the bad ones, each with the one verdict that is right for it. */
import * as good from './green.js';
import * as needs from './needs.js';
import * as backup from './red-backup.js';
import * as install from './red-install.js';
import * as policy from './red-policy.js';
import * as tests from './red-tests.js';
import * as upgrade from './red-upgrade.js';
import type { Row } from './row.js';

export const green: readonly Row[] = [
  good.customHtmlRow,
  good.databaseRow,
  good.migrationRow,
  good.slowRow,
  good.impatientRow,
  good.plainRow,
  good.onlyReleaseRow,
  good.unlabelledRow,
  good.forgottenDatabaseRow,
  good.grownRow,
  needs.needyRow,
];

export const red: readonly Row[] = [
  // The longest first, beside the others.
  install.heldVolumeRow,
  install.crashLoopRow,
  install.loopBesideSlowRow,
  install.leakyLoopRow,
  install.neverReadyRow,
  install.outOfMemoryRow,
  install.noImageRow,
  install.rateLimitRow,
  needs.sleepyNeedRow,
  needs.brokenNeedRow,
  needs.deniedNeedRow,
  needs.absentNeedRow,
  upgrade.sameConfigVersionRow,
  upgrade.emptiedRow,
  upgrade.movedVolumeRow,
  upgrade.rolledBackRow,
  upgrade.pausedRow,
  backup.nothingRestoredRow,
  backup.truncatedRow,
  backup.deletedStaysRow,
  tests.brokenPageRow,
  tests.failingTestRow,
  tests.consoleErrorRow,
  tests.lintErrorRow,
  policy.bindMountRow,
  policy.socketRow,
  policy.overlayRow,
];
