// HTML as tags and text, in one pass of the tokenizer, which keeps no stack and
// is linear whatever it is given. Entities are decoded, names are in lower case,
// attributes that nobody asked for are passed over.
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

export interface TagHandler {
  /** An attribute that is there twice has its first value; one without a value is empty. */
  open(name: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean): void;
  close(name: string): void;
  /** Text comes in pieces, one for all between two tags or entities. */
  text(text: string): void;
}

/** `wanted` are the names of attributes that are read. */
export function readTags(html: string, wanted: ReadonlySet<string>, handler: TagHandler): void {
  const tokenizer = new Tokenizer({ decodeEntities: true }, new TagReader(html, wanted, handler));
  tokenizer.write(html);
  tokenizer.end();
}

class TagReader implements TokenizerCallbacks {
  readonly #html: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #handler: TagHandler;
  #tag = '';
  #attributes = new Map<string, string>();
  /** The attribute that is being read, if it is wanted. */
  #attribute: string | undefined;
  #value = '';
  /** Text that was found and not told yet: a `<` that begins nothing is one piece with what is around it. */
  #textStart = 0;
  #textEnd = 0;

  constructor(html: string, wanted: ReadonlySet<string>, handler: TagHandler) {
    this.#html = html;
    this.#wanted = wanted;
    this.#handler = handler;
  }

  onopentagname(start: number, end: number): void {
    this.#flush();
    this.#tag = this.#html.slice(start, end).toLowerCase();
  }

  onattribname(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase();
    this.#attribute = this.#wanted.has(name) && !this.#attributes.has(name) ? name : undefined;
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute !== undefined) this.#value += this.#html.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    if (this.#attribute !== undefined) this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    if (this.#attribute !== undefined) this.#attributes.set(this.#attribute, this.#value);
  }

  onopentagend(): void {
    this.#open(false);
  }

  onselfclosingtag(): void {
    this.#open(true);
  }

  onclosetag(start: number, end: number): void {
    this.#flush();
    this.#handler.close(this.#html.slice(start, end).toLowerCase());
  }

  ontext(start: number, end: number): void {
    if (start !== this.#textEnd) {
      this.#flush();
      this.#textStart = start;
    }
    this.#textEnd = end;
  }

  ontextentity(codePoint: number): void {
    this.#flush();
    this.#handler.text(String.fromCodePoint(codePoint));
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {
    this.#flush();
  }

  #flush(): void {
    if (this.#textStart < this.#textEnd) this.#handler.text(this.#html.slice(this.#textStart, this.#textEnd));
    this.#textStart = this.#textEnd;
  }

  #open(selfClosing: boolean): void {
    this.#handler.open(this.#tag, this.#attributes, selfClosing);
    if (this.#attributes.size > 0) this.#attributes = new Map();
  }
}
