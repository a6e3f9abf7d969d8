import type { KeyObject } from 'node:crypto';
import { importKeys, PRIVATE_KEY, PUBLIC_KEY, parseKeyFile, toPrivateKey, toPublicKey } from '@postern/jwk';
import jose, { type JWK } from 'node-jose';
import { z } from 'zod';
import { BRAND, type Brand } from './brand.ts';
import { SENDER_ID } from './claims.ts';
import { generateKey, publicHalf, toJson } from './keys.ts';
import { LIMITS, type SenderLimits } from './sender-limits.ts';

/** No control, format (bidi) or line separator characters: the name is shown where people decide whom to trust. */
const DISPLAY_NAME = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

/** As many public keys as a sender may have at a time. */
export const MAX_SENDER_KEYS = 32;
/** Two bytes in a usage event: enough for every sender, and for nothing that would tell more. */
const MAX_USAGE_NUMBER = 65_535;

const SENDER = z.strictObject({
  id: SENDER_ID,
  displayName: DISPLAY_NAME,
  privacyUrl: z
    .url({ protocol: /^https$/ })
    .max(512)
    .optional(),
  keys: z.array(PUBLIC_KEY).min(1).max(MAX_SENDER_KEYS),
  limits: LIMITS.optional(),
  brand: BRAND.optional(),
  usageNumber: z.int().min(1).max(MAX_USAGE_NUMBER).optional(),
});
const REGISTRY = z.strictObject({ senders: z.array(SENDER).min(1).max(10_000) });
const SIGNING_KEY = z.strictObject({ sender: z.strictObject({ id: SENDER_ID, displayName: DISPLAY_NAME }), key: PRIVATE_KEY });

/** A sender organisation as readers see it. */
export interface Sender {
  readonly id: string;
  readonly displayName: string;
  readonly privacyUrl: string | undefined;
  readonly brand: Brand | undefined;
  /** What usage events call it. */
  readonly usageNumber: number | undefined;
}

export interface RegisteredSender {
  readonly sender: Sender;
  /** The public halves of its signing keys, by id; several while they rotate. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly limits: SenderLimits;
}

/** By sender id. */
export type SenderRegistry = Pick<ReadonlyMap<string, RegisteredSender>, 'get'>;

/** What a sender needs to sign. */
export interface SenderKey {
  readonly id: string;
  readonly displayName: string;
  readonly signingKey: JWK.Key;
}

/** Reads the registry of sender organisations. Throws an Error that names what is wrong. */
export function readSenderRegistry(json: string): ReadonlyMap<string, RegisteredSender> {
  const registry = new Map<string, RegisteredSender>();
  const usageNumbers = new Set<number>();
  for (const { keys, limits, ...said } of parseKeyFile('sender registry', json, REGISTRY).senders) {
    const { id, displayName, privacyUrl, brand, usageNumber } = said;
    const what = `sender registry: ${id}`;
    if (registry.has(id)) throw new Error(`${what} is there twice`);
    if (usageNumber !== undefined && usageNumbers.has(usageNumber)) throw new Error(`${what} has another sender's usageNumber`);
    if (usageNumber !== undefined) usageNumbers.add(usageNumber);
    registry.set(id, {
      sender: { id, displayName, privacyUrl, brand, usageNumber },
      keys: importKeys(keys, { what, use: 'sig', toKey: toPublicKey }),
      limits: limits ?? {},
    });
  }
  return registry;
}

export async function readSenderKey(json: string): Promise<SenderKey> {
  const what = 'sender key';
  const { sender, key } = parseKeyFile(what, json, SIGNING_KEY);
  importKeys([key], { what, use: 'sig', toKey: toPrivateKey });
  return { ...sender, signingKey: await jose.JWK.asKey(key) };
}

interface NewSender {
  readonly id: string;
  readonly displayName: string;
  /** For the registry, as it stands there: the logo in base64. */
  readonly brand?: z.input<typeof BRAND>;
  readonly usageNumber?: number;
}

/** A new signing key for a sender, as its own file and as an entry of a registry. */
export async function generateSenderKey({ brand, usageNumber, ...sender }: NewSender): Promise<{
  readonly senderKey: string;
  readonly registry: string;
}> {
  const key = await generateKey('sig');
  const senderKey = toJson(SIGNING_KEY.parse({ sender, key: key.toJSON(true) }));
  const entry = { ...sender, keys: [publicHalf(key)], ...(brand && { brand }), ...(usageNumber && { usageNumber }) };
  return { senderKey, registry: toJson({ senders: [entry] }) };
}
