/**
 * The errors of Elasticsearch and OpenSearch that have a meaning here: which of them no event could avoid, and what the others
 * are called. A type that is not in these tables is never shown, because it comes from outside.
 */
import type { Why } from '../outcome.ts';

export interface ElasticError {
  readonly type: string | undefined;
  /** For recognizing a phrase; never shown. */
  readonly reason: string;
}

export interface Mistake {
  readonly what: string;
  readonly hint: string;
}

const INDEX = 'Check `index` in `sink-options`';

/** Of the inputs or of the cluster: it would be the same for every event. */
const MISTAKES: readonly (Mistake & { readonly type: RegExp; readonly says?: RegExp })[] = [
  {
    type: /^illegal_argument_exception$/,
    says: /pipeline with id \[[^\]]*\] does not exist/,
    what: 'the ingest pipeline does not exist',
    hint: 'Create it, or correct `pipeline` in `sink-options`',
  },
  {
    type: /^illegal_argument_exception$/,
    says: /no write index is defined for alias/,
    what: 'the alias has no write index',
    hint: 'Give the alias a write index, or set another `index` in `sink-options`',
  },
  {
    type: /^illegal_argument_exception$/,
    says: /only write ops with an op_type of create|index_template .* doesn't match|data stream.*no matching/,
    what: 'the data stream does not accept the documents',
    hint: INDEX,
  },
  {
    type: /^index_closed_exception$/,
    what: 'the index is closed',
    hint: 'Open it, or set another `index` in `sink-options`',
  },
  {
    type: /^index_not_found_exception$/,
    what: 'the index does not exist',
    hint: `Create it, or permit its creation (\`auto_configure\`, \`action.auto_create_index\`). ${INDEX}`,
  },
  {
    type: /^(?:invalid_index_name_exception|index_create_block_exception)$/,
    what: 'the index cannot be created',
    hint: INDEX,
  },
  {
    type: /^security_exception$/,
    what: 'access is denied',
    hint: 'Check `sink-token`, and that it may `create_doc` in the index and `auto_configure` it',
  },
  {
    type: /^(?:action_request_validation_exception|parse_exception)$/,
    says: /index is missing/,
    what: 'the path of the URL names no index',
    hint: 'Set `index` in `sink-options` and write the path as `/GATEWAY/INDEX/_bulk`',
  },
];

const WRITE_BLOCK: Mistake = {
  what: 'the index is blocked for writing',
  hint: 'Remove the block (`index.blocks.write`, `index.blocks.read_only_allow_delete`), and free disk space if it came from there',
};

/** `undefined`: the error is of one event, or temporary. */
export function findMistake(status: number, { type, reason }: ElasticError): Mistake | undefined {
  // 429 is the flood stage of a disk, which lifts its block by itself.
  if (type === 'cluster_block_exception' && status === 403) return WRITE_BLOCK;
  const known = MISTAKES.find((each) => each.type.test(type ?? '') && (each.says?.test(reason) ?? true));
  if (known !== undefined) return known;
  if (status === 401 || status === 403) return { what: 'access is denied', hint: ACCESS_HINT };
  return status === 404 ? { what: 'the index does not exist', hint: INDEX } : undefined;
}

const ACCESS_HINT = 'Check `index` in `sink-options`, and that `sink-token` may create documents in it';

/** Of one event, or temporary; the first that fits. */
const WHYS: readonly { readonly type: RegExp; readonly says?: RegExp; readonly why: Why }[] = [
  { type: /./, says: /Limit of total fields \[\d+\]/, why: 'the index has reached its limit of fields' },
  { type: /./, says: /Limit of mapping depth \[\d+\]/, why: 'it is nested deeper than the index allows' },
  { type: /./, says: /immense term/, why: 'it has a term that is too long for the index' },
  {
    type: /^(?:document_parsing_exception|mapper_parsing_exception|mapper_exception)$/,
    why: 'it does not fit the mapping of the index',
  },
  { type: /^strict_dynamic_mapping_exception$/, why: 'it has a field that the strict mapping of the index does not' },
  {
    type: /^illegal_argument_exception$/,
    says: /cannot be changed from type|different \[?type|non-object mapping|object mapping/,
    why: 'it does not fit the mapping of the index',
  },
  {
    type: /^(?:ingest_processor_exception|script_exception|fail_processor_exception)$/,
    why: 'an ingest pipeline failed on it',
  },
  { type: /^cluster_block_exception$/, why: 'its disk is over the flood-stage watermark' },
  { type: /^(?:es_rejected_execution_exception|rejected_execution_exception)$/, why: 'its write queue is full' },
  { type: /^circuit_breaking_exception$/, why: 'its memory is used up (circuit breaker)' },
  { type: /^(?:unavailable_shards_exception|no_shard_available_action_exception)$/, why: 'a shard is unavailable' },
  { type: /^(?:timeout_exception|process_cluster_event_timeout_exception)$/, why: 'it took too long' },
  { type: /^illegal_argument_exception$/, why: 'it is not acceptable to the index (illegal_argument_exception)' },
];

/** Our words for what the receiver named; `undefined` for what is not known. */
export function whyOf({ type, reason }: ElasticError): Why | undefined {
  if (type === undefined) return undefined;
  return WHYS.find((each) => each.type.test(type) && (each.says?.test(reason) ?? true))?.why;
}
