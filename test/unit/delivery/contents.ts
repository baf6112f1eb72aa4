/** Commits to deliver. */
import type { CommitContent } from '../../../src/delivery/delivered-files.ts';
import { encodeLines } from '../../../src/delivery/line-file.ts';
import type { RunFacts } from '../../../src/evidence/manifest.ts';
import type { AuditEvent } from '../../../src/model/event.ts';

export const RUN: RunFacts = {
  tool: { name: 'collect-audit-log', version: '1.2.3' },
  run: { id: '77', attempt: 1, repository: 'octo-org/audit' },
  target: { kind: 'organization', name: 'octo-org' },
  feeds: ['web', 'git'],
  compression: 'none',
};

export function event(ts: number, raw = `{"@timestamp":${ts}}`): AuditEvent {
  return { ts, id: undefined, key: '0'.repeat(32), raw, wellFormed: true };
}

export function content(
  generation: number,
  events: readonly AuditEvent[],
  deadLetters: readonly AuditEvent[] = [],
): CommitContent {
  return {
    batch: { events, deadLetters },
    lines: { events: linesOf(events), deadLetters: linesOf(deadLetters) },
    commitId: `77.1.0000000${generation}`,
    position: { generation, checkpoint: Buffer.from(`{"generation":${generation}}\n`) },
    duplicates: 2,
    gaps: [{ from: 0, to: 1000, kind: 'retention', certain: true, run: '77.1' }],
  };
}

function linesOf(events: readonly AuditEvent[]) {
  return encodeLines(events.map(({ raw }) => raw));
}
