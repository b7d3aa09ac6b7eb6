/** Reads the files in which a step tells the runner something, as a runner reads them. */

/**
 * `name=value` lines and here-documents (`name<<DELIMITER`), the form of GITHUB_OUTPUT, GITHUB_ENV and GITHUB_STATE.
 * Source: actions/runner, FileCommandManager.cs (`EnvFileKeyValuePairs`).
 * @throws Error for what a runner would refuse: a line of neither form, or a delimiter that never comes.
 */
export function parseKeyValueFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line);
    const [, name, delimiter] = heredoc ?? [];
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error(`command file: no line ${delimiter} after ${line}`);
      values[name] = lines.slice(index + 1, end).join('\n');
      index = end;
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) throw new Error(`command file: neither name=value nor name<<DELIMITER: ${line}`);
    values[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return values;
}

/** GITHUB_PATH: one folder to a line. */
export function parsePathFile(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
