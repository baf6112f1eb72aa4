/**
 * Splunk's event collector, whose source nobody outside has: codes, texts and statuses from Splunk's documentation of 9.4
 * ("Troubleshoot HTTP Event Collector", "About HTTP Event Collector Indexer Acknowledgment"), and what its other implementations
 * do: Fluent Bit 5.1.1, measured, for an array stored as one event; the `splunkhecreceiver` 0.143 of the OpenTelemetry Collector, from
 * its source, for the texts. An acknowledgement id says true once and is then deleted.
 */
import { json, jsonObject, type Label, type Reply, type Request } from '../exchange.ts';
import type { Double, StoredEvent } from './sink-server.ts';
import { concatenatedObjects, memberText } from './texts.ts';

export class HecDouble implements Double {
  readonly stored: StoredEvent[] = [];
  token = 'hec-token-0123456789';
  /** The code of a success; 24 and 25 are successes as well. */
  code = 0;
  acknowledges = false;
  /** Questions about a batch that are answered with false before the first true. */
  notYet = 0;
  /** These batches, by their number from 0, are lost by an indexer: taken, never stored, never true. */
  loses = new Set<number>();
  refuses: (raw: string) => boolean = () => false;
  /** Whether `invalid-event-number` names the event. */
  namesRefused = false;
  readonly #pending = new Map<number, { readonly events: readonly StoredEvent[]; polls: number }>();
  readonly #channels = new Set<string>();
  #nextAck = 0;

  label(path: string): Label {
    return path.endsWith('/ack') ? 'sink-ack' : 'sink';
  }

  answer(request: Request, body: string): Reply {
    const { authorization } = request.headers;
    if (authorization === undefined) return code(401, 2, 'Token is required');
    if (!authorization.startsWith('Splunk ')) return code(401, 3, 'Invalid authorization');
    if (authorization !== `Splunk ${this.token}`) return code(403, 4, 'Invalid token');
    const channel = String(request.headers['x-splunk-request-channel'] ?? '');
    if (request.path === '/services/collector/ack') return this.#acknowledge(request, channel);
    if (request.path !== '/services/collector/event') return code(404, 404, 'Not found');
    if (this.acknowledges && channel === '') return code(400, 10, 'Data channel is missing');
    this.#channels.add(channel);
    return this.#take(body);
  }

  #take(body: string): Reply {
    if (body.trim() === '') return code(400, 5, 'No data');
    const objects = parse(body);
    if (objects === undefined) return code(400, 6, 'Invalid data format');
    const events: StoredEvent[] = [];
    for (const [index, text] of objects.entries()) {
      const fields = jsonObject(Buffer.from(text));
      // Measured: an array is one event, as a string, and a success.
      const raw = fields === undefined ? text : memberText(text, 'event');
      if (raw === undefined) return code(400, 12, 'Event field is required', index);
      if (this.refuses(raw)) {
        // What stands before the bad one is indexed already.
        this.stored.push(...events);
        return code(400, 13, 'Event field cannot be blank', this.namesRefused ? index : undefined);
      }
      events.push({ raw, fields: fields ?? {} });
    }
    if (!this.acknowledges) {
      this.stored.push(...events);
      return code(200, this.code, 'Success');
    }
    const ackId = this.#nextAck;
    this.#nextAck += 1;
    if (!this.loses.has(ackId)) this.#pending.set(ackId, { events, polls: 0 });
    return json(200, { text: 'Success', code: this.code, ackId });
  }

  /** An event counts as stored when its batch is indexed, whether or not anybody hears of it. */
  #acknowledge(request: Request, channel: string): Reply {
    if (!this.acknowledges) return code(400, 14, 'ACK is disabled');
    if (!this.#channels.has(channel)) return code(400, 11, 'Invalid data channel');
    const ids = (jsonObject(request.body)?.['acks'] ?? []) as readonly number[];
    const acks = ids.map((id): readonly [string, boolean] => {
      const batch = this.#pending.get(id);
      if (batch === undefined) return [String(id), false];
      batch.polls += 1;
      if (batch.polls <= this.notYet) return [String(id), false];
      this.stored.push(...batch.events);
      this.#pending.delete(id);
      return [String(id), true];
    });
    return json(200, { acks: Object.fromEntries(acks) });
  }
}

function parse(body: string): readonly string[] | undefined {
  try {
    const objects = concatenatedObjects(body);
    for (const text of objects) JSON.parse(text);
    return objects;
  } catch {
    return undefined;
  }
}

function code(status: number, number: number, text: string, at?: number): Reply {
  return json(status, { text, code: number, ...(at === undefined ? {} : { 'invalid-event-number': at }) });
}
