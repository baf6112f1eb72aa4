/**
 * What the tokens that pass through a run look like, for whoever has to find them in texts: in an input where none belongs, in
 * answers that are kept. Shapes only: a token that a run knows is masked by its value.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/; since GitHub's changelog of
 * 2026-05-15 a token of an installation can also be `ghs_`, the id of the App, `_` and a JSON web token.
 */

/** Three parts in base64url, of which the first is a JSON object that begins with a name: identities of jobs, tokens of Entra. */
const JSON_WEB_TOKEN = String.raw`eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`;
const TOKENS = [
  String.raw`gh[a-z]_\d+_eyJ[\w.-]{10,}`,
  String.raw`ghs_[\w.]{36,}`,
  'gh[a-z]_[A-Za-z0-9]{10,}',
  String.raw`github_pat_\w{10,}`,
  JSON_WEB_TOKEN,
];

/** All of a token, wherever it stands. */
export function tokenPattern(): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])(?:${TOKENS.join('|')})`, 'g');
}

export function holdsToken(text: string): boolean {
  return tokenPattern().test(text);
}
