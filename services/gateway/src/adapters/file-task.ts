import type { ErrorCode } from '@postern/errors';

/** What goes to a thread; the pieces change hands and are not copied. */
export interface FileTask {
  readonly file: readonly Uint8Array<ArrayBuffer>[];
  readonly chunkBytes: number;
}

/** What comes back. An error crosses as its code, because classes do not. */
export type FileResult =
  | { readonly kind: 'sealed'; readonly capsule: string; readonly body: readonly Uint8Array<ArrayBuffer>[] }
  | { readonly kind: 'error'; readonly code: ErrorCode };
