// A look at the raw lines before any parser: how many parts there are, and
// whether the headers contradict themselves. Two parsers that read the same
// bytes differently are how a filter is shown one mail and a reader another,
// so contradictions are told to the reader. One pass, linear in the bytes.
import { PosternError } from '@postern/errors';
import { LIMITS } from './limits.ts';
import type { WarningCode } from './mail.ts';

const DASH = 0x2d;
const LF = 0x0a;
const CR = 0x0d;
/** A delimiter line has at most 70 characters and two or four dashes (RFC 2046 section 5.1.1); be generous. */
const MAX_DELIMITER = 300;
const SINGLE_HEADERS = new Set([
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'subject',
  'from',
  'date',
  'mime-version',
]);

export interface Structure {
  readonly warnings: ReadonlySet<WarningCode>;
  /** The bodies of parts that are not encoded, byte for byte, as views into the mail. */
  readonly plainBodies: readonly Buffer[];
}

interface Findings {
  readonly warnings: Set<WarningCode>;
  /** Boundaries that were announced. */
  readonly open: Set<string>;
}

interface Part {
  /** Where its body starts. */
  readonly start: number;
  /** Neither a multipart nor encoded. */
  readonly plain: boolean;
}

/** Throws `rendering.too_complex` when there are too many parts. */
export function inspectStructure(bytes: Buffer): Structure {
  const findings: Findings = { warnings: new Set(), open: new Set() };
  const plainBodies: Buffer[] = [];
  let parts = 1;
  let part: Part | undefined = inspectHeader(bytes, 0, findings);
  let at = part.start;
  for (let next = nextDelimiter(bytes, at); next !== -1; next = nextDelimiter(bytes, at)) {
    const end = lineEnd(bytes, next);
    const line = bytes.toString('latin1', next + 2, Math.min(end, next + MAX_DELIMITER)).trimEnd();
    at = end;
    const closes = line.endsWith('--') && findings.open.delete(line.slice(0, -2));
    if (!closes && !findings.open.has(line)) continue;
    if (part?.plain) plainBodies.push(bytes.subarray(part.start, Math.max(part.start, lastLineBreak(bytes, next))));
    part = closes ? undefined : inspectHeader(bytes, end, findings);
    if (part === undefined) continue;
    parts += 1;
    if (parts > LIMITS.parts) throw new PosternError('rendering.too_complex');
    at = part.start;
  }
  // A multipart that never ends has lost something on its way.
  if (findings.open.size > 0) findings.warnings.add('damaged');
  return { warnings: findings.warnings, plainBodies };
}

/** The line break before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
function lastLineBreak(bytes: Buffer, delimiter: number): number {
  return bytes[delimiter - 2] === CR ? delimiter - 2 : delimiter - 1;
}

/** The start of the next line that starts with two dashes. */
function nextDelimiter(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length - 1; at = lineEnd(bytes, at)) {
    if (bytes[at] === DASH && bytes[at + 1] === DASH) return at;
  }
  return -1;
}

/** The start of the line after the one that holds `at`. */
function lineEnd(bytes: Buffer, at: number): number {
  const newline = bytes.indexOf(LF, at);
  return newline === -1 ? bytes.length : newline + 1;
}

/** Reads one header. */
function inspectHeader(bytes: Buffer, start: number, { warnings, open }: Findings): Part {
  let plain = true;
  const seen = new Set<string>();
  let end = start;
  while (end < bytes.length && !isBlank(bytes, end)) {
    end = lineEnd(bytes, end);
    if (end - start > LIMITS.headerBytes) throw new PosternError('rendering.too_complex');
  }
  const header = bytes.toString('latin1', start, end).replace(/\r?\n[ \t]+/g, ' ');
  for (const line of header.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (SINGLE_HEADERS.has(name) && seen.has(name)) warnings.add('ambiguous_structure');
    seen.add(name);
    if (name === 'content-type') inspectContentType(line.slice(colon + 1), { warnings, open });
    if (/^content-(?:type:\s*multipart\/|transfer-encoding:\s*(?:base64|quoted-printable|x-))/i.test(line)) plain = false;
  }
  // The empty line after a header is not part of the body.
  return { start: isBlank(bytes, end) ? lineEnd(bytes, end) : end, plain };
}

function isBlank(bytes: Buffer, at: number): boolean {
  return bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF);
}

function inspectContentType(value: string, { warnings, open }: Findings): void {
  const boundaries = parameterValues(value, 'boundary');
  if (new Set(boundaries).size > 1 || parameterValues(value, 'charset').length > 1) warnings.add('ambiguous_structure');
  const [boundary] = boundaries;
  if (boundary !== undefined && /^\s*multipart\//i.test(value)) open.add(boundary.trimEnd());
  const [charset] = parameterValues(value, 'charset');
  if (charset !== undefined && !isKnownCharset(charset)) warnings.add('charset');
}

/** The values of a parameter as they stand, quotes taken off (RFC 2045 section 5.1). */
function parameterValues(value: string, name: string): readonly string[] {
  const values: string[] = [];
  for (const [, parameter, quoted, token] of value.matchAll(
    /;\s{0,100}([A-Za-z0-9*_-]{1,40})\s{0,100}=\s{0,100}(?:"([^"]{0,500})"|([^\s;"]{0,500}))/g,
  )) {
    if (parameter?.toLowerCase() === name) values.push(quoted ?? token ?? '');
  }
  return values;
}

/** UTF-7 is unknown on purpose: it hides markup in what looks like plain text. */
function isKnownCharset(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return /^(us-ascii|ansi_x3\.4-1968|binary|unknown-8bit)$/i.test(label);
  }
}
