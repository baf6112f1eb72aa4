/**
 * The private key of a GitHub App, however it was put into a secret: with line breaks of any kind, with `\n` written
 * out, on one line, in quotes, or as base64 of the complete file. What comes out is one PEM; nothing of the key is ever
 * part of a message.
 */
import { createPrivateKey } from 'node:crypto';

/** What stands for the key in `Settings`, or why the text is none. */
export type PrivateKeyReading =
  | { readonly kind: 'key'; readonly pem: string }
  /** Continues after "got a value that is not shown" as for `InputForm.refuse`. */
  | { readonly kind: 'no-key'; readonly because: string };

const ACCEPTS = 'it accepts the complete .pem file that GitHub made for the App';

export function parsePrivateKey(text: string): PrivateKeyReading {
  const pem = unwrapPem(text);
  const [, label = '', content = ''] = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/.exec(pem) ?? [];
  if (label === '') {
    const isCut = pem.includes('-----BEGIN');
    return no(isCut ? `which is a key without its end; ${ACCEPTS}, with its last line` : ACCEPTS);
  }
  if (label === 'ENCRYPTED PRIVATE KEY' || content.includes('ENCRYPTED')) {
    return no('which is encrypted; it accepts the key as GitHub made it, without a passphrase');
  }
  if (label !== 'PRIVATE KEY' && label !== 'RSA PRIVATE KEY') return no(`which is not a private key; ${ACCEPTS}`);
  try {
    const der = { key: Buffer.from(content.replaceAll(/\s/g, ''), 'base64'), format: 'der' } as const;
    const key = createPrivateKey({ ...der, type: label === 'PRIVATE KEY' ? 'pkcs8' : 'pkcs1' });
    if (key.asymmetricKeyType !== 'rsa') return no(`which is a key, but not an RSA key; ${ACCEPTS}`);
    return { kind: 'key', pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
  } catch {
    return no(`which is damaged; ${ACCEPTS}`);
  }
}

/** Every text in which the key stands somewhere, so that all of them can be masked. */
export function textsOfPrivateKey(text: string): readonly string[] {
  if (text.trim() === '') return [];
  const reading = parsePrivateKey(text);
  return [unwrapPem(text), ...(reading.kind === 'key' ? [reading.pem] : [])];
}

/** The text of a PEM, with line breaks that are line breaks, however it was put into a secret. */
export function unwrapPem(text: string): string {
  const bare = text.trim().replace(/^(["'])([\s\S]*)\1$/, '$2');
  const isBase64 = !bare.includes('-----') && /^[A-Za-z0-9+/=_\s-]+$/.test(bare);
  const plain = isBase64 ? Buffer.from(bare, 'base64').toString('utf8') : bare;
  return plain.replaceAll(/\\r\\n|\\n|\\r|\r\n|\r/g, '\n');
}

function no(because: string): PrivateKeyReading {
  return { kind: 'no-key', because };
}
