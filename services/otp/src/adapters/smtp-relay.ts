// The organisation's mail relay, by nodemailer. One connection a mail: codes
// are few, and a connection that is kept may be dead when it is needed.
import { createTransport, type Transporter } from 'nodemailer';
import type { Attempt } from '../domain/delivery-queue.ts';
import type { ComposedMail } from '../domain/mail/passcode-mail.ts';

const CONNECT_MS = 5_000;
const SILENCE_MS = 10_000;

export interface SmtpRelay {
  /** Hands over one mail. Never rejects. */
  send(mail: ComposedMail): Promise<Attempt>;
  /** Goes as far as one can without a mail: connects, says hello, authenticates. Never rejects. */
  knock(): Promise<Attempt>;
  close(): void;
}

/** `smtp:` (STARTTLS when the relay offers it; with `?requireTLS=true` always) or `smtps:`. */
export function openSmtpRelay(url: URL): SmtpRelay {
  const transport: Transporter = createTransport({
    url: url.href,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: (mail) => attempt(() => transport.sendMail(messageOf(mail))),
    knock: () => attempt(() => transport.verify()),
    close: () => transport.close(),
  };
}

function messageOf({ from, to, messageId, date, subject, text, html, headers }: ComposedMail) {
  return {
    from,
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    messageId,
    date,
    subject,
    text,
    html,
    headers,
  };
}

async function attempt(talk: () => Promise<unknown>): Promise<Attempt> {
  try {
    await talk();
    return 'accepted';
  } catch (thrown) {
    return isFinal(thrown) ? 'refused' : 'deferred';
  }
}

/**
 * Whether the relay will never take this mail: it refused the sender, the
 * recipient or the content for good (5yz, RFC 5321 section 4.2.1), or the mail
 * could not even be offered. Anything else, wrong credentials too, is the
 * relay's trouble and may pass.
 */
function isFinal(thrown: unknown): boolean {
  const { code, responseCode } = errorFields(thrown);
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return isAboutMail && (responseCode === undefined || responseCode >= 500);
}

function errorFields(thrown: unknown): { readonly code: unknown; readonly responseCode: number | undefined } {
  if (!(thrown instanceof Error)) return { code: undefined, responseCode: undefined };
  const responseCode = 'responseCode' in thrown ? thrown.responseCode : undefined;
  return {
    code: 'code' in thrown ? thrown.code : undefined,
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
  };
}
