/** Good recipes are green, by either engine, and nothing is left of them. */
import { describe } from 'vitest';
import { green } from '../../support/recipes/table.js';
import { isEveryTime } from './abra-rows.js';
import { testRows } from './rows.js';
import { useLives } from './world.js';

const lives = useLives();

describe.concurrent('by the swarm engine', () => testRows(green, 'swarm', lives));
describe.concurrent('by the abra engine', () => testRows(green.filter(isEveryTime), 'abra', lives));
