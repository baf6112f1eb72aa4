/**
 * Detached SSH signatures with Ed25519, as `ssh-keygen -Y sign` makes them and `ssh-keygen -Y verify` checks them, so that
 * nobody needs this program to check a delivery. Only the framing is here; the cryptography is Node's. A signature counts only
 * for its namespace: one of a manifest is none of a position.
 * https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

export const MANIFEST_NAMESPACE = 'collect-audit-log-manifest';
export const POSITION_NAMESPACE = 'collect-audit-log-position';
export type Namespace = typeof MANIFEST_NAMESPACE | typeof POSITION_NAMESPACE;

const KEY_TYPE = 'ssh-ed25519';
const MAGIC = Buffer.from('SSHSIG');
const PRIVATE_MAGIC = Buffer.from('openssh-key-v1\0');
/** RFC 8410: what stands before the 32 bytes of an Ed25519 key. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key as it stands in `authorized_keys`, `allowed_signers` and `trusted-keys`: the base64 after `ssh-ed25519`. */
export type PublicKey = string;

export interface SigningKey {
  readonly publicKey: PublicKey;
  /** Armored, with a line feed at its end. The same bytes have the same signature. */
  sign(content: Uint8Array | string, namespace: Namespace): string;
}

export type SigningKeyReading =
  | { readonly kind: 'key'; readonly key: SigningKey }
  /** Goes on after "the value is not shown, but". */
  | { readonly kind: 'no-key'; readonly because: string };

export function parseSigningKey(text: string): SigningKeyReading {
  const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END OPENSSH PRIVATE KEY-----/.exec(text) ?? [];
  if (body === undefined) {
    const isOther = /-----END (?!OPENSSH )[A-Z ]*PRIVATE KEY-----/.test(text);
    if (isOther) return no('it is a private key in another format than that of OpenSSH');
    return no('it is not an OpenSSH private key with its first and its last line');
  }
  try {
    const reader = new Reader(Buffer.from(body.replaceAll(/\s/g, ''), 'base64'));
    reader.expect(PRIVATE_MAGIC);
    const cipher = reader.string().toString();
    if (cipher !== 'none') return no('it is protected by a passphrase');
    reader.string();
    reader.string();
    if (reader.uint32() !== 1) return no('it holds more than one key');
    reader.string();
    const secret = new Reader(reader.string());
    const [check, repeated] = [secret.uint32(), secret.uint32()];
    if (check !== repeated) return no('it is damaged');
    const type = secret.string().toString();
    if (type !== KEY_TYPE) return no('it is not an Ed25519 key');
    const point = secret.string();
    const seed = secret.string().subarray(0, 32);
    return signingKey(seed, point);
  } catch {
    return no('it is damaged');
  }
}

function signingKey(seed: Buffer, point: Buffer): SigningKeyReading {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
  if (!own.equals(point)) return no('it is damaged');
  const publicBlob = Buffer.concat([field(KEY_TYPE), field(point)]);
  return {
    kind: 'key',
    key: {
      publicKey: publicBlob.toString('base64'),
      sign(content, namespace) {
        const signature = sign(null, signedData(content, namespace), key);
        const blob = Buffer.concat([
          ...[MAGIC, uint32(1), field(publicBlob), field(namespace), field(''), field('sha512')],
          field(Buffer.concat([field(KEY_TYPE), field(signature)])),
        ]);
        const lines = blob.toString('base64').match(/.{1,70}/g) ?? [];
        return `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`;
      },
    },
  };
}

/** One line of `trusted-keys`: `ssh-ed25519 AAAA… comment`; `undefined` for anything else. */
export function parsePublicKey(line: string): PublicKey | undefined {
  const [type, key = ''] = line.trim().split(/\s+/);
  if (type !== KEY_TYPE || !/^[A-Za-z0-9+/]+=*$/.test(key)) return undefined;
  return pointOf(Buffer.from(key, 'base64')) === undefined ? undefined : key;
}

export type SignatureJudgement =
  | { readonly kind: 'good'; readonly by: PublicKey }
  /** It is a signature of these bytes, by a key that is not among the expected ones. */
  | { readonly kind: 'other-key'; readonly by: PublicKey }
  | { readonly kind: 'bad'; readonly why: 'no signature' | 'not of these bytes' | 'made for something else' };

/** Of several signatures in one text the first good one counts. */
export function judgeSignature(
  content: Uint8Array | string,
  armored: Uint8Array | string,
  { namespace, trusted }: { readonly namespace: Namespace; readonly trusted: readonly PublicKey[] },
): SignatureJudgement {
  const blocks = [
    ...Buffer.from(armored)
      .toString('latin1')
      .matchAll(/-----BEGIN SSH SIGNATURE-----([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----/g),
  ];
  const judged = blocks.map(([, body = '']) =>
    judgeBlock(content, Buffer.from(body.replaceAll(/\s/g, ''), 'base64'), { namespace, trusted }),
  );
  const best = judged.find(({ kind }) => kind === 'good') ?? judged.find(({ kind }) => kind === 'other-key');
  return best ?? judged[0] ?? { kind: 'bad', why: 'no signature' };
}

function judgeBlock(
  content: Uint8Array | string,
  blob: Buffer,
  { namespace, trusted }: { readonly namespace: Namespace; readonly trusted: readonly PublicKey[] },
): SignatureJudgement {
  try {
    const reader = new Reader(blob);
    reader.expect(MAGIC);
    if (reader.uint32() !== 1) return { kind: 'bad', why: 'no signature' };
    const publicBlob = reader.string();
    const isForThis = reader.string().toString() === namespace;
    reader.string();
    const hash = reader.string().toString();
    const inner = new Reader(reader.string());
    const point = pointOf(publicBlob);
    if (point === undefined || inner.string().toString() !== KEY_TYPE) return { kind: 'bad', why: 'no signature' };
    if (!isForThis) return { kind: 'bad', why: 'made for something else' };
    if (hash !== 'sha512' && hash !== 'sha256') return { kind: 'bad', why: 'no signature' };
    const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, point]), format: 'der', type: 'spki' });
    if (!verify(null, signedData(content, namespace, hash), key, inner.string())) {
      return { kind: 'bad', why: 'not of these bytes' };
    }
    const by = publicBlob.toString('base64');
    return { kind: trusted.includes(by) ? 'good' : 'other-key', by };
  } catch {
    return { kind: 'bad', why: 'no signature' };
  }
}

function signedData(content: Uint8Array | string, namespace: Namespace, hash: 'sha256' | 'sha512' = 'sha512'): Buffer {
  const digest = createHash(hash).update(content).digest();
  return Buffer.concat([MAGIC, field(namespace), field(''), field(hash), field(digest)]);
}

function pointOf(blob: Buffer): Buffer | undefined {
  try {
    const reader = new Reader(blob);
    const isOfType = reader.string().toString() === KEY_TYPE;
    const point = reader.string();
    return isOfType && point.length === 32 ? point : undefined;
  } catch {
    return undefined;
  }
}

function field(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content as Uint8Array);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function no(because: string): SigningKeyReading {
  return { kind: 'no-key', because };
}

/** Throws `RangeError` where the bytes end too early. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  uint32(): number {
    const value = this.#bytes.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  string(): Buffer {
    return this.#take(this.uint32());
  }

  expect(magic: Buffer): void {
    if (!this.#take(magic.length).equals(magic)) throw new RangeError('another magic');
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('cut short');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
