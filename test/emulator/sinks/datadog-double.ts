/**
 * Datadog's intake, whose source nobody outside has: from its documentation of 2026-11 ("Send logs", API version 2). 202 with `{}`
 * also for what it then drops (older than 18 hours) or cuts (more than 1 MB); errors as JSON:API.
 */
import { json, type Reply, type Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';
import { arrayElements } from './texts.ts';

const MAX_AGE_MS = 18 * 3_600_000;

export class DatadogDouble implements Double {
  readonly stored: StoredEvent[] = [];
  apiKey = 'dd0123456789abcdef';
  now: () => number = () => Date.now();

  answer(request: Request, body: string): Reply {
    if (request.headers['dd-api-key'] !== this.apiKey)
      return json(403, { errors: [{ status: '403', title: 'Forbidden' }] });
    if (mediaType(request) !== 'application/json') return json(415, { errors: [] });
    const logs = arrayElements(body);
    if (logs.length > 1000 || body.length > 5_000_000) return json(413, { errors: [{ status: '413' }] });
    for (const text of logs) {
      const fields = JSON.parse(text) as Readonly<Record<string, unknown>>;
      if (Number(fields['timestamp']) < this.now() - MAX_AGE_MS) continue;
      const message = String(fields['message']);
      this.stored.push({ raw: text.length > 1_000_000 ? message.slice(0, 1000) : message, fields });
    }
    return json(202, {});
  }
}
