// HTML is made by one tagged template that escapes every value. Text that is
// HTML already has its own class, and only this file can make one: so a value
// that somebody forgot to escape does not exist as a possibility.

export type HtmlValue = string | number | SafeHtml | readonly HtmlValue[] | undefined | false;

export class SafeHtml {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static compose(literals: readonly string[], values: readonly HtmlValue[]): SafeHtml {
    return new SafeHtml(literals.reduce((text, literal, index) => text + render(values[index - 1]) + literal));
  }

  toString(): string {
    return this.text;
  }
}

/** HTML with its values escaped, for element content and double-quoted attributes (nowhere else). */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  return SafeHtml.compose(literals, values);
}

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof SafeHtml) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * Bytes of UTF-8 as they stand in a double-quoted attribute. Works on any cut
 * of the stream: the characters that end or change an attribute are ASCII, and
 * no byte of a longer UTF-8 sequence is. The `<` changes none, but the attribute
 * may stand in a noscript element, which is text up to its own end tag.
 */
export function escapeAttributeBytes(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return Buffer.from(
    text.replace(/[&"<]/g, (character) => ENTITIES[character] ?? ''),
    'latin1',
  );
}
