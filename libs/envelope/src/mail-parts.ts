// The parts of a mail that somebody saved and gives to the portal, before we
// know who that is. A general parser of mails costs microseconds a line and
// seconds for a few megabytes of hostile nesting; all that is wanted here is
// one attachment. So this walks over the bytes: a few headers, the lines that
// start with a boundary, and nothing else. It looks at every byte at most once
// a level, and levels, parts and headers are few.
import { decodeTransfer } from './transfer-encoding.ts';

const MAX_LEVELS = 8;
const MAX_PARTS = 200;
const MAX_HEADER_BYTES = 256 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

export interface MailPart {
  /** Lower case, for example `text/html`. */
  readonly mediaType: string;
  readonly fileName: string | undefined;
  /** The decoded bytes; made when asked for, and not kept. */
  readonly content: () => Buffer;
}

/**
 * The parts of a mail (RFC 5322, RFC 2045) that hold content, in their order,
 * those of mails that are attached to it too. What is beyond 8 levels, 200
 * parts or 256 KiB of headers is not looked at.
 */
export function mailParts(mail: Buffer): readonly MailPart[] {
  const found: MailPart[] = [];
  const budget = { parts: MAX_PARTS, headerBytes: MAX_HEADER_BYTES };
  walk(mail, MAX_LEVELS);
  return found;

  function walk(bytes: Buffer, levels: number): void {
    budget.parts -= 1;
    const end = headerEnd(bytes, budget.headerBytes);
    if (end === undefined || levels === 0) return;
    budget.headerBytes -= end;
    const header = readHeader(bytes.toString('latin1', 0, end));
    const body = bytes.subarray(end);
    if (header.boundary !== undefined) walkAll(split(body, header.boundary), levels - 1);
    else if (header.mediaType === 'message/rfc822') walk(decodeTransfer(body, header.encoding), levels - 1);
    else
      found.push({
        mediaType: header.mediaType,
        fileName: header.fileName,
        content: () => decodeTransfer(body, header.encoding),
      });
  }

  function walkAll(parts: Iterable<Buffer>, levels: number): void {
    for (const part of parts) {
      if (budget.parts <= 0) return;
      walk(part, levels);
    }
  }
}

/** Where the body starts: after the first empty line. Undefined when that is not within `limit` bytes. */
function headerEnd(bytes: Buffer, limit: number): number | undefined {
  for (let line = 0; line <= limit; ) {
    if (bytes[line] === LF) return line + 1;
    if (bytes[line] === CR && bytes[line + 1] === LF) return line + 2;
    const next = bytes.indexOf(LF, line);
    if (next === -1) return undefined;
    line = next + 1;
  }
  return undefined;
}

interface PartHeader {
  readonly mediaType: string;
  /** Of a multipart. */
  readonly boundary: string | undefined;
  readonly fileName: string | undefined;
  readonly encoding: string;
}

function readHeader(text: string): PartHeader {
  const fields = new Map<string, string>();
  // Folded lines are one field (RFC 5322 section 2.2.3); of fields that are there twice, the first counts.
  for (const line of text.replace(/\r?\n[ \t]/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1));
  }
  const type = fields.get('content-type') ?? 'text/plain';
  const mediaType = (type.split(';', 1)[0] ?? '').trim().toLowerCase();
  return {
    mediaType,
    boundary: mediaType.startsWith('multipart/') ? parameter(type, 'boundary') : undefined,
    fileName: parameter(fields.get('content-disposition') ?? '', 'filename') ?? parameter(type, 'name'),
    encoding: fields.get('content-transfer-encoding') ?? '',
  };
}

/** A parameter of a field (RFC 2045 section 5.1), without comments and continuations. */
function parameter(field: string, name: string): string | undefined {
  for (const [, key, quoted, token] of field.matchAll(
    /;\s{0,50}([A-Za-z0-9*_-]{1,40})\s{0,10}=\s{0,10}(?:"([^"]{0,200})"|([^\s;"]{1,200}))/g,
  )) {
    if (key?.toLowerCase() === name) return quoted ?? token;
  }
  return undefined;
}

/** The parts between the delimiter lines (RFC 2046 section 5.1.1); a last one that is not closed counts. */
function* split(body: Buffer, boundary: string): Generator<Buffer, void> {
  const delimiter = Buffer.from(`--${boundary.trimEnd()}`, 'latin1');
  let start: number | undefined;
  for (let line = 0; line !== -1 && line < body.length; line = nextDashLine(body, line)) {
    if (!startsWith(body, delimiter, line)) continue;
    const after = line + delimiter.length;
    const closes = body[after] === DASH && body[after + 1] === DASH;
    if (!closes && !isRestOfLineBlank(body, after)) continue;
    if (start !== undefined) yield body.subarray(start, line);
    const newline = body.indexOf(LF, after);
    start = closes || newline === -1 ? undefined : newline + 1;
    if (closes) return;
  }
  if (start !== undefined) yield body.subarray(start);
}

/** The next line after `from` that starts with two dashes, or -1. A loop, since lines may be a byte long. */
function nextDashLine(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length - 2; at += 1) {
    if (bytes[at] === LF && bytes[at + 1] === DASH && bytes[at + 2] === DASH) return at + 1;
  }
  return -1;
}

function startsWith(bytes: Buffer, prefix: Buffer, at: number): boolean {
  for (let i = 0; i < prefix.length; i += 1) if (bytes[at + i] !== prefix[i]) return false;
  return true;
}

function isRestOfLineBlank(bytes: Buffer, from: number): boolean {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  return at >= bytes.length || bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF);
}
