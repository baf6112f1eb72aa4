/**
 * The architecture as a Mermaid graph, from the imports themselves: each folder of `src/` is a room, and an arrow means "imports
 * from". An arrow that follows from others is left out, so the picture shows every dependency as a path.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Mermaid, between its fences. `root` is the folder that holds `src/`. */
export function renderArchitecture(root: string): string {
  const sources = globSync('src/**/*.ts', { cwd: root }).sort();
  const graph = roomsOf(sources.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })));
  const arrows = [...reduce(graph)].flatMap(([from, rooms]) =>
    [...rooms].sort().map((to) => `  ${idOf(from)} --> ${idOf(to)}`),
  );
  const names = [...graph.keys()].sort().map((room) => `  ${idOf(room)}["${room}"]`);
  return ['```mermaid', 'flowchart TD', ...names, ...arrows, '```'].join('\n');
}

/** Which room imports from which. */
export function roomsOf(sources: readonly { readonly path: string; readonly text: string }[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const { path, text } of sources) {
    const own = roomOf(path);
    const rooms = graph.get(own) ?? new Set();
    graph.set(own, rooms);
    for (const [, target = ''] of text.matchAll(/(?:\bfrom|\bimport\()\s*'(\.{1,2}\/[^']+)'/g)) {
      const room = roomOf(posix.join(posix.dirname(path), target));
      if (room !== own) rooms.add(room);
    }
  }
  return graph;
}

/** `src/main.ts` is the room `main`, `src/action/inputs/inputs.ts` is in the room `action`. */
function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** The fewest arrows with the same paths. The graph has no circle: `test/meta/imports.test.ts` sees to that. */
export function reduce(graph: Graph): Graph {
  const reaches = (from: string, to: string): boolean =>
    [...(graph.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  return new Map(
    [...graph]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([from, rooms]) => [
        from,
        new Set([...rooms].filter((to) => ![...rooms].some((between) => between !== to && reaches(between, to)))),
      ]),
  );
}

/** `end` and the like are words of Mermaid's own. */
function idOf(room: string): string {
  return `room-${room}`;
}
