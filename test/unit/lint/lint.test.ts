// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose writes variables like this
import { describe, expect, it } from 'vitest';
import { showPlace } from '../../../src/recipe/format/place.js';
import { lintRules, showProblem } from '../../../src/recipe/lint/index.js';
import { examples } from './examples.js';
import { lint } from './recipe.js';

const judged = lintRules.filter(({ find }) => typeof find === 'function');

it('a recipe as it should be has nothing to be said about', () => {
  expect(lint({})).toEqual([]);
});

it('every rule that is judged has examples, and every example a rule', () => {
  expect(Object.keys(examples)).toEqual(judged.map(({ id }) => id));
});

describe.each(judged.map(({ id, level }) => ({ id, level })))('$id', ({ id, level }) => {
  const { found = [], fine = [] } = examples[id] ?? {};

  it('has examples of what it finds and of what is close to it and fine', () => {
    expect(found.length).toBeGreaterThan(0);
    expect(fine.length).toBeGreaterThan(0);
  });

  it.each(found)('finds: $of', (example) => {
    const problems = lint(example);
    expect(problems.map(({ rule }) => rule)).toEqual([id]);
    expect(problems[0]?.level).toBe(level);
    if (example.says !== undefined) expect(problems[0]?.message).toMatch(example.says);
    if (example.at !== undefined) {
      const place = problems[0]?.place;
      expect(place === undefined ? '' : showPlace(place)).toBe(example.at);
    }
  });

  it.each(fine)('is fine with: $of', (example) => {
    expect(lint(example)).toEqual([]);
  });
});

it('errors come first', () => {
  const problems = lint({
    replace: [
      ['nginx:1.27.3', 'nginx'],
      ['_site_${SITE_VERSION}', '_site'],
    ],
  });
  expect(problems.map(({ level }) => level)).toEqual(['error', 'warning']);
});

it('a problem says file, line, what it is and what to do', () => {
  const [problem] = lint({ replace: [['nginx:1.27.3', 'nginx']] });
  expect(problem === undefined ? '' : showProblem(problem)).toBe(
    'compose.yml:4:12: warning: the image nginx of app has no tag, which is :latest (R003). Give the image the tag of a version, or a digest.',
  );
});
