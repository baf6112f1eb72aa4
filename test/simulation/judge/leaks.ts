/** I9: no secret, no event and no text of a server's gets where it does not belong. */
import type { Onlooker } from '../onlooker.ts';
import { FOREIGN_CANARY, TOKEN_CANARY } from '../ports/bad-answers.ts';
import type { Process } from '../process.ts';
import { CONTENT_CANARY } from '../traffic.ts';
import { Violation } from './verdict.ts';

export function checkLeft(process: Process, { where, text, mayHoldEvents }: Parameters<Onlooker['left']>[1]): void {
  const secrets = mayHoldEvents ? [TOKEN_CANARY] : [TOKEN_CANARY, CONTENT_CANARY, FOREIGN_CANARY];
  const found = secrets.find((canary) => text.includes(canary));
  if (found !== undefined) throw new Violation('I9', `${process.name} put ${found} into ${where}`);
}
