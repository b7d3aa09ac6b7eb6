/** What a file is, by its first bytes: an ending can say anything. */

export type Kind =
  | 'plain'
  | 'gzip'
  | 'zlib'
  | 'zip'
  | 'tar'
  | { readonly program: string; readonly args: readonly string[] }
  | { readonly unopened: string };

/** As many bytes as a decision needs: a tar's magic is at 257. */
export const HEAD_BYTES = 512;

type Magic = { readonly at: number; readonly bytes: readonly number[]; readonly kind: Kind };

const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

const MAGICS: readonly Magic[] = [
  { at: 0, bytes: [0x1f, 0x8b, 0x08], kind: 'gzip' },
  { at: 0, bytes: ascii('PK\x03\x04'), kind: 'zip' },
  { at: 0, bytes: ascii('PK\x05\x06'), kind: 'zip' },
  { at: 257, bytes: ascii('ustar'), kind: 'tar' },
  { at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: { program: 'zstd', args: ['-dcq'] } },
  { at: 0, bytes: [0xfd, ...ascii('7zXZ'), 0], kind: { program: 'xz', args: ['-dcq'] } },
  { at: 0, bytes: ascii('BZh'), kind: { program: 'bzip2', args: ['-dcq'] } },
  { at: 0, bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c], kind: { unopened: '7-Zip' } },
  { at: 0, bytes: ascii('Rar!\x1a\x07'), kind: { unopened: 'RAR' } },
  { at: 0, bytes: [0x04, 0x22, 0x4d, 0x18], kind: { unopened: 'LZ4' } },
];

/** Where git keeps an object of its own: compressed, without a magic number that tells. */
const LOOSE_OBJECT = /(^|\/)objects\/[0-9a-f]{2}\/[0-9a-f]{38,62}$/;

/** @param name the file's path or the member's name. @param head its first HEAD_BYTES bytes, or all of it. */
export function kindOf(name: string, head: Uint8Array): Kind {
  const magic = MAGICS.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte));
  if (magic !== undefined) return magic.kind;
  return LOOSE_OBJECT.test(name) && head[0] === 0x78 ? 'zlib' : 'plain';
}
