/** Every output of the action, once: the writer fills in exactly these, and `action.yml` and the README are made from them. */
export const OUTPUTS = {
  events: 'Events delivered and committed by this run.',
  duplicates: 'Events that this run read again and skipped, because they were delivered before.',
  'dead-letters': 'Number of list entries that are not valid events. They are kept unchanged in `dead-letters.ndjson`.',
  requests: 'Requests sent to the audit log.',
  'caught-up': '`true` when this run read everything that existed when it began, otherwise `false`.',
  'stop-reason':
    'Why the run stopped reading: `caught-up`, `max-pages`, `max-duration`, `rate-limit`, `circuit-open`, `cancelled` or `failed`.',
  watermark: 'Instant (ISO 8601) before which everything is delivered. Empty without a position.',
  'lag-seconds': 'How far the position is behind, in seconds. Empty without a position.',
  'lateness-seconds':
    'Upper bound, in seconds, on how late GitHub showed the latest event that this run found in a deep sweep (its age when found). Empty if it found none. Compare it with `overlap` and `reconcile-window`.',
  gap: '`true` when this run found that events may be missing, otherwise `false`.',
  'cold-start': '`true` when the run found no position to continue from, otherwise `false`.',
  'sink-acknowledged': 'Events that the sink acknowledged. Empty without a sink.',
  'sink-too-old': 'Events that were not sent because they are older than the sink accepts. Empty without a sink.',
  'sink-too-new':
    'Events that were not sent because they lie further in the future than the sink accepts. Empty without a sink.',
  'sink-too-large': 'Events that are too large for the sink. Empty without a sink.',
  'sink-rejected': 'Events that the sink rejected. Empty without a sink.',
  files: 'Paths of the files with the collected events, one per line.',
  report: 'Path of `report.html`. Empty without `report: true`, or when nothing was delivered.',
  'artifact-names': 'Names of the uploaded artifacts, one per line.',
  'artifact-ids': 'Ids of the uploaded artifacts, one per line.',
  'artifact-url': 'URL of the last uploaded artifact. Empty if there is none.',
  'archive-objects':
    'Keys of the objects that this run stored in the archive, one per line: events, dead letters, manifests, and in `mode: test` the marker. Empty without an archive.',
  'manifest-sha256':
    'SHA-256 of the newest manifest, written by this run or an earlier one: the head of the chain. After runs that overlapped there can be several, one per line. Empty before the first delivery. See docs/evidence.md.',
  'rate-limit-remaining': 'Requests left of the hourly rate limit. Empty if GitHub did not report it.',
} as const satisfies Readonly<Record<string, string>>;

export type OutputName = keyof typeof OUTPUTS;
