/**
 * The emulated GitHub: one HTTP server on the loopback that answers for the REST API, the Actions services and the blob storage
 * alike, with one clock, one fault plan, and a record of every request in the order of arrival.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ActionsArtifacts } from './actions-artifacts.ts';
import { ActionsCache } from './actions-cache.ts';
import { Apps } from './app.ts';
import { AuditLog, type AuditLogSettings } from './audit-log.ts';
import { Blobs } from './blobs.ts';
import { Clock } from './clock.ts';
import type { Collation, EventLog } from './event-log.ts';
import { covers, json, type LabelPattern, type Reply, type Request } from './exchange.ts';
import { FaultPlan } from './faults.ts';
import { Repositories, type Repository } from './repository.ts';
import { isRest, refuseRest, restHeaders } from './rest-rules.ts';
import { Router } from './router.ts';
import { bearer, type JobPermissions, problem, Tokens } from './tokens.ts';
import { compressFor, readBody, send } from './wire.ts';

/** What an emulator starts with. Everything has a default. */
export interface GitHubOptions {
  /** What the clock shows at the start, ms since the epoch; real time when absent. */
  readonly now?: number;
  readonly organization?: string;
  readonly enterprise?: string;
  /** `owner/name` of the repository that the workflow lives in. */
  readonly repository?: string;
  readonly visibility?: Repository['visibility'];
  readonly permissions?: Partial<JobPermissions>;
  readonly auditLog?: Partial<AuditLogSettings>;
  /** Requests an hour; 0 for none. */
  readonly rateLimit?: number;
  readonly collation?: Collation;
  /** Compresses REST answers for clients that take it. */
  readonly gzip?: boolean;
}

/** A running emulator; see the file comment. */
export class GitHub implements AsyncDisposable {
  readonly clock: Clock;
  readonly faults = new FaultPlan();
  readonly tokens: Tokens;
  readonly repositories: Repositories;
  readonly auditLog: AuditLog;
  readonly blobs: Blobs;
  readonly caches: ActionsCache;
  readonly artifacts: ActionsArtifacts;
  readonly apps: Apps;
  /** The log of the organization, which most tests read. */
  readonly log: EventLog;
  readonly enterpriseLog: EventLog;
  readonly organization: string;
  readonly enterprise: string;
  /** A token that may read both logs. */
  readonly token = 'ghp_auditorAuditorAuditorAuditorAuditor00';
  /** The job's own token. */
  readonly githubToken = 'ghs_jobJobJobJobJobJobJobJobJobJobJob000';
  readonly requests: Request[] = [];
  readonly #gzip: boolean;
  readonly #server = createServer((message, response) => void this.#serve(message, response));
  readonly #connections = new WeakMap<Socket, number>();
  #connectionCount = 0;
  readonly #observers = new Set<(request: Request) => void>();
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #router: Router;

  /** Use {@link startGitHub}. */
  constructor(options: GitHubOptions) {
    this.organization = options.organization ?? 'octo-org';
    this.enterprise = options.enterprise ?? 'octo-enterprise';
    this.#gzip = options.gzip ?? false;
    this.clock = new Clock(options.now);
    this.tokens = new Tokens(this.clock);
    this.tokens.set(this.token, 'ok');
    this.setPermissions(options.permissions);
    this.repositories = new Repositories(this.clock, this.tokens);
    this.repositories.add(options.repository ?? `${this.organization}/audit`, options.visibility);
    this.auditLog = new AuditLog(this.clock, this.tokens);
    Object.assign(this.auditLog.settings, options.auditLog);
    if (options.rateLimit !== undefined) this.auditLog.rateLimit.limit = options.rateLimit;
    this.log = this.auditLog.addTarget('organization', this.organization, 200002, options.collation).log;
    this.enterpriseLog = this.auditLog.addTarget('enterprise', this.enterprise, 100001, options.collation).log;
    this.blobs = new Blobs(this.clock);
    this.caches = new ActionsCache(this.clock, this.blobs, this.repositories);
    this.artifacts = new ActionsArtifacts(this.clock, this.blobs, this.repositories);
    this.apps = new Apps(this.clock, this.tokens);
    const services = [this.auditLog, this.caches, this.artifacts, this.blobs, this.repositories, this.apps];
    this.#router = new Router([
      ...services.flatMap(({ routes }) => routes),
      { method: 'GET', path: '/rate_limit', label: 'rest.rate-limit', answer: (request) => this.#rateLimit(request) },
    ]);
  }

  /** `http://127.0.0.1:port`: the API of github.com, and the origin of everything else. */
  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The same API as Enterprise Server has it. */
  get serverApiUrl(): string {
    return `${this.apiUrl}/api/v3`;
  }

  /** Changes what the job's own token can do; permissions that are not named are `actions: read`, `metadata: read`. */
  setPermissions(permissions: Partial<JobPermissions> = {}): void {
    this.tokens.setJobToken(this.githubToken, { actions: 'read', contents: 'none', metadata: 'read', ...permissions });
  }

  /** The requests under a label, in order of arrival. */
  requestsTo(label: LabelPattern): readonly Request[] {
    return this.requests.filter((request) => covers(label, request.label));
  }

  /** Calls `observer` with every request on its arrival; gives a function that ends it. */
  observe(observer: (request: Request) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** Runs `finish` when the emulator closes. */
  onClose(finish: () => Promise<void>): void {
    this.#closing.push(finish);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** Stops the server; hanging connections are cut. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
    for (const finish of this.#closing.splice(0)) await finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message).catch(() => undefined);
    if (body === undefined) return;
    const { request, answer } = this.#receive(message, body);
    this.requests.push(request);
    for (const observer of this.#observers) observer(request);
    let reply = await this.faults.run(request, async () => refuseRest(request) ?? (await answer(request)));
    if (reply.transport?.kind !== 'reset' && reply.transport?.kind !== 'hang') request.status = reply.status;
    if (this.#gzip && isRest(request)) reply = compressFor(message.headers['accept-encoding'], reply);
    const date = new Date(this.clock.now()).toUTCString();
    send(response, reply, { date, ...restHeaders(request) });
  }

  #receive(
    message: IncomingMessage,
    body: Buffer,
  ): { readonly request: Request; readonly answer: (request: Request) => Reply | Promise<Reply> } {
    const { method = 'GET', url = '/', headers, socket } = message;
    // Whoever opens TLS in front of this server says so.
    const host = headers.host ?? '127.0.0.1';
    // Under another name than this machine's it stands behind TLS.
    const isTls = headers['x-forwarded-proto'] === 'https' || !/^(?:127\.|localhost)/.test(host);
    const origin = `${isTls ? 'https' : 'http'}://${host}`;
    const { pathname, searchParams: query } = new URL(url, origin);
    const prefix = pathname.startsWith('/api/v3/') ? '/api/v3' : '';
    const path = pathname.slice(prefix.length);
    const match = this.#router.find(method, path, query);
    const request: Request = {
      ...{ time: this.clock.now(), method, path, url, query, headers, body, origin, prefix },
      label: match?.label ?? 'unrouted',
      params: match?.params ?? {},
      connection: this.#connectionOf(socket),
      clientPort: socket.remotePort ?? 0,
    };
    return { request, answer: match?.answer ?? (() => json(404, problem('Not Found', 404))) };
  }

  #connectionOf(socket: Socket): number {
    const known = this.#connections.get(socket);
    if (known !== undefined) return known;
    this.#connectionCount += 1;
    this.#connections.set(socket, this.#connectionCount);
    return this.#connectionCount;
  }

  #rateLimit(request: Request): Reply {
    const token = bearer(request) ?? '';
    const resources = { audit_log: this.auditLog.rateLimit.show(token) };
    return json(200, { resources });
  }
}

/** Starts an emulator on a free port of the loopback. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const github = new GitHub(options);
  await github.listen();
  return github;
}
