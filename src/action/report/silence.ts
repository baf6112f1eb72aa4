/**
 * What to report when a run succeeded and there is not a single event, now or ever: nothing is wrong with the
 * collector, but people look for events that they know of. One notice with the reasons that the settings allow, the
 * likeliest first.
 */
import type { Report } from '../../collector/report.ts';
import { FEEDS } from '../../model/feed.ts';
import type { Settings } from '../../model/settings.ts';
import { renderDuration } from '../../resilience/duration.ts';
import { renderCount } from './markdown.ts';

type Scope = Pick<Settings, 'target' | 'feeds' | 'phrase' | 'since'>;

/** `undefined` when there were events, or when this sweep can still find some. */
export function explainSilence(report: Report, scope: Scope): string | undefined {
  if (!report.caughtUp || report.error !== undefined) return undefined;
  if (report.events + report.duplicates + report.deadLetters > 0) return undefined;
  if (FEEDS.some((name) => (report.feeds[name]?.remembered ?? 0) > 0)) return undefined;
  const { kind, name } = scope.target;
  return `GitHub showed no event of ${kind} ${name}, and none was ever delivered. ${reasonsOf(scope).join(' ')} See docs/troubleshooting.md#no-events-at-all`;
}

function reasonsOf({ target, feeds, phrase, since }: Scope): readonly string[] {
  const reasons: string[] = [];
  if (phrase !== '') reasons.push('Most likely `phrase` matches nothing: try it in the audit log on the web.');
  if (!feeds.includes('web'))
    reasons.push('Only Git events were requested, which GitHub keeps for 7 days; set `include: all`.');
  reasons.push(`Nothing may have happened since ${renderSince(since)}: \`since\` is where the first run begins.`);
  if (!feeds.includes('git')) reasons.push('Git events were not requested; set `include: all` to collect them.');
  if (target.kind === 'enterprise')
    reasons.push('Check that the slug is that of the enterprise with the organizations.');
  return reasons;
}

function renderSince(since: Settings['since']): string {
  if (since.kind === 'instant') return new Date(since.at).toISOString();
  const days = since.ms / 86_400_000;
  const length = Number.isInteger(days) && days > 0 ? renderCount(days, 'day') : renderDuration(since.ms);
  return `${length} before the first run`;
}
