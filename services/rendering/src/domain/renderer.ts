import type { ReadAttachment, ReadMail } from '@postern/mail-reading';

/** What it takes to open one body. */
export interface SealedBody {
  readonly body: Buffer;
  /** 32 bytes. */
  readonly contentKey: Buffer;
  /** SHA-256 of the body string. */
  readonly bodyDigest: Buffer;
}

export type AttachmentHead = Omit<ReadAttachment, 'content' | 'sha256'>;

/** A message as it leaves the worker: without the bytes of its attachments. */
export type RenderedMail = Omit<ReadMail, 'attachments' | 'text' | 'html'> & {
  /** A complete document, UTF-8. */
  readonly html: Uint8Array;
  readonly attachments: readonly AttachmentHead[];
};

export interface AttachmentBytes {
  readonly head: AttachmentHead;
  readonly content: Uint8Array;
}

/**
 * Turns ciphertext into something to look at. Both reject with
 * `rendering.refused` (digest or tag), `rendering.too_complex`,
 * `rendering.timeout`, `rendering.busy` and what reading a mail can throw.
 */
export interface Renderer {
  render(sealed: SealedBody, remoteContent: 'blocked' | 'shown', signal: AbortSignal): Promise<RenderedMail>;
  attachment(sealed: SealedBody, index: number, signal: AbortSignal): Promise<AttachmentBytes>;
  stop(): Promise<void>;
}
