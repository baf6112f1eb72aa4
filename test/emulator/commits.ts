/**
 * The commits of a repository, as far as workflow runs and a comparison need them: which commits each ref has had. A branch
 * that nobody pushed to stands where the default branch stood when it was first named.
 */
import { createHash } from 'node:crypto';

/** How `GET /compare/BASE...HEAD` puts it. */
export type Comparison = 'identical' | 'ahead' | 'behind' | 'diverged';

export class Commits {
  /** Refs, with their commits, oldest first. */
  readonly #refs = new Map<string, string[]>();
  #count = 0;
  #defaultRef: string;

  constructor(defaultRef: string) {
    this.#defaultRef = defaultRef;
    this.#refs.set(defaultRef, [this.#make()]);
  }

  /** The newest commit of a ref. */
  tip(ref: string): string {
    return this.#of(ref).at(-1) ?? '';
  }

  /** Adds a commit to a ref; gives its SHA. */
  push(ref: string): string {
    const sha = this.#make();
    this.#of(ref).push(sha);
    return sha;
  }

  /** Points a ref at a commit, such as a new tag. */
  set(ref: string, sha: string): void {
    this.#refs.set(ref, [sha]);
  }

  /** The default branch under another name. */
  rename(ref: string): void {
    this.#refs.set(ref, this.#of(this.#defaultRef));
    this.#refs.delete(this.#defaultRef);
    this.#defaultRef = ref;
  }

  /** `undefined` when one of the two is not there. A base or head may be a ref, the short name of a branch, or a commit. */
  compare(base: string, head: string): Comparison | undefined {
    const [from, to] = [this.#history(base), this.#history(head)];
    if (from === undefined || to === undefined) return undefined;
    const [fromTip, toTip] = [from.at(-1) ?? '', to.at(-1) ?? ''];
    if (fromTip === toTip) return 'identical';
    if (from.includes(toTip)) return 'behind';
    return to.includes(fromTip) ? 'ahead' : 'diverged';
  }

  #history(name: string): readonly string[] | undefined {
    const known = this.#refs.get(name) ?? this.#refs.get(`refs/heads/${name}`);
    if (known !== undefined) return known;
    const having = [...this.#refs.values()].find((commits) => commits.includes(name));
    return having?.slice(0, having.indexOf(name) + 1);
  }

  #of(ref: string): string[] {
    const known = this.#refs.get(ref);
    if (known !== undefined) return known;
    const made = [...(this.#refs.get(this.#defaultRef) ?? [])];
    this.#refs.set(ref, made);
    return made;
  }

  #make(): string {
    this.#count += 1;
    return createHash('sha1').update(`commit ${this.#count}`).digest('hex');
  }
}
