/** Takes secrets' values out of everything that a run says and keeps: a service's log may print its own password. */

import { formsOf } from '../secrets/forms.js';

export type Mask = {
  add(secret: string): void;
  /** As add; the app under test has this one itself, so that its own pages may be told what to hide. */
  addOfApp(secret: string): void;
  /** The same data with *** wherever a secret stood: plain, in base64, URL-encoded, escaped. */
  apply<T>(value: T): T;
  /** For a text that comes in pieces, in which a secret may be cut apart. */
  stream(): TextMask;
  /** What is looked for, longest first. */
  forms(): readonly string[];
  /** Those of the app's own secrets. */
  formsOfApp(): readonly string[];
};

export type TextMask = {
  /** @returns what may be shown by now; the rest, which could be the beginning of a secret, comes later. */
  write(text: string): string;
  end(): string;
};

/** Of a text that was cut in the middle of a secret: fewer of its first characters could be anything's. */
const MIN_CUT = 6;

export function makeMask(): Mask {
  const all = formSet();
  const ofApp = formSet();
  return {
    add: all.add,
    addOfApp: (secret) => {
      all.add(secret);
      ofApp.add(secret);
    },
    apply: <T>(value: T): T =>
      all.list().length === 0
        ? value
        : (mapStrings(value, (text) => withoutCut(masked(text, all.list()), all.list())) as T),
    stream: () => streamMask(all.list),
    forms: all.list,
    formsOfApp: ofApp.list,
  };
}

/** The longest first, so that no part of a form is taken for another one. */
function formSet(): { readonly add: (secret: string) => void; readonly list: () => readonly string[] } {
  const forms = new Set<string>();
  let sorted: readonly string[] = [];
  return {
    add: (secret) => {
      for (const { text } of formsOf(secret))
        for (const form of [text, ...markupForms(text)]) forms.add(form);
      sorted = [...forms].sort((one, other) => other.length - one.length);
    },
    list: () => sorted,
  };
}

/** As XML and HTML have it, reports of tests among them; there are three ways to write an apostrophe. */
function markupForms(text: string): readonly string[] {
  const bare = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = bare.replaceAll('"', '&quot;');
  return [bare, quoted, ...['&apos;', '&#39;', '&#x27;'].map((quote) => quoted.replaceAll("'", quote))];
}

function masked(text: string, forms: readonly string[]): string {
  let left = text;
  for (const form of forms) left = left.replaceAll(form, '***');
  return left;
}

/** Long texts are cut, and end in …: the beginning of a secret before it goes as well. */
function withoutCut(text: string, forms: readonly string[]): string {
  if (!text.includes('…')) return text;
  const parts = text.split('…');
  const last = parts.pop() ?? '';
  const cleaned = parts.map((part) => {
    const before = part.trimEnd();
    const begun = begunForm(before, forms);
    return begun < MIN_CUT ? part : `${before.slice(0, -begun)}***${part.slice(before.length)}`;
  });
  return [...cleaned, last].join('…');
}

/** How many of the text's last characters could be the beginning of a form. */
function begunForm(text: string, forms: readonly string[]): number {
  let longest = 0;
  for (const form of forms)
    for (let length = Math.min(form.length - 1, text.length); length > longest; length -= 1)
      if (text.endsWith(form.slice(0, length))) longest = length;
  return longest;
}

function streamMask(forms: () => readonly string[]): TextMask {
  let held = '';
  return {
    write: (text) => {
      held += text;
      const cut = whereToCut(held, forms());
      const shown = masked(held.slice(0, cut), forms());
      held = held.slice(cut);
      return shown;
    },
    end: () => {
      const shown = masked(held, forms());
      held = '';
      return shown;
    },
  };
}

/** Before what could go on as a form, and never in the middle of one that is there. */
function whereToCut(text: string, forms: readonly string[]): number {
  let cut = text.length - begunForm(text, forms);
  for (let before = -1; before !== cut; ) {
    before = cut;
    for (const form of forms) {
      const at = cut === 0 ? -1 : text.lastIndexOf(form, cut - 1);
      if (at !== -1 && at + form.length > cut) cut = at;
    }
  }
  return cut;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapStrings(entry, change)]));
}
