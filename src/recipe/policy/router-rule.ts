/**
 * A strict reader of Traefik's router rules: matchers, `&&`, `||`, `!` and parentheses. What it can't read isn't judged to be
 * harmless. Source: https://doc.traefik.io/traefik/routing/routers/ (rule), which Traefik reads as an expression of Go.
 */

export type RouterRule =
  /** A matcher by its name in lower case, with what stands in its quotes. */
  | { readonly kind: 'match'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly left: RouterRule; readonly right: RouterRule }
  | { readonly kind: 'not'; readonly of: RouterRule };

export type ReadRule =
  | { readonly kind: 'rule'; readonly rule: RouterRule }
  | { readonly kind: 'unreadable'; readonly at: string };

/** An escape in double quotes could spell anything, so there are none. */
const TOKEN = /\s*(?:(&&|\|\||[!(),])|([A-Za-z][A-Za-z0-9]*)|`([^`]*)`|"([^"\\]*)")/y;

type Token = { readonly kind: 'sign' | 'name' | 'text'; readonly text: string };

export function readRouterRule(rule: string): ReadRule {
  const tokens = tokensOf(rule);
  if (!Array.isArray(tokens)) return tokens;
  const reader = new RuleReader(tokens);
  const read = reader.either();
  const rest = reader.rest();
  if (read === undefined || rest !== '') return { kind: 'unreadable', at: rest };
  return { kind: 'rule', rule: read };
}

function tokensOf(rule: string): Token[] | Extract<ReadRule, { kind: 'unreadable' }> {
  const tokens: Token[] = [];
  const text = rule.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) return { kind: 'unreadable', at: text.slice(from).trim() };
    const [, sign, name, raw, quoted] = match;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'text', text: raw ?? quoted ?? '' });
  }
  return tokens;
}

/** `!` binds before `&&`, and that before `||`. Each method gives undefined where the rule can't be read. */
class RuleReader {
  #position = 0;
  constructor(readonly tokens: readonly Token[]) {}

  rest(): string {
    return this.tokens
      .slice(this.#position)
      .map(({ text }) => text)
      .join(' ');
  }

  either(): RouterRule | undefined {
    return this.#joined('||', 'or', () => this.#both());
  }

  #both(): RouterRule | undefined {
    return this.#joined('&&', 'and', () => this.#single());
  }

  #joined(sign: string, kind: 'and' | 'or', part: () => RouterRule | undefined): RouterRule | undefined {
    let left = part();
    while (left !== undefined && this.#takes(sign)) {
      const right = part();
      left = right === undefined ? undefined : { kind, left, right };
    }
    return left;
  }

  #single(): RouterRule | undefined {
    if (this.#takes('!')) {
      const of = this.#single();
      return of === undefined ? undefined : { kind: 'not', of };
    }
    if (this.#takes('(')) {
      const inner = this.either();
      return inner !== undefined && this.#takes(')') ? inner : undefined;
    }
    return this.#matcher();
  }

  #matcher(): RouterRule | undefined {
    const name = this.#take('name');
    if (name === undefined || !this.#takes('(')) return undefined;
    const values: string[] = [];
    if (this.#takes(')')) return { kind: 'match', name: name.toLowerCase(), values };
    do {
      const value = this.#take('text');
      if (value === undefined) return undefined;
      values.push(value);
    } while (this.#takes(','));
    return this.#takes(')') ? { kind: 'match', name: name.toLowerCase(), values } : undefined;
  }

  #takes(sign: string): boolean {
    const next = this.tokens[this.#position];
    if (next?.kind !== 'sign' || next.text !== sign) return false;
    this.#position += 1;
    return true;
  }

  #take(kind: Token['kind']): string | undefined {
    const next = this.tokens[this.#position];
    if (next?.kind !== kind) return undefined;
    this.#position += 1;
    return next.text;
  }
}

const HOST_MATCHERS = ['host', 'hostheader', 'hostsni'];
const PATTERN_MATCHERS = ['hostregexp', 'hostsniregexp'];

/** One class of characters, as often as it likes: nothing that an alternative could be put into. */
const ANYTHING = String.raw`(?:\\w|\.|\[[A-Za-z0-9_-]+\])[+*]`;
/** `{sub:[a-z]+}.domain` of version 2, which is anchored, and `^[a-z]+\.domain$` of version 3, which isn't by itself. */
const BELOW = new RegExp(String.raw`^(?:\{[a-z]+:${ANYTHING}\}\.|\^${ANYTHING}\\\.(?=.*\$$))(.+?)\$?$`);

/**
 * The domain that all of a pattern's hosts are below; undefined for every other pattern. The domain's own dots may stand without their
 * backslashes, since a recipe can only write `${DOMAIN}`.
 */
function domainOfPattern(pattern: string): string | undefined {
  return BELOW.exec(pattern)?.[1]?.replaceAll('\\.', '.');
}

function isOwnMatch(name: string, value: string, isOwn: (host: string) => boolean): boolean {
  if (HOST_MATCHERS.includes(name)) return isOwn(value);
  return PATTERN_MATCHERS.includes(name) && isOwn(domainOfPattern(value) ?? '');
}

/**
 * True when everything that the rule lets through names a host for which `isOwn` holds.
 * Both sides of an `or` have to; one side of an `and` is enough; a `not` says nothing about where a request goes.
 */
export function isConfined(rule: RouterRule, isOwn: (host: string) => boolean): boolean {
  switch (rule.kind) {
    case 'match':
      return rule.values.length > 0 && rule.values.every((value) => isOwnMatch(rule.name, value, isOwn));
    case 'and':
      return isConfined(rule.left, isOwn) || isConfined(rule.right, isOwn);
    case 'or':
      return isConfined(rule.left, isOwn) && isConfined(rule.right, isOwn);
    case 'not':
      return false;
  }
}

/** The hosts that the rule's matchers name, patterns too, without those for which `isOwn` holds. */
export function foreignHosts(rule: RouterRule, isOwn: (host: string) => boolean): readonly string[] {
  if (rule.kind === 'match') {
    if (!rule.name.startsWith('host')) return [];
    return rule.values.filter((value) => !isOwnMatch(rule.name, value, isOwn));
  }
  if (rule.kind === 'not') return [];
  return [...foreignHosts(rule.left, isOwn), ...foreignHosts(rule.right, isOwn)];
}
