/** Reads JUnit XML as pytest, vitest and node --test write it: which tests there were, and which failed why. */

import { EnvironmentError } from '../../lib/errors.js';

export type TestCase = {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The first line of what it failed with. */
  readonly message: string;
};

/** An element: its attributes have an @, its text is #text; anything that occurs twice is a list. */
type Element = Readonly<Record<string, unknown>>;

/** @throws EnvironmentError for a text that is no XML. */
export async function readJunit(xml: string): Promise<readonly TestCase[]> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new EnvironmentError(`the JUnit report is no XML: ${valid.err.msg}`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    // Character references too: pytest writes a line's end as &#10;.
    htmlEntities: true,
    parseTagValue: false,
    parseAttributeValue: false,
  });
  return casesIn(parser.parse(xml) as Element);
}

/** Suites hold cases and further suites; node --test puts cases beside suites as well. */
function casesIn(element: Element): readonly TestCase[] {
  const inner = ['testsuites', 'testsuite'].flatMap((tag) => children(element, tag)).flatMap(casesIn);
  return [...children(element, 'testcase').map(caseOf), ...inner];
}

function caseOf(element: Element): TestCase {
  const name = textOf(element['@name']);
  const failed = [...children(element, 'failure'), ...children(element, 'error')][0];
  if (failed !== undefined) return { name, outcome: 'failed', message: messageIn(failed) };
  return { name, outcome: 'skipped' in element ? 'skipped' : 'passed', message: '' };
}

function messageIn(failure: Element): string {
  const text = textOf(failure['@message']) || textOf(failure['#text']);
  return text.trim().split('\n')[0]?.trim() ?? '';
}

function children(element: Element, tag: string): readonly Element[] {
  const found = element[tag];
  if (found === undefined) return [];
  // An element without attributes and children is its text.
  return (Array.isArray(found) ? found : [found]).map((child: unknown) =>
    typeof child === 'object' && child !== null ? (child as Element) : { '#text': child },
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
