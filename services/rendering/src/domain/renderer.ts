import type { Preview, PreviewKind, ReadAttachment, ReadMail } from '@postern/mail-reading';
import type { PdfPages } from '@postern/pdf-pages';

/** What it takes to open one body. */
export interface SealedBody {
  /** The body string, ASCII, in memory of its own: it changes hands and is empty afterwards. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** 32 bytes; the caller's to wipe. */
  readonly contentKey: Uint8Array;
  /** SHA-256 of the body string. */
  readonly bodyDigest: Uint8Array;
}

export type AttachmentHead = Omit<ReadAttachment, 'charset' | 'content' | 'sha256'> & {
  /** How it can be looked at, if it can. */
  readonly preview: PreviewKind | undefined;
};

/** A message as it leaves the worker: without the bytes of its attachments. */
export type RenderedMail = Omit<ReadMail, 'attachments' | 'text' | 'html'> & {
  /** A complete document, UTF-8. */
  readonly html: Uint8Array<ArrayBuffer>;
  readonly attachments: readonly AttachmentHead[];
};

export interface AttachmentBytes {
  readonly head: AttachmentHead;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** One picture or one text, or the first pages of a PDF. */
export type Shown = Preview | ({ readonly kind: 'pages' } & PdfPages);

export type AttachmentPreview = Shown & { readonly head: AttachmentHead };

/** What of a message is wanted as one file: its listed attachments in a ZIP file, or the mail byte for byte. */
export type Whole = 'attachments' | 'mail';

/** The bytes of a file in order, in pieces of any size. */
export type Pieces = readonly Uint8Array<ArrayBuffer>[];

/**
 * Turns ciphertext into something to look at or to save. All reject with
 * `rendering.refused` (digest or tag), `rendering.part_not_found`,
 * `rendering.no_preview`, `rendering.too_complex`, `rendering.timeout`, `rendering.busy`,
 * `call.unavailable` (abandoned) and what reading a mail can throw.
 */
export interface Renderer {
  render(sealed: SealedBody, remoteContent: 'blocked' | 'shown', abandoned: AbortSignal): Promise<RenderedMail>;
  attachment(sealed: SealedBody, index: number, abandoned: AbortSignal): Promise<AttachmentBytes>;
  preview(sealed: SealedBody, index: number, abandoned: AbortSignal): Promise<AttachmentPreview>;
  whole(sealed: SealedBody, whole: Whole, abandoned: AbortSignal): Promise<Pieces>;
  stop(): Promise<void>;
}
