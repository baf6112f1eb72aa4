/** A real browser, Debian's or the runner's own, opening a page from the disk. It must make no request and no error. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { locate } from '../interop/program.ts';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export async function openBrowser(): Promise<Browser> {
  const executablePath = PROGRAMS.map((name) => locate(name)).find((path) => path !== undefined && existsSync(path));
  assert.ok(executablePath !== undefined, `a browser is needed for these tests: install one of ${PROGRAMS.join(', ')}`);
  // Its sandbox needs rights that a container does not have; the pages are our own.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  /** Since the navigation began, until the page was ready. */
  readonly readyMs: number;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly fragment?: string;
}

/** Resolves once the page says that it is ready. Whatever it does wrong fails the test when it is closed. */
export async function openPage(browser: Browser, path: string, look: Look = {}): Promise<OpenedPage> {
  const { width = 1300, height = 900, colorScheme = 'light', fragment = '' } = look;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const startedAt = performance.now();
  await page.goto(`${pathToFileURL(path)}${fragment === '' ? '' : `#${fragment}`}`);
  await page.waitForSelector('html[data-ready="true"]', { timeout: 60_000, state: 'attached' });
  const readyMs = performance.now() - startedAt;
  return {
    page,
    readyMs,
    async [Symbol.asyncDispose]() {
      await context.close();
      assert.deepEqual(faults, []);
    },
  };
}
