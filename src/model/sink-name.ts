/** The kinds of receivers that events can be pushed to; what each is, is in `delivery/http/presets/`. */
export const SINK_NAMES = ['http', 'splunk-hec', 'elastic', 'datadog', 'loki', 'sentinel', 'otlp'] as const;
export type SinkName = (typeof SINK_NAMES)[number];
