import { KEY_RELEASE, OTP } from '@postern/contracts';
import { createRpcClient } from '@postern/rpc';
import type { Platform } from '@postern/runtime';
import type { CheckRecipient, PasscodeOffice } from '../domain/neighbours.ts';

/** Opening a capsule is one ECDH and one signature; what takes longer is not going to come. */
const CHECK_RECIPIENT_MS = 3_000;
/** otp says within two seconds that its store is away. */
const PASSCODE_MS = 3_000;

export interface Neighbours {
  readonly checkRecipient: CheckRecipient;
  readonly office: PasscodeOffice;
  close(): void;
}

interface Targets {
  readonly keyReleaseTarget: string;
  readonly otpTarget: string;
}

export function openNeighbours({ keyReleaseTarget, otpTarget }: Targets, { tls, log, metrics }: Platform): Neighbours {
  const keyRelease = createRpcClient(KEY_RELEASE, { target: keyReleaseTarget, callee: 'key-release', tls, log, metrics });
  const otp = createRpcClient(OTP, { target: otpTarget, callee: 'otp', tls, log, metrics });
  return {
    checkRecipient: (capsule, address, within) =>
      keyRelease.methods.checkRecipient({ capsule, address }, { timeoutMs: CHECK_RECIPIENT_MS, within }),
    office: {
      issue: async ({ isDecoy, ...order }, within) => {
        const { reference, expiresAt, resendAt, relayState } = await otp.methods.issue(
          { ...order, decoy: isDecoy },
          { timeoutMs: PASSCODE_MS, within },
        );
        return { reference, expiresAt, resendAt, isDelayed: relayState === 'RELAY_STATE_DELAYED' };
      },
      verify: async (address, binding, code, within) => {
        await otp.methods.verify({ address, binding, code }, { timeoutMs: PASSCODE_MS, within });
      },
    },
    close: () => {
      keyRelease.close();
      otp.close();
    },
  };
}
