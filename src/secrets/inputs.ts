/** What actions/guard and actions/verdict take. */

import { boolean, type InputTable, lines, text } from '../lib/inputs.js';

export const guardInputs = {
  required: {
    description:
      'NAME=value lines, or bare names looked up in the environment: secrets that the full path needs.',
    default: '',
    secret: true,
    parse: text,
  },
  optional: {
    description: 'The same, for secrets that the full path can do without.',
    default: '',
    secret: true,
    parse: text,
  },
  fail: {
    description: 'true: a missing required secret fails the step instead of sending the job offline.',
    default: 'false',
    parse: boolean,
  },
  'leak-scan': {
    description: 'Files and folders, one a line, that are searched for these secrets at the end of the job.',
    default: '',
    parse: lines,
  },
} satisfies InputTable;

export const verdictInputs = {
  needs: {
    description: 'The jobs that this one needs, with their results: the expression toJSON(needs).',
    default: '',
    secret: true,
    parse: text,
  },
  rules: {
    description:
      'YAML: a rule for each job (required, optional, either, skippable-when). Without one: required.',
    default: '',
    parse: text,
  },
} satisfies InputTable;
