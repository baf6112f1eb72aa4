/** The fields of an event that a report shows in columns and looks at, by GitHub's own names; '' where an event has none. */
import { EventFields } from '../format/event-fields.ts';
import { feedOf } from '../format/render.ts';

export interface ReportFields {
  readonly feed: 'web' | 'git';
  readonly action: string;
  readonly actor: string;
  readonly repo: string;
  readonly country: string;
  readonly ip: string;
  readonly visibility: string;
  readonly permission: string;
}

/** @param raw one event as GitHub sent it, less what stays private */
export function readFields(raw: string): ReportFields {
  const fields = new EventFields(raw);
  const text = (name: string) => fields.text(name) ?? '';
  const action = text('action');
  return {
    feed: feedOf(action),
    action,
    actor: text('actor'),
    repo: text('repo') || text('repository'),
    country: fields.inside('actor_location').text('country_code') ?? '',
    ip: text('actor_ip'),
    visibility: text('visibility'),
    permission: text('permission'),
  };
}
