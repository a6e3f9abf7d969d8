// Keys in an HSM, or in whatever else has a PKCS #11 module. ECDH happens in
// there: in goes the other party's point, out comes the shared secret, and that
// is all that our memory ever holds.
import { MAX_CAPSULE_KEYS } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { importPoint } from '../file/memory-custody.ts';
import type { EphemeralPoint, KeyCustody } from '../key-custody.ts';
import type { Handle } from './arena.ts';
import { deriveSecret } from './derive-secret.ts';
import { writeEcPoint } from './ec-point.ts';
import { KeyDirectory } from './key-directory.ts';
import type { TokenKeys } from './key-pairs.ts';
import { acquireModule, releaseModule } from './loaded-modules.ts';
import { forOperator } from './operator-error.ts';
import { isHandleLost } from './pkcs11-error.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';
import type { Pkcs11Options } from './pkcs11-options.ts';
import type { Pkcs11Uri } from './pkcs11-uri.ts';
import { SessionPool } from './session-pool.ts';
import { TokenLogin } from './token-login.ts';

const DEFAULTS = { strict: false, sessions: 2, waiting: 256, timeoutMs: 5_000, lookEveryMs: 5_000 } as const;
const monotonic = () => performance.now();
/** Each pair is tried when it is seen first, and some tokens are slow to log in. */
const OPEN_LIMIT_MS = 30_000;

/**
 * Custody by a PKCS #11 token. Rejects with an Error, in one sentence for the
 * operator and without the PIN, when the module, the token, the PIN or the keys
 * are not what they should be.
 */
export async function openTokenCustody(uri: Pkcs11Uri, options: Pkcs11Options): Promise<KeyCustody> {
  const module = await acquireModule(uri.modulePath);
  const custody = createCustody(module, uri, { ...DEFAULTS, now: monotonic, ...options });
  try {
    requireGoodKeys(await custody.look(OPEN_LIMIT_MS));
    return custody;
  } catch (thrown) {
    await custody.close();
    throw forOperator(thrown);
  }
}

interface TokenCustody extends KeyCustody {
  look(limitMs: number): Promise<TokenKeys>;
}

function createCustody(module: Pkcs11Module, uri: Pkcs11Uri, options: Required<Pkcs11Options>): TokenCustody {
  const login = new TokenLogin(module, uri.pinPath, options.strict);
  const pool = new SessionPool({ module, uri, login }, options, () => directory.forget());
  const directory = new KeyDirectory({
    module,
    label: uri.object,
    trustMs: options.lookEveryMs,
    now: options.now,
  });

  async function agreeOnce(session: Handle, keyId: string, point: Buffer): Promise<Buffer> {
    const key = await directory.find(keyId, session);
    if (key === undefined) throw new PosternError('keyrelease.refused');
    return deriveSecret(module, session, key.privateKey, point);
  }

  return {
    look: (limitMs) => pool.run((session) => directory.look(session), limitMs),
    async list() {
      const { byId } = await pool.run((session) => directory.look(session)).catch(unavailable);
      if (byId.size > MAX_CAPSULE_KEYS) throw new PosternError('keyrelease.unavailable');
      return [...byId.values()].map(({ publicKey }) => publicKey);
    },
    async agree(keyId, ephemeral) {
      const point = validPoint(ephemeral);
      const job = async (session: Handle) => {
        try {
          return await agreeOnce(session, keyId, point);
        } catch (thrown) {
          if (!isHandleLost(thrown)) throw thrown;
          directory.forget();
          return agreeOnce(session, keyId, point);
        }
      };
      return pool.run(job).catch(unavailable);
    },
    async close() {
      const isQuiet = await pool.close();
      await releaseModule(uri.modulePath, !isQuiet);
    },
  };
}

/** Never lets a point that is not on the curve reach a module (NIST SP 800-56A section 5.6.2.3.3). */
function validPoint(ephemeral: EphemeralPoint): Buffer {
  const point = writeEcPoint(ephemeral);
  if (point === undefined) throw new PosternError('keyrelease.refused');
  if (ephemeral.key === undefined) importPoint(ephemeral);
  return point;
}

function unavailable(thrown: unknown): never {
  if (thrown instanceof PosternError) throw thrown;
  throw new PosternError('keyrelease.unavailable', { cause: thrown });
}

function requireGoodKeys({ byId, hasExposed }: TokenKeys): void {
  if (hasExposed)
    throw new Error(
      'pkcs11: a private key can be extracted from the token; make keys that are sensitive and not extractable, or choose others with object=',
    );
  if (byId.size === 0)
    throw new Error('pkcs11: the token has no P-256 key pair that can be used for ECDH (with both halves and the same CKA_ID)');
  if (byId.size > MAX_CAPSULE_KEYS)
    throw new Error(`pkcs11: the token has more than ${MAX_CAPSULE_KEYS} key pairs; choose with object=`);
}
