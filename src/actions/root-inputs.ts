/** The root action's contract. What a later version brings is declared now, so that a misspelt name fails today. */

import { cloneInputs, rejectedCloneInputs } from '../clone/inputs.js';
import { boolean, choice, type InputTable, line, lines, text } from '../lib/inputs.js';
import { jobMemoryInputs } from '../memory/job-inputs.js';
import { guardInputs } from '../secrets/inputs.js';

const CACHE = 'cache';
const TOOLS = 'tools';

export const rootInputs = {
  clone: { description: 'false: leave the clone out.', default: 'true', parse: boolean },
  ...cloneInputs,
  cache: {
    description: 'Presets to restore and save, one a line; auto: by the files that are there; none.',
    default: 'auto',
    later: CACHE,
    parse: lines,
  },
  'cache-backend': {
    description: 'Where caches are kept.',
    default: 'auto',
    later: CACHE,
    parse: choice('auto', 'directory', 'server', 'github'),
  },
  'cache-dir': {
    description: 'The folder of the directory backend.',
    default: '',
    later: CACHE,
    parse: line,
  },
  'cache-save': {
    description: 'When to save.',
    default: 'on-success',
    later: CACHE,
    parse: choice('on-success', 'always', 'never'),
  },
  prime: {
    description: 'Fill the caches before the first build.',
    default: 'false',
    later: CACHE,
    parse: boolean,
  },
  ...jobMemoryInputs,
  'required-secrets': {
    description: 'Secrets that the full path needs: NAME=value lines (docs/secrets.md).',
    default: '',
    secret: true,
    parse: text,
  },
  'optional-secrets': {
    description: 'Secrets that it can do without: NAME=value lines.',
    default: '',
    secret: true,
    parse: text,
  },
  'on-missing': {
    description: 'What a missing required secret means: the output mode is offline, or the step fails.',
    default: 'offline',
    parse: choice('offline', 'fail'),
  },
  'leak-scan': guardInputs['leak-scan'],
  tools: {
    description: 'Named versions to install, NAME@VERSION, one a line.',
    default: '',
    later: TOOLS,
    parse: lines,
  },
  apt: { description: 'Debian packages to install.', default: '', later: TOOLS, parse: lines },
} satisfies InputTable;

export const rejectedRootInputs = rejectedCloneInputs;
