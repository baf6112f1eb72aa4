/** The SDK of CloudEvents reads the batches that we send with `format: cloudevents`, strictly: what it does not take is not stored. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudEvent, HTTP } from 'cloudevents';
import { parse } from 'yaml';
import { expectSuccess } from '../scenario/stage.ts';
import { openEndpoint } from './endpoint.ts';
import { assertStored, BY_SINK, nameOf, namesOf, openJob } from './expect.ts';
import type { Found, Subject } from './subject.ts';

async function isRead(): Promise<void> {
  const stored: CloudEvent<unknown>[] = [];
  await using endpoint = await openEndpoint((headers, body, nth) => {
    const read = HTTP.toEvent({ headers, body: body.toString('utf8') });
    const events = (Array.isArray(read) ? read : [read]).map((each) => new CloudEvent<unknown>({ ...each }));
    for (const event of events) event.validate();
    if (nth === 2) return 503;
    stored.push(...events);
    return 202;
  });
  await using stage = await openJob(150);
  expectSuccess(
    await stage.collect({
      ...BY_SINK,
      format: 'cloudevents',
      sink: 'http',
      'sink-url': `${endpoint.url}/in`,
      'sink-options': 'framing: array\ncontent-type: application/cloudevents-batch+json',
      'sink-batch-events': '40',
    }),
  );
  assert.deepEqual(endpoint.failures, []);
  const names = stored.map(({ data }) => nameOf(JSON.stringify(data)));
  assertStored(namesOf(stage), names);
  assert.equal(new Set(stored.map(({ source, id }) => `${source} ${id}`)).size, 150, 'each has a name of its own');
}

async function find(): Promise<Found> {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'action.yml'), 'utf8');
  const { inputs } = parse(text) as { readonly inputs: Readonly<Record<string, unknown>> };
  if (!('format' in inputs)) return { kind: 'missing', why: 'this version of the action has no `format` yet' };
  return { kind: 'found', path: 'npm' };
}

export const CLOUD_EVENTS: Subject = {
  name: 'cloudevents',
  find,
  scenarios: [{ name: 'its SDK reads every batch', run: isRead }],
};
