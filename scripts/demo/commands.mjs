/** What a runner shows of a step's output: workflow commands are carried out, masked values are never shown. */

const COMMAND = /^::([a-z-]+)(?: [^:]*)?::(.*)$/;

/**
 * @returns {(line: string) => string | undefined} for each line of a job what is shown of it; undefined: nothing
 */
export function runnerView() {
  /** @type {Set<string>} */
  const masked = new Set();
  /** @param {string} text */
  const hide = (text) => [...masked].reduce((shown, value) => shown.split(value).join('***'), text);
  return (line) => {
    const [, command = '', data = ''] = COMMAND.exec(line) ?? [];
    if (command === 'add-mask' && data !== '') masked.add(unescapeData(data));
    if (command === '') return hide(line);
    return ['error', 'warning', 'notice'].includes(command) ? hide(unescapeData(data)) : undefined;
  };
}

/** The order matters: `%250A` stands for the text `%0A`. @param {string} data */
const unescapeData = (data) => data.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
