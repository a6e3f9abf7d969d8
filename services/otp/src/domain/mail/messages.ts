/** Every text of a passcode mail, in one language. ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/). */
export interface PasscodeMailMessages {
  readonly subject: string;
  readonly preamble: string;
  readonly codeLabel: string;
  readonly referenceLine: string;
  readonly lifetimeLine: string;
  readonly whereLine: string;
  readonly neverShareLine: string;
  readonly notYouLine: string;
}

export type MessageValues = {
  readonly sender: string;
  readonly reference: string;
  readonly minutes: number;
  readonly portal: string;
};
