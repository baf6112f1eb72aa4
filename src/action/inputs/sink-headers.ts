/** The lines of `sink-headers`, for the parser and for the masks alike. */

export interface HeaderLine {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

/** Every line that is not blank; `undefined` for one that is no header. */
export function readHeaderLines(text: string): readonly (HeaderLine | undefined)[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name, value] = /^([!#$%&'*+.^_`|~A-Za-z0-9-]+)[ \t]*:[ \t]*([\x20-\x7e\t]+)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? undefined : { name: name.toLowerCase(), value };
    });
}

/** What gives a header away in a log: its value, and each word of it (`Bearer …`). */
export function secretsOfHeaders(text: string): readonly string[] {
  return readHeaderLines(text).flatMap((line) => {
    if (line === undefined) return [];
    const words = line.value.split(/[\s,;]+/).filter((word) => word.length >= 8);
    return [line.value, ...words];
  });
}
