/** Images by their tags: an upgrade rolls only what has another name than before. */

import type { ComposeService } from '../format/compose-service.js';
import { type Facts, type Hit, inServices } from './rule.js';

/** `registry:5000/name:tag@sha256:…` in parts. */
function tagOf({ image }: ComposeService): { readonly tag: string | undefined; readonly isDigest: boolean } {
  const [name = '', digest] = image.split('@');
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  return { tag, isDigest: digest !== undefined };
}

const MOVING = /^(latest|main|master|edge|nightly|dev|develop|unstable|rolling|canary)$/i;
const SEMVER_LIKE = /^v?\d+(\.\d+)*([-+._].*)?$/i;

const judged = (
  judge: (tag: string | undefined, isDigest: boolean) => string | undefined,
): ((facts: Facts) => readonly Hit[]) =>
  inServices((service) => {
    const { tag, isDigest } = tagOf(service);
    const what = judge(tag, isDigest);
    return what === undefined
      ? []
      : [{ place: service.imagePlace, message: `the image ${service.image} of ${service.name} ${what}` }];
  });

export const untagged = judged((tag, isDigest) =>
  tag === undefined && !isDigest ? 'has no tag, which is :latest' : undefined,
);

export const movingTag = judged((tag, isDigest) =>
  tag !== undefined && !isDigest && MOVING.test(tag)
    ? `has the tag ${tag}, behind which there is another image tomorrow`
    : undefined,
);

export const semverTag = judged((tag) =>
  tag !== undefined && !MOVING.test(tag) && !SEMVER_LIKE.test(tag)
    ? `has the tag ${tag}, which doesn't begin with a version`
    : undefined,
);
