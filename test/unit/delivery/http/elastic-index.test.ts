/** Where documents go: what was given is honoured or refused, never ignored. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dataStreamOf, withDataStream } from '../../../../src/delivery/http/data-stream.ts';
import { ELASTIC } from '../../../../src/delivery/http/presets/elastic.ts';
import { cutMembers } from '../../../../src/format/members.ts';
import type { FormatName } from '../../../../src/model/format-name.ts';

const complaints = (options: Readonly<Record<string, unknown>>, url?: string, format: FormatName = 'raw') =>
  ELASTIC.check(options, { token: '', format, url: url === undefined ? undefined : new URL(url) }).join('; ');

test('an index in the path and another in the options are an error, the same twice is none', () => {
  assert.match(
    complaints({ index: 'b' }, 'https://e.example/a/_bulk'),
    /`index` and the index in the path of `sink-url` differ/,
  );
  assert.equal(complaints({ index: 'a' }, 'https://e.example/a/_bulk'), '');
  assert.equal(complaints({}, 'https://e.example/a/_bulk'), '');
  assert.equal(complaints({ index: 'b' }, 'https://e.example/insert/elasticsearch/_bulk?x=y'), '');
  assert.equal(complaints({ index: 'b' }, 'https://e.example'), '');
});

test('a path that is not one of `_bulk` is an error', () => {
  for (const path of ['/a', '/a/_doc', '/_bulk/a']) {
    assert.match(complaints({}, `https://e.example${path}`), /has to end in `\/_bulk`/);
  }
});

test('a pipeline is added to any URL, and two that differ are an error', () => {
  const resolve = (url: string, pipeline: string) => ELASTIC.resolveUrl({ pipeline }, { url, format: 'raw' });
  assert.equal(resolve('https://e.example/a/_bulk', 'p'), 'https://e.example/a/_bulk?pipeline=p');
  assert.equal(resolve('https://e.example/a/_bulk?pipeline=p', 'p'), 'https://e.example/a/_bulk?pipeline=p');
  assert.match(
    complaints({ pipeline: 'p' }, 'https://e.example/_bulk?pipeline=q'),
    /`pipeline` and the pipeline in `sink-url` differ/,
  );
});

test('what the pipeline of the integration cannot parse does not go there by mistake', () => {
  const index = 'logs-github.audit-prod';
  assert.equal(complaints({ index }), '');
  assert.equal(complaints({ index }, undefined, 'ecs'), '');
  for (const [options, format] of [
    [{ index, document: 'event' }, 'raw'],
    [{ index }, 'envelope'],
    [{ index }, 'ocsf'],
    [{ index, document: 'message' }, 'ecs'],
  ] as const) {
    assert.match(complaints(options, undefined, format), /is parsed by Elastic's GitHub integration/);
    assert.equal(complaints({ ...options, pipeline: 'mine' }, undefined, format), '');
  }
});

test('the fields of a data stream follow from its name and replace those of the document', () => {
  assert.deepEqual(dataStreamOf('logs-github.audit-default'), {
    type: 'logs',
    dataset: 'github.audit',
    namespace: 'default',
  });
  for (const name of ['github-audit', 'logs-a', 'logs-a-b-c', 'metrics-a-b'])
    assert.equal(dataStreamOf(name), undefined);
  const stream = { type: 'logs', dataset: 'a', namespace: 'b' };
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'data_stream', 'data_stream.dataset', 'x"data_stream'), fc.jsonValue()),
      (fields) => {
        const { data_stream: _, 'data_stream.dataset': __, ...others } = fields;
        const document = withDataStream(JSON.stringify(fields), stream);
        assert.deepEqual(JSON.parse(document), JSON.parse(JSON.stringify({ ...others, data_stream: stream })));
        const named = cutMembers(document)?.filter(({ name }) => name.startsWith('data_stream'));
        assert.equal(named?.length, 1);
      },
    ),
  );
  assert.equal(
    withDataStream('{"n":12345678901234567890,"n":1}', stream),
    '{"data_stream":{"type":"logs","dataset":"a","namespace":"b"},"n":12345678901234567890,"n":1}',
  );
});
