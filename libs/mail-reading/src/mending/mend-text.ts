import { decoderOf } from '../charsets.ts';
import { decodeBody } from '../original-bytes.ts';
import type { RawBody } from '../structure.ts';
import type { TextPart } from '../text-part.ts';
import { unflow } from './flowed-text.ts';
import { isAsLabelled, metaCharset, textCharset } from './text-charset.ts';

export interface MendedText {
  readonly text: string;
  /** Its character set was not said. */
  readonly guessed: boolean;
  /** It is not encoded as it says. */
  readonly damaged: boolean;
}

/** What text says where a parser would misread it; undefined where it would not. */
export function mendText(
  raw: Buffer,
  encoding: RawBody['encoding'],
  part: TextPart,
  elsewhere: string | undefined,
): MendedText | undefined {
  const damaged = encoding === 'base64' && !isBase64(raw);
  const anew = damaged || part.flowed || part.nameless || part.unknown;
  if (!anew && isPlainAscii(raw, encoding)) return undefined;
  const bytes = damaged ? raw : decodeBody(raw, encoding);
  const meta = part.html ? metaCharset(bytes) : undefined;
  const { charset, guessed } = textCharset(bytes, { label: part.charset, meta, elsewhere });
  if (charset === undefined && !anew) return undefined;
  const decoder = decoderOf(charset ?? part.charset ?? 'utf-8');
  // The parser knows more names than this, and has to make the best of it.
  if (decoder === undefined) return undefined;
  const text = decoder.decode(bytes).replaceAll('\r\n', '\n');
  return { text: part.flowed ? unflow(text, part) : text, guessed, damaged };
}

/** What text says that is ASCII or UTF-8 and claims nothing else; undefined for all other text. */
export function certainText(raw: Buffer, encoding: RawBody['encoding'], { charset }: TextPart): string | undefined {
  const bytes = decodeBody(raw, encoding);
  return isAsLabelled(bytes, charset) ? bytes.toString().replaceAll('\r\n', '\n') : undefined;
}

/** Whether nothing in it depends on a character set. A body in base64 is not looked into. */
function isPlainAscii(raw: Buffer, encoding: RawBody['encoding']): boolean {
  if (encoding === 'base64') return false;
  const text = raw.toString('latin1');
  return !/[\x80-\xff\x1b]/.test(text) && (encoding === 'identity' || !/=(?:[89a-f][0-9a-f]|1b)/i.test(text));
}

/** Not one character in twenty is foreign to the alphabet. */
function isBase64(raw: Buffer): boolean {
  const text = raw.toString('latin1');
  const foreign = text.length - text.replace(/[^A-Za-z0-9+/=\s]/g, '').length;
  const words = /[A-Za-z] [A-Za-z]/.test(text.slice(0, 2_000));
  return foreign * 20 <= text.length && !(words && foreign > 0);
}
