/**
 * Entra's token endpoint and the Logs Ingestion API behind one origin, whose sources nobody outside has: from Microsoft's documentation
 * of 2026-11 (client credentials flow; "Logs Ingestion API", version 2023-01-01; its service limits). Tokens run out, and a call
 * accepts 1 MB at most.
 */
import { json, type Label, type Reply, type Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';
import { arrayElements } from './texts.ts';

export const SENTINEL_TENANT = '00000000-1111-2222-3333-444444444444';

export class SentinelDouble implements Double {
  readonly stored: StoredEvent[] = [];
  secret = 'entra-client-secret-1';
  /** What a federated credential of the application accepts. */
  assertion = 'github-id-token-1';
  /** Seconds for which a token is said to be good. */
  expiresIn = 3599;
  tokensIssued = 0;
  #valid = new Set<string>();

  label(path: string): Label {
    return path.endsWith('/token') ? 'sink-token' : 'sink';
  }

  /** What was issued so far is refused from now on. */
  revoke(): void {
    this.#valid = new Set();
  }

  answer(request: Request, body: string): Reply {
    if (request.path === `/${SENTINEL_TENANT}/oauth2/v2.0/token`) return this.#issue(new URLSearchParams(body));
    if (!this.#valid.has(String(request.headers.authorization))) return json(401, { error: { code: 'InvalidToken' } });
    const isStream = /^\/dataCollectionRules\/dcr-[0-9a-f]{32}\/streams\/Custom-GitHubAuditLogs$/.test(request.path);
    if (!isStream || request.query.get('api-version') !== '2023-01-01')
      return json(404, { error: { code: 'NotFound' } });
    if (mediaType(request) !== 'application/json') return json(415, {});
    if (body.length > 1_048_576) return json(413, { error: { code: 'ContentLengthLimitExceeded' } });
    for (const raw of arrayElements(body)) this.stored.push({ raw, fields: {} });
    return { status: 204 };
  }

  #issue(form: URLSearchParams): Reply {
    const bySecret = form.get('client_secret') === this.secret;
    const byAssertion =
      form.get('client_assertion') === this.assertion &&
      form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    if (form.get('grant_type') !== 'client_credentials' || !(bySecret || byAssertion)) {
      return json(401, { error: 'invalid_client', error_description: 'AADSTS7000215 canary-of-the-server' });
    }
    this.tokensIssued += 1;
    const token = `entra-access-token-${this.tokensIssued}`;
    this.#valid.add(`Bearer ${token}`);
    return json(200, { token_type: 'Bearer', expires_in: this.expiresIn, access_token: token });
  }
}
