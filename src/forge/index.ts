/** The forge room's front door. */

export { detectForge, type Forge } from './detect.js';
