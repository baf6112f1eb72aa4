/** The formats by name, each a function from one event to one line; the only place that knows all of them. */
import type { FormatName } from '../model/format-name.ts';
import { cloudEventsFormat } from './cloudevents.ts';
import { ecsFormat } from './ecs.ts';
import { envelopeFormat } from './envelope.ts';
import { ocsfFormat } from './ocsf/ocsf.ts';
import { renderRaw } from './raw.ts';
import type { Origin, Render } from './render.ts';

/** The format of this name for the events of one target. */
export function createFormat(name: FormatName, origin: Origin): Render {
  switch (name) {
    case 'raw':
      return renderRaw;
    case 'envelope':
      return envelopeFormat(origin);
    case 'cloudevents':
      return cloudEventsFormat(origin);
    case 'ecs':
      return ecsFormat(origin);
    case 'ocsf':
      return ocsfFormat(origin);
  }
}
