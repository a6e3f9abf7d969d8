// Which elements are open. HTML may leave end tags out, misplace them or have too
// many; what that means is told here as browsers have it, as far as it shows.
// Parsers search their stack for every end tag, which costs the square of the
// depth. Here each name knows where it is open last, so that every tag costs
// the same however deep it stands.

const ENDS_PARAGRAPH =
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main nav ol p pre section table ul';

/** Which innermost element ends, without an end tag, where another begins (HTML section 13.1.2.4). */
const ENDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...ENDS_PARAGRAPH.split(' ').map((name): [string, Set<string>] => [name, new Set(['p'])]),
  ['a', new Set(['a'])],
  ['li', new Set(['li'])],
  ['dd', new Set(['dd', 'dt'])],
  ['dt', new Set(['dd', 'dt'])],
  ['rt', new Set(['rt', 'rp'])],
  ['rp', new Set(['rt', 'rp'])],
  ['td', new Set(['td', 'th'])],
  ['th', new Set(['td', 'th'])],
  ['tr', new Set(['tr', 'td', 'th'])],
  ['tbody', new Set(['tbody', 'thead', 'tr', 'td', 'th'])],
  ['tfoot', new Set(['tbody', 'thead', 'tr', 'td', 'th'])],
  ['option', new Set(['option'])],
]);

const TABLE: ReadonlySet<string> = new Set(['table']);
const ROW_GROUPS: ReadonlySet<string> = new Set(['table', 'tbody', 'tfoot', 'thead']);
const ROWS: ReadonlySet<string> = new Set([...ROW_GROUPS, 'tr']);
/**
 * What each part of a table begins in: whatever is open within that ends (HTML
 * section 13.2.6.4.9). A browser would end it there too, and take its end tag,
 * which comes later, for the end of something around the mail.
 */
const BEGIN_IN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...['table', 'caption', 'colgroup', 'tbody', 'tfoot', 'thead'].map((name): [string, ReadonlySet<string>] => [name, TABLE]),
  ['col', new Set([...TABLE, 'colgroup'])],
  ['tr', ROW_GROUPS],
  ['td', ROWS],
  ['th', ROWS],
]);

/** What ends nothing outside the innermost table, and what ends it from within. */
const PARTS_OF_TABLES = new Set(['caption', 'colgroup', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr']);
/** No other end tag reaches out of these (HTML section 13.2.4.2): a stray `</div>` in a cell does not end the table. */
const BOUNDARIES = new Set(['table', 'td', 'th', 'caption']);

interface OpenElement {
  readonly name: string;
  /** It is left out with all that is in it; its end tag is found whatever is open in there. */
  readonly drops: boolean;
}

export class OpenElements<Element extends OpenElement> {
  readonly #open: Element[] = [];
  /** Where each name is open, and where tables and boundaries are, as places in the stack. */
  readonly #places = new Map<string, number[]>();
  readonly #boundaries: number[] = [];
  readonly #onEnd: (element: Element) => void;

  /** `onEnd` is told of each element that ends, the innermost first. */
  constructor(onEnd: (element: Element) => void) {
    this.#onEnd = onEnd;
  }

  /** Ends what ends where an element of this name begins. */
  endBefore(name: string): void {
    this.#endWithinTable(name);
    const ends = ENDS.get(name);
    if (ends === undefined) return;
    while (ends.has(this.#open.at(-1)?.name ?? '')) this.#pop();
  }

  begin(element: Element): void {
    const place = this.#open.push(element) - 1;
    const places = this.#places.get(element.name);
    if (places === undefined) this.#places.set(element.name, [place]);
    else places.push(place);
    if (BOUNDARIES.has(element.name)) this.#boundaries.push(place);
  }

  /** Ends the innermost element of this name and all in it; whether there is one that this end tag reaches. */
  end(name: string): boolean {
    const place = this.#lastOf(name);
    if (place === -1 || (place < this.#reach(name) && !this.#open[place]?.drops)) return false;
    while (this.#open.length > place) this.#pop();
    return true;
  }

  endAll(): void {
    while (this.#open.length > 0) this.#pop();
  }

  /** A table that begins in a table, and not in a cell or caption of it, ends that table first. */
  #endWithinTable(name: string): void {
    const places = BEGIN_IN.get(name);
    if (places === undefined || this.#lastOf('table') === -1) return;
    if (name === 'table' && this.#open[this.#boundaries.at(-1) ?? 0]?.name !== 'table') return;
    // Nothing is written of what is left out, so nothing of it needs to end.
    for (let last = this.#open.at(-1); last && !last.drops && !places.has(last.name); last = this.#open.at(-1)) this.#pop();
    if (name === 'table' && this.#open.at(-1)?.name === 'table') this.#pop();
  }

  /** The outermost place that an end tag of this name reaches. */
  #reach(name: string): number {
    if (name === 'table') return 0;
    return PARTS_OF_TABLES.has(name) ? this.#lastOf('table') : (this.#boundaries.at(-1) ?? 0);
  }

  #lastOf(name: string): number {
    return this.#places.get(name)?.at(-1) ?? -1;
  }

  #pop(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    this.#places.get(element.name)?.pop();
    if (this.#boundaries.at(-1) === this.#open.length) this.#boundaries.pop();
    this.#onEnd(element);
  }
}
