/**
 * Accounts and who signs in: what OCSF's Account Change (3001) and Authentication (3002) have in addition to the
 * attributes of every class. Both require a user; where GitHub names none, the action is about its own actor, or the
 * user is called `unknown`.
 */
import { ABOUT_ACTOR } from '../action-table.ts';
import { type Attributes, unlessEmpty } from '../attributes.ts';
import type { EventFields } from '../event-fields.ts';
import { UNKNOWN } from './ocsf-api.ts';

/** OCSF's number of an authentication by SAML. */
const SAML = { auth_protocol_id: 5, auth_protocol: 'SAML' } as const;

export function accountAttributes(action: string, fields: EventFields): Attributes {
  const actor = ABOUT_ACTOR.test(action) ? actorOf(fields) : undefined;
  return { user: userOf(fields) ?? actor ?? { name: UNKNOWN } };
}

/** Who signs in is the actor, unless the event names somebody else. */
export function authenticationAttributes(action: string, fields: EventFields): Attributes {
  return {
    user: userOf(fields) ?? actorOf(fields) ?? { name: UNKNOWN },
    service: { name: 'GitHub' },
    ...(action.endsWith('.sso_response') ? SAML : {}),
  };
}

/** The user that something happened to. */
export function userOf(fields: EventFields): Attributes | undefined {
  return unlessEmpty({ name: fields.takeText('user'), uid: fields.takeId('user_id') });
}

function actorOf(fields: EventFields): Attributes | undefined {
  return unlessEmpty({ name: fields.takeText('actor'), uid: fields.takeId('actor_id') });
}
