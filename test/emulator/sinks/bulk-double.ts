/**
 * `_bulk` of Elasticsearch: a result for each item, 409 for an id that is there, and, as VictoriaLogs was measured, 200 without
 * any item for a content type that is not taken.
 */
import { json, type Reply, type Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';

export class BulkDouble implements Double {
  readonly stored: StoredEvent[] = [];
  readonly #ids = new Map<string, StoredEvent>();
  authorization = 'ApiKey c2luay1hcGkta2V5';
  bodyBytesMax = Number.POSITIVE_INFINITY;
  /** The status of an item instead of 201: 429 and 5xx are passing, 400 is for good. */
  failItem: (raw: string) => number | undefined = () => undefined;
  /** Leaves out the results of the last items. */
  hidesItems = 0;

  answer(request: Request, body: string): Reply {
    if (request.headers.authorization !== this.authorization)
      return json(401, { error: 'security_exception', status: 401 });
    if (!request.path.endsWith('/_bulk')) return json(405, { error: 'no handler found' });
    if (body.length > this.bodyBytesMax) return { status: 413 };
    if (!['application/x-ndjson', 'application/json'].includes(mediaType(request))) {
      return json(200, { took: 0, errors: false, items: [] });
    }
    if (!body.endsWith('\n'))
      return json(400, { error: 'The bulk request must be terminated by a newline', status: 400 });
    const lines = body.slice(0, -1).split('\n');
    const items = lines.flatMap((line, index) => (index % 2 === 0 ? [this.#store(line, lines[index + 1] ?? '')] : []));
    const shown = items.slice(0, items.length - this.hidesItems);
    return json(200, { took: 1, errors: shown.some(({ create }) => create.status >= 300), items: shown });
  }

  #store(actionLine: string, document: string) {
    const action = JSON.parse(actionLine) as { readonly create: { readonly _index: string; readonly _id: string } };
    const { _index, _id } = action.create;
    const fields = JSON.parse(document) as Readonly<Record<string, unknown>>;
    const raw = typeof fields['message'] === 'string' ? fields['message'] : document;
    const result = (status: number) => ({ create: { _index, _id, status } });
    const failed = this.failItem(raw);
    if (failed !== undefined) return result(failed);
    if (this.#ids.has(_id)) return result(409);
    const event = { raw, fields: { ...fields, _index, _id } };
    this.#ids.set(_id, event);
    this.stored.push(event);
    return result(201);
  }
}
