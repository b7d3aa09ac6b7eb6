/** Whose manifest, tests and policy count, by the event's payload. */
import { describe, expect, test } from 'vitest';
import { type BaseInputs, commitIn, wantedBase } from '../../../src/recipe/releases/base.js';
import { pullOf, type RecipeEvent } from '../../../src/recipe/releases/event.js';

const BASE = { sha: 'b'.repeat(40), ref: 'main', repo: { id: 1, full_name: 'team/app' } };
const pull = (head: unknown, base: unknown = BASE): RecipeEvent =>
  ({ pull_request: { head, base } }) as RecipeEvent;

describe('a pull request is of a', () => {
  test.each([
    ['member: the same id, whatever the names', pull({ repo: { id: 1, full_name: 'Team/App' } }), 'member'],
    [
      "fork: another id, although it is called the same (a payload's name can be of before a rename)",
      pull({ repo: { id: 2, full_name: 'team/app' } }),
      'fork',
    ],
    [
      'member: ids beside the repository, as Gitea writes them',
      pull({ repo_id: 1 }, { ...BASE, repo: undefined, repo_id: 1 }),
      'member',
    ],
    ['fork: ids beside the repository', pull({ repo_id: 2 }, { repo_id: 1 }), 'fork'],
    [
      'member: names only',
      pull({ repo: { full_name: 'Team/app' } }, { repo: { full_name: 'team/App' } }),
      'member',
    ],
    [
      'fork: names only',
      pull({ repo: { full_name: 'eve/app' } }, { repo: { full_name: 'team/app' } }),
      'fork',
    ],
    ['fork: its repository is gone', pull({ sha: 'a'.repeat(40), repo: null }), 'fork'],
    ['fork: nothing is said about the head', pull(null), 'fork'],
    ['fork: nothing that can be compared', pull({ repo: {} }, { repo: {} }), 'fork'],
    ["fork: a comment, whose payload doesn't say", { issue: { pull_request: {} } }, 'fork'],
    [
      'member: a comment that brings the pull request along',
      { ...pull({ repo: { id: 1 } }), issue: { pull_request: {} } },
      'member',
    ],
    [
      'fork: a run that follows one of a fork',
      { workflow_run: { head_repository: { id: 2 }, repository: { id: 1 } } },
      'fork',
    ],
  ] as const)('%s', (_what, event, trust) => expect(pullOf(event)?.trust).toBe(trust));

  test.each([
    {},
    { pull_request: null },
    { issue: {} },
    { workflow_run: { head_repository: { id: 1 }, repository: { id: 1 } } },
  ])('none: %j', (event) => expect(pullOf(event)).toBeUndefined());
});

const inputs = (more: Partial<BaseInputs> = {}): BaseInputs => ({
  base: '',
  trust: 'auto',
  withTests: false,
  ...more,
});
const FORK = pullOf(pull({ repo: { id: 2, full_name: 'eve/app' } }));
const MEMBER = pullOf(pull({ repo: { id: 1 } }));
const COMMENT = pullOf({ issue: { pull_request: {} } });

describe('what counts is', () => {
  test.each([
    ["the recipe's own, on a push and on a terminal", undefined, {}, { trust: 'member', from: 'folder' }],
    ["a fork's: the base", FORK, {}, { trust: 'fork', from: 'commit', ref: BASE.sha }],
    ["a member's: the base", MEMBER, {}, { trust: 'member', from: 'commit', ref: BASE.sha }],
    [
      "a member's who brings tests: the head",
      MEMBER,
      { withTests: true },
      { trust: 'member', from: 'folder' },
    ],
    ['the base that the input names', FORK, { base: 'stable' }, { trust: 'fork', ref: 'stable' }],
    ['the same on a terminal', undefined, { base: 'main' }, { trust: 'member', ref: 'main' }],
    [
      'the default branch for who asks to be a fork',
      undefined,
      { trust: 'fork' as const },
      { trust: 'fork', ref: null },
    ],
    ['the commit of the job for a comment', COMMENT, {}, { trust: 'fork', ref: 'c'.repeat(40) }],
  ])('%s', (_what, event, more, expected) => {
    expect(wantedBase(event, inputs(more), { GITHUB_SHA: 'c'.repeat(40) })).toMatchObject(expected);
  });

  test("never a fork's own tests", () => {
    expect(() => wantedBase(FORK, inputs({ withTests: true }), {})).toThrow(
      /with-tests is refused: .*its head is in eve\/app/,
    );
    expect(() => wantedBase(undefined, inputs({ withTests: true, trust: 'fork' }), {})).toThrow(
      /input trust is fork/,
    );
  });

  test('said with its reason', () => {
    expect(wantedBase(FORK, inputs(), {}).why).toBe(
      'fork: its head is in eve/app; manifest, tests and policy are those of the base bbbbbbbbbbbb',
    );
  });
});

test('a name that only ends like the one asked for is another', () => {
  const [one, two] = ['1'.repeat(40), '2'.repeat(40)];
  expect(commitIn(`${one}\trefs/heads/x/refs/heads/main\n`, ['refs/heads/main'])).toBeUndefined();
  expect(commitIn(`${one}\trefs/tags/v\n${two}\trefs/tags/v^{}\n`, ['refs/heads/v', 'refs/tags/v'])).toBe(
    two,
  );
});
