// A look at the raw lines before any parser: how many parts there are, and
// whether the headers contradict themselves. Two parsers that read the same
// bytes differently are how a filter is shown one mail and a reader another,
// so contradictions are told to the reader. One pass, linear in the bytes.
import { PosternError } from '@postern/errors';
import { LIMITS } from './limits.ts';
import type { WarningCode } from './mail.ts';
import { type PartHeader, readPartHeader } from './part-header.ts';
import type { TextPart } from './text-part.ts';

const DASH = 0x2d;
const LF = 0x0a;
const CR = 0x0d;
/** A delimiter line has at most 70 characters and two or four dashes (RFC 2046 section 5.1.1); be generous. */
const MAX_DELIMITER = 2_100;

/** The body of a part, byte for byte, as a view into the mail. */
export interface RawBody {
  readonly bytes: Buffer;
  readonly encoding: 'identity' | 'base64' | 'quoted-printable';
  readonly calendar: boolean;
  readonly charset: string | undefined;
}

/** A part's place in the mail. */
export interface RawPart {
  readonly headerStart: number;
  /** Where the empty line begins that ends the header. */
  readonly headerEnd: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly encoding: RawBody['encoding'] | undefined;
  readonly text: TextPart | undefined;
  /** A file whoever reads it. */
  readonly file: boolean;
}

export interface Structure {
  /** Every part, in order; of a multipart the body is what stands before its first part. */
  readonly parts: readonly RawPart[];
  readonly warnings: ReadonlySet<WarningCode>;
  /** Of everything that is not a multipart, in order. */
  readonly bodies: readonly RawBody[];
  /** Where the mail's own header ends. */
  readonly bodyStart: number;
}

interface Part extends Pick<PartHeader, 'encoding' | 'calendar' | 'charset' | 'text' | 'file'>, Omit<RawPart, 'bodyEnd'> {}

/** Throws `rendering.too_complex` when there are too many parts, lines or bytes of headers. */
export function inspectStructure(bytes: Buffer): Structure {
  const lines = countLines(bytes);
  if (lines > LIMITS.lines) throw new PosternError('rendering.too_complex');
  const inspection = new Inspection(bytes);
  inspection.run();
  if (lines - inspection.encodedLines > LIMITS.plainLines) throw new PosternError('rendering.too_complex');
  return inspection;
}

/** Line feeds, or what else ends lines. */
export function countLines(bytes: Uint8Array, ending: 'LF' | 'CR' = 'LF'): number {
  const byte = ending === 'LF' ? LF : CR;
  let lines = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) lines += 1;
  return lines;
}

class Inspection implements Structure {
  readonly warnings = new Set<WarningCode>();
  readonly parts: RawPart[] = [];
  readonly bodies: RawBody[] = [];
  bodyStart = 0;
  /** Lines of bodies in base64 and quoted-printable. */
  encodedLines = 0;
  readonly #bytes: Buffer;
  /** Boundaries that were announced and are not closed. */
  readonly #open = new Set<string>();
  /** A boundary was announced in a way that is read differently: then every line that could be a delimiter counts as one. */
  #opaque = false;
  #parts = 0;
  #headerBytes = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  run(): void {
    let part: Part | undefined = this.#readPart(0);
    this.bodyStart = part.bodyStart;
    let at = part.bodyStart;
    for (let next = this.#nextDelimiter(at); next !== -1; next = this.#nextDelimiter(at)) {
      const end = lineEnd(this.#bytes, next);
      const line = this.#bytes.toString('latin1', next + 2, Math.min(end, next + MAX_DELIMITER)).trimEnd();
      at = end;
      const closes = line.endsWith('--') && this.#open.delete(line.slice(0, -2).trimEnd());
      if (!closes && !this.#open.has(line)) {
        if (this.#opaque) this.#countPart();
        continue;
      }
      this.#endPart(part, next);
      part = closes ? undefined : this.#readPart(end);
      at = part?.bodyStart ?? at;
    }
    this.#endPart(part, this.#bytes.length);
    // A multipart that never ends has lost something on its way.
    if (this.#open.size > 0) this.warnings.add('damaged');
  }

  #countPart(): void {
    this.#parts += 1;
    if (this.#parts > LIMITS.parts) throw new PosternError('rendering.too_complex');
  }

  #readPart(start: number): Part {
    this.#countPart();
    let end = start;
    while (end < this.#bytes.length && !isBlank(this.#bytes, end)) {
      end = lineEnd(this.#bytes, end);
      if (end - start > LIMITS.headerBytes) throw new PosternError('rendering.too_complex');
    }
    this.#headerBytes += end - start;
    if (this.#headerBytes > LIMITS.allHeaderBytes) throw new PosternError('rendering.too_complex');
    const { warnings, boundaries, opaque, encoding, calendar, charset, text, file } = readPartHeader(
      this.#bytes.toString('latin1', start, end),
    );
    for (const warning of warnings) this.warnings.add(warning);
    for (const boundary of boundaries) this.#open.add(boundary);
    this.#opaque ||= opaque;
    // The empty line after a header is not part of the body.
    const bodyStart = isBlank(this.#bytes, end) ? lineEnd(this.#bytes, end) : end;
    return { headerStart: start, headerEnd: end, bodyStart, encoding, calendar, charset, text, file };
  }

  /** `at` is the delimiter that follows; the line break before it belongs to it (RFC 2046 section 5.1.1). */
  #endPart(part: Part | undefined, at: number): void {
    if (part === undefined) return;
    const end = at === this.#bytes.length ? at : at - (this.#bytes[at - 2] === CR ? 2 : 1);
    const bodyEnd = Math.max(part.bodyStart, end);
    this.parts.push({ ...part, bodyEnd });
    if (part.encoding === undefined) return;
    const bytes = this.#bytes.subarray(part.bodyStart, bodyEnd);
    if (part.encoding !== 'identity') this.encodedLines += countLines(bytes);
    this.bodies.push({ bytes, encoding: part.encoding, calendar: part.calendar, charset: part.charset });
  }

  /** The start of the next line that starts with two dashes. */
  #nextDelimiter(from: number): number {
    for (let at = from; at < this.#bytes.length - 1; at = lineEnd(this.#bytes, at)) {
      if (this.#bytes[at] === DASH && this.#bytes[at + 1] === DASH) return at;
    }
    return -1;
  }
}

/** The start of the line after the one that holds `at`. */
function lineEnd(bytes: Buffer, at: number): number {
  const newline = bytes.indexOf(LF, at);
  return newline === -1 ? bytes.length : newline + 1;
}

function isBlank(bytes: Buffer, at: number): boolean {
  return bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF);
}
