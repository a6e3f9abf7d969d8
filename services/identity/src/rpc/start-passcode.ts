import type { StartPasscodeRequest__Output, StartPasscodeResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { PasscodeSignIn } from '../domain/passcode-sign-in.ts';

/** The longest that BCP 47 (RFC 5646 section 4.4.1) asks a reader to keep. */
const MAX_LOCALE_CHARACTERS = 35;

export function startPasscode(signIn: PasscodeSignIn): UnaryHandler<StartPasscodeRequest__Output, StartPasscodeResponse> {
  return async ({ capsule, address, locale, challenge }, context) => {
    const order = { capsule, address, locale: locale.length > MAX_LOCALE_CHARACTERS ? '' : locale, challenge };
    const { isDelayed, ...started } = await signIn.start(order, context);
    return { ...started, mailState: isDelayed ? 'MAIL_STATE_DELAYED' : 'MAIL_STATE_ON_ITS_WAY' };
  };
}
