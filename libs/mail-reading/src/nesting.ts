// Parsers keep a stack of open elements and search it for every end tag, so
// HTML that nests a hundred thousand deep costs them the square of that. This
// is the same stack with a count beside each name: every tag costs the same
// however deep it stands, and what is too deep never reaches a parser.

const VOID = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(' '),
);
/** Their content is text up to their own end tag, so nothing nests in them. */
const RAW = new Set('iframe noembed noframes plaintext script style textarea title xmp'.split(' '));

const ENDS_PARAGRAPH =
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul';

/** Which innermost element ends, without an end tag, where another begins (HTML section 13.1.2.4). */
const ENDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...ENDS_PARAGRAPH.split(' ').map((name): [string, Set<string>] => [name, new Set(['p'])]),
  ['a', new Set(['a'])],
  ['li', new Set(['li'])],
  ['dd', new Set(['dd', 'dt'])],
  ['dt', new Set(['dd', 'dt'])],
  ['td', new Set(['td', 'th'])],
  ['th', new Set(['th'])],
  ['tr', new Set(['tr', 'td', 'th'])],
  ['option', new Set(['option'])],
]);

/** Follows the tags of one document. */
export class Nesting {
  readonly #limit: number;
  readonly #open: string[] = [];
  readonly #counts = new Map<string, number>();

  /** `limit` elements may stand in one another. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether an element that begins here is within the limit. */
  begin(name: string): boolean {
    if (VOID.has(name) || RAW.has(name)) return true;
    const ends = ENDS.get(name);
    while (ends?.has(this.#open.at(-1) ?? '')) this.#pop();
    this.#open.push(name);
    this.#counts.set(name, this.#count(name) + 1);
    return this.#open.length <= this.#limit;
  }

  /** Whether the element that ends here was within the limit; an end tag that ends nothing is. */
  end(name: string): boolean {
    if (this.#count(name) === 0) return true;
    while (this.#open.at(-1) !== name) this.#pop();
    this.#pop();
    return this.#open.length < this.#limit;
  }

  #count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  #pop(): void {
    const name = this.#open.pop();
    if (name !== undefined) this.#counts.set(name, this.#count(name) - 1);
  }
}
