/**
 * One request and what came of it, as a text file that a person can read and a replay can trust: the request, the time,
 * and the response with its body as it came. A file that was cut or changed does not match its digest and is no
 * exchange.
 */
import { createHash } from 'node:crypto';
import type { ApiRequest, ApiResponse } from '../github/api.ts';

export interface Exchange {
  /** Path and query, see {@link renderRequest}. */
  readonly request: string;
  /** By the clock of the machine that recorded, epoch milliseconds. */
  readonly requestedAt: number;
  readonly endedAt: number;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'answered'; readonly response: ApiResponse }
  /** No complete response came: the name of the error and the codes along its causes, outermost first. */
  | { readonly kind: 'failed'; readonly name: string; readonly codes: readonly string[] };

/** The same text for the same request, whatever the order of its parameters. */
export function renderRequest({ path, query }: ApiRequest): string {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

export function renderExchange({ request, requestedAt, endedAt, outcome }: Exchange): string {
  const head = [`GET ${request}`, `asked: ${instant(requestedAt)}`, `ended: ${instant(endedAt)}`].join('\n');
  const rest = renderOutcome(outcome);
  return `${head}\nsha256: ${digestOf(head, rest)}\n\n${rest}`;
}

function renderOutcome(outcome: Outcome): string {
  if (outcome.kind === 'failed') return `NO ANSWER\nname: ${outcome.name}\ncodes: ${outcome.codes.join(' ')}\n`;
  const { status, headers, body } = outcome.response;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`HTTP ${status}`, ...lines].join('\n')}\n\n${body.toString()}`;
}

/**
 * `undefined` for what is no complete exchange. A file without its `sha256` line, as after an edit by hand, is accepted
 * unchecked.
 */
export function parseExchange(text: string): Exchange | undefined {
  const [head, rest] = cut(text, '\n\n');
  const [signed, digest] = cut(head, '\nsha256: ');
  const [first = '', ...lines] = signed.split('\n');
  const fields = fieldsOf(lines);
  const [requestedAt, endedAt] = [Date.parse(fields.get('asked') ?? ''), Date.parse(fields.get('ended') ?? '')];
  if (!first.startsWith('GET /') || rest === undefined || !(requestedAt <= endedAt)) return undefined;
  if (digest !== undefined && digest !== digestOf(signed, rest)) return undefined;
  const outcome = parseOutcome(rest);
  return outcome === undefined ? undefined : { request: first.slice('GET '.length), requestedAt, endedAt, outcome };
}

function parseOutcome(text: string): Outcome | undefined {
  if (text.startsWith('NO ANSWER\n')) {
    const fields = fieldsOf(text.trimEnd().split('\n').slice(1));
    const codes = (fields.get('codes') ?? '').split(' ').filter((code) => code !== '');
    return { kind: 'failed', name: fields.get('name') ?? 'Error', codes };
  }
  const [head, body] = cut(text, '\n\n');
  const [first = '', ...lines] = head.split('\n');
  const [, status] = /^HTTP ([1-5][0-9]{2})$/.exec(first) ?? [];
  if (status === undefined || body === undefined) return undefined;
  return {
    kind: 'answered',
    response: { status: Number(status), headers: Object.fromEntries(fieldsOf(lines)), body: Buffer.from(body) },
  };
}

function fieldsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.map((line) => {
      const [name, value = ''] = cut(line, ': ');
      return [name, value];
    }),
  );
}

/** The text before and after the first `mark`; nothing after it when there is none. */
function cut(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

function digestOf(head: string, rest: string): string {
  return createHash('sha256').update(`${head}\n\n${rest}`).digest('hex');
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
