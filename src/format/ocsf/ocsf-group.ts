/**
 * Who belongs to what, and with which rights: the group of OCSF's Group Management (3006), for teams, roles, external groups, and
 * the members of an organization or enterprise.
 */
import { type Attributes, unlessEmpty } from '../attributes.ts';
import type { EventFields } from '../event-fields.ts';
import { userOf } from './ocsf-account.ts';
import { repositoryOf, UNKNOWN } from './ocsf-api.ts';

interface GroupKind {
  readonly type: string;
  /** Fields that can name it, the best first. */
  readonly names: readonly string[];
  readonly id: string;
}

/** What each subject of an action is a group of, and the fields that name the group. */
const GROUPS: ReadonlyMap<string, GroupKind> = new Map([
  ['team', { type: 'team', names: ['team'], id: 'team_id' }],
  ['enterprise_team', { type: 'enterprise team', names: ['enterprise_team', 'name'], id: 'enterprise_team_id' }],
  ['external_group', { type: 'external group', names: ['external_group', 'name'], id: 'external_group_id' }],
  ['organization_role', { type: 'organization role', names: ['role', 'name'], id: 'role_id' }],
  ['enterprise_role', { type: 'enterprise role', names: ['role', 'name'], id: 'role_id' }],
  ['org', { type: 'organization', names: ['org'], id: 'org_id' }],
  ['organization_moderators', { type: 'organization moderators', names: ['org'], id: 'org_id' }],
  ['business', { type: 'enterprise', names: ['business'], id: 'business_id' }],
]);

export function groupAttributes(action: string, fields: EventFields): Attributes {
  const [subject = ''] = action.split('.', 1);
  const kind = GROUPS.get(subject) ?? { type: subject, names: [], id: '' };
  let name: string | undefined;
  for (const field of kind.names) name ??= fields.takeText(field);
  const group = unlessEmpty({ name, uid: fields.takeId(kind.id) }) ?? { name: UNKNOWN };
  return { group: { ...group, type: kind.type }, user: userOf(fields), resource: repositoryOf(fields) };
}
