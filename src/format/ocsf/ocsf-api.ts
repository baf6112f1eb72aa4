/**
 * Everything else: OCSF's API Activity (6003), which fits any action. It requires an actor and a source even where GitHub
 * gives neither (anonymous clones, addresses that are not disclosed); they are then called `unknown`.
 */
import { type Attributes, unlessEmpty } from '../attributes.ts';
import type { EventFields } from '../event-fields.ts';

export const UNKNOWN = 'unknown';

/** @param action '' when the event has none */
export function apiAttributes(action: string, fields: EventFields): Attributes {
  const resources = [repositoryOf(fields), affectedUserOf(fields)].filter((resource) => resource !== undefined);
  return {
    api: { operation: action === '' ? UNKNOWN : action },
    resources: resources.length === 0 ? undefined : resources,
  };
}

/** The repository in which something happened. */
export function repositoryOf(fields: EventFields): Attributes | undefined {
  const name = fields.takeText('repo') ?? fields.takeText('repository');
  const uid = fields.takeId('repo_id') ?? fields.takeId('repository_id');
  const resource = unlessEmpty({ name, uid });
  return resource === undefined ? undefined : { ...resource, type: 'repository' };
}

function affectedUserOf(fields: EventFields): Attributes | undefined {
  const resource = unlessEmpty({ name: fields.takeText('user'), uid: fields.takeId('user_id') });
  return resource === undefined ? undefined : { ...resource, type: 'user' };
}
