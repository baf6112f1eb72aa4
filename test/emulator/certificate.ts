/**
 * A certificate for this machine that signs itself, made on the spot: whoever trusts it as an authority trusts the server that
 * shows it. Just enough DER to write one: https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const DAY = 86_400_000;

/** PEM texts of a key and of its certificate for 127.0.0.1, localhost and `names`, good from yesterday for a month. */
export function selfSigned(...names: readonly string[]): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = certify({ publicKey, privateKey }, ['localhost', ...names]).toString('base64');
  const lines = (der.match(/.{1,64}/g) ?? []).join('\n');
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

const [SEQUENCE, SET, INTEGER, OID, UTF8, BOOLEAN, OCTETS, BITS, TIME] = [0x30, 0x31, 2, 6, 12, 1, 4, 3, 24];
const ECDSA_SHA256 = tag(SEQUENCE, tag(OID, [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]));

function certify(
  { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  hosts: readonly string[],
): Buffer {
  const name = tag(SEQUENCE, tag(SET, tag(SEQUENCE, tag(OID, [0x55, 4, 3]), tag(UTF8, Buffer.from('test')))));
  const times = [Date.now() - DAY, Date.now() + 30 * DAY].map((ms) => {
    return tag(TIME, Buffer.from(new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
  });
  const isAuthority = extension([0x55, 0x1d, 0x13], tag(SEQUENCE, tag(BOOLEAN, [0xff])));
  const names = extension(
    [0x55, 0x1d, 0x11],
    tag(SEQUENCE, tag(0x87, [127, 0, 0, 1]), ...hosts.map((host) => tag(0x82, Buffer.from(host)))),
  );
  const body = tag(
    SEQUENCE,
    ...[tag(0xa0, tag(INTEGER, [2])), tag(INTEGER, [1]), ECDSA_SHA256, name, tag(SEQUENCE, ...times), name],
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, tag(SEQUENCE, isAuthority, names)),
  );
  const signature = tag(BITS, [0], sign('sha256', body, privateKey));
  return tag(SEQUENCE, body, ECDSA_SHA256, signature);
}

function extension(id: readonly number[], value: Buffer): Buffer {
  return tag(SEQUENCE, tag(OID, id), tag(OCTETS, value));
}

function tag(type: number, ...parts: readonly (Uint8Array | readonly number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from([type, ...size]), content]);
}
