/**
 * Keys for S3: those of a role that the job's OIDC identity may assume, renewed before they end, or fixed ones. Keys that were made
 * on the way are masked before anything else sees them.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
import { DeliveryError } from '../../model/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Http, HttpAnswer } from '../../runtime/http.ts';
import { type Refusals, refusal } from './refusal.ts';
import { readXml } from './xml-text.ts';

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

export interface AwsCredentials {
  /** Rejects like a `send` of the retry layer. */
  current(signal: AbortSignal): Promise<AwsKeys>;
  /** The store refused the keys as expired; whether the next ones are new. */
  forget(): boolean;
}

export function fixedKeys(keys: AwsKeys): AwsCredentials {
  return { current: async () => keys, forget: () => false };
}

export interface RoleParts {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Of STS, with its path. */
  readonly endpoint: string;
  readonly audience: string;
  readonly idToken: (audience: string, signal: AbortSignal) => Promise<string>;
  readonly http: Http;
  readonly clock: Clock;
  readonly hide: (secret: string) => void;
}

/** Keys are replaced this long before their end, so that none runs out on the way. */
const MARGIN_MS = 5 * 60_000;
const PASSING = new Set(['IDPCommunicationError', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded']);

const REFUSALS: Refusals = {
  AccessDenied: [
    'the trust policy of the role does not name this job',
    "Compare its conditions on `token.actions.githubusercontent.com:sub` and `:aud` with this workflow's repository, environment and ref",
  ],
  ExpiredTokenException: ['the identity token of the job has expired', 'Check the clock of the runner'],
  IDPRejectedClaim: [
    "the account rejects a claim of the job's identity",
    'Check the audience of the OIDC provider in IAM',
  ],
  InvalidIdentityToken: [
    "the account does not accept the job's identity token",
    'Add the OIDC provider token.actions.githubusercontent.com with the audience sts.amazonaws.com to IAM',
  ],
  RegionDisabledException: [
    'STS is disabled in this region',
    'Enable the region in the account, or set another `region`',
  ],
  ValidationError: ['the role or the name of the session is invalid', 'Check `role-arn` in `archive-options`'],
};

export class AssumedRole implements AwsCredentials {
  readonly #parts: RoleParts;
  #session: { readonly keys: AwsKeys; readonly usableUntil: number } | undefined;
  /** One request for all objects that wait. */
  #underWay: Promise<AwsKeys> | undefined;

  constructor(parts: RoleParts) {
    this.#parts = parts;
  }

  async current(signal: AbortSignal): Promise<AwsKeys> {
    if (this.#session !== undefined && this.#parts.clock.now() < this.#session.usableUntil) return this.#session.keys;
    this.#underWay ??= this.#assume(signal).finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  forget(): boolean {
    this.#session = undefined;
    return true;
  }

  async #assume(signal: AbortSignal): Promise<AwsKeys> {
    const { roleArn, sessionName, endpoint, audience, idToken, http, clock, hide } = this.#parts;
    const form = new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      WebIdentityToken: await idToken(audience, signal),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', accept: 'application/xml' };
    const body = Buffer.from(form.toString());
    const answer = await http.send({ method: 'POST', url: endpoint, headers, body }, signal);
    const { keys, endsAt } = readSession(answer);
    for (const secret of [keys.accessKeyId, keys.secretAccessKey, keys.sessionToken]) hide(secret);
    this.#session = { keys, usableUntil: lifetimeEnd(endsAt, answer, clock.now()) - MARGIN_MS };
    return keys;
  }
}

/** By this machine's clock, however wrong it is: the server's `Date` shows how long the keys last. */
function lifetimeEnd(endsAt: number, { headers }: HttpAnswer, now: number): number {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isFinite(date) ? now + (endsAt - date) : endsAt;
}

function readSession(answer: HttpAnswer) {
  const { status, body } = answer;
  const code = readXml(body, 'Code') ?? '';
  if (status === 429 || status >= 500 || PASSING.has(code)) {
    throw Object.assign(new Error('STS is not available at the moment'), { code: `STS_HTTP_${status}` });
  }
  if (status !== 200) throw refusal({ status, code }, REFUSALS, 'AWS STS issued no credentials');
  const read = (name: string) => readXml(body, name) ?? '';
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(read);
  const endsAt = Date.parse(read('Expiration'));
  if (!accessKeyId || !secretAccessKey || !sessionToken || !Number.isFinite(endsAt)) {
    throw new DeliveryError(`AWS STS answered without credentials (HTTP ${status})`, {
      hint: 'Check `sts-endpoint` in `archive-options`; see docs/archive.md#when-the-store-refuses.',
    });
  }
  return { keys: { accessKeyId, secretAccessKey, sessionToken }, endsAt };
}
