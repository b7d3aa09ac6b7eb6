/** The repository as restic's design document has it, what restic prints, and what its failures mean. */
import { createDecipheriv, createHash, scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { resticFailed } from '../../../src/recipe/backup/findings.js';
import { poly1305Aes } from '../../../src/recipe/backup/poly1305.js';
import { newRepository } from '../../../src/recipe/backup/repository-files.js';
import { hasOnlyVanished, readSnapshot } from '../../../src/recipe/backup/snapshot.js';
import { nameOfPath } from '../../../src/recipe/backup/targets.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

// Appendix B of "The Poly1305-AES message-authentication code".
test.each([
  [
    'f3f6',
    '851fc40c3467ac0be05cc20404f3f700',
    'ec074c835580741701425b623235add6',
    'fb447350c4e868c52ac3275cf9d4327e',
    'f4c633c3044fc145f84f335cb81953de',
  ],
  [
    '',
    'a0f3080000f46400d0c7e9076c834403',
    '75deaa25c09f208e1dc4ce6b5cad3fbf',
    '61ee09218d29b0aaed7e154a2c5509cc',
    'dd3fab2251f11ac759f0887129cc2ee7',
  ],
  [
    '663cea190ffb83d89593f3f476b6bc24d7e679107ea26adb8caf6652d0656136',
    '48443d0bb0d21109c89a100b5ce2c208',
    '6acb5f61a7176dd320c5c1eb2edcdc74',
    'ae212a55399729595dea458bc621ff0e',
    '0ee1c16bb73f0f4fd19881753c01cdbe',
  ],
])('the signature of %j is the one of its author’s paper', (message, r, k, nonce, tag) => {
  expect(poly1305Aes(hex(message), hex(nonce), { r: hex(r), k: hex(k) }).toString('hex')).toBe(tag);
});

test('a repository opens with its password alone, and holds nothing in the clear', () => {
  const { folders, files } = newRepository('secret of the run');
  const [key, config] = files;
  if (key === undefined || config === undefined) throw new Error('two files were expected');
  expect(folders).toEqual(['data', 'index', 'keys', 'locks', 'snapshots']);
  expect(key.path).toBe(`keys/${createHash('sha256').update(key.content).digest('hex')}`);
  const { N, r, p, salt, data } = JSON.parse(key.content.toString('utf8'));
  const derived = scryptSync('secret of the run', Buffer.from(salt, 'base64'), 64, { N, r, p });
  const opened = JSON.parse(open(Buffer.from(data, 'base64'), derived.subarray(0, 32)));
  expect(JSON.parse(open(config.content, Buffer.from(opened.encrypt, 'base64')))).toMatchObject({
    version: 1,
  });
  expect(newRepository('secret of the run').files[1]?.content).not.toEqual(config.content);
});

function open(sealed: Buffer, key: Buffer): string {
  const cipher = createDecipheriv('aes-256-ctr', key, sealed.subarray(0, 16));
  return cipher.update(sealed.subarray(16, -16)).toString('utf8');
}

describe('what restic prints', () => {
  // 0.14 marks the nodes by struct_type, 0.17 by message_type; both have type, path and size.
  const lines = [
    '{"message_type":"summary","files_new":2,"snapshot_id":"f7a9be84"}',
    '{"time":"2026-11-21T14:37:18Z","paths":["/volumes/a"],"id":"f7a9be84aa","struct_type":"snapshot"}',
    '{"name":"a","type":"dir","path":"/volumes/a","mode":2147484141,"struct_type":"node"}',
    '{"name":"y z","type":"file","path":"/volumes/a/y z","size":3,"struct_type":"node"}',
    '{"name":"empty","type":"file","path":"/volumes/a/empty","message_type":"node"}',
    '{"name":"conf","type":"file","path":"/containers/app/etc/app.conf","size":9,"message_type":"node"}',
    '{"name":"l","type":"symlink","path":"/volumes/a/l","linktarget":"y","message_type":"node"}',
  ];

  test('is read into the snapshot’s id and its files', () => {
    expect(readSnapshot(lines.join('\n'), 'shop_test')).toEqual({
      id: 'f7a9be84',
      stack: 'shop_test',
      files: [
        { path: 'a/y z', bytes: 3 },
        { path: 'a/empty', bytes: 0 },
        { path: 'app:/etc/app.conf', bytes: 9 },
      ],
    });
  });

  test('without a summary is no snapshot', () => {
    expect(readSnapshot(lines.slice(1).join('\n'), 'shop_test')).toBeUndefined();
    expect(readSnapshot('', 'shop_test')).toBeUndefined();
  });

  test.each([
    [
      '{"message_type":"error","error":{"message":"lstat /volumes/a/x: no such file or directory"},"during":"archival","item":"/volumes/a/x"}',
      true,
    ],
    [
      '{"message_type":"error","error":{"Op":"open","Path":"/volumes/a/x","Err":2},"item":"/volumes/a/x"}',
      true,
    ],
    [
      '{"message_type":"error","error":{"Op":"open","Path":"/volumes/a/x","Err":5},"item":"/volumes/a/x"}',
      false,
    ],
    ['Warning: at least one source file could not be read', false],
    ['', false],
  ])('%s: a file that the app has removed in the meantime is %s', (output, expected) => {
    expect(hasOnlyVanished(output)).toBe(expected);
  });
});

test.each([
  ['/volumes/content/a/b', 'content/a/b'],
  ['/containers/app/etc/x', 'app:/etc/x'],
  ['/etc/x', undefined],
])('%s is called %s', (path, name) => {
  expect(nameOfPath(path)).toBe(name);
});

describe('restic’s failure', () => {
  const failure = {
    task: 'backup',
    exitCode: 1,
    output: '',
    password: 'p4ssw0rd',
    image: 'restic/restic:x',
  } as const;

  test.each([
    [{ exitCode: 127 }, 'harness', 'restic/restic:x has no restic'],
    [
      { output: 'Save(<data/ab>) returned error: write: no space left on device' },
      'host',
      'the disk is full',
    ],
    [{ exitCode: 137 }, 'host', 'restic was killed'],
    [{ exitCode: 3 }, 'host', 'some files could not be read'],
    [{ output: 'Fatal: wrong' }, 'harness', 'restic backup ended with exit code 1'],
  ] as const)('%j is the %s’s', (what, blame, words) => {
    const finding = resticFailed({ ...failure, ...what });
    expect(finding).toMatchObject({ code: 'backup-failed', blame });
    expect(finding.message).toContain(words);
  });

  test('is quoted with the end of its words, never with the password', () => {
    const output = `${'line\n'.repeat(50)}Fatal: opened with p4ssw0rd\n`;
    const { evidence, code } = resticFailed({ ...failure, task: 'restore', output });
    expect(code).toBe('restore-failed');
    expect(evidence).toHaveLength(20);
    expect(evidence.at(-1)).toBe('Fatal: opened with ***');
  });
});
