// The organisation's mail relay, by nodemailer. One connection a mail: codes
// are few, and a connection that is kept may be dead when it is needed.
import type { Secret } from '@postern/config';
import { createTransport, type Transporter } from 'nodemailer';
import type { Attempt } from '../domain/delivery-queue.ts';
import type { ComposedMail } from '../domain/mail/passcode-mail.ts';
import type { DkimKey } from './dkim-key.ts';
import type { SmtpAddress } from './smtp-address.ts';

const CONNECT_MS = 5_000;
const SILENCE_MS = 10_000;

export interface SmtpAccess {
  readonly address: SmtpAddress;
  /** Instead of the address's own. */
  readonly password?: Secret | undefined;
  /** The authorities that the relay's certificate may come from (PEM), instead of the system's. */
  readonly ca?: string | undefined;
  /** Mails are signed when it is there; else that is the relay's affair. */
  readonly dkim?: DkimKey | undefined;
}

export interface SmtpRelay {
  /** Hands over one mail. Never rejects. */
  send(mail: ComposedMail): Promise<Attempt>;
  /** Goes as far as one can without a mail: connects, says hello, authenticates. Never rejects. */
  knock(): Promise<Attempt>;
  close(): void;
}

export function openSmtpRelay({ address, password, ca, dkim }: SmtpAccess): SmtpRelay {
  const { host, port, tls, username } = address;
  const secret = password?.reveal().toString('utf8') ?? address.password;
  const transport: Transporter = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    ...(username === '' ? {} : { auth: { user: username, pass: secret } }),
    ...(dkim === undefined ? {} : { dkim: dkimOptions(dkim) }),
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

function dkimOptions({ domain, selector, privateKey }: DkimKey) {
  return { domainName: domain, keySelector: selector, privateKey: privateKey.reveal().toString('utf8') };
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
    return reasonOf(thrown);
  }
}

/**
 * The relay will never take this mail when it refused the sender, the
 * recipient or the content for good (5yz, RFC 5321 section 4.2.1), or the mail
 * could not even be offered; it may later when it refused them for now (4yz).
 * Anything else, wrong credentials too, is the relay's trouble and may pass.
 */
function reasonOf(thrown: unknown): Attempt {
  const { code, responseCode } = errorFields(thrown);
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return 'deferred';
  return responseCode === undefined || responseCode >= 500 ? 'refused' : 'put_off';
}

function errorFields(thrown: unknown): { readonly code: unknown; readonly responseCode: number | undefined } {
  if (!(thrown instanceof Error)) return { code: undefined, responseCode: undefined };
  const responseCode = 'responseCode' in thrown ? thrown.responseCode : undefined;
  return {
    code: 'code' in thrown ? thrown.code : undefined,
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
  };
}
