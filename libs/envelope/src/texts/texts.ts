// What the attachment and the mail around it say, one file for each language.
// Sentences are short and plain, and are written so that a name can stand in
// them as it is: no case ending, no article and no gender depends on it.
//
// A change of any of them changes the published hash of the template.

/** `{sender}` is a name, `{host}` the portal's host and `{portal}` its address. Plain text: no markup. */
export interface Texts {
  /** Of the attachment, in the browser's tab. */
  readonly title: string;
  /** Of the outer mail. */
  readonly subject: string;
  readonly heading: string;
  readonly press: string;
  readonly button: string;
  /** For a reader whose mail program strips forms. */
  readonly trouble: string;
  readonly never: string;
  readonly surprise: string;
  /** The next two are of the outer mail. */
  readonly mailOpen: string;
  readonly mailTrouble: string;
}
