/** The test recipes in one place: the good ones, and the bad ones, each with the one verdict that is right for it. */
import * as rows from './green.js';
import type { Row } from './row.js';

export const green: readonly Row[] = [
  rows.customHtmlRow,
  rows.databaseRow,
  rows.migrationRow,
  rows.slowRow,
  rows.impatientRow,
  rows.plainRow,
  rows.onlyReleaseRow,
  rows.unlabelledRow,
];
