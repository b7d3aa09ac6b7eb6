/** Takes secrets' values out of everything that a run says: a service's log may print its own password. */

export type Mask = {
  add(secret: string): void;
  /** The same data with *** wherever a secret stood, plain, in base64 or URL-encoded. */
  apply<T>(value: T): T;
};

/** Shorter values would take ordinary words apart, and aren't secrets. */
const MIN_LENGTH = 4;

export function makeMask(): Mask {
  const forms = new Set<string>();
  const maskText = (text: string): string => {
    let masked = text;
    for (const form of forms) masked = masked.replaceAll(form, '***');
    return masked;
  };
  return {
    add: (secret) => {
      if (secret.length < MIN_LENGTH) return;
      for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)])
        forms.add(form);
      // Several lines are printed one by one.
      for (const line of secret.split('\n')) if (line.trim().length >= MIN_LENGTH) forms.add(line);
    },
    apply: <T>(value: T): T => (forms.size === 0 ? value : (mapStrings(value, maskText) as T)),
  };
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapStrings(entry, change)]));
}
