import type { RedeemPasscodeRequest__Output, RedeemPasscodeResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { PasscodeSignIn } from '../domain/passcode-sign-in.ts';

export function redeemPasscode(signIn: PasscodeSignIn): UnaryHandler<RedeemPasscodeRequest__Output, RedeemPasscodeResponse> {
  return async ({ challenge, code, privateComputer }, context) =>
    signIn.redeem({ challenge, code, isPrivateComputer: privateComputer }, context);
}
