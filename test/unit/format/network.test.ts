import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asEmail, asIp } from '../../../src/format/network.ts';

test('an IP address is recognized in either version, without a zone', () => {
  for (const ip of ['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1']) assert.equal(asIp(ip), ip);
  for (const text of ['fe80::1%eth0', '192.0.2.1, 192.0.2.2', '192.0.2.256', 'localhost', '', undefined]) {
    assert.equal(asIp(text), undefined);
  }
});

test('only an ordinary e-mail address is recognized', () => {
  for (const email of ['mona@octo.example', "o'cat+1@a-b.octo.example"]) assert.equal(asEmail(email), email);
  const long = `${'m'.repeat(250)}@octo.example`;
  for (const text of ['mona', 'mona@octo', '@octo.example', 'a b@octo.example', long, '', undefined]) {
    assert.equal(asEmail(text), undefined);
  }
});
