// The key pairs of a token. PKCS #11 keeps the halves as two objects that have
// a CKA_ID in common, if whoever made them saw to it. That is a hint and not a
// proof, so a pair is believed only after it has agreed with us once: capsules
// that were sealed for the wrong public half could never be opened.
import { diffieHellman, generateKeyPairSync } from 'node:crypto';
import { thumbprint, toPublicKey } from '@postern/jwk';
import type { CapsulePublicKey, Point } from '../key-custody.ts';
import type { Handle } from './arena.ts';
import { isFalse, isTrue, readAttributes, type Template } from './attributes.ts';
import { CKA, CKK, CKO, P256_PARAMETERS } from './constants.ts';
import { deriveSecret } from './derive-secret.ts';
import { readEcPoint, writeEcPoint } from './ec-point.ts';
import { findObjects } from './objects.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';

export interface TokenKey {
  readonly publicKey: CapsulePublicKey;
  readonly privateKey: Handle;
}

export interface TokenKeys {
  readonly byId: ReadonlyMap<string, TokenKey>;
  /** There are keys for ECDH whose private half could be read out of the token. They are not used. */
  readonly hasExposed: boolean;
}

interface Search {
  readonly module: Pkcs11Module;
  readonly session: Handle;
  /** CKA_LABEL of the private keys; any unless told. */
  readonly label?: string | undefined;
  /** Pairs that are known to belong together need not prove it again. */
  readonly known: (keyId: string, privateKey: Handle) => boolean;
}

/** Of a kind, ours or not. */
const MAX_OBJECTS = 256;

interface PrivateHalf {
  readonly handle: Handle;
  readonly id: Buffer;
  readonly isExposed: boolean;
}

interface PublicHalf {
  readonly id: Buffer;
  readonly point: Point;
}

/** Throws a Pkcs11Error. */
export async function findKeyPairs(search: Search): Promise<TokenKeys> {
  const privateHalves = await privateHalvesOf(search);
  const publicHalves = privateHalves.length === 0 ? [] : await publicHalvesOf(search);
  const byId = new Map<string, TokenKey>();
  for (const { handle, id } of privateHalves.filter(({ isExposed }) => !isExposed)) {
    for (const { point } of publicHalves.filter((half) => half.id.equals(id))) {
      const keyId = thumbprint(point);
      if (!(search.known(keyId, handle) || (await belongTogether(search, handle, point)))) continue;
      byId.set(keyId, { publicKey: { keyId, ...point }, privateKey: handle });
    }
  }
  return { byId, hasExposed: privateHalves.some(({ isExposed }) => isExposed) };
}

async function privateHalvesOf({ module, session, label }: Search): Promise<PrivateHalf[]> {
  const labelled: Template = label === undefined ? [] : [[CKA.LABEL, Buffer.from(label)]];
  const handles = await findObjects(module, session, [...ofClass(CKO.PRIVATE_KEY), ...labelled], MAX_OBJECTS);
  const found: PrivateHalf[] = [];
  for (const handle of handles) {
    const wanted = [CKA.ID, CKA.EC_PARAMS, CKA.DERIVE, CKA.SENSITIVE, CKA.EXTRACTABLE];
    const [id, parameters, derive, sensitive, extractable] = await readAttributes(module, session, handle, wanted);
    if (!isP256(parameters) || !isTrue(derive) || id === undefined || id.length === 0) continue;
    found.push({ handle, id, isExposed: !(isTrue(sensitive) && isFalse(extractable)) });
  }
  return found;
}

async function publicHalvesOf({ module, session }: Search): Promise<PublicHalf[]> {
  const found: PublicHalf[] = [];
  for (const handle of await findObjects(module, session, ofClass(CKO.PUBLIC_KEY), MAX_OBJECTS)) {
    const [id, parameters, value] = await readAttributes(module, session, handle, [CKA.ID, CKA.EC_PARAMS, CKA.EC_POINT]);
    const point = value === undefined ? undefined : readEcPoint(value);
    if (isP256(parameters) && id !== undefined && point !== undefined) found.push({ id, point });
  }
  return found;
}

function ofClass(objectClass: number): Template {
  return [
    [CKA.CLASS, objectClass],
    [CKA.KEY_TYPE, CKK.EC],
    [CKA.TOKEN, true],
  ];
}

function isP256(parameters: Buffer | undefined): boolean {
  return parameters?.equals(P256_PARAMETERS) === true;
}

async function belongTogether({ module, session }: Search, privateHalf: Handle, publicHalf: Point): Promise<boolean> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = writeEcPoint({ x, y });
  if (point === undefined) return false;
  const secret = await deriveSecret(module, session, privateHalf, point);
  return secret.equals(diffieHellman({ privateKey, publicKey: toPublicKey(publicHalf) }));
}
