/** Whose an object is: a label decides, then the name, and never at another stack's expense. */
import { describe, expect, test } from 'vitest';
import { type DockerObject, objectsOf } from '../../../src/recipe/teardown/index.js';

const object = (name: string, labels: Readonly<Record<string, string>> = {}): DockerObject => ({
  kind: 'secret',
  id: name,
  name,
  labels,
  createdAt: 0,
});
const of = (stack: string): Readonly<Record<string, string>> => ({ 'com.docker.stack.namespace': stack });

const names = (all: readonly DockerObject[], stack: string): readonly string[] =>
  objectsOf(all, stack).map(({ name }) => name);

describe('the objects of a stack', () => {
  test('are those that say so, by Swarm’s label or ours, whatever their name', () => {
    const all = [object('a', of('shop')), object('b', { 'cc-ci.stack': 'shop' }), object('c')];
    expect(names(all, 'shop')).toEqual(['a', 'b']);
  });

  test('are those named after it when they say nothing', () => {
    expect(names([object('shop_token_v1'), object('shop'), object('shopping_token')], 'shop')).toEqual([
      'shop_token_v1',
    ]);
  });

  test('are not those of a stack whose name begins with this one', () => {
    const all = [object('shop_ci_app', of('shop_ci')), object('shop_ci_token_v1'), object('shop_cin_token')];
    expect(names(all, 'shop')).toEqual(['shop_cin_token']);
    expect(names(all, 'shop_ci')).toEqual(['shop_ci_app', 'shop_ci_token_v1']);
  });

  test('are not those that another stack owns under a name of this one', () => {
    expect(names([object('shop_data', of('other'))], 'shop')).toEqual([]);
  });
});
