/**
 * The two feeds of an audit log. GitHub runs them as separate pipelines with separate retention and lateness, so each has
 * its own claims; nothing ever compares a time of one with a time of the other.
 */
export const FEEDS = ['web', 'git'] as const;
export type FeedName = (typeof FEEDS)[number];

const DAY_MS = 86_400_000;

/**
 * How long the cloud service keeps events, in milliseconds.
 * https://docs.github.com/en/enterprise-cloud@latest/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/reviewing-the-audit-log-for-your-organization
 */
export const CLOUD_RETENTION_MS: Readonly<Record<FeedName, number>> = { web: 180 * DAY_MS, git: 7 * DAY_MS };

/** GitHub Enterprise Server keeps events for ever unless its administrator says otherwise. */
export const SERVER_RETENTION_MS: Readonly<Record<FeedName, number>> = {
  web: Number.POSITIVE_INFINITY,
  git: Number.POSITIVE_INFINITY,
};
