/** Every output of the action, once: the writer fills in exactly these, and `action.yml` and the README are made from them. */
export const OUTPUTS = {
  events: 'Events delivered and committed by this run.',
  duplicates: 'Events that this run met again and did not deliver again.',
  'dead-letters': 'Elements that are no usable event; they are in `dead-letters.ndjson`, whole.',
  requests: 'Requests sent to the audit log.',
  'caught-up': '`true` when this run read everything that was there when it began, else `false`.',
  'stop-reason':
    'Why the run stopped reading: `caught-up`, `max-pages`, `max-duration`, `rate-limit`, `circuit-open` or `cancelled`.',
  watermark: 'Instant (ISO 8601) before which everything is delivered; empty without a position.',
  'lag-seconds': 'How far the position is behind, in seconds; empty without a position.',
  'lateness-seconds':
    'How late the latest event was at most that a deep sweep of this run found, in seconds: its age when it was found, because GitHub does not tell since when it shows an event; empty when it found none. To be compared with `overlap` and `reconcile-window`.',
  gap: '`true` when this run found that events may be missing, else `false`.',
  'cold-start': '`true` when the run found no position to go on from, else `false`.',
  'sink-acknowledged': 'Events that the sink has acknowledged; empty without a sink.',
  'sink-too-old': 'Events that were not sent, because the sink takes none that old; empty without a sink.',
  'sink-too-new':
    'Events that were not sent, because the sink takes none that far in the future; empty without a sink.',
  'sink-too-large': 'Events that are larger than the sink takes them; empty without a sink.',
  'sink-rejected': 'Events that the sink refused; empty without a sink.',
  files: 'Paths of the files that hold what was collected, one a line.',
  'artifact-names': 'Names of the artifacts that were uploaded, one a line.',
  'artifact-ids': 'Ids of the artifacts that were uploaded, one a line.',
  'artifact-url': 'Address of the last artifact that was uploaded; empty when there is none.',
  'manifest-sha256':
    'SHA-256 of the newest manifest, of this run or an earlier one: the head of the chain. After runs that overlapped there can be several, one a line; empty before the first delivery. See docs/evidence.md.',
  'rate-limit-remaining': 'Requests left of the hourly budget; empty when GitHub did not say.',
} as const satisfies Readonly<Record<string, string>>;

export type OutputName = keyof typeof OUTPUTS;
