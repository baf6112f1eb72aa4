/** No event can do more on the report page than be read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, openPage } from './browser.ts';
import { NOON, writePage } from './page-file.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '"><svg onload=alert(1)>',
  "javascript:alert('x')",
  '\u202Egnp.exe\u202C',
  '\u0000\u0007\u001b[31m',
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;b&gt;&#x3c;b&#x3e;',
  '\ud800 lonely',
  '=HYPERLINK("https://evil.example")',
];
const FIELDS = ['action', 'actor', 'repo', 'actor_ip', 'user', 'visibility', 'permission', 'org', 'a<b>c'];

test('a thousand hostile texts in every field are text: not one element, request or script comes of them', async () => {
  const hostile = Array.from({ length: 1000 }, (_, index) => {
    const text = `${HOSTILE[index % HOSTILE.length]} ${index}`;
    const fields = Object.fromEntries(FIELDS.map((name) => [name, text]));
    return {
      ts: NOON + index,
      raw: JSON.stringify({ ...fields, actor_location: { country_code: text }, '@timestamp': NOON + index }),
    };
  });
  const tame = hostile.map(({ ts }, index) => ({
    ts,
    raw: JSON.stringify({
      ...Object.fromEntries(FIELDS.map((name) => [name, `tame ${index}`])),
      actor_location: { country_code: `tame ${index}` },
      '@timestamp': ts,
    }),
  }));
  const target = `organization ${HOSTILE.join(' ')}`;
  const browser = await openBrowser();
  try {
    await using bad = await writePage(hostile, { facts: { target, phrase: HOSTILE.join(' ') } });
    await using good = await writePage(tame, { facts: { phrase: 'x' } });
    assert.ok(
      !bad.html.includes('alert(1)') && !bad.html.includes('onerror'),
      'no event is readable in the source of the page',
    );
    const elementsOf = async (path: string) => {
      await using opened = await openPage(browser, path);
      const { page } = opened;
      await page.locator('.rows .row').first().click();
      await page.waitForSelector('.detail pre');
      await page.locator('.facets button').first().click();
      await page.waitForSelector('.active-filters li');
      return await page.evaluate(() => {
        const names: Record<string, number> = {};
        for (const { localName } of document.querySelectorAll('*')) names[localName] = (names[localName] ?? 0) + 1;
        return names;
      });
    };
    const [found, expected] = [await elementsOf(bad.path), await elementsOf(good.path)];
    assert.deepEqual(found, expected);
    await using opened = await openPage(browser, bad.path);
    const text = (await opened.page.locator('main').textContent()) ?? '';
    assert.ok(text.includes('‹202E›gnp.exe') && text.includes('‹0000›'), 'what cannot be seen is marked');
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\0]/);
  } finally {
    await browser.close();
  }
});
