/** Fields that stay private, to every sink and in every format: no request that leaves holds one of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { FORMATS } from '../../src/model/format-name.ts';
import { HOUR } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { type SinkServer, startSink } from '../emulator/sinks/sink-server.ts';
import { expectSuccess, openStage, type Stage } from '../scenario/stage.ts';
import { KINDS } from './sink-kinds.ts';

/** Fields that formats read and that sinks make labels of; each value is in no other field. */
const PRIVATE = {
  actor: 'canary-actor-7f3a',
  actor_ip: '192.0.2.77',
  user: 'canary-user-18d2',
  external_identity_nameid: 'canary-nameid@example.com',
  user_agent: 'canary-agent-4411',
} as const;
const RULES = {
  'drop-fields': 'actor_ip,user_agent',
  'pseudonymize-fields': 'actor,user,external_identity_nameid',
  'pseudonym-key': 'canary-key-0123456789-0123456789',
};

function plant(stage: Stage): void {
  const generator = stage.generator({ oddShare: 0 });
  const now = stage.github.clock.now();
  const fields = Object.entries(PRIVATE).map(([name, value]) => [JSON.stringify(name), JSON.stringify(value)] as const);
  const events = Array.from({ length: 30 }, (_, index) => generator.event(now - HOUR / 2 + index, 'web', ...fields));
  stage.github.log.appendAll(events);
}

const bodiesOf = ({ requests }: SinkServer) =>
  requests.map(({ body, headers }) => (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body));

function assertPrivate(left: readonly Uint8Array[]): void {
  assert.ok(left.length > 0, 'something was sent');
  for (const bytes of left) {
    const text = Buffer.from(bytes).toString('utf8');
    for (const value of Object.values(PRIVATE)) assert.ok(!text.includes(value), `${value} has left`);
  }
}

for (const [name, kind] of Object.entries(KINDS)) {
  test(`privacy: ${name}`, async () => {
    await using stage = await openStage({ now: Date.now() });
    await using sink = await startSink(kind.double(), { faults: stage.github.faults });
    plant(stage);
    expectSuccess(await stage.collect({ ...kind.inputs(sink.url), ...RULES, artifact: 'false' }));
    assert.equal(sink.stored.length, 30);
    assertPrivate(bodiesOf(sink));
  });
}

for (const format of FORMATS) {
  test(`privacy: format ${format}`, async () => {
    await using stage = await openStage();
    plant(stage);
    expectSuccess(await stage.collect({ ...RULES, format }));
    assert.equal(stage.delivered.length, 30);
    assertPrivate(deliveredEvents(stage.github).deliveries.flatMap(({ files }) => [...files.values()]));
  });
}
