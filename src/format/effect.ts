/**
 * What an action did, in the four words that every schema has. GitHub's own `operation_type` decides; an event without
 * one is judged by the verb in the name of its action, wherever it stands: `disable_saml` and `push_protection_disable`
 * are one kind. What neither shows is `other`, never a guess.
 */
import type { EventFields } from './event-fields.ts';

export type Effect = 'create' | 'read' | 'update' | 'delete' | 'other';

const BY_OPERATION: ReadonlyMap<string, Effect> = new Map([
  ['create', 'create'],
  ['access', 'read'],
  ['modify', 'update'],
  ['transfer', 'update'],
  ['restore', 'update'],
  ['remove', 'delete'],
]);

/** Words in the names of actions. */
const BY_WORD: ReadonlyMap<string, Effect> = new Map([
  ...words('create', 'add create generate grant import invite open pin provision publish recreate register'),
  ...words(
    'create',
    'report request sign start submit upload added created generated granted imported invited published',
  ),
  ...words('create', 'requested assign assigned connect link linked subscribed appeared reappeared leak join'),
  ...words('read', 'check clone download downloaded export fetch printed view viewed'),
  ...words(
    'update',
    'abort accept access allow allowed applied approve approved archive archived bypass block blocked',
  ),
  ...words(
    'update',
    'authorized cancel cancelled change changed clear cleared close closed complete completed configure confirm convert',
  ),
  ...words(
    'update',
    'converted decline demote denied deny dequeued disable disabled dismiss edit enable enabled exceeded expire',
  ),
  ...words('update', 'failed fixed hide ignore jump lock locked mark merge minimize modify override pause pinned'),
  ...words('update', 'promote push ready rebase reached recover redraft refreshed regenerate regenerated reinstated'),
  ...words(
    'update',
    'reject rejected rename renamed reopen reopened rerun reset resolve restore restored resume reused',
  ),
  ...words('update', 'retire reverted save scheduled set show skip stop success suspend toggle transfer'),
  ...words(
    'update',
    'transform trigger triggered unarchive unarchived unblock unblocked unlock unminimize unpin unpinned unset unsuspend',
  ),
  ...words(
    'update',
    'unverify update updated upgrade validate verified verify visibility warning withdraw reintroduce',
  ),
  ...words('update', 'progress offline online broadcast file'),
  ...words(
    'delete',
    'deauthorize delete deleted delist deprovision destroy destroyed drop remove removed revoke revoked unassign',
  ),
  ...words('delete', 'unassigned unlink unlinked unsubscribed'),
]);

function words(effect: Effect, text: string): readonly (readonly [string, Effect])[] {
  return text.split(' ').map((word) => [word, effect]);
}

/** The two halves of `repo.add_member`: what it is about, and what happened. An action without a point is both. */
export function splitAction(action: string): { readonly subject: string; readonly verb: string } {
  const point = action.lastIndexOf('.');
  return { subject: point === -1 ? action : action.slice(0, point), verb: action.slice(point + 1) };
}

/**
 * A verb in the past decides (`request_cancelled`), the last of it; then the first word if it is a verb, then the last
 * word that is one.
 */
export function effectOfVerb(action: string): Effect {
  const found = splitAction(action)
    .verb.split('_')
    .map((word) => ({ effect: BY_WORD.get(word), isDone: word.endsWith('ed') }))
    .filter(({ effect }, index) => effect !== undefined || index === 0);
  const done = found.findLast(({ effect, isDone }) => effect !== undefined && isDone);
  return done?.effect ?? found[0]?.effect ?? found.at(-1)?.effect ?? 'other';
}

/** What GitHub's `operation_type` says; `undefined` without one that is known. */
export function operationOf(fields: EventFields): Effect | undefined {
  return BY_OPERATION.get(fields.text('operation_type') ?? '');
}
