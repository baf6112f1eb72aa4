/**
 * Every failure that a user can meet, sorted by who can fix it. An error carries what happened in `message` and what to
 * do in `hint`; nothing else of it is ever shown, so that no foreign text (a server's answer, a token that it echoes)
 * reaches a log. Anything that is not one of these is a bug of ours.
 */

interface Options {
  /** What to do about it: one or two sentences, with a link into `docs/` where there is one. */
  readonly hint: string;
  readonly cause?: unknown;
}

/** A failure that a user can act on. */
export abstract class CollectError extends Error {
  readonly hint: string;

  /** `message` goes on in other sentences and has no full stop; see `sentence`. */
  constructor(message: string, options: Options) {
    super(message.replace(/\.$/, ''), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
  }
}

/** The inputs are wrong: nothing was requested, nothing was changed. */
export class InputError extends CollectError {}

/** GitHub refuses this token, this target or this host; another try with the same inputs ends the same way. */
export class AccessError extends CollectError {}

/** GitHub or the network between failed and went on failing while it was retried. */
export class UpstreamError extends CollectError {}

/** Events could not be delivered, or the delivery could not be verified. */
export class DeliveryError extends CollectError {}

/** The position could be neither read nor proven absent, or could not be saved. */
export class CheckpointError extends CollectError {}

/** Events are out of reach, or the position is too old: everything in reach was delivered and committed. */
export class GapError extends CollectError {}

/**
 * What a library failed of, in our own words: `describeForeign` shows its message, and who reports it puts the hint into an error of
 * its own.
 */
export class LibraryFailure extends Error {
  override readonly name = 'LibraryFailure';
  readonly hint: string;
  /** Whether another try ends the same way. */
  readonly isLasting: boolean;

  constructor(message: string, { hint, isLasting }: { readonly hint: string; readonly isLasting: boolean }) {
    super(message);
    this.hint = hint;
    this.isLasting = isLasting;
  }
}

/** What an error may say in public, as a sentence: our own words for our own errors, only the class of a foreign one. */
export function describeError(error: unknown): { readonly message: string; readonly hint: string | undefined } {
  if (error instanceof CollectError) return { message: sentence(error.message), hint: error.hint };
  return { message: sentence(describeForeign(error)), hint: undefined };
}

/** The name of an input: with a capital it would be none. */
const NAME = /^[a-z]+(?:-[a-z]+)+[ :]/;

/** A text as a sentence of its own. */
export function sentence(text: string): string {
  const begun = NAME.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return `${begun}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/**
 * A foreign error in words that hold nothing of what it may quote: its class and its system or client code, never its
 * message (undici and Octokit put URLs, headers and bodies there). An error of ours says what it says.
 */
export function describeForeign(error: unknown): string {
  if (error instanceof LibraryFailure || error instanceof CollectError) return error.message;
  if (!(error instanceof Error)) return 'an unknown failure';
  const code = codeOf(error) ?? codeOf(error.cause);
  const name = /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error';
  return code === undefined ? name : `${name} ${code}`;
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(error.code) ? error.code : undefined;
}

/** A bug in words for whoever reports it: its class and where in our code it came from, nothing that it may quote. */
export function describeBug(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? '').match(/^ {4}at .*$/gm) : null;
  const where = (frames ?? []).slice(0, 8).join('\n');
  return `collect-audit-log stopped because of a bug (${describeForeign(error)}).\n${where}`;
}
