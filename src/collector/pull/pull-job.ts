/** What a pull is given, and what it comes to. */
import type { CollectError } from '../../model/errors.ts';
import type { Settings } from '../../model/settings.ts';
import type { StopReason } from '../../model/stop-reason.ts';
import type { RunIdentity } from '../../position/run-identity.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import type { AuditLog } from '../../source/page.ts';
import type { BatchLimits } from '../batch-buffer.ts';
import type { PullDelivery } from './pull-delivery.ts';
import type { PullFeed } from './pull-feed.ts';
import type { PullRange } from './pull-range.ts';

export interface PullPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly auditLog: AuditLog;
  readonly delivery: PullDelivery;
  readonly batchLimits: BatchLimits;
}

export interface PullJob {
  readonly settings: Settings;
  readonly identity: Pick<RunIdentity, 'run' | 'retentionMs'>;
}

export interface Pulled {
  /** `undefined` when the run ended before the range was known. */
  readonly range: PullRange | undefined;
  /** Where the piece that was delivered ends (in the order of the pull); the far edge of the range when complete. */
  readonly reached: number | undefined;
  readonly feeds: readonly PullFeed[];
  readonly counts: { readonly events: number; readonly deadLetters: number };
  readonly stopReason: StopReason;
  readonly incidents: readonly string[];
  readonly error: CollectError | undefined;
}
