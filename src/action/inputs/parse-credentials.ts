/**
 * The credentials: a token, or a GitHub App with its private key; exactly one of them. A secret that is empty, cut, or
 * in the place of another is recognized here, before anything is requested, and never shown.
 */
import type { CredentialSettings } from '../../model/settings.ts';
import { holdsToken } from '../../model/token-shapes.ts';
import type { InputForm } from './input-form.ts';
import { parsePrivateKey } from './parse-private-key.ts';

const APP_INPUTS = ['app-id', 'app-private-key', 'app-installation-id'] as const;

const EMPTY =
  'A secret that does not exist, or that GitHub does not pass to this event (pull requests from forks, Dependabot), is empty';

export function parseCredentials(form: InputForm): CredentialSettings {
  const isApp = APP_INPUTS.some((name) => form.value(name) !== '');
  if (form.value('token') !== '') {
    if (isApp) form.conflict('token', 'got both `token` and a GitHub App; set exactly one of them, see docs/tokens.md');
    return { kind: 'token', token: parseToken(form) };
  }
  if (isApp) return parseApp(form);
  form.refuse(
    'token',
    `it accepts a token that can read the audit log; or set \`app-id\` and \`app-private-key\`. ${EMPTY}`,
  );
  return { kind: 'token', token: '' };
}

function parseApp(form: InputForm): CredentialSettings {
  const appId = form.text('app-id');
  if (appId === '')
    form.refuse('app-id', 'it accepts the client id or the app id of the GitHub App whose key is given');
  const installationId = form.optional('app-installation-id', () => form.count('app-installation-id'));
  if (form.value('enterprise') !== '') {
    form.conflict(
      'app-id',
      'no GitHub App can read the audit log of an `enterprise`; set a classic `token` of an enterprise owner with the scope read:audit_log',
    );
  }
  return { kind: 'app', appId, privateKey: parseKey(form), installationId };
}

function parseKey(form: InputForm): string {
  const text = form.text('app-private-key');
  const refuse = (because: string) => form.refuse('app-private-key', because);
  if (text === '') refuse(`it accepts the private key of the GitHub App in \`app-id\`. ${EMPTY}`);
  else if (text === '***') refuse('which is the mask of a secret, not the secret');
  else if (text.includes('${{')) refuse('which is an expression that the runner did not evaluate');
  else if (holdsToken(text)) refuse('which is a token; it belongs in `token`');
  else {
    const reading = parsePrivateKey(text);
    if (reading.kind === 'key') return reading.pem;
    refuse(reading.because);
  }
  return '';
}

function parseToken(form: InputForm): string {
  const token = form.value('token');
  if (/^bearer\s|^token\s/i.test(token)) form.refuse('token', 'it accepts the token alone, without the word in front');
  else if (token.includes('-----BEGIN'))
    form.refuse('token', 'which is a key; the private key of a GitHub App belongs in `app-private-key`');
  else if (/\s/.test(token)) form.refuse('token', 'which contains white space, as no token does');
  else if (token === '***') form.refuse('token', 'which is the mask of a secret, not the secret');
  else if (token.includes('${{')) form.refuse('token', 'which is an expression that the runner did not evaluate');
  else if (token.length < 4) form.refuse('token', 'which is too short to be a token, or to be masked in the log');
  else form.text('token');
  if (token === form.value('github-token')) {
    form.refuse(
      'token',
      'which is the token of this workflow. No permission lets it read an audit log: create a separate token for the collector',
    );
  }
  return token;
}
