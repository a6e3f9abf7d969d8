import type { Handle } from '../src/pkcs11/arena.ts';
import { acquireModule, releaseModule } from '../src/pkcs11/loaded-modules.ts';
import type { Pkcs11Module } from '../src/pkcs11/pkcs11-module.ts';
import { parsePkcs11Uri } from '../src/pkcs11/pkcs11-uri.ts';
import { TokenLogin } from '../src/pkcs11/token-login.ts';
import { closeSession, openSession } from '../src/pkcs11/token-session.ts';

/** Runs `job` with a session that may write. */
export async function withSession<T>(uri: string, job: (module: Pkcs11Module, session: Handle) => Promise<T>): Promise<T> {
  const parsed = parsePkcs11Uri(uri);
  const module = await acquireModule(parsed.modulePath);
  try {
    const login = new TokenLogin(module, parsed.pinPath, true);
    const session = await openSession({ module, uri: parsed, login }, 'write');
    try {
      return await job(module, session);
    } finally {
      await closeSession(module, session);
    }
  } finally {
    await releaseModule(parsed.modulePath);
  }
}
