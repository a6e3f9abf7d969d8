import type { ErrorCode } from '@postern/errors';
import type { AttachmentBytes, RenderedMail } from '../domain/renderer.ts';

/** What goes to a worker; the body changes hands and is not copied. */
export interface Task {
  readonly body: Uint8Array;
  readonly contentKey: Uint8Array;
  readonly bodyDigest: Uint8Array;
  readonly want:
    | { readonly kind: 'message'; readonly remoteContent: 'blocked' | 'shown' }
    | { readonly kind: 'attachment'; readonly index: number };
}

/** What comes back. An error crosses the thread as its code, because classes do not. */
export type TaskResult =
  | { readonly kind: 'message'; readonly message: RenderedMail }
  | { readonly kind: 'attachment'; readonly attachment: AttachmentBytes }
  | { readonly kind: 'error'; readonly code: ErrorCode };
