/**
 * What an action did, in the four words that every schema has. GitHub's own `operation_type` decides; only an event
 * without one (Git events, mostly) is judged by its verb. What neither tells is `other`, never a guess.
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

/** The word that a verb begins with: `add_member`, `created_workflow_run`. */
const BY_VERB: ReadonlyMap<string, Effect> = new Map([
  ...effect('create', 'add', 'create', 'created', 'invite', 'provision', 'upload'),
  ...effect('read', 'clone', 'download', 'export', 'fetch', 'view'),
  ...effect(
    'update',
    'change',
    'disable',
    'disabled',
    'enable',
    'enabled',
    'push',
    'rename',
    'set',
    'update',
    'updated',
  ),
  ...effect('delete', 'delete', 'deleted', 'deprovision', 'destroy', 'destroyed', 'remove', 'removed', 'revoke'),
]);

function effect(meaning: Effect, ...verbs: readonly string[]): readonly (readonly [string, Effect])[] {
  return verbs.map((verb) => [verb, meaning]);
}

/** The two halves of `repo.add_member`: what it is about, and what happened. An action without a point is both. */
export function splitAction(action: string): { readonly subject: string; readonly verb: string } {
  const point = action.lastIndexOf('.');
  return { subject: point === -1 ? action : action.slice(0, point), verb: action.slice(point + 1) };
}

export function effectOf(action: string, fields: EventFields): Effect {
  const word = splitAction(action).verb.split('_', 1)[0] ?? '';
  return BY_OPERATION.get(fields.text('operation_type') ?? '') ?? BY_VERB.get(word) ?? 'other';
}
