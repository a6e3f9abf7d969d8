import { type Arena, type Handle, handleAt, type NativeBytes, ULONG_BYTES, withArena, wordAt } from './arena.ts';
import { CKF, CKR } from './constants.ts';
import { answered } from './pkcs11-error.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';
import type { Pkcs11Uri } from './pkcs11-uri.ts';

const MAX_SLOTS = 256;
/** CK_TOKEN_INFO: texts of 32, 32, 16 and 16 bytes, eleven CK_ULONGs, two versions, a time of 16 bytes; padded. */
const TOKEN_INFO_BYTES = 208;

interface TokenInfo {
  readonly label: string;
  readonly serial: string;
  readonly flags: number;
}

export interface FoundToken {
  readonly slot: Handle;
  /** CKF_… of its CK_TOKEN_INFO. */
  readonly flags: number;
}

/** The one token that the URI names. Throws an Error for the operator when there is none or more than one. */
export async function findToken(module: Pkcs11Module, uri: Pick<Pkcs11Uri, 'token' | 'serial'>): Promise<FoundToken> {
  const found: FoundToken[] = [];
  for (const slot of await slotsWithToken(module)) {
    const info = await tokenInfo(module, slot);
    if (info !== undefined && isNamed(info, uri)) found.push({ slot, flags: info.flags });
  }
  const [token, another] = found;
  if (token === undefined) throw new Error('pkcs11: the module has no such token');
  if (another !== undefined) throw new Error('pkcs11: more than one token is called so; add its serial=');
  return token;
}

function isNamed({ label, serial, flags }: TokenInfo, uri: Pick<Pkcs11Uri, 'token' | 'serial'>): boolean {
  const isInitialised = (flags & CKF.TOKEN_INITIALIZED) !== 0;
  return isInitialised && label === (uri.token ?? label) && serial === (uri.serial ?? serial);
}

async function slotsWithToken(module: Pkcs11Module): Promise<Handle[]> {
  return withArena(async (arena) => {
    const count = arena.words(0);
    await module.call('C_GetSlotList', arena, 1, 0, count.address);
    // Room for some that appear in between.
    const slots = arena.reserve(MAX_SLOTS * ULONG_BYTES);
    count.bytes.writeBigUInt64LE(BigInt(MAX_SLOTS));
    await module.call('C_GetSlotList', arena, 1, slots.address, count.address);
    return Array.from({ length: Math.min(wordAt(count), MAX_SLOTS) }, (_, index) => handleAt(slots, index));
  });
}

async function tokenInfo(module: Pkcs11Module, slot: Handle): Promise<TokenInfo | undefined> {
  return withArena(async (arena) => {
    const info = arena.reserve(TOKEN_INFO_BYTES);
    const isThere = await isPresent(module, arena, slot, info);
    if (!isThere) return undefined;
    const text = (start: number, length: number) => info.bytes.toString('utf8', start, start + length).replace(/[ \0]+$/, '');
    return { label: text(0, 32), serial: text(80, 16), flags: wordAt(info, 12) };
  });
}

/** False for one that was taken out since the list was made. */
async function isPresent(module: Pkcs11Module, arena: Arena, slot: Handle, info: NativeBytes): Promise<boolean> {
  try {
    await module.call('C_GetTokenInfo', arena, slot, info.address);
    return true;
  } catch (thrown) {
    const isGone = answered(thrown, [CKR.SLOT_ID_INVALID, CKR.TOKEN_NOT_PRESENT, CKR.TOKEN_NOT_RECOGNIZED, CKR.DEVICE_REMOVED]);
    if (isGone) return false;
    throw thrown;
  }
}
