/**
 * Numbered pages, as the lists of caches, artifacts and runs have them: `per_page` and `page`, a total, and a `Link` header
 * with `prev`, `next`, `last` and `first`.
 */
import { json, type Reply, type Request } from './exchange.ts';

/** One page of `rows` as `{"total_count":…,"<name>":[…]}`. */
export function paginate(request: Request, name: string, rows: readonly unknown[]): Reply {
  const perPage = Math.min(number(request.query.get('per_page'), 30), 100);
  const page = number(request.query.get('page'), 1);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const link = (rel: string, to: number): string => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(to));
    return `<${request.origin}${request.prefix}${request.path}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < pages ? [link('next', page + 1), link('last', pages)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  const body = { total_count: rows.length, [name]: rows.slice((page - 1) * perPage, page * perPage) };
  return json(200, body, links.length === 0 ? {} : { link: links.join(', ') });
}

function number(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
