import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeHost } from '../../../src/source/host.ts';
import { readSsoUrl } from '../../../src/source/sso-url.ts';

const WEB = 'https://github.com';

test('the page on the configured web host is taken', () => {
  for (const url of [`${WEB}/orgs/acme/sso`, `${WEB}/enterprises/acme-1/sso?authorization_request=AZ_-09%3D`]) {
    assert.equal(readSsoUrl(`required; url=${url}`, WEB), url);
  }
  const server = 'http://127.0.0.1:8080';
  assert.equal(readSsoUrl(`required; url=${server}/orgs/a/sso`, server), `${server}/orgs/a/sso`);
});

test('any other address is not shown', () => {
  const refused = [
    'https://github.com.evil.example/orgs/acme/sso',
    'https://evil.example/orgs/acme/sso',
    'http://github.com/orgs/acme/sso',
    'https://github.com:444/orgs/acme/sso',
    'https://user:pass@github.com/orgs/acme/sso',
    'https://github.com/orgs/acme/sso#x',
    'https://github.com/orgs/acme/sso/',
    'https://github.com/orgs/../acme/sso/evil',
    'https://github.com/login?return_to=https://evil.example',
    'https://github.com/orgs/acme/sso?authorization_request=A&x=1',
    'https://github.com/orgs/acme/sso?authorization_request=A\u001b[2J',
    'https://github.com/orgs/acme/sso?token=A',
    'javascript:alert(1)',
    '',
  ];
  for (const url of refused) assert.equal(readSsoUrl(`required; url=${url}`, WEB), undefined, url);
  assert.equal(readSsoUrl('partial-results; organizations=1,2', WEB), undefined);
  assert.equal(readSsoUrl(`${WEB}/orgs/acme/sso`, WEB), undefined);
});

test('each API root has its web pages', () => {
  const origins = {
    'https://api.github.com': ['github.com', 'https://github.com', true],
    'https://api.octo.ghe.com': ['data-residency', 'https://octo.ghe.com', true],
    'https://git.example/api/v3': ['server', 'https://git.example', true],
    'https://git.example:8443/api/v3/': ['server', 'https://git.example:8443', true],
    'https://git.example': ['server', 'https://git.example', false],
    'https://api.ghe.com.evil.example/api/v3': ['server', 'https://api.ghe.com.evil.example', true],
  };
  for (const [apiUrl, [kind, webOrigin, rootLooksRight]] of Object.entries(origins)) {
    assert.deepEqual(describeHost(apiUrl), { kind, webOrigin, rootLooksRight });
  }
});
