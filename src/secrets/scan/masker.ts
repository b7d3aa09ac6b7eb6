/** Takes values and tokens out of what a scan says itself: a leak may be the name of a file. */

import { formsOf } from '../forms.js';
import type { Sought } from './model.js';
import { needlesFor } from './needles.js';
import { type Hit, Searcher } from './searcher.js';

/** @returns a function that puts *** in place of every form of the values, and of tokens of known formats. */
export function maskerFor(sought: readonly Sought[]): (text: string) => string {
  const masks = sought
    .flatMap(({ value }) => formsOf(value).map(({ text }) => text))
    .sort((one, other) => other.length - one.length);
  const formats = needlesFor([]);
  return (text) => {
    const masked = masks.reduce((rest, mask) => rest.replaceAll(mask, '***'), text);
    const hits: Hit[] = [];
    const searcher = new Searcher(formats, (hit) => hits.push(hit));
    searcher.push(Buffer.from(masked));
    searcher.end();
    // From the last on, so that the places of the others stay.
    return hits.reverse().reduce(cutOut, masked);
  };
}

function cutOut(text: string, { offset, length }: Hit): string {
  const bytes = Buffer.from(text);
  return `${bytes.toString('utf8', 0, offset)}***${bytes.toString('utf8', offset + length)}`;
}
