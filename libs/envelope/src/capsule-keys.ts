import { diffieHellman } from 'node:crypto';
import { PosternError } from '@postern/errors';
import { importKeys, PRIVATE_KEY, PUBLIC_KEY, type PublicJwk, parseKeyFile, toPrivateKey, toPublicKey } from '@postern/jwk';
import jose, { type JWK } from 'node-jose';
import { z } from 'zod';
import type { Agree } from './capsule.ts';
import { generateKey, publicHalf, toJson } from './keys.ts';

/** As many capsule keys as a portal may have at a time. */
export const MAX_CAPSULE_KEYS = 32;

const PRIVATE_SET = z.strictObject({ keys: z.array(PRIVATE_KEY).min(1).max(MAX_CAPSULE_KEYS) });

/** A portal's capsule private keys, in memory. */
export interface CapsuleKeys {
  /** In the order of the file: the first one is what senders should seal for. */
  readonly publicKeys: readonly PublicJwk[];
  /** Throws `keyrelease.refused` for a key that is not among them. */
  readonly agree: (...of: Parameters<Agree>) => Buffer;
}

/** Reads a JWK set of private keys. Throws an Error that names what is wrong and no value. */
export function readCapsuleKeys(json: string): CapsuleKeys {
  const what = 'capsule keys';
  const { keys } = parseKeyFile(what, json, PRIVATE_SET);
  const byId = importKeys(keys, { what, use: 'enc', toKey: toPrivateKey });
  return {
    publicKeys: keys.map(({ d: _private, ...publicKey }) => publicKey),
    agree: (keyId, ephemeral) => {
      const privateKey = byId.get(keyId);
      if (privateKey === undefined) throw new PosternError('keyrelease.refused');
      return diffieHellman({ privateKey, publicKey: ephemeral.key });
    },
  };
}

/** The public key that senders seal for. Throws an Error that names what is wrong. */
export async function readCapsulePublicKey(json: string): Promise<JWK.Key> {
  const what = 'capsule public key';
  const key = parseKeyFile(what, json, PUBLIC_KEY);
  importKeys([key], { what, use: 'enc', toKey: toPublicKey });
  return jose.JWK.asKey(key);
}

/** A new capsule key, as the two files that hold it. */
export async function generateCapsuleKeys(): Promise<{ readonly privateKeys: string; readonly publicKey: string }> {
  const key = await generateKey('enc');
  return { privateKeys: toJson({ keys: [key.toJSON(true)] }), publicKey: toJson(publicHalf(key)) };
}
