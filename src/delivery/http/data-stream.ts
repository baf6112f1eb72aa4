/**
 * The `data_stream.*` fields of a document. Detection rules and dashboards of Elastic filter by them, and a data stream refuses
 * documents whose fields name another one: so they follow from the name of the index, and from nothing else.
 * https://www.elastic.co/docs/reference/ecs/ecs-data_stream
 */
import { cutMembers } from '../../format/members.ts';

export interface DataStream {
  readonly type: string;
  readonly dataset: string;
  readonly namespace: string;
}

/** `logs-DATASET-NAMESPACE`, or `undefined` for the name of anything else. */
export function dataStreamOf(index: string): DataStream | undefined {
  const [, dataset, namespace] = /^logs-([^-]+)-([^-]+)$/.exec(index) ?? [];
  return dataset === undefined || namespace === undefined ? undefined : { type: 'logs', dataset, namespace };
}

/** `document` (a JSON object on one line) with these fields in the place of its own. */
export function withDataStream(document: string, stream: DataStream | undefined): string {
  if (stream === undefined) return document;
  const others = document.includes('"data_stream') ? withoutDataStream(document) : document;
  const field = `"data_stream":${JSON.stringify(stream)}`;
  const rest = others.slice(1).trimStart();
  return rest.startsWith('}') ? `{${field}${rest}` : `{${field},${rest}`;
}

function withoutDataStream(document: string): string {
  const members = cutMembers(document) ?? [];
  const kept = members.filter(({ name }) => name !== 'data_stream' && !name.startsWith('data_stream.'));
  return `{${kept.map(({ text }) => text).join(',')}}`;
}
