/** The report page in a real browser: its numbers, its filters, its exports, and how it is used. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { EventGenerator } from '../emulator/events.ts';
import { openBrowser, openPage } from './browser.ts';
import { NOON, type PageFile, writePage } from './page-file.ts';

const HOUR = 3_600_000;
const COUNT = 5_000;

interface Event {
  readonly ts: number;
  readonly raw: string;
  readonly action: string;
  readonly actor: string;
}

function makeEvents(count: number): readonly Event[] {
  const generator = new EventGenerator({ seed: 'report page', oddShare: 0 });
  return Array.from({ length: count }, (_, index) => {
    const ts = NOON - 24 * HOUR + Math.floor((index * 24 * HOUR) / count);
    const { raw } = generator.next(ts);
    const { action = '', actor = '' } = JSON.parse(raw);
    return { ts, raw, action, actor };
  });
}

const events = makeEvents(COUNT);
const tally = (key: 'action' | 'actor') =>
  [...Map.groupBy(events, (event) => event[key])].map(([name, all]) => ({ name, count: all.length }));
const [mostFrequent] = tally('action').sort((a, b) => b.count - a.count);
const shownCount = async (page: Page) => (await page.locator('.shown').textContent()) ?? '';
const button = (page: Page, name: string) => page.locator('.facets button', { hasText: name }).first();

describe('the report page', () => {
  let browser: Browser;
  let file: PageFile;

  before(async () => {
    browser = await openBrowser();
    file = await writePage(events, {
      facts: {
        gaps: [
          { feed: 'git', from: '2026-11-21T15:00:00Z', to: '2026-11-21T16:00:00Z', kind: 'retention', certain: true },
        ],
      },
    });
  });
  after(async () => {
    await browser.close();
    await file[Symbol.asyncDispose]();
  });

  test('says what it is about, and counts right', async () => {
    await using opened = await openPage(browser, file.path);
    const { page } = opened;
    assert.equal(await page.title(), 'Audit log of organization octo-org');
    assert.match(
      (await page.locator('header').textContent()) ?? '',
      /Not complete.*octo-org\/audit 42\.1.*5,000.*git, 2026-11-21.*abab/s,
    );
    assert.equal(await shownCount(page), '5,000 of 5,000 events');
    assert.ok(mostFrequent !== undefined);
    assert.equal(
      await button(page, mostFrequent.name).locator('.count').textContent(),
      mostFrequent.count.toLocaleString('en'),
    );
    assert.ok((await page.locator('.rows .row').count()) < 100, 'only the rows in sight are elements');
  });

  test('filters by click, keeps the view in its address, and clears it', async () => {
    await using opened = await openPage(browser, file.path);
    const { page } = opened;
    const name = mostFrequent?.name ?? '';
    await button(page, name).click();
    const actor = (await page.locator('.facet:has(h2:text("Actors")) .label').first().textContent()) ?? '';
    await button(page, actor).click();
    const expected = events.filter((event) => event.action === name && event.actor === actor);
    const shown = `${expected.length.toLocaleString('en')} of 5,000 events`;
    await page.waitForFunction((text) => document.querySelector('.shown')?.textContent === text, shown);
    assert.equal(await page.locator('.active-filters li').count(), 2);
    const fragment = new URL(page.url()).hash.slice(1);
    assert.ok(fragment.includes(encodeURIComponent(name)));
    await using again = await openPage(browser, file.path, { fragment });
    assert.equal(await shownCount(again.page), shown);
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await page.waitForFunction(() => document.querySelector('.shown')?.textContent === '5,000 of 5,000 events');
    assert.equal(new URL(page.url()).hash, '');
  });

  test('zooms by dragging over the chart, and back', async () => {
    await using opened = await openPage(browser, file.path);
    const { page } = opened;
    const box = await page.locator('.plot .u-over').boundingBox();
    assert.ok(box !== null);
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => !document.querySelector('.shown')?.textContent?.startsWith('5,000'));
    const count = Number.parseInt((await shownCount(page)).replaceAll(',', ''), 10);
    assert.ok(Math.abs(count - COUNT / 4) < COUNT / 25, `${count} of a quarter`);
    await page.getByRole('button', { name: 'Show the full range' }).click();
    await page.waitForFunction(() => document.querySelector('.shown')?.textContent?.startsWith('5,000 of'));
  });

  test('searches in everything that was delivered', async () => {
    await using opened = await openPage(browser, file.path);
    const { page } = opened;
    const event = events[1234];
    const id: string = JSON.parse(event?.raw ?? '{}')['_document_id'] ?? '';
    await page.getByLabel('Search in everything').fill(id.toUpperCase());
    await page.waitForFunction(() => document.querySelector('.shown')?.textContent === '1 of 5,000 events');
    await page.locator('.rows .row').first().click();
    await page.waitForSelector('.detail pre');
    assert.deepEqual(JSON.parse((await page.locator('.detail pre').textContent()) ?? ''), JSON.parse(event?.raw ?? ''));
  });

  test('is used by keyboard: rows are walked and opened, headings sort', async () => {
    await using opened = await openPage(browser, file.path);
    const { page } = opened;
    await page.locator('.scroll').focus();
    for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.detail pre');
    const at30 = JSON.parse((await page.locator('.detail pre').textContent()) ?? '');
    assert.equal(
      at30['_document_id'] ?? at30['@timestamp'],
      JSON.parse(events[30]?.raw ?? '')['_document_id'] ?? events[30]?.ts,
    );
    const heading = page.getByRole('columnheader', { name: 'Action' });
    await heading.getByRole('button').press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('[aria-sort="ascending"]')?.textContent?.startsWith('Action'),
    );
    const first = events.map(({ action }) => action).sort()[0];
    assert.equal(await page.locator('.rows .row .action').first().textContent(), first);
  });

  test('saves what is shown, byte for byte as NDJSON, and as CSV', async () => {
    await using opened = await openPage(browser, file.path, {
      fragment: `action=${encodeURIComponent(mostFrequent?.name ?? '')}`,
    });
    const { page } = opened;
    const expected = events.filter(({ action }) => action === mostFrequent?.name);
    const save = async (name: string) => {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      return readFile((await (await waiting).path()) ?? '', 'utf8');
    };
    assert.equal(await save('Save as NDJSON'), expected.map(({ raw }) => `${raw}\n`).join(''));
    const csv = (await save('Save as CSV')).split('\r\n');
    assert.equal(csv[0], 'time,feed,action,actor,repo,country,ip');
    assert.equal(csv.length, expected.length + 2);
    assert.ok(csv[1]?.startsWith(new Date(expected[0]?.ts ?? 0).toISOString()));
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no serious finding of axe, ${colorScheme}`, async () => {
      await using opened = await openPage(browser, file.path, { colorScheme });
      const { page } = opened;
      await page.locator('.rows .row').first().click();
      await page.waitForSelector('.detail pre');
      // By the protocol of the browser: the page's own policy lets no other script in.
      await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[] =
        await page.evaluate(
          'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html: html.slice(0, 150) })) })))',
        );
      assert.deepEqual(
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'),
        [],
      );
    });
  }

  test('fits on a phone', async () => {
    await using opened = await openPage(browser, file.path, { width: 390, height: 800 });
    const overflow = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px wider than the screen`);
  });

  test('says what does not fit on it', async () => {
    await using small = await writePage(events, { limits: { rowsMax: 2_000, bytesMax: 60_000_000 } });
    await using opened = await openPage(browser, small.path);
    assert.equal(await shownCount(opened.page), '2,000 of 2,000 events');
    assert.match(
      (await opened.page.locator('header').textContent()) ?? '',
      /3,000 older events: the page holds the newest 2,000/,
    );
  });
});
