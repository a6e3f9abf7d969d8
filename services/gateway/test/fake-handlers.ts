// What the fake services answer unless a test says otherwise.
import type {
  IdentityServiceHandlers,
  KeyReleaseServiceHandlers,
  PreviewHead,
  PreviewResponse,
  RenderingServiceHandlers,
} from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { Handlers } from '@postern/rpc';
import { NEWSLETTER } from './newsletter.ts';

export const RIGHT_CODE = '12345678';
export const SENDER = { id: 'example-bank', displayName: 'Example Bank', privacyUrl: '', usageNumber: 7 };
export const PART = Buffer.from('%PDF-1.7 not really');

/** The ZIP file that holds nothing, and a mail. */
export const ARCHIVE = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
export const MAIL = Buffer.from('Subject: Your statement\r\n\r\nDear Ada\r\n');
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** What stands on a page that is shown as a picture. */
export const PAGE_TEXT = 'Balance <b>sheet</b>\nשלום עולם\nhttps://bank.example/';
export const PREVIEWED_TEXT = 'Grüße, <b>Ada</b> & "all"\n</pre><script>top.document.title = "x"</script>';

const MINUTE = 60;
const now = () => Math.floor(Date.now() / 1000);
/** Of a message: it stands still, so that a page about the same message is the same to the byte, a second later too. */
const SEALED_AT = now() - 60 * MINUTE;
const EXPIRES_AT = now() + 10 * 24 * 60 * MINUTE;

export function fakeIdentity(): Handlers<IdentityServiceHandlers> {
  return {
    startPasscode: async () => ({
      challenge: 'sealed-challenge',
      reference: 'KXQV',
      expiresAt: now() + 10 * MINUTE,
      resendAt: now() + 30,
      mailState: 'MAIL_STATE_ON_ITS_WAY',
      senderUsageNumber: 7,
    }),
    redeemPasscode: async ({ code }) => {
      if (code.replace(/[ -]/g, '') !== RIGHT_CODE) throw new PosternError('otp.wrong');
      return { session: 'sealed-session', expiresAt: now() + 15 * MINUTE, senderUsageNumber: 7 };
    },
    listIssuers: async () => ({ issuers: [] }),
    beginOidc: async () => {
      throw new PosternError('identity.issuer_unknown');
    },
    completeOidc: async () => {
      throw new PosternError('identity.attempt_invalid');
    },
    grantRelease: async ({ session }) => {
      if (session === 'session-of-another') throw new PosternError('identity.not_recipient');
      if (session !== 'sealed-session') throw new PosternError('identity.session_invalid');
      return { grant: 'signed-grant', senderUsageNumber: 7 };
    },
  };
}

export function fakeKeyRelease(): Handlers<KeyReleaseServiceHandlers> {
  const notForTheGateway = async () => {
    throw new PosternError('call.caller_refused');
  };
  return {
    describe: async () => ({
      sender: SENDER,
      issuedAt: SEALED_AT,
      expiresAt: EXPIRES_AT,
      maskedRecipient: 'a•••@example.org',
      methods: ['SIGN_IN_METHOD_PASSCODE'],
    }),
    checkRecipient: notForTheGateway,
    release: notForTheGateway,
    revoke: async () => ({}),
  };
}

export function fakeRendering(): Handlers<RenderingServiceHandlers> {
  return {
    render: async (requests, _context, send) => {
      for await (const { open } of requests) if (open) await send({ released: {} });
      await send({ head: MESSAGE_HEAD() });
      for (let at = 0; at < NEWSLETTER.length; at += 1000) await send({ html: NEWSLETTER.subarray(at, at + 1000) });
    },
    fetchPart: async (requests, _context, send) => {
      for await (const request of requests) {
        if (!request.open) continue;
        if (request.open.index > 1) throw new PosternError('rendering.part_not_found');
        await send({
          head: { index: request.open.index, name: 'Übersicht 2026.pdf', mediaType: 'application/pdf', size: PART.length },
        });
      }
      await send({ chunk: PART });
    },
    preview: async (requests, _context, send) => {
      for await (const { open } of requests) {
        if (!open) continue;
        const preview = PREVIEWS[open.index];
        if (preview === undefined) throw new PosternError('rendering.no_preview');
        await send({ head: preview.head });
        for (const part of preview.parts) await send(part);
      }
    },
    fetchWhole: async (requests, _context, send) => {
      for await (const { open } of requests) {
        if (!open) continue;
        const file = open.whole === 'WHOLE_MAIL' ? MAIL : ARCHIVE;
        await send({ size: file.length });
        await send({ chunk: file });
      }
    },
  };
}

const PREVIEWS: Readonly<Record<number, { readonly head: PreviewHead; readonly parts: readonly PreviewResponse[] }>> = {
  0: {
    head: {
      attachment: { index: 0, name: 'Übersicht 2026.pdf', mediaType: 'application/pdf', size: 482_133 },
      mediaType: 'application/pdf',
      cut: true,
      pageCount: 40,
      rights: ['RIGHT_DOWNLOAD', 'RIGHT_PRINT'],
    },
    parts: [
      { page: { number: 1, width: 1, height: 1, text: PAGE_TEXT } },
      { chunk: PICTURE.subarray(0, 20) },
      { chunk: PICTURE.subarray(20) },
      { page: { number: 2, width: 1, height: 1, text: '' } },
      { chunk: PICTURE },
    ],
  },
  2: {
    head: {
      attachment: { index: 2, name: 'Harbour "branch".png', mediaType: 'image/png', size: PICTURE.length },
      mediaType: 'image/png',
      rights: ['RIGHT_DOWNLOAD', 'RIGHT_PRINT'],
    },
    parts: [{ chunk: PICTURE }],
  },
  3: {
    head: {
      attachment: { index: 3, name: 'notes.txt', mediaType: 'text/plain', size: 2_000_000 },
      mediaType: 'text/plain',
      cut: true,
      rights: ['RIGHT_DOWNLOAD'],
    },
    parts: [{ chunk: Buffer.from(PREVIEWED_TEXT) }],
  },
};

export const MESSAGE_HEAD = () => ({
  subject: 'Your statement for November, and <b>two</b> things to check',
  from: [{ name: 'Example Bank', address: 'service@bank.example' }],
  to: [{ name: 'Ada Lovelace', address: 'ada@example.org' }],
  cc: [],
  date: SEALED_AT,
  attachments: [
    {
      index: 0,
      name: 'Übersicht 2026.pdf',
      mediaType: 'application/pdf',
      size: 482_133,
      suspicious: false,
      preview: 'PREVIEW_KIND_PAGES' as const,
    },
    {
      index: 1,
      name: 'terms-and-conditions-of-the-account.pdf.exe',
      mediaType: 'application/octet-stream',
      size: 12_400_000,
      suspicious: true,
    },
    {
      index: 2,
      name: 'Harbour "branch".png',
      mediaType: 'image/png',
      size: PICTURE.length,
      preview: 'PREVIEW_KIND_PICTURE' as const,
    },
    { index: 3, name: 'notes.txt', mediaType: 'text/plain', size: 2_000_000, preview: 'PREVIEW_KIND_TEXT' as const },
  ],
  events: [
    {
      kind: 'EVENT_KIND_INVITATION' as const,
      title: 'To go through your statement',
      location: 'Branch at the harbour, 2nd floor',
      organiser: { name: 'Grace Hopper', address: 'grace@bank.example' },
      attendeeCount: 3,
      repeats: true,
      clock: 'EVENT_CLOCK_INSTANT' as const,
      start: Date.UTC(2026, 11, 1, 14) / 1000,
      end: Date.UTC(2026, 11, 1, 15) / 1000,
      timeZone: 'Europe/Berlin',
    },
  ],
  warnings: ['WARNING_FROM_DIFFERS' as const],
  remoteCount: 3,
  sender: SENDER,
  signedFrom: 'service@bank.example',
  rights: ['RIGHT_DOWNLOAD' as const, 'RIGHT_PRINT' as const],
  expiresAt: EXPIRES_AT,
});
