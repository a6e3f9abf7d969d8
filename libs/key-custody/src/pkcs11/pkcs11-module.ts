// A PKCS #11 module is a shared library that hands out a list of functions
// (v2.40 section 5.4, C_GetFunctionList); nothing else need be exported. Each
// call runs on a thread of libuv's pool while the event loop goes on.
//
// Node exports the OpenSSL that is built into it, and a library that is loaded
// the usual way would take that one instead of its own: SoftHSM would run on
// another version than it was built for, and make its engine the source of
// node's random numbers. `deep` (RTLD_DEEPBIND) gives each its own.
import koffi, { type KoffiFunc, type LibraryHandle } from 'koffi';
import { Arena, wordAt } from './arena.ts';
import { CKR } from './constants.ts';
import { Pkcs11Error } from './pkcs11-error.ts';

type Word = number | bigint;

// A handle, a number or an address: all are 8 bytes here. CK_BBOOL is one.
const W = 'uintptr_t';
const BOOL = 'uint8_t';

/** Place in CK_FUNCTION_LIST (pkcs11f.h) and types of the parameters. */
const FUNCTIONS = {
  C_Initialize: [0, [W]],
  C_Finalize: [1, [W]],
  C_GetSlotList: [4, [BOOL, W, W]],
  C_GetTokenInfo: [6, [W, W]],
  C_OpenSession: [12, [W, W, W, W, W]],
  C_CloseSession: [13, [W]],
  C_CloseAllSessions: [14, [W]],
  C_GetSessionInfo: [15, [W, W]],
  C_Login: [18, [W, W, W, W]],
  C_Logout: [19, [W]],
  C_DestroyObject: [22, [W, W]],
  C_GetAttributeValue: [24, [W, W, W, W]],
  C_SetAttributeValue: [25, [W, W, W, W]],
  C_FindObjectsInit: [26, [W, W, W]],
  C_FindObjects: [27, [W, W, W, W]],
  C_FindObjectsFinal: [28, [W]],
  C_GenerateKeyPair: [59, [W, W, W, W, W, W, W, W]],
  C_DeriveKey: [62, [W, W, W, W, W, W]],
} as const satisfies Record<string, readonly [number, readonly string[]]>;

export type FunctionName = keyof typeof FUNCTIONS;

type NativeFunction = KoffiFunc<(...parameters: Word[]) => Word>;

/** CK_FUNCTION_LIST begins with a version of two bytes, padded. */
const FIRST_FUNCTION = 1;
const LAST_FUNCTION = 67;

export class Pkcs11Module {
  readonly #functions: ReadonlyMap<FunctionName, NativeFunction>;

  /** Loads the library. Throws an Error, in a sentence for the operator, if it is not a module. */
  constructor(path: string) {
    if (koffi.sizeof('long') !== 8 || koffi.sizeof('void *') !== 8)
      throw new Error('pkcs11: modules can be used on 64-bit Unix only');
    this.#functions = functionsAt(functionListOf(loadLibrary(path)));
  }

  /**
   * Calls a function. `memory` is what its addresses point to, and is kept until
   * it returns. Throws a Pkcs11Error for anything but CKR_OK.
   */
  async call(name: FunctionName, memory: Arena | undefined, ...parameters: readonly Word[]): Promise<void> {
    const returnValue = await this.#call(name, memory, parameters);
    if (returnValue !== CKR.OK) throw new Pkcs11Error(name, returnValue);
  }

  #call(name: FunctionName, memory: Arena | undefined, parameters: readonly Word[]): Promise<number> {
    const native = this.#functions.get(name);
    if (native === undefined) return Promise.reject(new Error(`pkcs11: the module has no ${name}`));
    return new Promise((resolve, reject) => {
      const kept = { memory };
      native.async(...parameters, (error: unknown, returnValue: Word) => {
        kept.memory = undefined;
        if (error) reject(new Error(`pkcs11: ${name} could not be called`));
        else resolve(Number(returnValue));
      });
    });
  }
}

/**
 * Libraries stay loaded. A handle that is garbage would be closed under the
 * functions that came from it, and under threads that a module may have left.
 */
const libraries = new Map<string, LibraryHandle>();

function loadLibrary(path: string): LibraryHandle {
  try {
    const library = libraries.get(path) ?? koffi.load(path, { deep: true });
    libraries.set(path, library);
    return library;
  } catch (cause) {
    throw new Error('pkcs11: the module cannot be loaded: module-path= is no shared library of this machine, or cannot be read', {
      cause,
    });
  }
}

function functionListOf(library: LibraryHandle): bigint {
  const list = new Arena().words(0);
  let getFunctionList: (address: bigint) => Word;
  try {
    getFunctionList = library.func('C_GetFunctionList', 'ulong', [W]);
  } catch (cause) {
    throw new Error('pkcs11: the module cannot be loaded: the library of module-path= is not a PKCS #11 module', { cause });
  }
  const returnValue = Number(getFunctionList(list.address));
  const address = list.bytes.readBigUInt64LE();
  if (returnValue !== CKR.OK || address === 0n) throw new Error('pkcs11: the module hands out no list of functions');
  return address;
}

function functionsAt(list: bigint): ReadonlyMap<FunctionName, NativeFunction> {
  const table = Buffer.from(koffi.view(list, (FIRST_FUNCTION + LAST_FUNCTION + 1) * 8));
  if (table.readUInt8() !== 2 && table.readUInt8() !== 3) throw new Error('pkcs11: the module is not of version 2 or 3');
  const functions = new Map<FunctionName, NativeFunction>();
  for (const name of Object.keys(FUNCTIONS).filter(isFunctionName)) {
    const [place, parameters] = FUNCTIONS[name];
    const address = wordAt({ bytes: table, address: list }, FIRST_FUNCTION + place);
    if (address === 0) throw new Error(`pkcs11: the module has no ${name}`);
    functions.set(name, koffi.decode(BigInt(address), koffi.proto('ulong', [...parameters])));
  }
  return functions;
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}
