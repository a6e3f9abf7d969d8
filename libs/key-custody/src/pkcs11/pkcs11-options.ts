export interface Pkcs11Options {
  /** Refuse a PIN file that others can read or change. */
  readonly strict?: boolean;
  /** Calls to the module at the same time; 2 unless told. Each takes a thread of libuv's pool while it runs. */
  readonly sessions?: number;
  /** Requests that wait for a session; 256 unless told. */
  readonly waiting?: number;
  /** Milliseconds for one request, its time in the queue included; 5,000 unless told. */
  readonly timeoutMs?: number;
  /** Milliseconds after which the token is looked at again for new and removed keys; 5,000 unless told. */
  readonly lookEveryMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

export interface GenerateOptions {
  /** CKA_LABEL of both halves; the `object` of the URI unless told, else `postern`. */
  readonly label?: string;
  /** Refuse a PIN file that others can read or change. */
  readonly strict?: boolean;
}
