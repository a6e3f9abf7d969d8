import { type Handle, handleAt, withArena, wordAt } from './arena.ts';
import { CKF, CKR, CKS } from './constants.ts';
import { findToken } from './find-token.ts';
import { Pkcs11Error } from './pkcs11-error.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';
import type { Pkcs11Uri } from './pkcs11-uri.ts';
import type { TokenLogin } from './token-login.ts';

/** A token and how to log in to it. */
export interface Token {
  readonly module: Pkcs11Module;
  readonly uri: Pkcs11Uri;
  readonly login: TokenLogin;
}

/** A session that is logged in. The token is looked for each time: it may be in another slot than before. */
export async function openSession({ module, uri, login }: Token, mode: 'read' | 'write'): Promise<Handle> {
  const { slot, flags } = await findToken(module, uri);
  const session = await withArena(async (arena) => {
    const handle = arena.words(0);
    const sessionFlags = CKF.SERIAL_SESSION | (mode === 'write' ? CKF.RW_SESSION : 0);
    await module.call('C_OpenSession', arena, slot, sessionFlags, 0, 0, handle.address);
    return handleAt(handle);
  });
  try {
    await login.logIn(session, flags);
    return session;
  } catch (thrown) {
    await closeSession(module, session);
    throw thrown;
  }
}

/** A session that is lost cannot be closed, and need not be. */
export async function closeSession(module: Pkcs11Module, session: Handle): Promise<void> {
  await module.call('C_CloseSession', undefined, session).catch(() => {});
}

/**
 * Throws CKR_USER_NOT_LOGGED_IN when somebody logged this application out. Else
 * private keys would just not be found, as if they had been removed.
 */
export async function requireLogin(module: Pkcs11Module, session: Handle): Promise<void> {
  await withArena(async (arena) => {
    // CK_SESSION_INFO: slot, state, flags, device error.
    const info = arena.words(0, 0, 0, 0);
    await module.call('C_GetSessionInfo', arena, session, info.address);
    const state = wordAt(info, 1);
    const isUser = state === CKS.RO_USER_FUNCTIONS || state === CKS.RW_USER_FUNCTIONS;
    if (!isUser) throw new Pkcs11Error('C_GetSessionInfo', CKR.USER_NOT_LOGGED_IN);
  });
}
