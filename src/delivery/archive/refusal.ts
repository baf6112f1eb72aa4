/** A refusal in our words: what it means and what to do, with the status and the store's code where it is a documented one. Never a server's text. */
import { DeliveryError } from '../../model/errors.ts';

/** By code: why, as the end of "the archive refused the object: …", and what to do, without a full stop. */
export type Refusals = Readonly<Record<string, readonly [what: string, hint: string]>>;

export interface Refused {
  readonly status: number;
  /** As the server said it; shown only when it is in the table. */
  readonly code: string;
}

/** `happened`: who refused what. */
export function refusal(
  { status, code }: Refused,
  known: Refusals,
  happened = 'the archive refused the object',
): DeliveryError {
  const isKnown = Object.hasOwn(known, code);
  const [what, hint] = (isKnown ? known[code] : undefined) ?? byStatus(status);
  return new DeliveryError(`${happened}: ${what} (HTTP ${status}${isKnown ? `, ${code}` : ''})`, {
    hint: `${hint}; see docs/archive.md#when-the-store-refuses.`,
  });
}

/** What a status says where the code is none that we know. */
function byStatus(status: number): readonly [what: string, hint: string] {
  switch (status) {
    case 401:
    case 403:
      return ['access is denied', 'Check the credential, its policy, and the policy of the bucket or container'];
    case 404:
      return ['the bucket or container does not exist', 'Check `archive-url`'];
    case 407:
      return ['the proxy requires a user and a password', 'Set them in HTTPS_PROXY'];
    case 412:
      return [
        'it answered that a precondition failed, without a code that says which one',
        'Nothing is lost: the next run archives the same events under other keys. If this happens again, let the error bodies of the store through to the runner',
      ];
    case 413:
      return ['the object is too large', 'Raise the limit of the store or of the proxy in front of it'];
    default:
      return status >= 300 && status < 400
        ? [
            'it answered with a redirect, which is not followed',
            'Check `archive-url`, and `region` or `endpoint` in `archive-options`',
          ]
        : ['it gave no reason that is known', 'Check the log of the store'];
  }
}
