// The fields of a header and their parameters, read from its raw lines. Not a
// parser: enough to see what a header says of structure, and linear in it.

export interface Field {
  /** Lower case. */
  readonly name: string;
  /** Folded lines are one. */
  readonly value: string;
}

/** Folded lines are one field (RFC 5322 section 2.2.3). */
export function fieldsOf(text: string): readonly Field[] {
  return text
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [{ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }];
    });
}

/** The values of a parameter as they stand, quotes taken off (RFC 2045 section 5.1). */
export function parameterValues(value: string, name: string): readonly string[] {
  const values: string[] = [];
  for (const [, parameter, quoted, token] of value.matchAll(
    /;\s{0,100}([A-Za-z0-9*_-]{1,40})\s{0,100}=\s{0,100}(?:"([^"]{0,2000})"|([^\s;"]{0,2000}))/g,
  )) {
    if (parameter?.toLowerCase() === name) values.push(quoted ?? token ?? '');
  }
  return values;
}
