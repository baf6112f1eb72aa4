/**
 * GitHub's REST client runs on undici. In the bundle a stand-in replaces it, which refuses every request (stubs/undici/). A
 * process that tests the real clients gets the undici that Node itself is built with: everything imported dynamically after
 * this file uses that one.
 */
import { registerHooks } from 'node:module';

const source = 'export class ProxyAgent {}\nexport const fetch = globalThis.fetch;\n';
const url = `data:text/javascript,${encodeURIComponent(source)}`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'undici' ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
});
