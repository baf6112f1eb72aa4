/** The formats in which an event can be delivered; what each is, is in `format/`. */
export const FORMATS = ['raw', 'envelope', 'cloudevents', 'ecs', 'ocsf'] as const;
export type FormatName = (typeof FORMATS)[number];
