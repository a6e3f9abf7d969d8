const BLOCKS = new Set(
  'address article aside blockquote br caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul'.split(
    ' ',
  ),
);

/** What HTML says as plain text, gathered while the HTML is written. */
export class PlainOutline {
  #text = '';

  open(tag: string): void {
    if (BLOCKS.has(tag)) this.#text += '\n';
    else if (tag === 'td' || tag === 'th') this.#text += '\t';
  }

  close(tag: string): void {
    if (BLOCKS.has(tag)) this.#text += '\n';
  }

  /** Line breaks of HTML are spaces. */
  add(text: string): void {
    this.#text += /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text;
  }

  /** Lines without space around them, and never two empty ones. */
  tidied(): string {
    const lines = this.#text.split('\n').map((line) => line.trim());
    return lines
      .filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '')
      .join('\n')
      .trim();
  }
}
