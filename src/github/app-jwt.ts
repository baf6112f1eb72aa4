/**
 * Signs as a GitHub App, by GitHub's own library, which does nothing else here: its hooks would request, wait, retry
 * and keep tokens by their own clock. The key is read from memory and leaves this file in no form.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export interface AppKey {
  /** Client id or app id. */
  readonly appId: string;
  /** PEM. */
  readonly privateKey: string;
}

/** A JSON web token that is good for some minutes by a clock which is `offsetMs` ahead of this machine's. */
export async function signAppJwt({ appId, privateKey }: AppKey, offsetMs: number): Promise<string> {
  const { createAppAuth } = await import('@octokit/auth-app');
  // Not in the library's types, but in its state: seconds that the server is ahead.
  const strategy = { appId, privateKey, timeDifference: Math.round(offsetMs / 1000) };
  const { token } = await createAppAuth(strategy)({ type: 'app' });
  return token;
}
