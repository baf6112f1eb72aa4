/**
 * OCSF: the event in the terms of the Open Cybersecurity Schema Framework. Each field of GitHub's is either an attribute or
 * still under `unmapped`, as it was written: nothing is lost, whatever its type.
 * https://schema.ocsf.io/1.8.0/
 */
import type { AuditEvent } from '../../model/event.ts';
import { meaningOf } from '../action-meaning.ts';
import type { ActionClass } from '../action-table.ts';
import { type Attributes, unlessEmpty } from '../attributes.ts';
import { type Effect, operationOf } from '../effect.ts';
import { EventFields } from '../event-fields.ts';
import { asEmail, asIp } from '../network.ts';
import { feedOf, type Origin, type Render } from '../render.ts';
import { accountAttributes, authenticationAttributes } from './ocsf-account.ts';
import { apiAttributes, UNKNOWN } from './ocsf-api.ts';
import { type Classified, classification, OCSF_VERSION } from './ocsf-class.ts';
import { entityAttributes } from './ocsf-entity.ts';
import { groupAttributes } from './ocsf-group.ts';

export function ocsfFormat({ target }: Origin): Render {
  return (event) => {
    const raw = event.raw.toString();
    const fields = new EventFields(raw);
    const action = fields.takeText('action') ?? '';
    const classified = classify(action, fields);
    const cloud = cloudOf(fields);
    const attributes = {
      ...classified.classification,
      severity_id: 1,
      severity: 'Informational',
      time: event.ts,
      metadata: {
        version: OCSF_VERSION,
        uid: event.id ?? event.key,
        event_code: action === '' ? undefined : action,
        log_name: feedOf(action),
        log_provider: 'GitHub',
        tenant_uid: target.name,
        product: { name: 'GitHub Audit Log', vendor_name: 'GitHub' },
        profiles: cloud === undefined ? undefined : ['cloud'],
      },
      cloud,
      ...whoAndWhence(classified, fields),
      ...classified.attributes,
      raw_data: fields.isObject ? undefined : raw,
    } satisfies Attributes;
    return withUnmapped(attributes, event, fields);
  };
}

/** What each class calls what happened, where the table names no activity. */
const BY_EFFECT: Readonly<Record<Effect, string>> = {
  create: 'Create',
  read: 'Read',
  update: 'Update',
  delete: 'Delete',
  other: 'Other',
};

const STATUS = { success: { status_id: 1, status: 'Success' }, failure: { status_id: 2, status: 'Failure' } } as const;

const ATTRIBUTES: Readonly<Record<ActionClass, (action: string, fields: EventFields) => Attributes>> = {
  authentication: authenticationAttributes,
  account: accountAttributes,
  group: groupAttributes,
  entity: entityAttributes,
  api: apiAttributes,
};

function classify(action: string, fields: EventFields): Classified {
  const { class: className, activity, effect, outcome } = meaningOf(action, operationOf(fields));
  return {
    className,
    classification: classification(className, activity ?? BY_EFFECT[effect], action),
    attributes: { ...ATTRIBUTES[className](action, fields), ...(outcome === undefined ? {} : STATUS[outcome]) },
  };
}

function withUnmapped(attributes: Attributes, { ts, id }: AuditEvent, fields: EventFields): string {
  fields.takeExactly('@timestamp', String(ts));
  if (id !== undefined && fields.text('_document_id') === id) fields.takeText('_document_id');
  const json = JSON.stringify(attributes);
  return fields.isObject ? `${json.slice(0, -1)},"unmapped":${fields.rest()}}` : json;
}

/** The organization and enterprise in which it happened. */
function cloudOf(fields: EventFields): Attributes | undefined {
  const org = unlessEmpty({ name: fields.takeText('org'), uid: fields.takeId('org_id') });
  const account = unlessEmpty({ name: fields.takeText('business'), uid: fields.takeId('business_id') });
  return org === undefined && account === undefined ? undefined : { provider: 'GitHub', org, account };
}

/** The attributes that all classes share; only API Activity requires them. */
function whoAndWhence({ className }: Classified, fields: EventFields): Attributes {
  const required = className === 'api';
  const actor = unlessEmpty({ user: actingUserOf(fields), session: sessionOf(fields) });
  const endpoint = sourceOf(fields);
  return {
    actor: actor ?? (required ? { app_name: UNKNOWN } : undefined),
    src_endpoint: endpoint ?? (required ? { name: UNKNOWN } : undefined),
    http_request: unlessEmpty({ user_agent: fields.takeText('user_agent'), uid: fields.takeText('request_id') }),
  };
}

function actingUserOf(fields: EventFields): Attributes | undefined {
  const user = unlessEmpty({ name: fields.takeText('actor'), uid: fields.takeId('actor_id') });
  return user === undefined
    ? undefined
    : { ...user, ...typeOfActor(fields), email_addr: emailOf(fields), programmatic_credentials: credentialsOf(fields) };
}

function typeOfActor(fields: EventFields): Attributes {
  switch (fields.flag('actor_is_bot')) {
    case true:
      return { type: 'Service', type_id: 4 };
    case false:
      return { type: 'User', type_id: 1 };
    case undefined:
      return {};
  }
}

function emailOf(fields: EventFields): string | undefined {
  const email = asEmail(fields.text('external_identity_nameid'));
  return email === undefined ? undefined : fields.takeText('external_identity_nameid');
}

/** The token that was used, by its hash. */
function credentialsOf(fields: EventFields): readonly Attributes[] | undefined {
  const uid = fields.takeText('hashed_token');
  return uid === undefined ? undefined : [{ uid, type: fields.takeText('programmatic_access_type') }];
}

function sessionOf(fields: EventFields): Attributes | undefined {
  return unlessEmpty({ uid: fields.takeId('actor_session') });
}

/** Where the actor was; the address is there only if its disclosure is switched on. */
function sourceOf(fields: EventFields): Attributes | undefined {
  const ip = asIp(fields.text('actor_ip'));
  if (ip !== undefined) fields.takeText('actor_ip');
  const place = fields.inside('actor_location');
  const location = unlessEmpty({
    country: place.text('country_code'),
    region: place.text('region'),
    city: place.text('city'),
    postal_code: place.text('postal_code'),
  });
  if (ip === undefined && location === undefined) return undefined;
  return { ip, name: ip === undefined ? UNKNOWN : undefined, location };
}
