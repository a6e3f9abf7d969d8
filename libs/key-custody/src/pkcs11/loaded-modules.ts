// A module knows one application per process: who initialises it twice is told
// so, and who finalises it takes it from everybody else. So this process keeps
// count, and the last one to leave finalises. It is the one state of a module
// (of ours) that there is, because the library has it too.
import { withArena } from './arena.ts';
import { CKF, CKR } from './constants.ts';
import { answered } from './pkcs11-error.ts';
import { Pkcs11Module } from './pkcs11-module.ts';

interface Loaded {
  readonly module: Pkcs11Module;
  /** Whether it was us who initialised it. */
  readonly isOurs: boolean;
  users: number;
}

const loaded = new Map<string, Loaded>();
let turn: Promise<unknown> = Promise.resolve();

/** The initialised module of a library; give it back with `releaseModule`. Throws an Error for the operator. */
export function acquireModule(path: string): Promise<Pkcs11Module> {
  return inTurn(async () => {
    const known = loaded.get(path);
    if (known !== undefined) {
      known.users += 1;
      return known.module;
    }
    const module = new Pkcs11Module(path);
    const isOurs = await initialise(module);
    loaded.set(path, { module, isOurs, users: 1 });
    return module;
  });
}

/** `isBusy`: a call has not returned yet, so the module must not be finalised under it. */
export function releaseModule(path: string, isBusy = false): Promise<void> {
  return inTurn(async () => {
    const known = loaded.get(path);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0 || isBusy) return;
    loaded.delete(path);
    if (known.isOurs) await known.module.call('C_Finalize', undefined, 0).catch(() => {});
  });
}

function inTurn<T>(job: () => Promise<T>): Promise<T> {
  const result = turn.then(job);
  turn = result.catch(() => {});
  return result;
}

/** Whether it was not initialised before. */
async function initialise(module: Pkcs11Module): Promise<boolean> {
  return withArena(async (arena) => {
    // CK_C_INITIALIZE_ARGS: no mutex functions, the module uses those of the system.
    const args = arena.words(0, 0, 0, 0, CKF.OS_LOCKING_OK, 0);
    try {
      await module.call('C_Initialize', arena, args.address);
      return true;
    } catch (thrown) {
      if (answered(thrown, [CKR.CRYPTOKI_ALREADY_INITIALIZED])) return false;
      throw new Error('pkcs11: the module does not start; see its own configuration and log', { cause: thrown });
    }
  });
}
