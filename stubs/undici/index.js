/**
 * Stands in for undici in the bundle. The Actions toolkit imports these two names for GitHub's REST API, which it does not
 * call here; the real package would be half of the program's start, and would make itself the dispatcher of Node's own `fetch`
 * (docs/decisions/0013-http-client.md). `@actions/github` makes a `ProxyAgent` as it is loaded, for the `fetch` below; whoever
 * calls that after all gets an error at once.
 */
export class ProxyAgent {}

export async function fetch() {
  throw new Error('undici is not part of this bundle');
}
