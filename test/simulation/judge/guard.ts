/** Keeps a broken promise from being taken by the collector for a failure of the port at which it was found. */
import type { Onlooker } from '../onlooker.ts';
import { Violation } from './verdict.ts';

export function guard(onlooker: Onlooker, fail: (violation: Violation) => void): Onlooker {
  const watch = (judge: () => void): void => {
    try {
      judge();
    } catch (error) {
      fail(
        error instanceof Violation ? error : new Violation('I0', `something unreadable was stored: ${String(error)}`),
      );
    }
  };
  return {
    delivered: (process, what) => watch(() => onlooker.delivered(process, what)),
    stored: (process, copy) => watch(() => onlooker.stored(process, copy)),
    linked: (process, what) => watch(() => onlooker.linked(process, what)),
    served: (process, bytes, where) => watch(() => onlooker.served(process, bytes, where)),
    listed: (process) => watch(() => onlooker.listed(process)),
    committed: (process, commit) => watch(() => onlooker.committed(process, commit)),
    requested: (process, request) => watch(() => onlooker.requested(process, request)),
    shown: (process, page) => watch(() => onlooker.shown(process, page)),
    left: (process, what) => watch(() => onlooker.left(process, what)),
  };
}
