// What is fuzzed, what each may throw, and what must hold for all that it accepts.
import { decodeBase64url, type JwePolicy, parseJwe, parseJws } from '@postern/jose-fence';
import { extractSealed, messageHtml, verifyStructure } from '../../src/index.ts';

export interface Target {
  readonly name: string;
  /** Throws what the parser throws; gives what is wrong with an accepted input, or undefined. */
  run(input: Buffer): string | undefined;
  /** The codes that it may refuse with. */
  readonly codes: readonly string[];
  /** A valid input of some hundred kilobytes, made of a small one: what time should be in proportion to. */
  readonly large: Buffer;
}

const FENCE_CODES = ['envelope.malformed', 'envelope.too_large'];
const FILE_CODES = ['gateway.no_message', 'gateway.too_large', 'envelope.too_large'];
const MAX_BYTES = 1 << 20;
const FILLING = 'A'.repeat(400_000);

export interface Examples {
  readonly capsule: string;
  readonly body: string;
  readonly claims: string;
}

export function targets({ capsule, body, claims }: Examples): readonly Target[] {
  const file = { language: 'th', senderName: 'A', portalUrl: 'https://mail.example.org', capsule } as const;
  const page = messageHtml({ ...file, body: Buffer.from(withFilling(body, 3)) });
  const capsulePolicy = { alg: 'ECDH-ES+A256KW', fixed: { typ: 'postern-capsule.v1' }, keyId: true } as const;
  const bodyPolicy = { alg: 'dir', fixed: { cty: 'message/rfc822' }, keyId: false } as const;
  return [
    jweTarget('capsule', { ...capsulePolicy, maxBytes: MAX_BYTES }, withFilling(capsule, 3)),
    jweTarget('body', { ...bodyPolicy, maxBytes: MAX_BYTES }, withFilling(body, 3)),
    { name: 'claims', codes: FENCE_CODES, large: Buffer.from(withFilling(claims, 1)), run: runJws },
    { name: 'base64url', codes: FENCE_CODES, large: Buffer.from(FILLING), run: runBase64url },
    { name: 'file', codes: FILE_CODES, large: page, run: runExtract },
    { name: 'structure', codes: [...FILE_CODES, ...FENCE_CODES, 'envelope.version'], large: page, run: runVerify },
  ];
}

/** With so much more in one of its parts. */
function withFilling(compact: string, part: number): string {
  const parts = compact.split('.');
  return parts.with(part, FILLING + (parts[part] ?? '')).join('.');
}

function jweTarget(name: string, policy: JwePolicy, large: string): Target {
  const run = (input: Buffer): string | undefined => {
    const { header, encryptedKey, nonce, ciphertext, tag } = parseJwe(input, policy);
    const again = [JSON.stringify(header), encryptedKey, nonce, ciphertext, tag];
    return isSpelt(input, again) ? undefined : 'accepted, but not the one spelling of what it says';
  };
  return { name, codes: FENCE_CODES, large: Buffer.from(large), run };
}

function runJws(input: Buffer): string | undefined {
  const { header, payload, signature } = parseJws(input, { typ: 'postern-claims.v1', maxBytes: MAX_BYTES });
  return isSpelt(input, [JSON.stringify(header), payload, signature])
    ? undefined
    : 'accepted, but not the one spelling of what it says';
}

function isSpelt(input: Buffer, parts: readonly (string | Buffer)[]): boolean {
  return parts.map((part) => Buffer.from(part).toString('base64url')).join('.') === input.toString('latin1');
}

function runBase64url(input: Buffer): string | undefined {
  return decodeBase64url(input).toString('base64url') === input.toString('latin1') ? undefined : 'decoded, but not canonical';
}

/** What was found must be free of white space, and be found again when it is put into an attachment. */
function runExtract(input: Buffer): string | undefined {
  const { capsule, body } = extractSealed(input);
  if (capsule === '' || body.length === 0 || /[\r\n\t ]/.test(capsule) || /[\r\n\t ]/.test(body.toString('latin1')))
    return 'gave fields that are empty or have white space';
  if (!/^[\w.-]*$/.test(capsule) || !/^[\w.-]*$/.test(body.toString('latin1'))) return undefined;
  const again = extractSealed(
    messageHtml({ language: 'en', senderName: 'A', portalUrl: 'https://mail.example.org', capsule, body }),
  );
  return again.capsule === capsule && again.body.equals(body) ? undefined : 'did not find the same fields again';
}

/** What is said to be the template must be made again by what it is said to be made of. */
function runVerify(input: Buffer): string | undefined {
  const { template, fields } = verifyStructure(input);
  if (template === undefined) return undefined;
  const { language, senderName, portal } = template;
  const again = messageHtml({ language, senderName, portalUrl: portal, ...fields });
  return verifyStructure(again).template?.hash === template.hash ? undefined : 'is the template, but not when made again';
}
