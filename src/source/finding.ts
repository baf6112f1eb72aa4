/**
 * What a person reads about a failure: its cause, what to do, and the section of docs/troubleshooting.md with more.
 * Every text is our own.
 */

/** The sections of docs/troubleshooting.md that errors link to. */
export const ANCHORS = [
  'bad-credentials',
  'saml-sso',
  'user-agent',
  'classic-token-forbidden',
  'token-policy',
  'ip-allow-list',
  'github-token',
  'github-app',
  'fine-grained-token',
  'not-an-owner',
  'missing-scope',
  'forbidden',
  'not-found',
  'redirect',
  'api-version',
  'proxy',
  'not-github',
  'own-token',
  'query-refused',
  'certificate',
  'clock',
  'network',
  'server-errors',
  'rate-limit',
] as const;
export type Anchor = (typeof ANCHORS)[number];

export interface Finding {
  readonly anchor: Anchor;
  /** Goes on after "GitHub answered 403 for organization "acme": ". */
  readonly cause: string;
  /** Whole sentences. */
  readonly advice: string;
}

/** A hint that ends in a link. */
export function withLink(advice: string, anchor: Anchor): string {
  return `${advice} See docs/troubleshooting.md#${anchor}`;
}
