/**
 * Keeps secrets out of everything that is written. The runner masks only registered texts, only in logs, and only
 * exactly, so every form in which a secret can appear is registered before anything else is printed, and the same forms
 * are cut out of every text of ours once more.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log
 */
import { holdsToken } from '../../model/token-shapes.ts';
import { INPUT_NAMES, INPUT_ROWS } from './input-table.ts';
import { textsOfPrivateKey, unwrapPem } from './parse-private-key.ts';
import { secretsOfHeaders } from './sink-headers.ts';

/** Masking less would blank half the log: with `a` masked, every `a` becomes `***`. */
export const MASK_LENGTH_MIN = 4;

const MASK = '***';

/** Replaces every form of the secrets that it was made for. */
export type Redact = (text: string) => string;

export function looksLikeKey(text: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY/.test(text) || looksLikeAgeKey(text);
}

/** What decrypts files that were encrypted to its recipient. */
export function looksLikeAgeKey(text: string): boolean {
  return /AGE-SECRET-KEY-/i.test(text);
}

/** The values of all secret inputs that are given, and of others that hold a secret by mistake. */
export function readSecrets(read: (name: string) => string): readonly string[] {
  const isSecret = (value: string) => holdsToken(value) || looksLikeKey(value);
  return INPUT_NAMES.filter((name) => INPUT_ROWS[name].secret === true || isSecret(read(name)))
    .flatMap((name) => [read(name), ...partsOf(name, read(name))])
    .filter((value) => value.trim() !== '');
}

/** What is a secret by itself within the value of an input. */
function partsOf(name: string, value: string): readonly string[] {
  if (name === 'sink-headers') return secretsOfHeaders(value);
  if (name === 'app-private-key') return textsOfPrivateKey(value);
  if (name === 'signing-key') return [unwrapPem(value)];
  if (name !== 'sink-token' && name !== 'archive-token') return [];
  // `user:password`, and the signature in a SAS, as it stands and decoded.
  const colon = value.indexOf(':');
  const [, signature = ''] = /(?:^|[?&])sig=([^&]+)/.exec(value) ?? [];
  return [...(colon === -1 ? [] : [value.slice(colon + 1)]), signature, signature.replaceAll('%2B', '+')];
}

/**
 * Every text that gives a secret away: the complete value, each of its lines, and both in base64, URL-encoded,
 * JSON-escaped and as the password or user of HTTP Basic. The longest first.
 */
export function maskForms(secret: string): readonly string[] {
  const whole = secret.toWellFormed();
  const lines = whole.split(/\r\n|\n|\r/).flatMap((line) => [line, line.trim()]);
  const forms = [secret, whole, whole.trim(), ...lines].flatMap((text) => (isMaskable(text) ? encodings(text) : []));
  return [...new Set(forms)].filter(isMaskable).sort((a, b) => b.length - a.length);
}

function isMaskable(text: string): boolean {
  return text.trim().length >= MASK_LENGTH_MIN;
}

function encodings(text: string): readonly string[] {
  const url = encodeURIComponent(text.toWellFormed());
  const basic = [`${text}:`, `:${text}`, `x-access-token:${text}`, `${text}:x-oauth-basic`, `${text}:x-access-token`];
  return [
    text,
    url,
    url.replaceAll('%20', '+'),
    JSON.stringify(text).slice(1, -1),
    ...[text, ...basic].flatMap((each) => base64Forms(each)),
  ];
}

function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const padded = bytes.toString('base64');
  return [padded, padded.replace(/=+$/, ''), bytes.toString('base64url')];
}

/** Registers every form with the runner. To be called before anything else is printed. */
export function maskSecrets(secrets: readonly string[], setSecret: (value: string) => void): void {
  for (const secret of secrets) maskForms(secret).forEach(setSecret);
}

/** The secrets of a run: those of its inputs, and those that are made on the way. */
export interface Secrets {
  /** Masks secrets from now on. To be called before anything is printed that can contain them. */
  hide(...secrets: readonly string[]): void;
  readonly redact: Redact;
}

export function keepSecrets(setSecret: (value: string) => void): Secrets {
  const known: string[] = [];
  let redact = createRedactor(known);
  return {
    hide(...secrets) {
      maskSecrets(secrets, setSecret);
      known.push(...secrets);
      redact = createRedactor(known);
    },
    redact: (text) => redact(text),
  };
}

/** A function that every outgoing text passes through. */
export function createRedactor(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.flatMap(maskForms))].sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.map(escapePattern).join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
