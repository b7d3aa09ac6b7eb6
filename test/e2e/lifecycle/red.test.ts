/** Bad recipes are red, or stopped, for the one reason that they are bad for, by either engine, and nothing is left of them. */
import { describe } from 'vitest';
import { red } from '../../support/recipes/table.js';
import { isEveryTime } from './abra-rows.js';
import { testRows } from './rows.js';
import { useLives } from './world.js';

const lives = useLives();

describe.concurrent('by the swarm engine', () => testRows(red, 'swarm', lives));
describe.concurrent('by the abra engine', () => testRows(red.filter(isEveryTime), 'abra', lives));
