// Changes that random bytes would hardly ever make: to the parts of a compact
// object as wholes, and to the JSON behind a header's base64url.
import type { Random } from './random.ts';

const MEMBERS = [
  '"zip":"DEF"',
  '"crit":["exp"]',
  '"jku":"https://x.example"',
  '"x5u":"https://x.example"',
  '"jwk":{}',
  '"x5c":[]',
  '"p2c":1000000000',
  '"apu":""',
  '"b64":false',
  '"alg":"none"',
  '"alg":"dir"',
  '"enc":"A128CBC-HS256"',
  '"kid":"\\u0041"',
  '"kid":""',
  '"__proto__":{}',
  '"cty":"JWT"',
];

const TEXTS = [' ', '\n', '\u00a0', '\ufeff', '\\u002e', '{', '}', '[', ',', '"', '1e400', 'null', '{"a":'.repeat(200)];

/** Parts swapped, doubled, dropped or emptied. */
export function mutateSegments(bytes: Buffer, random: Random): Buffer {
  const segments = bytes.toString('latin1').split('.', 64);
  const [from, to] = [random.below(segments.length), random.below(segments.length)];
  const moved = segments[from] ?? '';
  switch (random.below(4)) {
    case 0:
      return joined(segments.with(from, segments[to] ?? '').with(to, moved));
    case 1:
      return joined(segments.toSpliced(to, 0, moved));
    case 2:
      return joined(segments.toSpliced(from, 1));
    default:
      return joined(segments.with(from, ''));
  }
}

/** A member more, or one instead of another, or a text that JSON may or may not have there. */
export function mutateHeader(bytes: Buffer, random: Random): Buffer {
  const [header = '', ...rest] = bytes.toString('latin1').split('.', 64);
  const json = Buffer.from(header.slice(0, 4096), 'base64url').toString();
  const at = random.below(json.length + 1);
  const changed = [
    () => json.replace('{', `{${random.pick(MEMBERS)},`),
    () => json.replace(/\}$/, `,${random.pick(MEMBERS)}}`),
    () => json.replace(/"[a-z]+":"[^"]*"/, random.pick(MEMBERS)),
    () => json.slice(0, at) + random.pick(TEXTS) + json.slice(at),
    () => json.slice(0, at) + json.slice(at + 1),
  ][random.below(5)]?.();
  return joined([Buffer.from(changed ?? '').toString('base64url'), ...rest]);
}

function joined(segments: readonly string[]): Buffer {
  return Buffer.from(segments.join('.'), 'latin1');
}
