// identity with the real otp beside it, whose mails land in a mailbox that a
// test can read.
import { createAuthority } from '@postern/authority';
import { HOUR, type LoneIdentity, startLoneIdentity } from './lone-identity.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { startOtpProcess } from './otp-process.ts';

export interface RunningIdentity extends LoneIdentity {
  readonly mailbox: Mailbox;
}

/** `mayRead` by capsule: its recipients. A capsule that is not in it is refused. */
export async function startIdentity(mayRead: (capsule: string) => readonly string[] | undefined): Promise<RunningIdentity> {
  const authority = await createAuthority(HOUR);
  const mailbox = await startMailbox();
  const otp = await startOtpProcess(await authority.issue('otp', HOUR), mailbox.smtpUrl);
  const lone = await startLoneIdentity({ mayRead, authority, otpTarget: otp.target });
  return {
    ...lone,
    mailbox,
    stop: async () => {
      await lone.stop();
      await otp.stop();
      await mailbox.stop();
    },
  };
}
