/**
 * CloudEvents 1.0 in structured mode. `source` and `id` together name an event for ever, so that a receiver can drop the
 * second copy; `data` is GitHub's own text, byte for byte.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
import { EventFields } from './event-fields.ts';
import { type Origin, type Render, rfc3339, sourceOf } from './render.ts';

const TYPE = 'com.github.audit';

/** What an action looks like; anything else does not become part of a type. */
const ACTION = /^[\w-]+(\.[\w-]+)*$/;

/** What the attributes may not hold: control characters, noncharacters, halves of surrogate pairs. */
const NOT_ALLOWED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

export function cloudEventsFormat(origin: Origin): Render {
  const source = sourceOf(origin);
  return ({ ts, id, key, raw: bytes }) => {
    const raw = bytes.toString();
    const action = new EventFields(raw).text('action');
    const attributes = {
      specversion: '1.0',
      id: id === undefined || NOT_ALLOWED.test(id) ? key : id,
      source,
      type: action !== undefined && ACTION.test(action) ? `${TYPE}.${action}` : TYPE,
      time: rfc3339(ts),
      datacontenttype: 'application/json',
    };
    return `${JSON.stringify(attributes).slice(0, -1)},"data":${raw}}`;
  };
}
