/** What a step may do with one app: the plan of it, the ports to the world, and how to tell what goes on. */

import type { Docker, RegistryCredential } from '../docker/index.js';
import type { RunProcess } from '../lib/process.js';
import type { SecretSpec } from './format/secrets.js';
import type { Manifest } from './manifest/model.js';
import type { Mask } from './mask.js';
import type { AppPlan } from './plan/app.js';

export type RouteInputs = { readonly routerAddress: string; readonly tlsVerify: boolean };

export type AppContext = {
  readonly app: AppPlan;
  readonly manifest: Manifest;
  readonly docker: Docker;
  readonly run: RunProcess;
  /** The job's own. Only names that a step states are passed on. */
  readonly env: NodeJS.ProcessEnv;
  readonly route: RouteInputs;
  /** For pulling images; empty where the host's own logins are to do. */
  readonly registries: readonly RegistryCredential[];
  /** Holds restic, tar and a shell. */
  readonly toolboxImage: string;
  readonly signal: AbortSignal;
  /** Times a stretch that is worth a line of its own. */
  phase<T>(name: string, work: () => Promise<T>): Promise<T>;
  waiting(what: string): void;
  note(level: 'info' | 'warning', message: string): void;
  /** Called with each secret's value before it is used, so that no message can carry it. */
  onSecret(value: string): void;
  /** What onSecret was told, and whatever else of the job must be in no file that is kept. */
  readonly mask: Mask;
  /** The same value for every app of a run, as whoever restores a backup elsewhere brings the secrets along. */
  secretValue(spec: SecretSpec): string;
};
