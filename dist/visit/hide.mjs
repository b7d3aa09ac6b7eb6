/** Before a page is photographed: secrets in its texts and fields are replaced, and fields for passwords emptied. */

/**
 * In the frames of the app alone: it knows its secrets, other sites don't.
 * @param {import('playwright-core').Page} page
 * @param {{ domain: string, hidden: readonly string[] }} options
 */
export async function hideIn(page, { domain, hidden }) {
  for (const frame of page.frames()) {
    if (!isOwn(frame.url(), domain)) continue;
    // A frame that went away meanwhile shows nothing any more.
    await frame.evaluate(hide, hidden).catch((error) => {
      if (!frame.isDetached()) throw error;
    });
  }
}

/**
 * Also what has no address of its own, such as about:srcdoc.
 * @param {string} address
 * @param {string} domain
 */
function isOwn(address, domain) {
  if (!/^https?:/.test(address)) return true;
  const { hostname } = new URL(address);
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

/**
 * What of a document is needed here; this program is not compiled for browsers.
 * @typedef {{ nodeType: number, nodeValue: string | null }} PageNode
 * @typedef {{ childNodes: Iterable<PageNode>, querySelectorAll(selector: string): Iterable<PageElement> }} PageRoot
 * @typedef {{
 *   tagName: string, textContent: string, type?: string, value?: string, shadowRoot: PageRoot | null,
 *   childNodes: Iterable<PageNode>, children: Iterable<PageElement>,
 *   getAttribute(name: string): string | null, setAttribute(name: string, value: string): void,
 * }} PageElement
 */

/** Runs in the page: it can use nothing from outside. @param {readonly string[]} hidden longest first */
function hide(hidden) {
  const TEXT_NODE = 3;
  const { document } = /** @type {{ document: PageRoot }} */ (/** @type {unknown} */ (globalThis));
  walk(document);

  /** @param {string} text */
  function clean(text) {
    return hidden.reduce((left, value) => left.split(value).join('***'), text);
  }

  /** @param {PageRoot} root */
  function walk(root) {
    const elements = [...root.querySelectorAll('*')].filter(isSeen);
    for (const parent of [root, ...elements])
      for (const node of parent.childNodes) if (node.nodeType === TEXT_NODE) cleanNode(node);
    for (const element of elements) {
      cleanField(element);
      if (element.shadowRoot !== null) walk(element.shadowRoot);
    }
    // What is spread over several nodes goes with the innermost element that has all of it.
    for (const element of elements)
      if (holds(element) && ![...element.children].some(holds))
        element.textContent = clean(element.textContent);
  }

  /** @param {PageElement} element */
  function isSeen({ tagName }) {
    return !['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT'].includes(tagName.toUpperCase());
  }

  /** @param {PageElement} element */
  function holds({ textContent }) {
    return clean(textContent) !== textContent;
  }

  /** @param {PageNode} node */
  function cleanNode(node) {
    const text = node.nodeValue ?? '';
    if (clean(text) !== text) node.nodeValue = clean(text);
  }

  /** @param {PageElement} element */
  function cleanField(element) {
    const placeholder = element.getAttribute('placeholder');
    if (placeholder !== null) element.setAttribute('placeholder', clean(placeholder));
    const { tagName, type, value = '' } = element;
    if (tagName === 'INPUT' && type === 'password') element.value = '';
    else if ((tagName === 'INPUT' && type !== 'file') || tagName === 'TEXTAREA')
      if (clean(value) !== value) element.value = clean(value);
  }
}
