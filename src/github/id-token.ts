/**
 * GitHub's identity of this job, as a signed token for one audience. A job gets it only with `permissions: id-token:
 * write`.
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
import { DeliveryError } from '../model/errors.ts';
import type { Http } from '../runtime/http.ts';

export interface IdTokenRequest {
  /** ACTIONS_ID_TOKEN_REQUEST_URL */
  readonly url: string;
  /** ACTIONS_ID_TOKEN_REQUEST_TOKEN */
  readonly token: string;
}

/** Rejects with `DeliveryError` when GitHub refuses, otherwise with an error that is worth another try. */
export async function fetchIdToken(
  { url, token }: IdTokenRequest,
  { http, audience, docs }: { readonly http: Http; readonly audience: string; readonly docs: string },
  signal: AbortSignal,
): Promise<string> {
  const tokenUrl = new URL(url);
  tokenUrl.searchParams.set('audience', audience);
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const { status, body } = await http.send({ method: 'GET', url: tokenUrl.href, headers }, signal);
  if (status === 429 || status >= 500) {
    throw Object.assign(new Error('GitHub issues no identity token at the moment'), {
      code: `ID_TOKEN_HTTP_${status}`,
    });
  }
  const value = readValue(body);
  if (status !== 200 || value === undefined) {
    throw new DeliveryError(`GitHub issued no identity token for the job (HTTP ${status})`, {
      hint: `Give the job \`permissions: id-token: write\`; see ${docs}.`,
    });
  }
  return value;
}

function readValue(body: string): string | undefined {
  try {
    const { value } = JSON.parse(body) as { readonly value?: unknown };
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
