import type { StartPasscodeRequest__Output, StartPasscodeResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { PasscodeSignIn } from '../domain/passcode-sign-in.ts';
import { boundedLocale } from './bounded-locale.ts';

export function startPasscode(signIn: PasscodeSignIn): UnaryHandler<StartPasscodeRequest__Output, StartPasscodeResponse> {
  return async ({ capsule, address, locale, challenge }, context) => {
    const order = { capsule, address, locale: boundedLocale(locale), challenge };
    const { isDelayed, ...started } = await signIn.start(order, context);
    return { ...started, mailState: isDelayed ? 'MAIL_STATE_DELAYED' : 'MAIL_STATE_ON_ITS_WAY' };
  };
}
