/** What a scan looks for: every form of every value, and the anchors of the known formats. */

import { formsOf, isTellingAlone } from '../forms.js';
import { FORMATS, type Format } from './formats.js';
import { compileMatcher, type Matcher } from './matcher.js';
import type { Sought } from './model.js';

export type Needle =
  | { readonly is: 'value'; readonly name: string; readonly kind: string; readonly length: number }
  | { readonly is: 'anchor'; readonly format: Format };

export type Needles = { readonly needles: readonly Needle[]; readonly matcher: Matcher };

/** The beginning of a longer form is as telling as all of it, and bounds what a search has to keep between two pieces. */
const LONGEST = 512;

export function needlesFor(sought: readonly Sought[]): Needles {
  const needles: Needle[] = [];
  const texts: Uint8Array[] = [];
  const seen = new Set<string>();
  const add = (needle: Needle, bytes: Buffer): void => {
    const key = bytes.toString('latin1');
    if (bytes.length < 4 || seen.has(key)) return;
    seen.add(key);
    needles.push(needle);
    texts.push(bytes);
  };
  for (const { name, value } of sought) {
    for (const { kind, text } of formsOf(value)) {
      if (kind === 'line' && !isTellingAlone(text)) continue;
      const bytes = Buffer.from(text).subarray(0, LONGEST);
      add({ is: 'value', name, kind, length: bytes.length }, bytes);
      if (kind !== 'plain') continue;
      const wide = Buffer.from(text, 'utf16le').subarray(0, LONGEST);
      add({ is: 'value', name, kind: 'UTF-16', length: wide.length }, wide);
    }
  }
  for (const format of FORMATS)
    for (const anchor of format.anchors) add({ is: 'anchor', format }, Buffer.from(anchor));
  return { needles, matcher: compileMatcher(texts) };
}
