import jose, { type JWK } from 'node-jose';
import { z } from 'zod';
import { publicHalf, toJson } from './capsule-keys.ts';
import { SENDER_ID } from './claims.ts';
import { generateKey, importKeys, type KeysById, PRIVATE_KEY, PUBLIC_KEY, parseFile } from './keys.ts';

/** No control, format (bidi) or line separator characters: the name is shown where people decide whom to trust. */
const DISPLAY_NAME = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

const SENDER = z.strictObject({
  id: SENDER_ID,
  displayName: DISPLAY_NAME,
  privacyUrl: z
    .url({ protocol: /^https$/ })
    .max(512)
    .optional(),
  keys: z.array(PUBLIC_KEY).min(1).max(32),
});
const REGISTRY = z.strictObject({ senders: z.array(SENDER).min(1).max(10_000) });
const SIGNING_KEY = z.strictObject({ sender: z.strictObject({ id: SENDER_ID, displayName: DISPLAY_NAME }), key: PRIVATE_KEY });

/** A sender organisation as readers see it. */
export interface Sender {
  readonly id: string;
  readonly displayName: string;
  readonly privacyUrl: string | undefined;
}

export interface RegisteredSender extends Sender {
  readonly keys: KeysById;
}

/** By sender id. */
export type SenderRegistry = ReadonlyMap<string, RegisteredSender>;

/** What a sender needs to sign. */
export interface SenderKey {
  readonly id: string;
  readonly displayName: string;
  readonly signingKey: JWK.Key;
}

/** Reads the registry of sender organisations. Throws an Error that names what is wrong. */
export async function readSenderRegistry(json: string): Promise<SenderRegistry> {
  const registry = new Map<string, RegisteredSender>();
  for (const { id, displayName, privacyUrl, keys } of parseFile('sender registry', json, REGISTRY).senders) {
    if (registry.has(id)) throw new Error(`sender registry: ${id} is there twice`);
    registry.set(id, { id, displayName, privacyUrl, keys: await importKeys(`sender registry: ${id}`, keys) });
  }
  return registry;
}

export async function readSenderKey(json: string): Promise<SenderKey> {
  const { sender, key } = parseFile('sender key', json, SIGNING_KEY);
  try {
    return { ...sender, signingKey: await jose.JWK.asKey(key) };
  } catch {
    throw new Error('sender key: not a valid P-256 key');
  }
}

/** A new signing key for a sender, as its own file and as an entry of a registry. */
export async function generateSenderKey(sender: { readonly id: string; readonly displayName: string }): Promise<{
  readonly senderKey: string;
  readonly registry: string;
}> {
  const key = await generateKey('sig');
  const senderKey = toJson(SIGNING_KEY.parse({ sender, key: key.toJSON(true) }));
  return { senderKey, registry: toJson({ senders: [{ ...sender, keys: [publicHalf(key)] }] }) };
}
