import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { leakScan } from '../../../src/secrets/scan/index.js';
import { maskerFor } from '../../../src/secrets/scan/masker.js';
import { LIMITS, type ScanLimits } from '../../../src/secrets/scan/model.js';
import { reportJson, reportLines } from '../../../src/secrets/scan/report.js';
import { scanAndSay } from '../../../src/secrets/scan/say.js';
import { git } from '../../support/repos.js';
import { makeZip } from './make-zip.js';

const SECRET = 'pl4nted+T0ken/for=tests';
const SOUGHT = [{ name: 'TOKEN', value: SECRET }];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cc-ci-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function scan(limits: Partial<ScanLimits> = {}, signal = new AbortController().signal) {
  const scanned = await leakScan([folder], SOUGHT, signal, { ...LIMITS, ...limits });
  const masked = maskerFor(SOUGHT);
  const { findings, gaps } = reportLines(scanned, masked);
  for (const text of [...findings, ...gaps, reportJson(scanned, masked)]) expect(text).not.toContain(SECRET);
  const short = (line: string): string => line.replaceAll(`${folder}/`, '');
  return { scanned, findings: findings.map(short), gaps: gaps.map(short) };
}

async function tar(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
  archive.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of archive) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

describe('a value is found', () => {
  it('in a log, with its line', async () => {
    put('build.log', `one\ntwo ${SECRET}\n`);
    expect((await scan()).findings).toEqual(['build.log:2: TOKEN (plain)']);
  });

  it('in a binary file, with its byte', async () => {
    put('program', Buffer.concat([Buffer.alloc(3_000_000), Buffer.from(SECRET), Buffer.alloc(10)]));
    expect((await scan()).findings).toEqual(['program, byte 3000000: TOKEN (plain)']);
  });

  it.each<[string, (value: string) => string | Buffer]>([
    ['base64', (value) => Buffer.from(`user:${value}`).toString('base64')],
    ['URL-encoded', encodeURIComponent],
    ['hexadecimal', (value) => Buffer.from(value).toString('hex')],
    ['UTF-16', (value) => Buffer.from(value, 'utf16le')],
    ['JSON-escaped', (value) => value.replaceAll('/', '\\/')],
  ])('as %s', async (kind, write) => {
    put('file', write(SECRET));
    expect((await scan()).findings).toEqual([
      expect.stringMatching(new RegExp(`^file\\b.*: TOKEN \\(${kind}\\)$`)),
    ]);
  });

  it('in archives, in archives in archives, and in the names of their members', async () => {
    const log = Buffer.from(`- ${SECRET}`);
    const inner = await tar({
      'job/build.log': log,
      'job/inner.log.gz': gzipSync(log),
      [`named-${SECRET.replace('/', '_')}`]: 'x',
    });
    put('plain.log.gz', gzipSync(log));
    put('logs.tar', inner);
    put('logs.tgz', gzipSync(inner));
    put(
      'logs.zip',
      makeZip([
        { name: 'inner.tar', content: inner },
        { name: 'inner.zip', content: makeZip([{ name: 'a.log', content: log }]) },
      ]),
    );
    const { findings, gaps } = await scan();
    expect(gaps).toEqual([]);
    expect(findings).toEqual([
      'logs.tar > job/build.log, byte 2: TOKEN (plain)',
      'logs.tar > job/inner.log.gz, byte 2 of what it expands to: TOKEN (plain)',
      'logs.tgz > job/build.log, byte 2: TOKEN (plain)',
      'logs.tgz > job/inner.log.gz, byte 2 of what it expands to: TOKEN (plain)',
      'logs.zip > inner.tar > job/build.log, byte 2: TOKEN (plain)',
      'logs.zip > inner.tar > job/inner.log.gz, byte 2 of what it expands to: TOKEN (plain)',
      'logs.zip > inner.zip > a.log, byte 2: TOKEN (plain)',
      'plain.log.gz, byte 2 of what it expands to: TOKEN (plain)',
    ]);
  });

  it.for(['zstd', 'xz', 'bzip2'])('through the program %s', async (program, context) => {
    const path = put('a.log', SECRET);
    const packed = spawnSync(program, ['-c', path]);
    if (packed.error) return context.skip(`${program} is not on this machine`);
    rmSync(path);
    put('a.log.packed', packed.stdout);
    expect((await scan()).findings).toEqual(['a.log.packed, byte 0 of what it expands to: TOKEN (plain)']);
  });

  it('in a name, which is not printed', async () => {
    put(`of-pl4nted+T0ken-of-tests/x`, 'x');
    const sought = [{ name: 'NAME', value: 'pl4nted+T0ken-of-tests' }];
    const scanned = await leakScan([folder], sought, new AbortController().signal);
    const { findings } = reportLines(scanned, maskerFor(sought));
    expect(findings).toEqual([`${folder}/of-***/x, in the name: NAME (plain)`]);
  });

  it('in a zip archive whose members’ names lead out of it', async () => {
    const content = Buffer.from(SECRET);
    put(
      'a.zip',
      makeZip([
        { name: '../../outside', content },
        { name: '/root', content },
        { name: 'a\\b', content },
      ]),
    );
    const { findings, gaps } = await scan();
    expect(gaps).toEqual([]);
    expect(findings).toEqual([
      'a.zip > ../../outside, byte 0: TOKEN (plain)',
      'a.zip > /root, byte 0: TOKEN (plain)',
      'a.zip > a\\b, byte 0: TOKEN (plain)',
    ]);
  });

  it('in a symbolic link’s target, which is not followed', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'cc-ci-outside-'));
    writeFileSync(join(outside, 'file'), SECRET);
    symlinkSync(outside, join(folder, 'link'));
    symlinkSync('/nowhere/pl4nted+T0ken/for=tests', join(folder, 'telling'));
    expect((await scan()).findings).toEqual(['telling, in the name: TOKEN (plain)']);
    rmSync(outside, { recursive: true });
  });

  it('in a repository’s history, loose and packed, after it was removed', async () => {
    for (const name of ['loose', 'packed']) {
      const repository = join(folder, name);
      mkdirSync(repository);
      git(repository, ['init', '--quiet']);
      put(`${name}/config.env`, `TOKEN=${SECRET}\n${'filler\n'.repeat(50)}`);
      git(repository, ['add', '.']);
      git(repository, ['commit', '--quiet', '-m', 'one']);
      put(`${name}/config.env`, `TOKEN=\n${'filler\n'.repeat(50)}`);
      git(repository, ['commit', '--quiet', '-am', 'two']);
      if (name === 'packed') git(repository, ['gc', '--quiet']);
    }
    expect((await scan()).findings).toEqual(
      ['loose', 'packed'].map((name) =>
        expect.stringMatching(new RegExp(`^${name}/\\.git > blob [0-9a-f]{40}, byte 6: TOKEN`)),
      ),
    );
  });

  it('in a loose object where git can’t help, and that packs are not searched is said', async () => {
    put('odd/HEAD', 'nothing that git knows');
    mkdirSync(join(folder, 'odd/refs'));
    put(`odd/objects/ab/${'c'.repeat(38)}`, deflateSync(Buffer.from(`blob ${SECRET.length}\0${SECRET}`)));
    const { findings, gaps } = await scan();
    expect(findings).toEqual([
      expect.stringContaining(`odd/objects/ab/${'c'.repeat(38)}, byte 8 of what it expands to: TOKEN`),
    ]);
    expect(gaps).toEqual([expect.stringContaining('odd: packed objects are not searched: git: ')]);
  });
});

describe('what is not searched is said', () => {
  it('an archive that is cut short', async () => {
    put('cut.gz', gzipSync(Buffer.from(SECRET.repeat(100))).subarray(0, 30));
    expect((await scan()).gaps).toEqual([
      expect.stringMatching(/^cut\.gz: can't be read to its end as gzip: /),
    ]);
  });

  it('a zip archive without its end, and one whose member is encrypted, whose others are searched', async () => {
    const clear = { name: 'clear.txt', content: Buffer.from(SECRET) };
    put('cut.zip', makeZip([clear]).subarray(0, 40));
    put('locked.zip', makeZip([{ name: 'a.txt', content: Buffer.from('x'), isEncrypted: true }, clear]));
    const { findings, gaps } = await scan();
    expect(findings).toEqual(['locked.zip > clear.txt, byte 0: TOKEN (plain)']);
    expect(gaps).toEqual([
      expect.stringContaining("cut.zip: can't be read"),
      "locked.zip > a.txt: can't be read: it is encrypted",
    ]);
  });

  it('a file that may not be read, and the others are searched', async (context) => {
    const locked = put('locked', 'x');
    put('open.log', SECRET);
    chmodSync(locked, 0);
    // A superuser reads it all the same; the mistake was made by everybody else.
    if (process.getuid?.() === 0) {
      if (process.seteuid === undefined) return context.skip('this user can’t become another');
      chmodSync(folder, 0o755);
      process.seteuid(65534);
    }
    try {
      const { findings, gaps } = await scan();
      expect(findings).toEqual(['open.log:1: TOKEN (plain)']);
      expect(gaps).toEqual([expect.stringMatching(/^locked: can't be read to its end: EACCES/)]);
    } finally {
      process.seteuid?.(process.getuid?.() ?? 0);
    }
  });

  it('a file whose name is not UTF-8, and what is in a folder of such a name', async () => {
    put('open.log', SECRET);
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), SECRET);
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/d`), Buffer.from([0xe9])]));
    const { findings, gaps } = await scan();
    expect(findings).toEqual(['open.log:1: TOKEN (plain)']);
    expect(gaps).toEqual([
      expect.stringContaining('its name is not UTF-8'),
      expect.stringContaining('its name is not UTF-8'),
    ]);
  });

  it('a broken archive in an archive, whose neighbours are searched', async () => {
    put('a.tar', await tar({ 'broken.gz': gzipSync(SECRET).subarray(0, 15), 'good.log': SECRET }));
    const { findings, gaps } = await scan();
    expect(findings).toEqual(['a.tar > good.log, byte 0: TOKEN (plain)']);
    expect(gaps).toEqual([expect.stringContaining('a.tar > broken.gz: ')]);
  });

  it('what expands to more than is allowed', async () => {
    put('bomb.gz', gzipSync(Buffer.alloc(5_000_000)));
    const { gaps, scanned } = await scan({ expandedBytes: 1024 ** 2 });
    expect(gaps).toEqual(['bomb.gz: expands to more than 1 MiB: the rest of it is not searched']);
    expect(scanned.bytes).toBeLessThanOrEqual(1024 ** 2);
  });

  it('an archive that is nested too deeply, and a zip in an archive that is too large', async () => {
    put('deep.gz', gzipSync(gzipSync(gzipSync(SECRET))));
    put('large.tar', await tar({ 'a.zip': makeZip([{ name: 'a', content: Buffer.from(SECRET) }]) }));
    const { gaps } = await scan({ depth: 2, nestedZipBytes: 10 });
    expect(gaps).toEqual([
      'deep.gz: is an archive inside 2 others: not opened',
      expect.stringContaining('large.tar > a.zip: '),
    ]);
  });

  it('zips in zips that are too large together: each of them is in memory', async () => {
    const zipped = (name: string, content: Buffer) => makeZip([{ name, content }]);
    const inner = zipped('c', Buffer.concat([randomBytes(3000), Buffer.from(SECRET)]));
    put('a.zip', zipped('1.zip', zipped('2.zip', inner)));
    put('b.zip', zipped('1.zip', inner));
    const { findings, gaps } = await scan({ nestedZipBytes: 5000 });
    expect(findings).toEqual(['b.zip > 1.zip > c, byte 3000: TOKEN (plain)']);
    expect(gaps).toEqual([expect.stringMatching(/^a\.zip > 1\.zip > 2\.zip: .*more than 5000 bytes/)]);
  });

  it('a format that nothing opens, and one whose program is not there', async () => {
    put('a.7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 1, 2]));
    put('a.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2]));
    const { PATH } = process.env;
    process.env.PATH = folder;
    try {
      expect((await scan()).gaps).toEqual([
        'a.7z: 7-Zip archives are not opened',
        "a.zst: can't be read to its end as zstd: the program zstd is not on PATH",
      ]);
    } finally {
      process.env.PATH = PATH;
    }
  });
});

it('a path that is not there is the user’s to fix: a scan of nothing would look clean', async () => {
  const scanning = leakScan([join(folder, 'nowhere')], SOUGHT, new AbortController().signal);
  await expect(scanning).rejects.toThrow(UserError);
  await expect(scanning).rejects.toThrow('nowhere is not there');
});

it('a pipe, of which nothing would be read, and a loop of links are the user’s to fix too', async () => {
  const pipe = join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  symlinkSync('loop', join(folder, 'loop'));
  for (const [path, why] of [
    [pipe, 'is a pipe, a socket or a device'],
    [join(folder, 'loop'), 'be reached'],
  ] as const) {
    const scanning = leakScan([path], SOUGHT, new AbortController().signal);
    await expect(scanning).rejects.toThrow(UserError);
    await expect(scanning).rejects.toThrow(why);
  }
  // In a folder they are passed by.
  expect((await scan()).gaps).toEqual([]);
});

it('lines that every such file has are no leak of a kubeconfig', async () => {
  put('values.yaml', 'apiVersion: v1\nkind: Config\nclusters:\n');
  put('leaked', '  token: abcdef0123456789\n');
  const value = 'apiVersion: v1\nkind: Config\nclusters:\n- name: a\ntoken: abcdef0123456789\n';
  const scanned = await leakScan([folder], [{ name: 'KUBECONFIG', value }], new AbortController().signal);
  expect(scanned.findings.map(({ place, line }) => [place.path, line])).toEqual([
    [join(folder, 'leaked'), 1],
  ]);
});

it('a scan that is cancelled ends with the reason', async () => {
  put('file', 'x');
  await expect(scan({}, AbortSignal.abort(new Error('cancelled by SIGTERM')))).rejects.toThrow(
    'cancelled by SIGTERM',
  );
});

it('many finds in one file are told in a few lines', async () => {
  put('loop.log', `${SECRET}\n`.repeat(1000));
  const { findings, scanned } = await scan();
  expect(scanned.findings).toHaveLength(1000);
  expect(findings).toHaveLength(11);
  expect(findings.at(-1)).toBe('loop.log: and 990 more');
});

it('a value that is everywhere takes neither the time nor the memory away', { timeout: 10_000 }, async () => {
  put('loop.log', `${SECRET}\n`.repeat(200_000));
  const { findings, gaps, scanned } = await scan();
  expect(scanned.findings).toHaveLength(LIMITS.findingsPerFile);
  expect(findings).toHaveLength(11);
  expect(gaps).toEqual(['loop.log: more than 10000 places: no more of them are listed']);
});

it('a hundred thousand places are told in time', { timeout: 10_000 }, async () => {
  const place = (index: number) => ({ path: `/nowhere/${index}`, inside: ['a'], isExpanded: false });
  const found = { offset: 1, line: undefined, what: 'TOKEN', kind: 'plain' };
  const findings = Array.from({ length: 100_000 }, (_, index) => ({ place: place(index % 2), ...found }));
  const scanned = { findings, gaps: [], files: 2, members: 0, bytes: 1, durationMs: 1 };
  expect(reportLines(scanned, (text) => text).findings).toHaveLength(22);
});

it('a path that is not there is told without the value that is in it', async () => {
  const said: string[] = [];
  const keep = (text: string): void => void said.push(text);
  const log = { info: keep, warning: keep, error: keep };
  await scanAndSay([`${folder}/${SECRET}`], SOUGHT, { log, signal: new AbortController().signal });
  expect(said[0]).toBe(`leak-scan: ${folder}/*** is not there: not searched`);
});

it.each([
  ['in hexadecimal', SECRET, Buffer.from(SECRET).toString('hex')],
  ['of two lines', 'pl4nted\nT0ken', 'pl4nted\nT0ken'],
])('a name that holds a value %s is told without it', (_how, value, name) => {
  expect(maskerFor([{ name: 'TOKEN', value }])(`logs/${name}.log`)).toBe('logs/***.log');
});
