import type { ReadAttachment, ReadMail } from '@postern/mail-reading';

/** What it takes to open one body. */
export interface SealedBody {
  /** The body string, ASCII, in memory of its own: it changes hands and is empty afterwards. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** 32 bytes; the caller's to wipe. */
  readonly contentKey: Uint8Array;
  /** SHA-256 of the body string. */
  readonly bodyDigest: Uint8Array;
}

export type AttachmentHead = Omit<ReadAttachment, 'content' | 'sha256'>;

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

/**
 * Turns ciphertext into something to look at. Both reject with
 * `rendering.refused` (digest or tag), `rendering.part_not_found`,
 * `rendering.too_complex`, `rendering.timeout`, `rendering.busy`,
 * `call.unavailable` (abandoned) and what reading a mail can throw.
 */
export interface Renderer {
  render(sealed: SealedBody, remoteContent: 'blocked' | 'shown', abandoned: AbortSignal): Promise<RenderedMail>;
  attachment(sealed: SealedBody, index: number, abandoned: AbortSignal): Promise<AttachmentBytes>;
  stop(): Promise<void>;
}
