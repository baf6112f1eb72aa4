/**
 * The artifacts of workflow runs: the twirp service with which a job uploads and reads those of its own run, and the REST API
 * that shows those of all runs. Everything that was ever finalized stays in `delivered`, also after it expired or was removed.
 */
import { type Artifact, fileName, isExpired, restRow, twirpRow } from './artifact.ts';
import type { Blobs } from './blobs.ts';
import { type Clock, DAY } from './clock.ts';
import { json, jsonObject, type Reply, type Request } from './exchange.ts';
import { paginate } from './pagination.ts';
import type { Repositories } from './repository.ts';
import type { Route } from './router.ts';
import { readRuntimeToken, twirp, unauthenticated } from './runtime-token.ts';
import { notFound, problem } from './tokens.ts';
import type { WorkflowRun } from './workflow-run.ts';

/** An artifact that was finalized, with what it held. */
export interface DeliveredArtifact {
  readonly artifact: Artifact;
  readonly content: Buffer;
}

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService';

/** The artifact service of one emulator. */
export class ActionsArtifacts {
  /** Everything that was ever finalized, in that order: what users may have downloaded. */
  readonly delivered: DeliveredArtifact[] = [];
  readonly #clock: Clock;
  readonly #blobs: Blobs;
  readonly #repositories: Repositories;
  #artifacts: Artifact[] = [];
  #nextId = 1001;

  constructor(clock: Clock, blobs: Blobs, repositories: Repositories) {
    this.#clock = clock;
    this.#blobs = blobs;
    this.#repositories = repositories;
  }

  /** The artifacts that are there now, expired and unfinished ones included, oldest first. */
  get all(): readonly Artifact[] {
    return this.#artifacts;
  }

  /** Lets artifacts expire: they are still listed, their content is gone. */
  expire(predicate: (artifact: Artifact) => boolean = () => true): void {
    for (const artifact of this.#artifacts) if (predicate(artifact)) artifact.expiresAt = this.#clock.now();
  }

  /** Removes artifacts without a trace. */
  remove(predicate: (artifact: Artifact) => boolean = () => true): void {
    this.#artifacts = this.#artifacts.filter((artifact) => !predicate(artifact));
  }

  /** An artifact as any step of any workflow can upload it: a zip of whatever it likes, under whatever name. */
  plant({ id: runId, repository }: WorkflowRun, name: string, zip: Uint8Array): Artifact {
    const id = this.#nextId++;
    const blob = `artifacts/${id}`;
    this.#blobs.write(blob, zip);
    const artifact: Artifact = {
      ...{ id, repository, runId, runBackendId: `planted ${id}`, jobBackendId: '', name, blob },
      ...{ mimeType: 'application/zip', createdAt: this.#clock.now(), expiresAt: this.#clock.now() + 90 * DAY },
      ...{ sizeBytes: zip.length, digest: '', finalized: true },
    };
    this.#artifacts.push(artifact);
    return artifact;
  }

  get routes(): readonly Route[] {
    const post = (method: string, label: Route['label'], answer: (call: Call) => Reply): Route => ({
      method: 'POST',
      path: `${SERVICE}/${method}`,
      label,
      answer: (request) => {
        const call = this.#read(request);
        return 'refusal' in call ? call.refusal : answer(call);
      },
    });
    const get = (path: string, label: Route['label'], answer: (request: Request) => Reply): Route => ({
      method: 'GET',
      path: `/repos/:owner/:name/actions${path}`,
      label,
      answer: (request) => this.#repositories.refuse(request, 'actions', 'read') ?? answer(request),
    });
    return [
      post('CreateArtifact', 'artifact.create', (call) => this.#create(call)),
      post('FinalizeArtifact', 'artifact.finalize', (call) => this.#finalize(call)),
      post('ListArtifacts', 'artifact.list', (call) => this.#listOfRun(call)),
      post('GetSignedArtifactURL', 'artifact.url', (call) => this.#signedUrl(call)),
      post('DeleteArtifact', 'artifact.delete', (call) => this.#delete(call)),
      get('/artifacts', 'rest.artifacts', (request) => this.#list(request)),
      get('/runs/:runId/artifacts', 'rest.artifacts', (request) => this.#list(request)),
      get('/artifacts/:id', 'rest.artifact', (request) => this.#show(request)),
      get('/artifacts/:id/zip', 'rest.artifact.zip', (request) => this.#zip(request)),
    ];
  }

  #create({ request, body, name, run, runBackendId, jobBackendId }: Call): Reply {
    if (name === '' || /["":<>|*?\r\n\\/]/.test(name))
      return twirp(400, 'invalid_argument', 'artifact name is invalid');
    if (this.#own(runBackendId, name) !== undefined) {
      return twirp(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    }
    const id = this.#nextId++;
    const blob = `artifacts/${id}`;
    const now = this.#clock.now();
    const expiresAt = Date.parse(String(body['expires_at'] ?? ''));
    this.#artifacts.push({
      ...{ id, repository: run.repository, runId: run.id, runBackendId, jobBackendId, name, blob },
      mimeType: String(body['mime_type'] ?? 'application/zip'),
      createdAt: now,
      // Clients reckon `expires_at` by their own clock; what counts here is the span they ask for.
      expiresAt: Number.isNaN(expiresAt) ? now + 90 * DAY : now + Math.max(DAY, expiresAt - Date.now()),
      ...{ sizeBytes: 0, digest: '', finalized: false },
    });
    return json(200, { ok: true, signed_upload_url: this.#blobs.signUpload(request.origin, blob) });
  }

  #finalize({ body, name, runBackendId }: Call): Reply {
    const artifact = this.#own(runBackendId, name);
    if (artifact === undefined) return twirp(404, 'not_found', 'artifact not found');
    const content = this.#blobs.read(artifact.blob);
    if (artifact.finalized || content === undefined || content.length !== Number(body['size'] ?? 0)) {
      return twirp(400, 'failed_precondition', 'the upload is not complete');
    }
    artifact.finalized = true;
    artifact.sizeBytes = content.length;
    artifact.digest = String(body['hash'] ?? '');
    artifact.createdAt = this.#clock.now();
    this.delivered.push({ artifact, content });
    return json(200, { ok: true, artifact_id: String(artifact.id) });
  }

  #listOfRun({ body, runBackendId }: Call): Reply {
    const found = this.#artifacts
      .filter((artifact) => artifact.runBackendId === runBackendId && artifact.finalized)
      .filter((artifact) => artifact.name === (body['name_filter'] ?? artifact.name))
      .filter((artifact) => String(artifact.id) === String(body['id_filter'] ?? artifact.id));
    const artifacts = found.map(twirpRow);
    return json(200, artifacts.length === 0 ? {} : { artifacts });
  }

  #signedUrl({ request, name, runBackendId }: Call): Reply {
    const artifact = this.#own(runBackendId, name);
    if (artifact?.finalized !== true) return twirp(404, 'not_found', 'artifact not found');
    return json(200, { signed_url: this.#blobs.signDownload(request.origin, artifact.blob, fileName(artifact)) });
  }

  #delete({ name, runBackendId }: Call): Reply {
    const artifact = this.#own(runBackendId, name);
    if (artifact === undefined) return twirp(404, 'not_found', 'artifact not found');
    this.remove((other) => other.id === artifact.id);
    return json(200, { ok: true, artifact_id: String(artifact.id) });
  }

  #list(request: Request): Reply {
    const { query, params } = request;
    const found = this.#finalizedOf(request)
      .filter((artifact) => params['runId'] === undefined || String(artifact.runId) === params['runId'])
      .filter((artifact) => artifact.name === (query.get('name') ?? artifact.name))
      .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
    return paginate(
      request,
      'artifacts',
      found.map((artifact) => this.#row(artifact, request)),
    );
  }

  #show(request: Request): Reply {
    const artifact = this.#byId(request);
    return artifact === undefined ? notFound() : json(200, this.#row(artifact, request));
  }

  #row(artifact: Artifact, request: Request): Readonly<Record<string, unknown>> {
    const run = this.#repositories.runs.find(({ id }) => id === artifact.runId);
    const repositoryId = this.#repositories.get(artifact.repository).id;
    return restRow(artifact, request, { now: this.#clock.now(), run, repositoryId });
  }

  #zip(request: Request): Reply {
    const artifact = this.#byId(request);
    if (artifact === undefined) return notFound();
    if (isExpired(artifact, this.#clock.now())) return json(410, problem('Artifact has expired', 410));
    return {
      status: 302,
      headers: { location: this.#blobs.signDownload(request.origin, artifact.blob, fileName(artifact)) },
    };
  }

  #finalizedOf(request: Request): Artifact[] {
    const repository = this.#repositories.nameOf(request);
    return this.#artifacts.filter((artifact) => artifact.repository === repository && artifact.finalized);
  }

  #byId(request: Request): Artifact | undefined {
    return this.#finalizedOf(request).find((artifact) => String(artifact.id) === request.params['id']);
  }

  #own(runBackendId: string, name: string): Artifact | undefined {
    return this.#artifacts.find((artifact) => artifact.runBackendId === runBackendId && artifact.name === name);
  }

  #read(request: Request): Call | { readonly refusal: Reply } {
    const claims = readRuntimeToken(request);
    const run = claims && this.#repositories.runOf(claims.runBackendId);
    const body = jsonObject(request.body);
    if (claims === undefined || run === undefined) return { refusal: unauthenticated() };
    if (body === undefined) return { refusal: twirp(400, 'malformed', 'the request is not a JSON object') };
    const { runBackendId, jobBackendId } = claims;
    return { request, body, name: String(body['name'] ?? ''), run, runBackendId, jobBackendId };
  }
}

interface Call {
  readonly request: Request;
  readonly body: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly run: WorkflowRun;
  readonly runBackendId: string;
  readonly jobBackendId: string;
}
