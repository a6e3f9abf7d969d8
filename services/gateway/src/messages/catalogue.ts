import type { MessageKey } from './en.ts';

/** A language that lacks a text, or has one too many, does not compile. */
export type Catalogue = Readonly<Record<MessageKey, string>>;
