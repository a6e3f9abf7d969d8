/** The form that holds the sealed message; buttons anywhere on the page belong to it by `form="sealed"`. */
export const SEALED_FORM = 'sealed';

/** Where the reader is with a message that waits in a page: before a code was sent, after that, or past signing in. */
export type Step = 'sign-in' | 'code' | 'read';
