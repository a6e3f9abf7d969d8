/** What a mail may be. Beyond a limit it is refused whole, or the rest is left out with a warning. */
export const LIMITS = {
  /** The whole mail. */
  mailBytes: 36 * 1024 * 1024,
  /** MIME parts, those of attached mails apart. */
  parts: 1_000,
  /** Multiparts in multiparts. */
  nesting: 20,
  /** Mails in a mail that are opened: how many, how deep, their lines and their text, all together. */
  nestedMails: 20,
  mailNesting: 3,
  nestedLines: 200_000,
  nestedTextCharacters: 512 * 1024,
  /** Lines of any length, and those that stand in bodies without encoding. */
  lines: 1_000_000,
  plainLines: 300_000,
  /** Lines that the parser is given, which takes some ten microseconds and a kilobyte for each: headers, short bodies, what stands around parts. */
  parsedLines: 100_000,
  /** All header lines of one part, and of all parts together. */
  headerBytes: 256 * 1024,
  allHeaderBytes: 2 * 1024 * 1024,
  /** Addresses of one kind. */
  mailboxes: 1_000,
  /** HTML or plain text that is shown. */
  textCharacters: 4 * 1024 * 1024,
  /** Tags in HTML. */
  tags: 200_000,
  /** HTML elements in elements that are shown; deeper ones are left out and their text is kept. */
  htmlDepth: 256,
  /** All style elements together, and one style attribute. */
  styleSheetCharacters: 256 * 1024,
  styleAttributeCharacters: 8 * 1024,
  /** Errors of the CSS parser over the whole mail. */
  cssErrors: 1_000,
  /** Brackets in brackets in CSS. */
  cssDepth: 16,
  /** One calendar, its lines that matter, one such line, and events that are shown of all. */
  calendarCharacters: 1024 * 1024,
  calendarLines: 2_000,
  calendarLine: 2_000,
  events: 10,
  /** Pictures of the mail itself that are shown in its text. */
  inlineImageBytes: 20 * 1024 * 1024,
} as const;
