/** What a report page holds: the lines of its events, and the data above them. */
import { gunzipSync } from 'node:zlib';

export interface Page {
  readonly lines: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  /** Of the events, UTC epoch ms. */
  readonly times: readonly number[];
}

export function readPage(html: string): Page {
  const blocks = (kind: string) =>
    [...html.matchAll(new RegExp(`data-kind="${kind}">([\\w+/=]+)<`, 'g'))].map(([, data = '']) =>
      gunzipSync(Buffer.from(data, 'base64')).toString(),
    );
  const { facts, times } = JSON.parse(blocks('head')[0] ?? '{}');
  return { lines: blocks('lines').flatMap((text) => text.split('\n')), facts, times };
}
