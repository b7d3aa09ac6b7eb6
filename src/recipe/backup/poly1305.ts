/** Poly1305-AES (D. J. Bernstein, 2005), the signature of everything in a restic repository; Node has the cipher alone. */

import { createCipheriv } from 'node:crypto';

const PRIME = 2n ** 130n - 5n;
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn;

/**
 * @param key 16 bytes each: `k` for AES, `r` for the polynomial.
 * @returns 16 bytes. Made for a few hundred bytes of input, not for megabytes.
 */
export function poly1305Aes(
  message: Uint8Array,
  nonce: Uint8Array,
  key: { readonly k: Uint8Array; readonly r: Uint8Array },
): Buffer {
  const cipher = createCipheriv('aes-128-ecb', key.k, null).setAutoPadding(false);
  const pad = littleEndian(cipher.update(nonce));
  const r = littleEndian(key.r) & CLAMP;
  let sum = 0n;
  for (let offset = 0; offset < message.length; offset += 16) {
    const block = message.subarray(offset, offset + 16);
    sum = ((sum + littleEndian(block) + (1n << BigInt(8 * block.length))) * r) % PRIME;
  }
  const tag = ((sum + pad) % (1n << 128n)).toString(16).padStart(32, '0');
  return Buffer.from(tag, 'hex').reverse();
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}
