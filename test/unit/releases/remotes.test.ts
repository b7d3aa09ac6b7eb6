/** Who is asked for releases and for the base, and which token goes where. */
import { describe, expect, test } from 'vitest';
import type { CloneState } from '../../../src/recipe/releases/clone-state.js';
import { baseRemotesOf, type RemoteFacts, remotesOf } from '../../../src/recipe/releases/remotes.js';

const FORGE = 'https://forge.example.org/git';
const OWN = `${FORGE}/team/app`;
const UPSTREAM = 'https://git.example.net/recipes/app';

const clone = (origin?: string): CloneState => ({
  top: '/srv/app',
  prefix: '',
  objects: '/srv/app/.git/objects',
  isSha256: false,
  isShallow: true,
  origin,
  tags: { releases: [], ignored: [] },
  settings: [],
});
const JOB = { GITHUB_SERVER_URL: FORGE, GITHUB_REPOSITORY: 'team/app', GITHUB_TOKEN: 'job-token' };
const FORK = {
  pull_request: {
    head: { repo: { id: 2, full_name: 'eve/app' } },
    base: { repo: { id: 1, full_name: 'team/app' } },
  },
};
const facts = (more: Partial<RemoteFacts>): RemoteFacts => ({
  upstream: '',
  manifestUpstream: '',
  token: '',
  env: {},
  event: {},
  clone: clone(OWN),
  ...more,
});
const asked = (more: Partial<RemoteFacts>) =>
  remotesOf(facts(more)).asked.map(({ url, token }) => [url, token]);

describe('who is asked', () => {
  test('nobody, without an origin and an upstream', () => {
    expect(asked({ clone: clone() })).toEqual([]);
    expect(asked({ clone: undefined })).toEqual([]);
  });
  test('upstream first', () =>
    expect(asked({ upstream: UPSTREAM })).toEqual([
      [UPSTREAM, ''],
      [OWN, ''],
    ]));
  test("the input's upstream in place of the manifest's", () =>
    expect(asked({ upstream: UPSTREAM, manifestUpstream: `${FORGE}/x/y`, clone: clone() })).toEqual([
      [UPSTREAM, ''],
    ]));
  test('the same address once', () =>
    expect(asked({ upstream: `${OWN}.git` })).toEqual([[`${OWN}.git`, '']]));
  test('a folder, relative to the top of the clone', () => {
    expect(asked({ clone: clone('../origin.git') })).toEqual([['/srv/origin.git', '']]);
    expect(asked({ upstream: '/srv/app.git', clone: clone() })).toEqual([['/srv/app.git', '']]);
  });
  test("in a fork's pull request the base repository in place of the fork that was cloned", () => {
    const fork = { event: FORK, env: JOB, clone: clone(`${FORGE}/eve/app`) };
    expect(asked(fork)).toEqual([[OWN, 'job-token']]);
    expect(baseRemotesOf(facts(fork)).asked.map(({ url }) => url)).toEqual([OWN]);
    expect(baseRemotesOf(facts({ ...fork, upstream: UPSTREAM })).asked.map(({ url }) => url)).toEqual([OWN]);
  });
});

describe('who gets the token', () => {
  test('the upstream of the input, and an origin on the same server', () => {
    expect(asked({ upstream: UPSTREAM, token: 't' })).toEqual([
      [UPSTREAM, 't'],
      [OWN, ''],
    ]);
    expect(asked({ upstream: `${FORGE}/x/app`, token: 't', env: JOB })).toEqual([
      [`${FORGE}/x/app`, 't'],
      [OWN, 't'],
    ]);
  });
  test("an upstream elsewhere leaves the job's forge its own token", () =>
    expect(asked({ upstream: UPSTREAM, token: 't', env: JOB })).toEqual([
      [UPSTREAM, 't'],
      [OWN, 'job-token'],
    ]));
  test("without an upstream the job's forge, also by its ssh form", () => {
    expect(asked({ token: 't', env: JOB })).toEqual([[OWN, 't']]);
    expect(asked({ token: 't', env: JOB, clone: clone('git@forge.example.org:team/app.git') })).toEqual([
      [`${OWN}.git`, 't'],
    ]);
  });
  test('no server that the manifest chose', () => {
    expect(asked({ manifestUpstream: UPSTREAM, token: 't', env: JOB })).toEqual([
      [UPSTREAM, ''],
      [OWN, 't'],
    ]);
    expect(asked({ manifestUpstream: UPSTREAM, token: 't', clone: clone() })).toEqual([[UPSTREAM, '']]);
  });
  test('no server that only begins like the forge, and no path beside it', () => {
    for (const url of [
      'https://forge.example.org/other/app',
      'https://forge.example.org.evil.example/git/team/app',
      `${FORGE}/../x/app`,
    ])
      expect(asked({ manifestUpstream: url, token: 't', env: JOB, clone: clone() })).toEqual([[url, '']]);
  });
  test("on a terminal the origin, and the address' own password makes way for it", () => {
    expect(asked({ token: 't' })).toEqual([[OWN, 't']]);
    const named = clone('https://me:secret@forge.example.org/git/team/app');
    expect(asked({ token: 't', clone: named })).toEqual([[OWN, 't']]);
    expect(remotesOf(facts({ clone: named })).asked[0]?.name).toBe(`origin ${OWN}`);
  });
});

describe('an upstream that can not be asked', () => {
  test.each([
    ['https://me:secret@git.example.net/recipes/app', '', /input upstream has a user or a password in it/],
    ['ext::sh -c whoami', '', /is no address/],
    ['--upload-pack=x', '', /is no address/],
    ['', '/etc', /upstream in cc-ci\.yml \("\/etc"\) is no address/],
    ['', 'file:///srv/app.git', /is no address/],
    ['', 'ssh://-oProxyCommand=x/y', /is no address/],
  ])('%j %j', (upstream, manifestUpstream, said) => {
    const { refused } = remotesOf(facts({ upstream, manifestUpstream }));
    expect(refused?.reason).toMatch(said);
    expect(refused?.reason).not.toContain('secret');
  });
});
