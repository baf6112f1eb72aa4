/** The key that signs, and the keys that are trusted besides; nothing of the private key is ever part of a message. */
import { type PublicKey, parsePublicKey, parseSigningKey } from '../../evidence/ssh-signature.ts';
import type { Settings } from '../../model/settings.ts';
import type { InputForm } from './input-form.ts';

export function parseSigning(form: InputForm): Settings['signing'] {
  const text = form.text('signing-key');
  const trusted = parseTrustedKeys(form);
  if (text === '') {
    if (trusted.length > 0) form.conflict('trusted-keys', 'without `signing-key` no signature is looked at');
    return undefined;
  }
  if (!form.isSound('signing-key')) return undefined;
  const reading = parseSigningKey(withLineBreaks(text));
  if (reading.kind === 'no-key') {
    form.refuse(
      'signing-key',
      `which is no key to sign with: ${reading.because}. Make one with \`ssh-keygen -t ed25519 -f key\``,
    );
    return undefined;
  }
  return { key: withLineBreaks(text), trusted };
}

function parseTrustedKeys(form: InputForm): readonly PublicKey[] {
  const lines = form.text('trusted-keys').split(/\r?\n/);
  const given = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const keys = given.flatMap((line) => parsePublicKey(line) ?? []);
  if (keys.length < given.length) form.refuse('trusted-keys');
  return [...new Set(keys)];
}

/** As some put a file of lines into one: with `\n` written out. */
function withLineBreaks(text: string): string {
  return text.replaceAll(/\\r\\n|\\n/g, '\n');
}
