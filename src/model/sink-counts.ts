/** What became of events at a sink: how many it acknowledged, and why it did not take the others. */

/** `rejected`: the sink refuses this very event. The others are limits of the sink. */
export const NOT_ACCEPTED_REASONS = ['too-old', 'too-new', 'too-large', 'rejected'] as const;
export type NotAcceptedReason = (typeof NOT_ACCEPTED_REASONS)[number];

/** What a sink made of some events. */
export interface SinkCounts {
  /** Name of the preset. */
  readonly name: string;
  readonly acknowledged: number;
  readonly notAccepted: Readonly<Record<NotAcceptedReason, number>>;
}
