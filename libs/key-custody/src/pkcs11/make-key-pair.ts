import { randomBytes } from 'node:crypto';
import { MAX_CAPSULE_KEYS } from '@postern/envelope';
import { thumbprint } from '@postern/jwk';
import type { CapsulePublicKey } from '../key-custody.ts';
import { type Handle, handleAt, withArena } from './arena.ts';
import { readAttributes, type Template, writeTemplate } from './attributes.ts';
import { CKA, CKK, CKM, CKO, P256_PARAMETERS } from './constants.ts';
import { readEcPoint } from './ec-point.ts';
import { findKeyPairs } from './key-pairs.ts';
import { acquireModule, releaseModule } from './loaded-modules.ts';
import { forOperator } from './operator-error.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';
import type { GenerateOptions } from './pkcs11-options.ts';
import type { Pkcs11Uri } from './pkcs11-uri.ts';
import { TokenLogin } from './token-login.ts';
import { closeSession, openSession } from './token-session.ts';

const ID_BYTES = 16;

/**
 * Makes a key pair on the token, for nothing but ECDH; its private half is
 * sensitive and cannot be extracted. CKA_ID of both halves is the thumbprint
 * that the key id spells, so that other programs can be told which one to delete.
 * Rejects with an Error for the operator.
 */
export async function makeKeyPair(uri: Pkcs11Uri, { label, strict = false }: GenerateOptions): Promise<CapsulePublicKey> {
  const module = await acquireModule(uri.modulePath);
  try {
    const login = new TokenLogin(module, uri.pinPath, strict);
    const session = await openSession({ module, uri, login }, 'write');
    try {
      await requireRoom(module, session, uri.object);
      return await makeNamedPair(module, session, label ?? uri.object ?? 'postern');
    } finally {
      await closeSession(module, session);
    }
  } catch (thrown) {
    throw forOperator(thrown);
  } finally {
    await releaseModule(uri.modulePath);
  }
}

/** One key more than a custody lists would take all of them out of use. */
async function requireRoom(module: Pkcs11Module, session: Handle, label: string | undefined): Promise<void> {
  const { byId } = await findKeyPairs({ module, session, label, known: () => true });
  if (byId.size >= MAX_CAPSULE_KEYS)
    throw new Error(`pkcs11: there are ${MAX_CAPSULE_KEYS} key pairs already; delete old ones first`);
}

async function makeNamedPair(module: Pkcs11Module, session: Handle, label: string): Promise<CapsulePublicKey> {
  const halves = await generate(module, session, label);
  const publicKey = await publicKeyOf(module, session, halves.publicKey);
  const id = Buffer.from(publicKey.keyId, 'base64url');
  for (const half of [halves.publicKey, halves.privateKey]) {
    await withArena(async (arena) => {
      const template = writeTemplate(arena, [[CKA.ID, id]]);
      await module.call('C_SetAttributeValue', arena, session, half, template.address, 1);
    });
  }
  return publicKey;
}

interface Halves {
  readonly publicKey: Handle;
  readonly privateKey: Handle;
}

async function generate(module: Pkcs11Module, session: Handle, label: string): Promise<Halves> {
  const both: Template = [
    [CKA.KEY_TYPE, CKK.EC],
    [CKA.TOKEN, true],
    // Until the thumbprint is known.
    [CKA.ID, randomBytes(ID_BYTES)],
    [CKA.LABEL, Buffer.from(label)],
  ];
  const publicHalf: Template = [
    [CKA.CLASS, CKO.PUBLIC_KEY],
    ...both,
    [CKA.PRIVATE, false],
    [CKA.EC_PARAMS, P256_PARAMETERS],
    [CKA.VERIFY, false],
  ];
  const privateHalf: Template = [
    [CKA.CLASS, CKO.PRIVATE_KEY],
    ...both,
    [CKA.PRIVATE, true],
    [CKA.SENSITIVE, true],
    [CKA.EXTRACTABLE, false],
    [CKA.DERIVE, true],
    [CKA.SIGN, false],
    [CKA.DECRYPT, false],
    [CKA.UNWRAP, false],
  ];
  return withArena(async (arena) => {
    const mechanism = arena.words(CKM.EC_KEY_PAIR_GEN, 0, 0);
    const [publicTemplate, privateTemplate] = [writeTemplate(arena, publicHalf), writeTemplate(arena, privateHalf)];
    const [publicKey, privateKey] = [arena.words(0), arena.words(0)];
    await module.call(
      'C_GenerateKeyPair',
      arena,
      session,
      mechanism.address,
      publicTemplate.address,
      publicHalf.length,
      privateTemplate.address,
      privateHalf.length,
      publicKey.address,
      privateKey.address,
    );
    return { publicKey: handleAt(publicKey), privateKey: handleAt(privateKey) };
  });
}

async function publicKeyOf(module: Pkcs11Module, session: Handle, handle: Handle): Promise<CapsulePublicKey> {
  const [value] = await readAttributes(module, session, handle, [CKA.EC_POINT]);
  const point = value === undefined ? undefined : readEcPoint(value);
  if (point === undefined) throw new Error('pkcs11: the module made a key pair but does not tell its public half');
  return { keyId: thumbprint(point), ...point };
}
