/** The bundle's version, for results and --version. package.json says the same (checked). */

export const VERSION = '0.1.0';
