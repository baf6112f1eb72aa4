/** The key that signs, and the keys that are trusted besides; nothing of the private key is ever part of a message. */
import { type PublicKey, parsePublicKey, parseSigningKey } from '../../evidence/ssh-signature.ts';
import type { Settings } from '../../model/settings.ts';
import type { InputForm } from './input-form.ts';
import { unwrapPem } from './parse-private-key.ts';

export function parseSigning(form: InputForm): Settings['signing'] {
  const text = form.text('signing-key');
  const trusted = parseTrustedKeys(form);
  if (text === '') {
    if (trusted.length > 0) form.conflict('trusted-keys', 'without `signing-key` no signature is looked at');
    return undefined;
  }
  if (!form.isSound('signing-key')) return undefined;
  const pem = unwrapPem(text);
  const why = noKeyAtAll(text) ?? whyNoKey(pem);
  if (why !== undefined) {
    form.refuse('signing-key', `which is no key to sign with: ${why}. Make one with \`ssh-keygen -t ed25519 -f key\``);
    return undefined;
  }
  return { key: pem, trusted };
}

function parseTrustedKeys(form: InputForm): readonly PublicKey[] {
  const lines = form.text('trusted-keys').split(/\r?\n/);
  const given = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const keys = given.flatMap((line) => parsePublicKey(line) ?? []);
  if (keys.length < given.length) form.refuse('trusted-keys');
  return [...new Set(keys)];
}

function noKeyAtAll(text: string): string | undefined {
  if (text === '***') return 'it is the mask of a secret, not the secret';
  if (text.includes('${{')) return 'it is an expression that the runner did not evaluate';
  const isPublic = /^(?:ssh|ecdsa|sk)-\S+ +AAAA/.test(text);
  return isPublic ? 'it is a public key; the private one is in the file without .pub' : undefined;
}

function whyNoKey(pem: string): string | undefined {
  const reading = parseSigningKey(pem);
  return reading.kind === 'key' ? undefined : reading.because;
}
