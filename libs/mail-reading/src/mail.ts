export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Postern's own words for what a reader should know about a mail. */
export type WarningCode = 'ambiguous_structure' | 'damaged' | 'empty' | 'charset' | 'truncated';

export interface ReadAttachment {
  /** Its place among the mail's attachments. */
  readonly index: number;
  /** Cleaned, never empty. */
  readonly name: string;
  /** `token/token`, lower case. */
  readonly mediaType: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly content: Uint8Array<ArrayBuffer>;
  /** A program, or a name that pretends. */
  readonly suspicious: boolean;
  /** A picture that the text shows already. */
  readonly inline: boolean;
}

export interface ReadMail {
  readonly subject: string;
  readonly from: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly date: Date | undefined;
  /** A complete document for a sandboxed frame. */
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly ReadAttachment[];
  readonly warnings: readonly WarningCode[];
  /** Remote resources that were left out or, when asked for, shown. */
  readonly remoteCount: number;
}

export interface ReadOptions {
  /** `blocked` unless told. */
  readonly remoteContent?: 'blocked' | 'shown';
}
