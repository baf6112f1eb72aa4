/**
 * Access tokens of Microsoft Entra, from a client secret or from the identity that GitHub gives to a job. The secret
 * goes to the authority and nowhere else, the access token to the sink and nowhere else; neither is ever part of a
 * message.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
import { DeliveryError } from '../../model/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { HeaderFields, Http, HttpAnswer } from '../../runtime/http.ts';
import { readObject } from './acknowledge.ts';
import type { Authorization } from './preset.ts';

export interface EntraParts {
  /** Scheme, host and port. */
  readonly authority: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly scope: string;
  /** `undefined`: the identity of the job instead. */
  readonly secret: string | undefined;
  readonly http: Http;
  readonly clock: Clock;
  readonly idToken: ((audience: string, signal: AbortSignal) => Promise<string>) | undefined;
  /** Of the identity token; Entra's own when absent. */
  readonly audience?: string;
  /** Keeps a secret that was made on the way out of everything that is printed. */
  readonly hide: (secret: string) => void;
  /** What to do when no credential is given, and when Entra issues no token. */
  readonly hints: { readonly noCredential: string; readonly noToken: string };
}

/** What Entra expects in GitHub's token: https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
const AUDIENCE = 'api://AzureADTokenExchange';
/** A token is renewed this long before its end, so that none expires in transit. */
const MARGIN_MS = 5 * 60_000;

export class EntraTokens implements Authorization {
  readonly #parts: EntraParts;
  #token: { readonly value: string; readonly usableUntil: number } | undefined;

  constructor(parts: EntraParts) {
    this.#parts = parts;
  }

  /** Rejects with `DeliveryError` when another try cannot help, otherwise with an error that is worth one. */
  async headers(signal: AbortSignal): Promise<HeaderFields> {
    if (this.#token === undefined || this.#parts.clock.now() >= this.#token.usableUntil) {
      this.#token = await this.#fetch(signal);
    }
    return { authorization: `Bearer ${this.#token.value}` };
  }

  forget(): void {
    this.#token = undefined;
  }

  async #fetch(signal: AbortSignal): Promise<{ readonly value: string; readonly usableUntil: number }> {
    const { authority, tenant, clientId, scope, http, clock, hints, hide } = this.#parts;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope,
      ...(await this.#credential(signal)),
    });
    const answer = await http.send(
      {
        method: 'POST',
        url: `${authority}/${tenant}/oauth2/v2.0/token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: Buffer.from(form.toString()),
      },
      signal,
    );
    const token = readToken(answer, { now: clock.now(), hint: hints.noToken });
    hide(token.value);
    return token;
  }

  async #credential(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { secret, idToken, audience = AUDIENCE, hints } = this.#parts;
    if (secret !== undefined) return { client_secret: secret };
    if (idToken === undefined) {
      throw new DeliveryError('there is neither a client secret nor an identity of this job for Entra', {
        hint: hints.noCredential,
      });
    }
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await idToken(audience, signal),
    };
  }
}

function readToken(
  answer: HttpAnswer,
  { now, hint }: { readonly now: number; readonly hint: string },
): { readonly value: string; readonly usableUntil: number } {
  const { status } = answer;
  if (status === 429 || status >= 500) {
    throw Object.assign(new Error('Entra has a problem'), { code: `ENTRA_HTTP_${status}` });
  }
  const body = status === 200 ? readObject(answer.body) : undefined;
  const [value, seconds] = [body?.['access_token'], Number(body?.['expires_in'])];
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value) || !Number.isFinite(seconds)) {
    throw new DeliveryError(`Entra issued no token (HTTP ${status})`, { hint });
  }
  return { value, usableUntil: now + seconds * 1000 - MARGIN_MS };
}
