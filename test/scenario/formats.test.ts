/** Every format through the built action: each event is one line, and what GitHub sent can be found in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS } from '../../src/model/format-name.ts';
import { expectSuccess, openStage } from './stage.ts';

/** Where the text that GitHub sent stands in a line: as it is, or as a JSON string. */
const HOLDS: Readonly<Record<(typeof FORMATS)[number], (line: string, raw: string) => boolean>> = {
  raw: (line, raw) => line === raw,
  envelope: (line, raw) => line.includes(`"event":${raw}`),
  cloudevents: (line, raw) => line.includes(`"data":${raw}`),
  ecs: (line, raw) => JSON.parse(line).event.original === raw,
  ocsf: (line) => typeof JSON.parse(line).class_uid === 'number' && 'unmapped' in JSON.parse(line),
};

for (const format of FORMATS) {
  test(`format: ${format} writes each event as one line that holds it`, async () => {
    await using stage = await openStage();
    const events = stage.happen(40, { oldGitShare: 0.3 });
    const run = expectSuccess(await stage.collect({ format }));
    assert.equal(run.outputs['events'], '40');
    const lines = [...stage.delivered];
    assert.equal(lines.length, 40);
    for (const { raw } of events) {
      const at = lines.findIndex((line) => HOLDS[format](line, raw));
      assert.notEqual(at, -1, 'an event is in no line');
      lines.splice(at, 1);
    }
  });
}
