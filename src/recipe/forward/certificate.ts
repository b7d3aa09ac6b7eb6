/** A certificate for a domain, signed by itself: for a browser that is to see https where no router stands before the app. */

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** PEM. */
export type Certificate = { readonly key: string; readonly cert: string };

const DAY_MS = 86_400_000;
/** Object identifiers, DER encoded: RFC 5758 ecdsa-with-SHA256, RFC 5280 commonName and subjectAltName. */
const ECDSA_WITH_SHA256 = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex');

/** @returns a new key, and its certificate (RFC 5280) for the domain and all names below it; good from yesterday for a week. */
export function selfSigned(domain: string, now = Date.now()): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  // A name in full has 64 characters at most there; clients read the alternative names.
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(domain.slice(0, 64))))));
  const dnsNames = [domain, `*.${domain}`].map((dnsName) => der(0x82, Buffer.from(dnsName)));
  const extension = sequence(SUBJECT_ALT_NAME, der(0x04, sequence(...dnsNames)));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // Positive: the first bit is nought; and no leading zeros.
    der(0x02, Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(now - DAY_MS), time(now + 7 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const bitString = der(0x03, Buffer.concat([Buffer.from([0]), signature]));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(toBeSigned, ECDSA_WITH_SHA256, bitString)),
  };
}

/** UTCTime, `261121143000Z`. */
function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** X.690, 8.1: a tag, the length, the contents. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const { length } = contents;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), contents]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), contents]);
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
