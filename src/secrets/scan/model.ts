/** The leak scan's shapes. Nothing in here holds a value that was found. */

/** A file, and inside which members of which archives: `logs.zip`, [`job.tar.gz`, `build.log`]. */
export type Place = {
  readonly path: string;
  readonly inside: readonly string[];
  /** The last of them was compressed: offsets are of what it expands to. */
  readonly isExpanded: boolean;
};

export type Finding = {
  readonly place: Place;
  /** Bytes from the beginning of the file or member; undefined: in its name. */
  readonly offset: number | undefined;
  /** From 1; undefined in archives, in binary files, and in a name. */
  readonly line: number | undefined;
  /** The secret's name, or the known format's. */
  readonly what: string;
  /** `plain`, `base64`, …; `known format` for a token that is nobody's we know. */
  readonly kind: string;
};

/** What was not searched, or not as a whole, and why: an archive that can't be read is no clean one. */
export type Gap = { readonly place: Place; readonly why: string };

export type Scanned = {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly files: number;
  /** Members of archives and objects of git repositories. */
  readonly members: number;
  /** Searched, after expansion. */
  readonly bytes: number;
  readonly durationMs: number;
};

/** A secret to look for: its name and its value. */
export type Sought = { readonly name: string; readonly value: string };

export type ScanLimits = {
  /** Of what one file expands to. */
  readonly expandedBytes: number;
  /** Archives within archives. */
  readonly depth: number;
  /** A zip in an archive is read in memory: its index is at its end. */
  readonly nestedZipBytes: number;
  /** Places that are listed one by one. */
  readonly findingsPerFile: number;
};

export const LIMITS: ScanLimits = {
  expandedBytes: 4 * 1024 ** 3,
  depth: 5,
  nestedZipBytes: 256 * 1024 ** 2,
  findingsPerFile: 10_000,
};
