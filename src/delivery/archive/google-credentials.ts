/**
 * Access tokens of Google Cloud: the job's OIDC identity exchanged by workload identity federation, then for a service account if
 * one is named; or a fixed token. What was made on the way is masked before anything else sees it, and renewed before it ends.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
 */
import { DeliveryError } from '../../model/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { HeaderFields, Http, HttpAnswer } from '../../runtime/http.ts';
import { readObject } from '../http/acknowledge.ts';
import type { Authorization } from '../http/preset.ts';
import { type Refusals, refusal } from './refusal.ts';

export function fixedBearer(token: string): Authorization {
  return { headers: async () => ({ authorization: `Bearer ${token}` }), forget: () => {} };
}

export interface FederationParts {
  /** `projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER` */
  readonly provider: string;
  /** Its address; `undefined`: the federated identity itself. */
  readonly serviceAccount: string | undefined;
  readonly audience: string;
  /** Origins of the two services. */
  readonly sts: string;
  readonly iam: string;
  readonly idToken: (audience: string, signal: AbortSignal) => Promise<string>;
  readonly http: Http;
  readonly clock: Clock;
  readonly hide: (secret: string) => void;
}

const MARGIN_MS = 5 * 60_000;
const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';
const CLOUD_SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2, and `error.status` of the Google APIs. */
const REFUSALS: Refusals = {
  invalid_grant: [
    "it does not accept the job's identity token",
    'Compare the attribute condition and the allowed audience of the provider with this workflow',
  ],
  invalid_target: [
    'the workload identity provider does not exist',
    'Check `workload-identity-provider`: it starts with the number of the project',
  ],
  invalid_request: ['it does not understand the request', 'Check `workload-identity-provider` and `audience`'],
  unauthorized_client: ['the provider rejects this job', 'Compare its attribute condition with this workflow'],
  PERMISSION_DENIED: [
    'the job lacks permission to act as the service account',
    'Grant `roles/iam.workloadIdentityUser` on the service account to the principal of this repository',
  ],
  NOT_FOUND: ['the service account does not exist', 'Check `service-account` in `archive-options`'],
};

export class FederatedTokens implements Authorization {
  readonly #parts: FederationParts;
  #token: { readonly value: string; readonly usableUntil: number } | undefined;
  #underWay: Promise<string> | undefined;

  constructor(parts: FederationParts) {
    this.#parts = parts;
  }

  async headers(signal: AbortSignal): Promise<HeaderFields> {
    return { authorization: `Bearer ${await this.#current(signal)}` };
  }

  forget(): void {
    this.#token = undefined;
  }

  async #current(signal: AbortSignal): Promise<string> {
    if (this.#token !== undefined && this.#parts.clock.now() < this.#token.usableUntil) return this.#token.value;
    this.#underWay ??= this.#fetch(signal).finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #fetch(signal: AbortSignal): Promise<string> {
    const { serviceAccount, clock, hide } = this.#parts;
    const startedAt = clock.now();
    const federated = await this.#exchange(signal);
    hide(federated.value);
    const { value, seconds } =
      serviceAccount === undefined ? federated : await this.#impersonate(federated.value, signal);
    hide(value);
    this.#token = { value, usableUntil: startedAt + seconds * 1000 - MARGIN_MS };
    return value;
  }

  /** https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
  async #exchange(signal: AbortSignal): Promise<Token> {
    const { provider, audience, sts, idToken } = this.#parts;
    const answer = await this.#post(
      `${sts}/v1/token`,
      {
        body: {
          audience: `//iam.googleapis.com/${provider}`,
          grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
          requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
          scope: CLOUD_SCOPE,
          subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
          subjectToken: await idToken(audience, signal),
        },
        bearer: undefined,
      },
      signal,
    );
    const read = readAnswer(answer);
    return asToken(read['access_token'], read['expires_in'] ?? 3600, answer);
  }

  /** https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
  async #impersonate(bearer: string, signal: AbortSignal): Promise<Token> {
    const { serviceAccount = '', iam } = this.#parts;
    const path = `/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}:generateAccessToken`;
    const body = { scope: [SCOPE], lifetime: '3600s' };
    const answer = await this.#post(`${iam}${path}`, { body, bearer }, signal);
    return asToken(readAnswer(answer)['accessToken'], 3600, answer);
  }

  #post(
    url: string,
    { body, bearer }: { readonly body: object; readonly bearer: string | undefined },
    signal: AbortSignal,
  ) {
    const authorized = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...authorized };
    return this.#parts.http.send({ method: 'POST', url, headers, body: Buffer.from(JSON.stringify(body)) }, signal);
  }
}

interface Token {
  readonly value: string;
  readonly seconds: number;
}

function readAnswer({ status, body }: HttpAnswer): Readonly<Record<string, unknown>> {
  if (status === 429 || status >= 500) {
    throw Object.assign(new Error('Google Cloud issues no access token at the moment'), {
      code: `GOOGLE_TOKEN_HTTP_${status}`,
    });
  }
  const read = readObject(body) ?? {};
  if (status === 200) return read;
  const { error } = read;
  const code = typeof error === 'string' ? error : statusOf(error);
  throw refusal({ status, code }, REFUSALS, 'Google Cloud issued no access token');
}

function statusOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'status' in error ? String(error.status) : '';
}

function asToken(value: unknown, seconds: unknown, { status }: HttpAnswer): Token {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) && Number.isFinite(Number(seconds))) {
    return { value, seconds: Number(seconds) };
  }
  throw new DeliveryError(`Google Cloud answered without an access token (HTTP ${status})`, {
    hint: 'Check `workload-identity-provider` and `service-account` in `archive-options`; see docs/archive.md#when-the-store-refuses.',
  });
}
