// Key pairs as nobody should make them.
import { type Handle, handleAt, withArena } from '../src/pkcs11/arena.ts';
import { type Template, writeTemplate } from '../src/pkcs11/attributes.ts';
import { CKA, CKK, CKM, P256_PARAMETERS } from '../src/pkcs11/constants.ts';
import type { Pkcs11Module } from '../src/pkcs11/pkcs11-module.ts';

export interface OddKeyPair {
  readonly id: Buffer;
  readonly label?: string;
  readonly extractable?: boolean;
  readonly sensitive?: boolean;
  /** DER of an object identifier; P-256 unless told. */
  readonly curve?: Buffer;
}

/** DER of 1.3.132.0.34. */
export const P384_PARAMETERS = Buffer.from('06052b81040022', 'hex');

export async function makeKeyPair(module: Pkcs11Module, session: Handle, pair: OddKeyPair): Promise<Handle> {
  const { id, label = 'odd', extractable = false, sensitive = true, curve = P256_PARAMETERS } = pair;
  const both: Template = [
    [CKA.KEY_TYPE, CKK.EC],
    [CKA.TOKEN, true],
    [CKA.ID, id],
    [CKA.LABEL, Buffer.from(label)],
  ];
  const publicHalf: Template = [...both, [CKA.EC_PARAMS, curve]];
  const privateHalf: Template = [
    ...both,
    [CKA.PRIVATE, true],
    [CKA.DERIVE, true],
    [CKA.EXTRACTABLE, extractable],
    [CKA.SENSITIVE, sensitive],
  ];
  return withArena(async (arena) => {
    const mechanism = arena.words(CKM.EC_KEY_PAIR_GEN, 0, 0);
    const [templateA, templateB] = [writeTemplate(arena, publicHalf), writeTemplate(arena, privateHalf)];
    const [publicKey, privateKey] = [arena.words(0), arena.words(0)];
    const sizes = [publicHalf.length, templateB.address, privateHalf.length] as const;
    const results = [publicKey.address, privateKey.address] as const;
    await module.call('C_GenerateKeyPair', arena, session, mechanism.address, templateA.address, ...sizes, ...results);
    return handleAt(privateKey);
  });
}
