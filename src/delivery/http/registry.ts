/**
 * Every preset, once. A new one is a file next to the others, a line here and its name in `model/sink-name.ts`; inputs, docs and
 * tests follow from it.
 */
import { assert } from '../../model/assert.ts';
import type { SinkName } from '../../model/sink-name.ts';
import type { Preset } from './define-preset.ts';
import { DATADOG } from './presets/datadog.ts';
import { ELASTIC } from './presets/elastic.ts';
import { HTTP } from './presets/http.ts';
import { LOKI } from './presets/loki.ts';
import { OTLP } from './presets/otlp.ts';
import { SENTINEL } from './presets/sentinel.ts';
import { SPLUNK_HEC } from './presets/splunk-hec.ts';

export const PRESETS = {
  http: HTTP,
  'splunk-hec': SPLUNK_HEC,
  elastic: ELASTIC,
  datadog: DATADOG,
  loki: LOKI,
  sentinel: SENTINEL,
  otlp: OTLP,
} as const satisfies Readonly<Record<SinkName, Preset>>;

function isSinkName(name: string): name is SinkName {
  return Object.hasOwn(PRESETS, name);
}

/** `name` was checked when the inputs were. */
export function presetOf(name: string): Preset {
  assert(isSinkName(name), 'a sink is one of the presets');
  return PRESETS[name];
}
