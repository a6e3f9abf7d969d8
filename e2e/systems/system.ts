/** A whole portal under test, however it is run. */
export interface System {
  readonly name: string;
  /** Where browsers find the portal. */
  readonly portal: string;
  /** Where analysts find today's counts. */
  readonly usage: string;
  /** A `postern keys` directory whose sender this portal knows. */
  readonly keys: string;
  /** The newest passcode that was mailed to an address after `since` mails; waits for it. */
  passcodeFor(address: string, since: number): Promise<string>;
  /** How many mails an address has got so far. */
  mailsTo(address: string): Promise<number>;
  /** Everything that the processes wrote, for searching it. */
  output(): string;
  stop(): Promise<void>;
}

/** In languages that run from right to left the space is one that does not break. */
const CODE = /\b(\d{4})[ \u00a0](\d{4})\b/;

/** The code in a passcode mail's text, as digits. */
export function codeIn(text: string): string {
  const found = CODE.exec(text);
  if (found === null) throw new Error('this mail holds no passcode');
  return `${found[1]}${found[2]}`;
}

/** Polls a condition that another process brings about; rejects after 20 s. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const giveUpAt = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error('did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
