// Changes to bytes, small ones mostly: what is almost right gets furthest into
// a parser. One in fifty is blown up, for only large inputs show a square.
import { mutateHeader, mutateSegments } from './mutate-jose.ts';
import type { Random } from './random.ts';

const LARGE_BYTES = 256 * 1024;
const MAX_CHANGES = 4;

/** What the parsers look for, or should refuse. */
const WORDS = [
  '.',
  '..',
  '=',
  '+',
  '/',
  '-',
  '_',
  '\0',
  '\r\n',
  '\n',
  '\r\n\r\n',
  ' ',
  '\t',
  '"',
  "'",
  '<',
  '>',
  '&#13;',
  '&#x0a;',
  '<!--',
  '-->',
  '<![CDATA[',
  '<input name="capsule" value="',
  '<input name=body value=',
  '<form>',
  '</form>',
  '<script>',
  '<bdi\n>',
  '--b\r\n',
  '--b--\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Type: text/html; name=message.html\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  "Content-Disposition: attachment; filename*0*=utf-8''m%65; filename*1=.html\r\n",
  '=?utf-8?q?=00?=',
  '=3D',
  '(((',
  '\u00ff\u00fe',
  '\u00fe\u00ff',
  '\u00ef\u00bb\u00bf',
  '\u00c0\u0080',
];

const INTERESTING_BYTES = [0x00, 0x0a, 0x0d, 0x20, 0x22, 0x2b, 0x2d, 0x2e, 0x2f, 0x3d, 0x41, 0x5f, 0x7f, 0x80, 0xff];

/** `input` with one to four changes, `other` lending pieces. */
export function mutate(input: Buffer, other: Buffer, random: Random): Buffer {
  let bytes = input;
  const changes = 1 + random.below(MAX_CHANGES);
  for (let change = 0; change < changes; change++) bytes = mutateOnce(bytes, other, random);
  return random.below(50) === 0 ? inflated(bytes, random) : bytes.subarray(0, 2 * LARGE_BYTES);
}

function mutateOnce(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const end = at + random.below(Math.min(bytes.length - at, 64) + 1);
  switch (random.below(10)) {
    case 0:
      return withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8)));
    case 1:
      return withByte(bytes, at, random.pick(INTERESTING_BYTES));
    case 2:
      return replaced(bytes, at, end, Buffer.alloc(0));
    case 3:
      return replaced(bytes, at, at, bytes.subarray(at, end));
    case 4:
      return replaced(bytes, at, at, Buffer.from(random.pick(WORDS), 'latin1'));
    case 5:
      return replaced(bytes, at, end, Buffer.from(random.pick(WORDS), 'latin1'));
    case 6:
      return Buffer.concat([bytes.subarray(0, at), other.subarray(random.below(other.length + 1))]);
    case 7:
      return bytes.subarray(0, at);
    case 8:
      return mutateSegments(bytes, random);
    default:
      return mutateHeader(bytes, random);
  }
}

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  if (at < changed.length) changed[at] = value;
  return changed;
}

function replaced(bytes: Buffer, start: number, end: number, piece: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, start), piece, bytes.subarray(end)]);
}

/** One piece of it so often that the whole is large. */
function inflated(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const piece = random.below(2) === 0 ? Buffer.from(random.pick(WORDS), 'latin1') : bytes.subarray(at, at + 1 + random.below(40));
  if (piece.length === 0) return bytes;
  const filling = Buffer.alloc(LARGE_BYTES, piece);
  return replaced(bytes, at, at, filling).subarray(0, 2 * LARGE_BYTES);
}
