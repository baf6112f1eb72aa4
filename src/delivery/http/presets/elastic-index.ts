/**
 * Where documents for Elasticsearch and OpenSearch go, from what was given: the `index` option, an index in the path of the URL,
 * or the default of the format. Two that differ are an error, because the server would follow one and ignore the other.
 */
import type { FormatName } from '../../../model/format-name.ts';

export interface Given {
  readonly index: string | undefined;
  readonly document: 'message' | 'event' | undefined;
  readonly pipeline: string | undefined;
}

export interface Surroundings {
  readonly format: FormatName;
  readonly url: URL | undefined;
}

/** Data streams of Elastic's GitHub integration: their pipeline expects GitHub's own text in `message`. */
const INTEGRATION = /^logs-github\.audit-/;

/** Whether the event itself is the document, not a field of it. */
export function isDocument({ document }: Pick<Given, 'document'>, format: FormatName): boolean {
  return document === undefined ? format === 'ecs' || format === 'ocsf' : document === 'event';
}

/** The index in a path like `/NAME/_bulk`. Longer paths are those of gateways and of other products. */
function indexInPath(url: URL | undefined): string | undefined {
  return /^\/([^/%]+)\/_bulk\/?$/.exec(url?.pathname ?? '')?.[1];
}

export interface Place {
  readonly index: string;
  /** Whether each document names it; else the path does, and a gateway that only looks like an index is noticed. */
  readonly isNamed: boolean;
}

export function placeOf(given: Given, { format, url }: Surroundings): Place {
  if (given.index !== undefined) return { index: given.index, isNamed: true };
  const inPath = indexInPath(url);
  return inPath === undefined ? { index: defaultOf(given, format), isNamed: true } : { index: inPath, isNamed: false };
}

/** ECS has the namespace of its own, so that rules find it and the pipeline for raw events never parses it. */
function defaultOf(given: Given, format: FormatName): string {
  if (format === 'raw' && !isDocument(given, format)) return 'logs-github.audit-default';
  return format === 'ecs' ? 'logs-github.audit-ecs' : `logs-github.${format}-default`;
}

/** The pipeline that is named in the request. `_none`: the index's own pipeline for raw events would fail on ECS. */
export function pipelineOf(given: Given, surroundings: Surroundings): string | undefined {
  if (given.pipeline !== undefined) return given.pipeline;
  const isEcs = surroundings.format === 'ecs' && isDocument(given, surroundings.format);
  return isEcs && INTEGRATION.test(placeOf(given, surroundings).index) ? '_none' : undefined;
}

export function complaintsOf(given: Given, surroundings: Surroundings): readonly string[] {
  const { url, format } = surroundings;
  const complaints: string[] = [];
  const path = url?.pathname ?? '/';
  if (path !== '/' && !/\/_bulk\/?$/.test(path)) complaints.push('the path of `sink-url` has to end in `/_bulk`');
  const inPath = indexInPath(url);
  if (given.index !== undefined && inPath !== undefined && given.index !== inPath) {
    complaints.push(
      '`index` and the index in the path of `sink-url` differ; leave one out, or write `/GATEWAY/INDEX/_bulk` where the first is the path of a gateway',
    );
  }
  const inQuery = url?.searchParams.get('pipeline') ?? undefined;
  if (given.pipeline !== undefined && inQuery !== undefined && given.pipeline !== inQuery) {
    complaints.push('`pipeline` and the pipeline in `sink-url` differ; leave one out');
  }
  const isForIntegration = INTEGRATION.test(placeOf(given, surroundings).index);
  const isParsed = format === 'raw' && !isDocument(given, format);
  const isUnparsed = (pipelineOf(given, surroundings) ?? inQuery) !== undefined;
  if (isForIntegration && !isParsed && !isUnparsed) {
    complaints.push(
      "`logs-github.audit-*` is parsed by Elastic's GitHub integration, which expects `format: raw` and `document: message`; set your own `index`, or the `pipeline` that fits",
    );
  }
  return complaints;
}
