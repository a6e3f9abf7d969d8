// A file needs no parser: its place in the mail is known, and decoding it is
// the runtime's work. So the parser gets a short word in its place, and what
// comes out under that word gets the file's bytes, exactly those of the mail.
// A parser that sees it as anything but a file reads the mail again without.
import { randomBytes } from 'node:crypto';
import type { Attachment, Email } from 'postal-mime';
import { decodeBody } from '../original-bytes.ts';
import { countLines, type RawPart } from '../structure.ts';

/** Below this it is not worth the trouble. */
const MIN_BYTES = 4 * 1024;

export class SetAside {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #texts: { readonly word: string; readonly text: string; readonly kind: 'html' | 'text' }[] = [];
  readonly #nonce: string;

  /** Nobody who writes a mail may know the nonce. */
  constructor(nonce: string = randomBytes(16).toString('hex')) {
    this.#nonce = nonce;
  }

  /** The word for a file, in base64; undefined for what is none, is small, or is not encoded as it should be. */
  take({ file, encoding, bodyStart, bodyEnd }: RawPart, mail: Buffer): string | undefined {
    if (!file || encoding === undefined || bodyEnd - bodyStart < MIN_BYTES) return undefined;
    const body = mail.subarray(bodyStart, bodyEnd);
    const bytes = encoding === 'base64' ? decodeCanonical(body) : new Uint8Array(decodeBody(body, encoding));
    if (bytes === undefined) return undefined;
    const word = `${this.#nonce}.${this.#files.size}`;
    this.#files.set(word, bytes);
    return Buffer.from(word).toString('base64');
  }

  /** The word for a text that is shown, in base64; undefined for what is short. */
  takeText(text: string, kind: 'html' | 'text'): string | undefined {
    if (text.length < MIN_BYTES) return undefined;
    const word = `${this.#nonce}.${this.#texts.length}.${kind}`;
    this.#texts.push({ word, text, kind });
    return Buffer.from(word).toString('base64');
  }

  /** Gives texts and files back, and says which attachments are files; undefined when one of them is missing. */
  restore(mail: Email): ReadonlySet<Attachment> | undefined {
    return this.#restoreTexts(mail) ? this.#restoreFiles(mail.attachments) : undefined;
  }

  /** Each has to be in its own kind, once; there it may have others before and after it. */
  #restoreTexts(mail: Email): boolean {
    for (const { word, text, kind } of this.#texts) {
      const [before, after, ...others] = (mail[kind] ?? '').split(word);
      if (before === undefined || after === undefined || others.length > 0) return false;
      mail[kind] = `${before}${text}${after}`;
    }
    return this.#texts.length === 0 || !`${mail.html} ${mail.text}`.includes(this.#nonce);
  }

  #restoreFiles(attachments: readonly Attachment[]): ReadonlySet<Attachment> | undefined {
    const restored = new Set<Attachment>();
    if (this.#files.size === 0) return restored;
    for (const attachment of attachments) {
      const bytes = this.#files.get(wordIn(attachment));
      if (bytes === undefined) continue;
      attachment.content = bytes;
      restored.add(attachment);
    }
    return restored.size === this.#files.size ? restored : undefined;
  }
}

function wordIn({ content }: Attachment): string {
  return typeof content === 'string' || content.byteLength > 100 ? '' : Buffer.from(new Uint8Array(content)).toString('latin1');
}

/** Base64 without anything that decoders read differently (RFC 4648 section 3): other letters, or padding within. */
function decodeCanonical(body: Buffer): Uint8Array<ArrayBuffer> | undefined {
  if (body.includes('-') || body.includes('_')) return undefined;
  const bytes = Buffer.from(body.toString('latin1'), 'base64');
  const end = body.subarray(-16).toString('latin1');
  const padding = /={0,2}\s*$/.exec(end)?.[0].trim().length ?? 0;
  const digits = body.length - countLines(body) - countLines(body, 'CR') - padding;
  if (bytes.length !== Math.floor((digits * 3) / 4)) return undefined;
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    : new Uint8Array(bytes);
}
