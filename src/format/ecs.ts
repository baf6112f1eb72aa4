/**
 * ECS: the event in the terms of the Elastic Common Schema, what it has no place for under `github.`, and GitHub's own text
 * in `event.original`, whole and untouched, so that nothing is lost and the mapping can be done again.
 * https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */
import { meaningOf } from './action-meaning.ts';
import { type Attributes, allOf, unlessEmpty } from './attributes.ts';
import { githubFields } from './ecs-github-fields.ts';
import { type Effect, operationOf } from './effect.ts';
import { EventFields } from './event-fields.ts';
import { asEmail, asIp } from './network.ts';
import { type Origin, type Render, rfc3339 } from './render.ts';

export const ECS_VERSION = '9.4.0';

const DATASET = 'github.audit';

const TYPES: Readonly<Record<Effect, string>> = {
  create: 'creation',
  read: 'access',
  update: 'change',
  delete: 'deletion',
  other: 'info',
};

/** @param origin the host of a GitHub Enterprise Server is part of its events */
export function ecsFormat({ source }: Origin): Render {
  const host = hostOf(source);
  return ({ ts, id, key, raw: bytes }) => {
    const raw = bytes.toString();
    const fields = new EventFields(raw);
    const action = fields.text('action') ?? '';
    const attributes: Attributes = {
      // A date that RFC 3339 cannot write is one that only the other form of an Elasticsearch date can.
      '@timestamp': rfc3339(ts) ?? ts,
      ecs: { version: ECS_VERSION },
      // Detection rules and dashboards look for it; a sink into a data stream puts its own in its place.
      data_stream: { type: 'logs', dataset: DATASET, namespace: 'default' },
      event: {
        kind: 'event',
        ...categorize(action, fields),
        action: action === '' ? undefined : action,
        id: id ?? key,
        module: 'github',
        dataset: DATASET,
        original: raw,
      },
      ...peopleOf(fields),
      ...placeOf(fields),
      host,
      github: unlessEmpty({
        category: action.split('.', 1)[0] || undefined,
        ...githubFields(fields),
      }),
    };
    return JSON.stringify(attributes);
  };
}

function hostOf(source: string): Attributes | undefined {
  const { hostname } = new URL(source);
  return hostname === 'github.com' || hostname.endsWith('.ghe.com') ? undefined : { name: hostname };
}

/** What is about people, groups and their rights. */
const IAM = /^(business|external_identity|org|organization_moderators|team|two_factor_authentication|user)$/;

/**
 * Every event is of the categories `configuration` and `web`: Elastic's own integration says so, and its detection rules
 * look for it. https://www.elastic.co/docs/reference/ecs/ecs-category-field-values-reference
 */
function categorize(action: string, fields: EventFields): Attributes {
  const { class: actionClass, activity, effect, outcome } = meaningOf(action, operationOf(fields));
  const types = typesOf(action, effect);
  const [subject = ''] = action.split('.', 1);
  if (actionClass === 'authentication') {
    const type = activity === 'Logoff' ? 'end' : 'start';
    return { category: ['configuration', 'web', 'authentication'], type: allOf(type, ...types), outcome };
  }
  if (actionClass !== 'account' && actionClass !== 'group' && !IAM.test(subject)) {
    return { category: ['configuration', 'web'], type: types, outcome };
  }
  const about =
    actionClass === 'group' && !/^(org|business)/.test(subject)
      ? 'group'
      : fields.text('user') === undefined
        ? undefined
        : 'user';
  return { category: ['configuration', 'web', 'iam'], type: allOf(...types, about), outcome };
}

/**
 * Elastic's detection rules look for `change` where something is deleted, and where Git is read: ECS allows several types, so
 * such an event has both.
 */
function typesOf(action: string, effect: Effect): readonly string[] {
  const isAlsoChange = effect === 'delete' || (effect === 'read' && action.startsWith('git.'));
  return isAlsoChange ? [TYPES[effect], 'change'] : [TYPES[effect]];
}

function peopleOf(fields: EventFields): Attributes {
  const [actor, user] = [fields.text('actor'), fields.text('user')];
  const group = unlessEmpty({ name: fields.text('team'), id: fields.id('team_id') });
  return {
    user: unlessEmpty({
      name: actor,
      id: fields.id('actor_id'),
      email: asEmail(fields.text('external_identity_nameid')),
      target: unlessEmpty({ name: user, id: fields.id('user_id') }),
    }),
    group,
    organization: unlessEmpty({ name: fields.text('org'), id: fields.id('org_id') }),
    related: unlessEmpty({
      user: allOf(actor, fields.id('actor_id'), user, fields.id('user_id')),
      ip: allOf(asIp(fields.text('actor_ip'))),
    }),
  };
}

function placeOf(fields: EventFields): Attributes {
  const country = fields.inside('actor_location').text('country_code');
  const agent = fields.text('user_agent');
  const request = fields.text('request_id');
  return {
    source: unlessEmpty({
      ip: asIp(fields.text('actor_ip')),
      geo: country === undefined ? undefined : { country_iso_code: country },
    }),
    user_agent: agent === undefined ? undefined : { original: agent },
    http: request === undefined ? undefined : { request: { id: request } },
  };
}
