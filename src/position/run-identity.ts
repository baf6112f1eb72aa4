/** What identifies this run, and the facts about its host that its decisions need. */
import type { FeedName } from '../model/feed.ts';

export interface RunIdentity {
  /** Which stream of events the position belongs to. */
  readonly stream: string;
  /** Whose events these are, whatever phrase and state-key: `HOST KIND NAME`, see `model/target.ts`. */
  readonly subject: string;
  /** `run.attempt`, for commits and gaps. */
  readonly run: string;
  /** How long GitHub keeps events, in milliseconds; infinite on a server without a limit. */
  readonly retentionMs: Readonly<Record<FeedName, number>>;
}
