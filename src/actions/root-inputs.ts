/** The root action's contract. What a later version brings is declared now, so that a misspelt name fails today. */

import { cloneInputs, rejectedCloneInputs } from '../clone/inputs.js';
import { boolean, choice, type InputTable, integer, line, lines, type Parse, text } from '../lib/inputs.js';

const CACHE = 'cache';
const MEMORY = 'memory guard';
const SECRETS = 'secret guard';
const TOOLS = 'tools';

const autoOr =
  <T>(parse: Parse<T>): Parse<T | 'auto'> =>
  (raw) =>
    raw === 'auto' ? { value: 'auto' } : parse(raw);

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
  'memory-guard': {
    description: 'Protect the runner from the kernel’s out-of-memory killer.',
    default: 'auto',
    later: MEMORY,
    parse: choice('auto', 'true', 'false'),
  },
  'memory-per-job': {
    description: 'Memory that one parallel job of a tool takes: TOOL=SIZE, one a line.',
    default: '',
    later: MEMORY,
    parse: lines,
  },
  jobs: {
    description: 'Parallel jobs for all tools; auto: what fits.',
    default: 'auto',
    later: MEMORY,
    parse: autoOr(integer(1, 1024)),
  },
  wrap: {
    description: 'Commands of later steps that go through the adaptive runner.',
    default: '',
    later: MEMORY,
    parse: line,
  },
  'required-secrets': {
    description: 'NAME=value lines that the full path needs.',
    default: '',
    secret: true,
    later: SECRETS,
    parse: text,
  },
  'optional-secrets': {
    description: 'NAME=value lines that it can do without.',
    default: '',
    secret: true,
    later: SECRETS,
    parse: text,
  },
  'on-missing': {
    description: 'What a missing required secret means.',
    default: 'offline',
    later: SECRETS,
    parse: choice('offline', 'fail'),
  },
  tools: {
    description: 'Named versions to install, NAME@VERSION, one a line.',
    default: '',
    later: TOOLS,
    parse: lines,
  },
  apt: { description: 'Debian packages to install.', default: '', later: TOOLS, parse: lines },
} satisfies InputTable;

export const rejectedRootInputs = rejectedCloneInputs;
