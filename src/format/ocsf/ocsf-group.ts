/**
 * Who belongs to what: OCSF's Group Management (3006), for teams and for the members of an organization or enterprise. It
 * requires a group with a name or an id.
 */
import { unlessEmpty } from '../attributes.ts';
import { splitAction } from '../effect.ts';
import type { EventFields } from '../event-fields.ts';
import { userOf } from './ocsf-account.ts';
import { repositoryOf } from './ocsf-api.ts';
import { type ActivityName, type Classifier, classification } from './ocsf-class.ts';

const TEAM: ReadonlyMap<string, ActivityName<'group'>> = new Map([
  ['create', 'Create'],
  ['delete', 'Delete'],
  ['destroy', 'Delete'],
  ['add_member', 'Add User'],
  ['remove_member', 'Remove User'],
  ['add_repository', 'Assign Privileges'],
  ['update_repository_permission', 'Assign Privileges'],
  ['remove_repository', 'Revoke Privileges'],
]);

interface GroupKind {
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/** What each subject of an action is a group of, and the fields that name the group. */
const GROUPS: ReadonlyMap<string, GroupKind> = new Map([
  ['team', { type: 'team', name: 'team', id: 'team_id' }],
  ['org', { type: 'organization', name: 'org', id: 'org_id' }],
  ['organization_moderators', { type: 'organization moderators', name: 'org', id: 'org_id' }],
  ['business', { type: 'enterprise', name: 'business', id: 'business_id' }],
]);

const MEMBERSHIP = /^(add|remove)_(admin|billing_manager|member|outside_collaborator|owner|user)$/;

export const classifyGroup: Classifier<EventFields> = (action, fields) => {
  const { subject, verb } = splitAction(action);
  const kind = GROUPS.get(subject);
  const activity = subject === 'team' ? (TEAM.get(verb) ?? 'Other') : membership(verb);
  if (kind === undefined || activity === undefined) return undefined;
  const group = unlessEmpty({ name: fields.takeText(kind.name), uid: fields.takeId(kind.id) });
  if (group === undefined) return undefined;
  return {
    className: 'group',
    classification: classification('group', activity, action),
    attributes: { group: { ...group, type: kind.type }, user: userOf(fields), resource: repositoryOf(fields) },
  };
};

function membership(verb: string): ActivityName<'group'> | undefined {
  switch (MEMBERSHIP.exec(verb)?.[1]) {
    case 'add':
      return 'Add User';
    case 'remove':
      return 'Remove User';
    default:
      return undefined;
  }
}
