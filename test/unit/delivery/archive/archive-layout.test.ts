/** Names in an archive: Hive partitions, no two hosts or targets in one folder, and nothing but the characters that every store takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ArchiveLayout } from '../../../../src/delivery/archive/archive-layout.ts';

const PART = { commitId: '42.1.c0ffee00', part: 3, sha256: 'ab'.repeat(32), suffix: '.ndjson.gz' };

test('the names of a commit and of a pull', () => {
  const target = { kind: 'organization', name: 'Acme' } as const;
  const layout = new ArchiveLayout({ host: 'github.com', target, isPull: false });
  const at = 'host=github.com/target=organization-acme';
  assert.equal(
    layout.events('2026-11-28', PART),
    `events/${at}/dt=2026-11-28/42.1.c0ffee00-3-${PART.sha256}.ndjson.gz`,
  );
  assert.equal(layout.deadLetters(PART), `dead-letters/${at}/42.1.c0ffee00-3-${PART.sha256}.ndjson.gz`);
  assert.equal(layout.manifest(7, PART.commitId), `manifests/${at}/7-42.1.c0ffee00.json`);
  const pull = new ArchiveLayout({ host: 'ghe.example.com:8443', target, isPull: true });
  assert.equal(
    pull.manifest(undefined, PART.commitId),
    'pulls/manifests/host=ghe.example.com_8443/target=organization-acme/42.1.c0ffee00.json',
  );
  assert.equal(pull.marker('42.1.x'), 'tests/42.1.x.json');
});

test('an enterprise and an organization of one name never share a folder', () => {
  const keyOf = (kind: 'organization' | 'enterprise') =>
    new ArchiveLayout({ host: 'github.com', target: { kind, name: 'acme' }, isPull: false }).deadLetters(PART);
  assert.notEqual(keyOf('organization'), keyOf('enterprise'));
});

test('whatever a host or a target is called, a name has only characters that every store takes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (host, name) => {
      const layout = new ArchiveLayout({ host, target: { kind: 'enterprise', name }, isPull: false });
      assert.match(layout.events('2026-11-28', PART), /^[A-Za-z0-9_.=/-]+$/);
    }),
  );
});
