/**
 * The route table: which service answers which method and path, and under which label. It knows no service; each of them
 * hands in its own routes.
 */
import type { Label, Reply, Request } from './exchange.ts';

/** One row of the table. `path` has `:name` parts, each of which stands for one segment. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly label: Label | ((query: URLSearchParams) => Label);
  readonly answer: (request: Request) => Reply | Promise<Reply>;
}

/** A row that fits a request, with the values of its `:name` parts. */
export interface Match {
  readonly label: Label;
  readonly params: Readonly<Record<string, string>>;
  readonly answer: Route['answer'];
}

interface CompiledRoute extends Route {
  readonly segments: readonly string[];
}

/** Finds the route of a request; the first row that fits wins. A trailing slash fits none, as on GitHub. */
export class Router {
  readonly #routes: readonly CompiledRoute[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ ...route, segments: route.path.split('/') }));
  }

  find(method: string, path: string, query: URLSearchParams): Match | undefined {
    const segments = path.split('/');
    for (const route of this.#routes) {
      if (route.method !== method || route.segments.length !== segments.length) continue;
      const params = bind(route.segments, segments);
      if (params === undefined) continue;
      const label = typeof route.label === 'string' ? route.label : route.label(query);
      return { label, params, answer: route.answer };
    }
    return undefined;
  }
}

function bind(pattern: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith(':')) {
      if (value === '') return undefined;
      params[part.slice(1)] = decode(value);
    } else if (part !== value) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
