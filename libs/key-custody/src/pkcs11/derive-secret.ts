// ECDH in the module. A derived key is an object of the session; it is the one
// thing that is read from the token, and destroyed as soon as it was.
import { type Handle, handleAt, withArena } from './arena.ts';
import { readAttributes, type Template, writeTemplate } from './attributes.ts';
import { CKA, CKD_NULL, CKK, CKM, CKO } from './constants.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';

const SECRET_BYTES = 32;

const SECRET: Template = [
  [CKA.CLASS, CKO.SECRET_KEY],
  [CKA.KEY_TYPE, CKK.GENERIC_SECRET],
  [CKA.TOKEN, false],
  [CKA.SENSITIVE, false],
  [CKA.EXTRACTABLE, true],
  [CKA.VALUE_LEN, SECRET_BYTES],
];

/** Z, 32 bytes. `point` is on the curve, as 04 X Y. Throws a Pkcs11Error. */
export async function deriveSecret(module: Pkcs11Module, session: Handle, privateKey: Handle, point: Buffer): Promise<Buffer> {
  const secret = await derive(module, session, privateKey, point);
  try {
    const [value] = await readAttributes(module, session, secret, [CKA.VALUE]);
    if (value?.length !== SECRET_BYTES)
      throw new Error('pkcs11: the module derived a secret that is not 32 bytes, or does not tell it');
    return value;
  } finally {
    await module.call('C_DestroyObject', undefined, session, secret);
  }
}

async function derive(module: Pkcs11Module, session: Handle, privateKey: Handle, point: Buffer): Promise<Handle> {
  return withArena(async (arena) => {
    const publicData = arena.copyOf(point);
    // CK_ECDH1_DERIVE_PARAMS: no key derivation function, no shared data.
    const parameters = arena.words(CKD_NULL, 0, 0, publicData.bytes.length, publicData.address);
    const mechanism = arena.words(CKM.ECDH1_DERIVE, parameters.address, parameters.bytes.length);
    const template = writeTemplate(arena, SECRET);
    const handle = arena.words(0);
    await module.call(
      'C_DeriveKey',
      arena,
      session,
      mechanism.address,
      privateKey,
      template.address,
      SECRET.length,
      handle.address,
    );
    return handleAt(handle);
  });
}
