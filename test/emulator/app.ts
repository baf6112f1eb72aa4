/**
 * A GitHub App that is installed on an account: finds the installation and hands out installation tokens, which live for one
 * hour of the emulator's time. The App signs its requests with its private key, and the signature and times are checked.
 */
import { createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Clock, HOUR, isoSeconds } from './clock.ts';
import { json, type Reply, type Request } from './exchange.ts';
import type { Route } from './router.ts';
import { type AuditLogAccess, bearer, notFound, problem, type Tokens } from './tokens.ts';

/** An App as it was registered. */
export interface AppRegistration {
  /** What the JWT's `iss` may be. */
  readonly id: string;
  readonly clientId: string;
  readonly publicKey: KeyObject;
  readonly installationId: number;
  /** The organization or enterprise where it is installed. */
  readonly account: string;
  /** What its tokens can do with the audit log. */
  readonly access?: AuditLogAccess;
  /** How long its tokens live; an hour, as on GitHub, when absent. */
  readonly tokenLifeMs?: number;
  /** An owner has suspended the installation. */
  readonly suspended?: boolean;
}

/** A new App with a key of its own, installed on `account`. */
export function makeApp(account: string): { readonly app: AppRegistration; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    app: { id: '7', clientId: 'Iv23liEmulatedApp00', publicKey, installationId: 99, account },
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  };
}

/** The App endpoints of one emulator; without a registration they refuse everybody. */
export class Apps {
  readonly #clock: Clock;
  readonly #tokens: Tokens;
  #app: AppRegistration | undefined;
  #issued = 0;

  constructor(clock: Clock, tokens: Tokens) {
    this.#clock = clock;
    this.#tokens = tokens;
  }

  /** Registers the App; there is one at a time. */
  register(app: AppRegistration): void {
    this.#app = app;
  }

  get routes(): readonly Route[] {
    const installation = (path: string): Route => ({
      method: 'GET',
      path,
      label: 'app.installation',
      answer: (request) => this.#find(request),
    });
    return [
      installation('/orgs/:account/installation'),
      installation('/enterprises/:account/installation'),
      {
        method: 'POST',
        path: '/app/installations/:id/access_tokens',
        label: 'app.token',
        answer: (request) => this.#issue(request),
      },
    ];
  }

  #find(request: Request): Reply {
    const app = this.#app;
    const refusal = this.#refuse(request, app);
    if (refusal !== undefined || app === undefined) return refusal ?? notFound();
    if (app.account.toLowerCase() !== request.params['account']?.toLowerCase()) return notFound();
    return json(200, { id: app.installationId, app_id: Number(app.id), account: { login: app.account } });
  }

  #issue(request: Request): Reply {
    const app = this.#app;
    const refusal = this.#refuse(request, app);
    if (refusal !== undefined || app === undefined) return refusal ?? notFound();
    if (String(app.installationId) !== request.params['id']) return notFound();
    if (app.suspended === true) return json(403, problem('This installation has been suspended', 403));
    // The response names whole seconds, and the token expires exactly then.
    const lifeMs = app.tokenLifeMs ?? HOUR;
    const expiresAt = Math.floor((this.#clock.now() + lifeMs) / 1000) * 1000;
    this.#issued += 1;
    const token = `ghs_installation${String(this.#issued).padStart(24, '0')}`;
    this.#tokens.set(token, app.access ?? 'ok', expiresAt);
    return json(201, {
      token,
      expires_at: isoSeconds(expiresAt),
      permissions: { organization_administration: 'read' },
    });
  }

  #refuse(request: Request, app: AppRegistration | undefined): Reply | undefined {
    const wrong = (message: string): Reply => json(401, problem(message, 401));
    const [header = '', payload = '', signature = ''] = (bearer(request) ?? '').split('.');
    if (signature === '') return wrong('A JSON web token could not be decoded');
    const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`);
    if (app === undefined || !verifier.verify(app.publicKey, signature, 'base64url')) return wrong('Bad credentials');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>;
    const now = this.#clock.now() / 1000;
    if (![app.id, app.clientId].includes(String(claims['iss']))) return wrong('Bad credentials');
    if (Number(claims['exp']) > now + 600) return wrong("'Expiration time' claim ('exp') is too far in the future");
    if (Number(claims['exp']) <= now)
      return wrong("'Expiration time' claim ('exp') must be a numeric value in the future");
    if (Number(claims['iat']) > now + 5)
      return wrong("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
    return undefined;
  }
}
