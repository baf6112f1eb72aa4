/**
 * The event inside an envelope that says when it happened and where it was read. `ts` is the time of the event, never that
 * of its collection, so the same event always gives the same line; `event` is GitHub's own text, byte for byte.
 */
import { EventFields } from './event-fields.ts';
import { endpointOf, feedOf, type Origin, type Render, sourceOf } from './render.ts';

export function envelopeFormat(origin: Origin): Render {
  const source = JSON.stringify(sourceOf(origin));
  const endpoint = JSON.stringify(endpointOf(origin));
  return ({ ts, id, key, raw: bytes }) => {
    const raw = bytes.toString();
    const feed = feedOf(new EventFields(raw).text('action'));
    const time = JSON.stringify(new Date(ts).toISOString());
    // Put together as text: parsed and written again, numbers beyond 2^53 would be others.
    return `{"ts":${time},"source":${source},"endpoint":${endpoint},"event":${raw},"meta":${JSON.stringify({ id, key, feed })}}`;
  };
}
