/** The data of the page: unpacked once at the start, but for the delivered lines, which are unpacked when somebody looks. */

export interface Column {
  readonly texts: readonly string[];
  readonly rows: readonly number[];
}

export const FACETS = ['action', 'actor', 'repo', 'country', 'ip'] as const;
export type Facet = (typeof FACETS)[number];

export interface Gap {
  readonly feed: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly certain: boolean;
}

export interface Head {
  readonly facts: {
    readonly target: string;
    readonly host: string;
    readonly mode: string;
    readonly createdAt: string;
    readonly run?: string;
    readonly from?: string;
    readonly to?: string;
    readonly phrase?: string;
    readonly isComplete: boolean;
    readonly gaps: readonly Gap[];
    readonly deadLetters: number;
    readonly duplicates: number;
    readonly manifests: readonly string[];
  };
  readonly conditions: readonly { readonly id: string; readonly title: string; readonly why: string }[];
  readonly leftOut: number;
  readonly times: readonly number[];
  readonly git: readonly number[];
  readonly columns: Readonly<Record<Facet, Column>>;
  readonly notable: Readonly<Record<string, readonly number[]>>;
  readonly linesInChunk: number;
}

export async function readHead(): Promise<Head> {
  const [block] = blocksOf('head');
  if (block === undefined) throw new Error('The page is incomplete: its data is missing.');
  return JSON.parse(await unpack(block)) as Head;
}

export class Lines {
  readonly #blocks = blocksOf('lines');
  readonly #linesInChunk: number;
  readonly #unpacked = new Map<number, Promise<readonly string[]>>();
  #lowered: Promise<readonly string[]> | undefined;

  constructor({ linesInChunk }: Head) {
    this.#linesInChunk = linesInChunk;
  }

  /** The event as it was delivered. */
  async at(row: number): Promise<string> {
    const lines = await this.#chunk(Math.floor(row / this.#linesInChunk));
    return lines[row % this.#linesInChunk] ?? '';
  }

  /** All lines in lower case, to search in. */
  lowered(): Promise<readonly string[]> {
    this.#lowered ??= this.#lowerAll();
    return this.#lowered;
  }

  async #lowerAll(): Promise<readonly string[]> {
    const all: string[] = [];
    for (const block of this.#blocks) all.push(...(await unpack(block)).toLowerCase().split('\n'));
    return all;
  }

  #chunk(index: number): Promise<readonly string[]> {
    const known = this.#unpacked.get(index);
    if (known !== undefined) return known;
    const block = this.#blocks[index];
    const lines = block === undefined ? Promise.resolve([]) : unpack(block).then((text) => text.split('\n'));
    this.#unpacked.set(index, lines);
    return lines;
  }
}

function blocksOf(kind: string): readonly Element[] {
  return [...document.querySelectorAll(`script[data-kind="${kind}"]`)];
}

async function unpack(block: Element): Promise<string> {
  const packed = Uint8Array.from(atob(block.textContent ?? ''), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
