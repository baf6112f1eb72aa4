/**
 * `_bulk`, from recordings of OpenSearch 2.19.6 (statuses, error types and reasons as it wrote them), and for the failure store from
 * Elasticsearch's documentation of 9.1. A result for each item, whatever became of the others; 409 for an id that is there; an
 * index in the path counts only for items that name none.
 */
import { json, type Reply, type Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';

export interface BulkError {
  readonly type: string;
  readonly reason: string;
  readonly caused_by?: { readonly type: string; readonly reason: string };
}

/** What becomes of an item instead of being created. */
export interface BulkFailure {
  readonly status: number;
  readonly error?: BulkError;
  /** With status 201: the document is not in the data stream. */
  readonly failure_store?: 'used';
  readonly result?: 'created' | 'noop';
}

const ERRORS: Readonly<Record<number, BulkError>> = {
  400: {
    type: 'mapper_parsing_exception',
    reason: "failed to parse field [a] of type [long] in document with id 'canary'",
  },
  403: { type: 'cluster_block_exception', reason: 'index [canary] blocked by: [FORBIDDEN/8/index write (api)];' },
  404: { type: 'index_not_found_exception', reason: 'no such index [canary]' },
  429: { type: 'rejected_execution_exception', reason: 'rejected execution of coordinating operation' },
  503: { type: 'unavailable_shards_exception', reason: '[canary][0] primary shard is not active' },
};

export class BulkDouble implements Double {
  readonly stored: StoredEvent[] = [];
  readonly #ids = new Map<string, StoredEvent>();
  authorization = 'ApiKey c2luay1hcGkta2V5';
  bodyBytesMax = Number.POSITIVE_INFINITY;
  /** Another end of an item than 201, a status alone with the error that goes with it: 429 and 5xx are passing, 400 is for good. */
  failItem: (raw: string) => number | BulkFailure | undefined = () => undefined;
  /** Leaves out the results of the last items. */
  hidesItems = 0;

  answer(request: Request, body: string): Reply {
    if (request.headers.authorization !== this.authorization) {
      const error = { type: 'security_exception', reason: 'unable to authenticate with provided credentials' };
      return json(401, { error: { root_cause: [error], ...error }, status: 401 });
    }
    const [, inPath] = /^(?:\/([^/]+))?\/_bulk$/.exec(request.path) ?? [];
    if (!request.path.endsWith('/_bulk')) return json(405, { error: 'Incorrect HTTP method for uri', status: 405 });
    if (body.length > this.bodyBytesMax) return { status: 413 };
    const type = mediaType(request);
    if (!['application/x-ndjson', 'application/json'].includes(type))
      return json(406, { error: `Content-Type header [${type}] is not supported`, status: 406 });
    if (!body.endsWith('\n'))
      return refused('illegal_argument_exception', 'The bulk request must be terminated by a newline [\\n]');
    const lines = body.slice(0, -1).split('\n');
    const actions = lines.flatMap((line, index) => (index % 2 === 0 ? [readAction(line, inPath)] : []));
    if (actions.some(({ _index }) => _index === undefined))
      return refused('action_request_validation_exception', 'Validation Failed: 1: index is missing;');
    const items = actions.map((action, index) => ({ create: this.#store(action, lines[2 * index + 1] ?? '') }));
    const shown = items.slice(0, items.length - this.hidesItems);
    return json(200, { took: 1, errors: shown.some(({ create }) => create.status >= 300), items: shown });
  }

  #store(action: Action, document: string): Action & BulkFailure {
    const { _index, _id } = action;
    const fields = JSON.parse(document) as Readonly<Record<string, unknown>>;
    const raw = typeof fields['message'] === 'string' ? fields['message'] : document;
    const failed = this.failItem(raw);
    if (typeof failed === 'number') {
      const error = ERRORS[failed];
      return { ...action, status: failed, ...(error === undefined ? {} : { error }) };
    }
    if (failed !== undefined) return { ...action, ...failed };
    if (this.#ids.has(_id)) {
      const reason = `[${_id}]: version conflict, document already exists (current version [1])`;
      return { ...action, status: 409, error: { type: 'version_conflict_engine_exception', reason } };
    }
    const event = { raw, fields: { ...fields, _index, _id } };
    this.#ids.set(_id, event);
    this.stored.push(event);
    return { ...action, status: 201, result: 'created' };
  }
}

interface Action {
  readonly _index: string | undefined;
  readonly _id: string;
}

function readAction(line: string, inPath: string | undefined): Action {
  const { create } = JSON.parse(line) as { readonly create: { readonly _index?: string; readonly _id: string } };
  return { _index: create._index ?? inPath, _id: create._id };
}

function refused(type: string, reason: string): Reply {
  return json(400, { error: { root_cause: [{ type, reason }], type, reason }, status: 400 });
}
