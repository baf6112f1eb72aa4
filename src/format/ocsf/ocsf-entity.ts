/**
 * What exists, and its settings: the entity of OCSF's Entity Management (3004), for repositories, organizations, hooks, keys, rules.
 */
import { type Attributes, unlessEmpty } from '../attributes.ts';
import type { EventFields } from '../event-fields.ts';
import { UNKNOWN } from './ocsf-api.ts';

/** OCSF's number for an entity that is an organization, and for one that it has no word for. */
const ORGANIZATION = 4;
const OTHER = 99;

interface EntityKind {
  readonly type: string;
  /** Fields that may name it, the best first. */
  readonly names: readonly string[];
  readonly ids: readonly string[];
}

const ENTITIES: ReadonlyMap<string, EntityKind> = new Map([
  ['repo', { type: 'repository', names: ['repo', 'repository'], ids: ['repo_id', 'repository_id'] }],
  ['org', { type: 'organization', names: ['org'], ids: ['org_id'] }],
  ['business', { type: 'enterprise', names: ['business'], ids: ['business_id'] }],
  // The `name` of a hook is its kind: always `webhook`.
  ['hook', { type: 'webhook', names: [], ids: ['hook_id'] }],
  ['public_key', { type: 'key', names: ['title'], ids: ['fingerprint'] }],
  ['integration_installation', { type: 'app installation', names: ['integration', 'name'], ids: ['installation_id'] }],
  ['oauth_application', { type: 'OAuth app', names: ['oauth_application'], ids: ['oauth_application_id'] }],
  ['protected_branch', { type: 'branch protection', names: ['branch', 'name'], ids: [] }],
  ['repository_ruleset', { type: 'ruleset', names: ['ruleset_name'], ids: ['ruleset_id'] }],
  ['environment', { type: 'environment', names: ['environment_name', 'name'], ids: ['environment_id'] }],
  [
    'personal_access_token',
    {
      type: 'personal access token',
      names: ['user_programmatic_access_name'],
      ids: ['user_programmatic_access_id'],
    },
  ],
]);

/** The entity, by the subject of the action; called `unknown` where the event has neither its name nor its id. */
export function entityAttributes(action: string, fields: EventFields): Attributes {
  const [subject = ''] = action.split('.', 1);
  const kind = ENTITIES.get(subject) ?? { type: subject, names: [], ids: [] };
  const entity = unlessEmpty({
    name: firstOf(kind.names, (name) => fields.takeText(name)),
    uid: firstOf(kind.ids, (name) => fields.takeId(name)),
  });
  return { entity: { ...(entity ?? { name: UNKNOWN }), ...typeOf(kind) } };
}

function typeOf({ type }: EntityKind): { readonly type: string; readonly type_id: number } {
  return type === 'organization' ? { type: 'Organization', type_id: ORGANIZATION } : { type, type_id: OTHER };
}

function firstOf(names: readonly string[], take: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const found = take(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
