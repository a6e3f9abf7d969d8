import type { ErrorCode } from '@postern/errors';
import type { AttachmentBytes, AttachmentPreview, Pieces, RenderedMail, Whole } from '../domain/renderer.ts';

/** What goes to a worker; body and key change hands and are not copied. */
export interface Task {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentKey: Uint8Array<ArrayBuffer>;
  readonly bodyDigest: Uint8Array<ArrayBuffer>;
  readonly want: Want;
}

export type Want =
  | { readonly kind: 'message'; readonly remoteContent: 'blocked' | 'shown' }
  | { readonly kind: 'attachment'; readonly index: number }
  | { readonly kind: 'preview'; readonly index: number }
  | { readonly kind: 'whole'; readonly whole: Whole };

/** What comes back. An error crosses the thread as its code, because classes do not. */
export type TaskResult =
  | { readonly kind: 'message'; readonly message: RenderedMail }
  | { readonly kind: 'attachment'; readonly attachment: AttachmentBytes }
  | { readonly kind: 'preview'; readonly preview: AttachmentPreview }
  | { readonly kind: 'whole'; readonly pieces: Pieces }
  | {
      readonly kind: 'error';
      readonly code: ErrorCode;
      /** Where an unknown error was thrown: frames, never its message. */
      readonly stack?: string;
    };
