/** The formats by name, each a function from one event to one line; the only place that knows all of them. */
import { cloudEventsFormat } from './cloudevents.ts';
import { ecsFormat } from './ecs.ts';
import { envelopeFormat } from './envelope.ts';
import { ocsfFormat } from './ocsf.ts';
import { renderRaw } from './raw.ts';
import type { Origin, Render } from './render.ts';

export const FORMATS = ['raw', 'envelope', 'cloudevents', 'ecs', 'ocsf'] as const;
export type FormatName = (typeof FORMATS)[number];

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
      return ecsFormat();
    case 'ocsf':
      return ocsfFormat(origin);
  }
}
