/**
 * `npm run pictures`: takes the pictures of the documentation from what the demo leaves, so that they show what a reader gets. It
 * needs a Chromium, and packages of its own, which only this needs: something that draws a job summary as GitHub does.
 */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser, openPage } from '../../test/browser/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACKAGES = join(import.meta.dirname, 'node_modules');
const DEMO = join(ROOT, 'demo-out/first-run');
const PICTURES = join(ROOT, 'docs/pictures');

execFileSync('npm', ['ci', '--ignore-scripts', '--prefix', import.meta.dirname], { stdio: 'inherit' });
execFileSync('npm', ['run', 'demo'], { cwd: ROOT, stdio: 'inherit' });

const browser = await openBrowser();
try {
  await takeSummary();
  await takeReport();
} finally {
  await browser.close();
}

/** GitHub shows a summary as Markdown, with its own style sheet, and draws Mermaid. */
async function takeSummary(): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 900, height: 400 } });
  await page.setContent('<article class="markdown-body" style="padding: 24px"></article>');
  await page.addStyleTag({ path: join(PACKAGES, 'github-markdown-css/github-markdown-light.css') });
  await page.addScriptTag({ path: join(PACKAGES, 'marked/lib/marked.umd.js') });
  await page.addScriptTag({ path: join(PACKAGES, 'mermaid/dist/mermaid.min.js') });
  await page.evaluate(
    `(async (markdown) => {
      document.querySelector('article').innerHTML = marked.parse(markdown);
      for (const code of document.querySelectorAll('code.language-mermaid')) {
        const drawing = document.createElement('div');
        drawing.className = 'mermaid';
        drawing.textContent = code.textContent;
        code.parentElement.replaceWith(drawing);
      }
      mermaid.initialize({ startOnLoad: false });
      await mermaid.run();
    })(${JSON.stringify(await readFile(join(DEMO, 'summary.md'), 'utf8'))})`,
  );
  await page.locator('article').screenshot({ path: join(PICTURES, 'job-summary.png') });
}

async function takeReport(): Promise<void> {
  await using opened = await openPage(browser, join(DEMO, 'report.html'), { width: 1300, height: 900 });
  await opened.page.screenshot({ path: join(PICTURES, 'report.png') });
}
