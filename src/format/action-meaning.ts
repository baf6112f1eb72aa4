/**
 * What an action means, in the words of the schemas: class, activity and outcome, from the table where it has a row, else from the
 * subject and the verb of its name, wherever the verb stands in it. The same action always means the same.
 */
import { ACTIONS, type ActionClass, type ActionRow } from './action-table.ts';
import { type Effect, effectOfVerb, splitAction } from './effect.ts';

export interface Meaning {
  readonly class: ActionClass;
  /** A caption of the class; `undefined` where only what happened is known, or not even that: see `effect`. */
  readonly activity: string | undefined;
  readonly effect: Effect;
  readonly outcome: 'success' | 'failure' | undefined;
}

/** Subjects whose actions are about the thing itself, which has a name or an id in the event. */
const ENTITIES =
  /^(repo|org|business|hook|public_key|integration_installation|oauth_application|protected_branch|repository_ruleset|environment|personal_access_token)(\.config)?$/;

const ENTITY_ACTIVITIES: ReadonlyMap<string, string> = new Map([
  ['create', 'Create'],
  ['delete', 'Delete'],
  ['destroy', 'Delete'],
  ['disable', 'Disable'],
  ['enable', 'Enable'],
]);

/** Actions are few, but come from outside: beyond this many they are worked out again each time. */
const REMEMBERED_MAX = 5_000;

const table = ACTIONS.map((row) => ({ row, pattern: compile(row.pattern) }));
const remembered = new Map<string, Meaning>();

/** @param operation GitHub's `operation_type`, which wins over what a verb seems to say */
export function meaningOf(action: string, operation?: Effect): Meaning {
  const known = remembered.get(action) ?? workOut(action);
  if (remembered.size < REMEMBERED_MAX) remembered.set(action, known);
  if (operation === undefined) return known;
  return { ...known, effect: operation };
}

function workOut(action: string): Meaning {
  const effect = effectOfVerb(action);
  const row = table.find(({ pattern }) => pattern.test(action))?.row;
  if (row !== undefined) return ofRow(row, effect);
  const { subject, verb } = splitAction(action);
  if (!ENTITIES.test(subject)) return { class: 'api', activity: undefined, effect, outcome: undefined };
  const activity = ENTITY_ACTIVITIES.get(verb) ?? (effect === 'update' || effect === 'other' ? 'Update' : undefined);
  // Who creates, removes or reads something in it does not do so to the thing itself.
  return { class: activity === undefined ? 'api' : 'entity', activity, effect, outcome: undefined };
}

function ofRow({ class: actionClass, activity, outcome }: ActionRow, effect: Effect): Meaning {
  return { class: actionClass, activity: activity === 'verb' ? undefined : activity, effect, outcome };
}

function compile(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split('*')
      .map((text) => text.replaceAll('.', '\\.'))
      .join('[a-z0-9_]*')}$`,
  );
}
