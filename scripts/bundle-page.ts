/**
 * Builds the script and the style of the report page: `tsc` for the types and the JavaScript, then rollup into one script without
 * imports, because the page is one file that is opened from a disk. The plots are drawn by uPlot.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rollup } from 'rollup';
import type { PageAssets } from '../src/report-page/render-page.ts';

/** Where the sources find what was built last. */
export const PAGE_ASSETS = 'lib/page-assets.json';

/** `lib/page/` holds the compiled modules by now. */
export async function bundlePage(root: string): Promise<PageAssets> {
  const uplot = join(root, 'node_modules/uplot/dist');
  const bundle = await rollup({
    input: join(root, 'lib/page/main.js'),
    plugins: [{ name: 'uplot', resolveId: (source) => (source === 'uplot' ? join(uplot, 'uPlot.esm.js') : null) }],
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const code = output[0].code;
  // The page's script waits for its data at the top, which only a function may do in a script that is no module.
  const script = `(async () => {\n${code}\n})();`;
  const styles = await Promise.all(
    [join(uplot, 'uPlot.min.css'), join(root, 'src/report-page/page/style.css')].map((path) => readFile(path, 'utf8')),
  );
  const style = styles.join('\n');
  if (/<\/(script|style)|<!--/i.test(script + style))
    throw new Error('the page would end inside of its own script or style');
  const assets = { script, style };
  await writeFile(join(root, PAGE_ASSETS), JSON.stringify(assets));
  return assets;
}

/** The module that stands in the bundle for `src/report-page/assets.ts`. */
export function renderAssetsModule(assets: PageAssets): string {
  return `export const readAssets = async () => (${JSON.stringify(assets)});\n`;
}
