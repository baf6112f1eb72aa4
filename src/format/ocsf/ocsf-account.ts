/**
 * Accounts and who signs in: OCSF's Account Change (3001) and Authentication (3002). Both require a user, so an event that
 * names none, and is not about its own actor, is of another class.
 */
import { type Attributes, unlessEmpty } from '../attributes.ts';
import type { EventFields } from '../event-fields.ts';
import { type ActivityName, type Classifier, classification } from './ocsf-class.ts';

/** Whom an action is about when the event names no user. */
type Absent = 'actor' | 'unknown';

const ACCOUNT: ReadonlyMap<string, readonly [ActivityName<'account'>, Absent]> = new Map([
  ['user.create', ['Create', 'actor']],
  ['user.delete', ['Delete', 'actor']],
  ['user.destroy', ['Delete', 'actor']],
  ['user.suspend', ['Disable', 'unknown']],
  ['user.unsuspend', ['Enable', 'unknown']],
  ['user.promote', ['Attach Policy', 'unknown']],
  ['user.demote', ['Detach Policy', 'unknown']],
  ['user.rename', ['Other', 'actor']],
  ['user.add_email', ['Other', 'actor']],
  ['user.remove_email', ['Other', 'actor']],
  ['user.change_password', ['Password Change', 'actor']],
  ['user.forgot_password', ['Password Reset', 'actor']],
  ['two_factor_authentication.add_factor', ['MFA Factor Enable', 'actor']],
  ['two_factor_authentication.enabled', ['MFA Factor Enable', 'actor']],
  ['two_factor_authentication.disabled', ['MFA Factor Disable', 'actor']],
  ['two_factor_authentication.remove_factor', ['MFA Factor Disable', 'actor']],
  ['external_identity.provision', ['Create', 'unknown']],
  ['external_identity.deprovision', ['Disable', 'unknown']],
  ['external_identity.update', ['Other', 'unknown']],
  ['org.update_member', ['Other', 'unknown']],
  ['business.update_member', ['Other', 'unknown']],
]);

type Outcome = 'failure' | 'untold';

const AUTHENTICATION: ReadonlyMap<string, readonly [ActivityName<'authentication'>, Outcome]> = new Map([
  ['user.login', ['Logon', 'untold']],
  ['user.failed_login', ['Logon', 'failure']],
  ['user.logout', ['Logoff', 'untold']],
  ['org.sso_response', ['Logon', 'untold']],
  ['business.sso_response', ['Logon', 'untold']],
  ['staff.fake_login', ['Account Switch', 'untold']],
]);

const FAILURE: Attributes = { status_id: 2, status: 'Failure' };

export const classifyAccount: Classifier<EventFields> = (action, fields) => {
  const [activity, absent] = ACCOUNT.get(action) ?? [];
  if (activity === undefined) return undefined;
  const user = userOf(fields) ?? (absent === 'actor' ? actorOf(fields) : undefined);
  if (user === undefined) return undefined;
  return {
    className: 'account',
    classification: classification('account', activity, action),
    attributes: { user },
  };
};

export const classifyAuthentication: Classifier<EventFields> = (action, fields) => {
  const [activity, outcome] = AUTHENTICATION.get(action) ?? [];
  const user = activity === undefined ? undefined : (userOf(fields) ?? actorOf(fields));
  if (activity === undefined || user === undefined) return undefined;
  return {
    className: 'authentication',
    classification: classification('authentication', activity, action),
    attributes: { user, service: { name: 'GitHub' }, ...(outcome === 'failure' ? FAILURE : {}) },
  };
};

/** The user that something happened to. */
export function userOf(fields: EventFields): Attributes | undefined {
  return unlessEmpty({ name: fields.takeText('user'), uid: fields.takeId('user_id') });
}

function actorOf(fields: EventFields): Attributes | undefined {
  return unlessEmpty({ name: fields.takeText('actor'), uid: fields.takeId('actor_id') });
}
