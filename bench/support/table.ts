/** Tables for a terminal. */

type Cells = Readonly<Record<string, string>>;

/** Prints rows that have the same keys; numbers are flush right. */
export function printTable(rows: readonly Cells[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).map((key) => {
    const values = rows.map((row) => row[key] ?? '');
    const width = Math.max(key.length, ...values.map((value) => value.length));
    const isNumber = values.every((value) => /^(≤ )?-?[\d.,]*$/.test(value));
    return (value: string) => (isNumber ? value.padStart(width) : value.padEnd(width));
  });
  const line = (values: readonly string[]): string =>
    values
      .map((value, index) => columns[index]?.(value) ?? value)
      .join('  ')
      .trimEnd();
  console.log(line(Object.keys(first)));
  for (const row of rows) console.log(line(Object.values(row)));
  console.log('');
}

/** A key and value of a row as heading and cell: `medianMs: 12.345` is `median ms`, `12.3`. */
export function column(
  key: string,
  value: string | number | readonly string[],
): [heading: string, cell: string] {
  const heading = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return [heading, cell(heading, value)];
}

function cell(heading: string, value: string | number | readonly string[]): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.join(' ');
  if (/\bratio\b/.test(heading)) return value.toFixed(3);
  return /\bms\b/.test(heading) ? value.toFixed(1) : value.toLocaleString('en');
}
