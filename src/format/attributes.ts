/**
 * The values that a mapping puts together: small trees of our own keys, never of GitHub's, so that `JSON.stringify` can
 * neither meet a foreign key nor recurse deep. An attribute that is `undefined` is left out.
 */
export interface Attributes {
  readonly [name: string]: Attribute | undefined;
}

export type Attribute = string | number | boolean | Attributes | readonly (string | Attributes)[];

/** The attributes, or `undefined` when not one of them is there: schemas want no empty objects. */
export function unlessEmpty(attributes: Attributes): Attributes | undefined {
  return Object.values(attributes).every((value) => value === undefined) ? undefined : attributes;
}

/** The texts that are there, or `undefined` when none is: schemas want no empty arrays. */
export function allOf(...texts: readonly (string | undefined)[]): readonly string[] | undefined {
  const found = [...new Set(texts)].filter((text) => text !== undefined);
  return found.length === 0 ? undefined : found;
}
