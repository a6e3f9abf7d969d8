import { fixedBytes } from './fixed-keys.ts';
import { BODY, BODY_HEADER, b64, CLAIMS, digestOf, flip, forgeBody, forgeCapsule, forgeClaims, NOW, withPart } from './forge.ts';
import type { BodyVector, NegativeVector } from './vector.ts';

const { cty: _cty, ...withoutCty } = BODY_HEADER;
const HEADER_JSON = JSON.stringify(BODY_HEADER);
const headed = (name: string, header: object | string) => [name, forgeBody({ header })] as const;

/** Each with the digest that fits it, so that the rule that it breaks is all that is wrong. */
const WRONG: readonly (readonly [name: string, body: string])[] = [
  ['an empty body', ''],
  ['a body by another key', forgeBody({ key: fixedBytes('another key', 32) })],
  ['a body whose nonce was changed', withPart(BODY, 2, flip)],
  ['a body whose ciphertext was changed', withPart(BODY, 3, flip)],
  ['a body whose ciphertext was cut', withPart(BODY, 3, (part) => part.slice(0, -4))],
  ['a body whose tag was changed', withPart(BODY, 4, flip)],
  [
    'a body whose header was spelt otherwise afterwards',
    withPart(BODY, 0, () => b64(JSON.stringify({ enc: 'A256GCM', alg: 'dir', cty: 'message/rfc822' }))),
  ],
  headed('a body by alg A256KW', { ...BODY_HEADER, alg: 'A256KW' }),
  headed('a body by enc A128GCM', { ...BODY_HEADER, enc: 'A128GCM' }),
  headed('a body without cty', withoutCty),
  headed('a body of another cty', { ...BODY_HEADER, cty: 'text/html' }),
  headed('a body with zip', { ...BODY_HEADER, zip: 'DEF' }),
  headed('a body with kid', { ...BODY_HEADER, kid: 'k' }),
  headed('a body with crit', { ...BODY_HEADER, crit: ['exp'] }),
  headed('a body with white space in the header', JSON.stringify(BODY_HEADER, null, 1)),
  headed('a body with a member twice in the header', HEADER_JSON.replace('{', '{"alg":"dir",')),
  ['a body with a wrapped key', forgeBody({ encryptedKey: b64(fixedBytes('wrapped', 40)) })],
  ['a body whose nonce has 16 bytes', forgeBody({ nonceBytes: 16 })],
  ['a body whose tag has 12 bytes', forgeBody({ tagBytes: 12 })],
  ['a body with padding', `${BODY}==`],
  ['a body with a line break', `${BODY.slice(0, 100)}\r\n${BODY.slice(100)}`],
  ['a body of four parts', BODY.slice(0, BODY.lastIndexOf('.'))],
  ['a body of six parts', `${BODY}.AAAA`],
];

function vector(name: string, dig: string, body: BodyVector, error: string): NegativeVector {
  return { name, now: NOW, capsule: forgeCapsule(forgeClaims({ ...CLAIMS, dig })), body, error };
}

export const NEGATIVE_BODIES: readonly NegativeVector[] = [
  ...WRONG.map(([name, body]) => vector(name, digestOf(body), { text: body }, 'rendering.refused')),
  vector('a body of another digest', b64(fixedBytes('another digest', 32)), { text: BODY }, 'rendering.refused'),
  vector('a body of more than 36 MiB', CLAIMS.dig, { repeat: 'A', times: 36 * 1024 * 1024 + 1 }, 'envelope.too_large'),
];
