/** The Docker Engine API, spoken over `docker system dial-stdio` so that any Docker context works. */

export { type ConnectOptions, connectDocker } from './connect.js';
export { DockerApiError, ImageError, OutputLimitError } from './errors.js';
export { demultiplex } from './frames.js';
export { type EnsuredImage, type EnsureImageOptions, ensureImage } from './image.js';
export {
  parseRegistryCredentials,
  type RegistryCredential,
  type RegistryCredentials,
  secretsOf,
} from './registry-auth.js';
export { sweepRegistryConfigs, withRegistryConfig } from './registry-config.js';
export type {
  CliOptions,
  Docker,
  DockerInfo,
  ExecOptions,
  Executed,
  JsonStream,
  Method,
  OpenOptions,
  Query,
  RequestOptions,
  StreamOptions,
} from './types.js';
