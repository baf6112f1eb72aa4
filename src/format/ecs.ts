/**
 * ECS: the event in the terms of the Elastic Common Schema, what it has no place for under `github.`, and GitHub's own text
 * in `event.original`, whole and untouched, so that nothing is lost and the mapping can be done again.
 * https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */
import { type Attributes, allOf, unlessEmpty } from './attributes.ts';
import { githubFields } from './ecs-github-fields.ts';
import { type Effect, effectOf, splitAction } from './effect.ts';
import { EventFields } from './event-fields.ts';
import { asEmail, asIp } from './network.ts';
import { type Render, rfc3339 } from './render.ts';

export const ECS_VERSION = '9.4.0';

const DATASET = 'github.audit';

const TYPES: Readonly<Record<Effect, string>> = {
  create: 'creation',
  read: 'access',
  update: 'change',
  delete: 'deletion',
  other: 'info',
};

export function ecsFormat(): Render {
  return ({ ts, id, key, raw }) => {
    const fields = new EventFields(raw);
    const action = fields.text('action') ?? '';
    const attributes: Attributes = {
      // A date that RFC 3339 cannot tell is one that only the other form of an Elasticsearch date can.
      '@timestamp': rfc3339(ts) ?? ts,
      ecs: { version: ECS_VERSION },
      event: {
        kind: 'event',
        ...categorize(action, fields),
        action: action === '' ? undefined : action,
        id: id ?? key,
        module: 'github',
        dataset: DATASET,
        outcome: action.endsWith('.failed_login') ? 'failure' : undefined,
        original: raw,
      },
      ...peopleOf(fields),
      ...placeOf(fields),
      github: unlessEmpty({
        category: splitAction(action).subject || undefined,
        ...githubFields(fields),
      }),
    };
    return JSON.stringify(attributes);
  };
}

const AUTHENTICATION = /\.(fake_login|failed_login|login|sso_response)$/;
/** What is about people, groups and their rights. */
const IAM = /^(business|external_identity|org|organization_moderators|team|two_factor_authentication|user)$/;

/**
 * Every event is of the categories `configuration` and `web`: Elastic's own integration says so, and its detection rules
 * ask for it. https://www.elastic.co/docs/reference/ecs/ecs-category-field-values-reference
 */
function categorize(action: string, fields: EventFields): Attributes {
  const { subject } = splitAction(action);
  const type = TYPES[effectOf(action, fields)];
  if (AUTHENTICATION.test(action)) {
    return { category: ['configuration', 'web', 'authentication'], type: allOf('start', type) };
  }
  if (!IAM.test(subject)) return { category: ['configuration', 'web'], type: [type] };
  const about = subject === 'team' ? 'group' : fields.text('user') === undefined ? undefined : 'user';
  return { category: ['configuration', 'web', 'iam'], type: allOf(type, about) };
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
    related: unlessEmpty({ user: allOf(actor, user), ip: allOf(asIp(fields.text('actor_ip'))) }),
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
