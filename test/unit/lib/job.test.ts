import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { escapeData, jobFrom } from '../../../src/lib/job.js';
import { parseKeyValueFile } from '../../support/command-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-job-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileIn(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}

test.each(['plain', 'two\nlines', 'EOF\nname=value', 'ends in a newline\n', 'ünïcode = % ::x::'])(
  'an output %j reads back as it was',
  (value) => {
    const file = fileIn('output');
    jobFrom({ GITHUB_OUTPUT: file }).setOutput('it', value);
    expect(parseKeyValueFile(readFileSync(file, 'utf8'))).toEqual({ it: value });
  },
);

test('a value can’t end its own here-document', () => {
  const file = fileIn('env');
  const job = jobFrom({ GITHUB_ENV: file });
  job.exportVariable('A', '1');
  const delimiter = /<<(\S+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  job.exportVariable('B', `x\n${delimiter}\nEVIL<<E\n1\nE`);
  expect(Object.keys(parseKeyValueFile(readFileSync(file, 'utf8')))).toEqual(['A', 'B']);
});

test('a masked value is handed to the runner line by line, escaped, and never to a terminal', () => {
  const written: string[] = [];
  jobFrom({ GITHUB_ACTIONS: 'true' }, (text) => written.push(text)).mask('a%b\nsecond');
  jobFrom({}, (text) => written.push(text)).mask('not shown');
  expect(written).toEqual(['::add-mask::a%25b\n', '::add-mask::second\n']);
});

test('outside a runner there is no file, and nothing happens', () => {
  expect(() => jobFrom({}).setOutput('a', 'b')).not.toThrow();
});

test('a runner’s file that can’t be written is the environment’s fault and names the file', () => {
  expect(() => jobFrom({ GITHUB_OUTPUT: join(folder, 'no', 'such') }).setOutput('a', 'b')).toThrow(
    /GITHUB_OUTPUT=.*no.such/,
  );
});

test('workflow command data is escaped as the toolkit escapes it', async () => {
  const { toCommandValue } = await import('@actions/core').then((core) => ({
    toCommandValue: (value: string) => {
      const written: string[] = [];
      const write = process.stdout.write.bind(process.stdout);
      process.stdout.write = ((text: string) => written.push(text) > 0) as typeof process.stdout.write;
      try {
        core.error(value);
      } finally {
        process.stdout.write = write;
      }
      return written.join('');
    },
  }));
  for (const value of ['a%0Ab', 'x\r\ny', '::warning::no']) {
    expect(toCommandValue(value).trimEnd()).toBe(`::error::${escapeData(value)}`);
  }
});
