export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Postern's own words for what a reader should know about a mail. */
export type WarningCode = 'ambiguous_structure' | 'damaged' | 'empty' | 'charset' | 'truncated' | 'tnef' | 'encrypted';

export type EventKind = 'event' | 'invitation' | 'cancellation' | 'accepted' | 'declined' | 'tentative' | 'counter';

/** How the times of an event are to be read. */
export type EventClock =
  /** Unix seconds. */
  | 'instant'
  /** A clock on the wall in a time zone that is not known, in seconds as if it were UTC. */
  | 'local'
  /** Midnights in UTC of the first and of the last day. */
  | 'days';

/** What a calendar in a mail asks or says (RFC 5545, RFC 5546). */
export interface MailEvent {
  readonly kind: EventKind;
  readonly title: string;
  readonly location: string;
  readonly organiser: Mailbox | undefined;
  /** Who replies or proposes; nobody for an invitation. */
  readonly attendee: Mailbox | undefined;
  readonly attendeeCount: number;
  /** It happens more than once; the time is that of the first. */
  readonly repeats: boolean;
  readonly time: EventTime | undefined;
}

export interface EventTime {
  readonly clock: EventClock;
  readonly start: number;
  readonly end: number | undefined;
  /** The organiser's, as IANA names it. */
  readonly zone: string | undefined;
}

export interface ReadAttachment {
  /** Its place among the mail's attachments. */
  readonly index: number;
  /** Cleaned, never empty. */
  readonly name: string;
  /** `token/token`, lower case. */
  readonly mediaType: string;
  /** That its text is in, as the mail says; undefined for UTF-8 and for what is not known. */
  readonly charset: string | undefined;
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
  /** Empty when the mail is HTML alone and no outline is asked for. */
  readonly text: string;
  readonly attachments: readonly ReadAttachment[];
  readonly events: readonly MailEvent[];
  readonly warnings: readonly WarningCode[];
  /** Remote resources that were left out or, when asked for, shown. */
  readonly remoteCount: number;
}

export interface ReadOptions {
  /** `blocked` unless told. */
  readonly remoteContent?: 'blocked' | 'shown';
  /** Whether a mail that is HTML alone is told as plain text too; it is unless told. */
  readonly outline?: boolean;
}
