/**
 * Builds the script and the style of the report page: `tsc` for the types and the JavaScript, then rollup into one script without
 * imports, because the page is one file that is opened from a disk. The plots are drawn by uPlot.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rollup } from 'rollup';
import type { PageAssets } from '../src/report-page/render-page.ts';

/** `modules` is the folder of the compiled modules. */
export async function bundlePage(root: string, modules: string): Promise<PageAssets> {
  const uplot = join(root, 'node_modules/uplot/dist');
  const bundle = await rollup({
    input: join(modules, 'main.js'),
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
  return { script, style };
}

/** The module that stands in the bundle for `src/report-page/assets.ts`. */
export function renderAssetsModule(assets: PageAssets): string {
  return `export const readAssets = async () => (${JSON.stringify(assets)});\n`;
}
