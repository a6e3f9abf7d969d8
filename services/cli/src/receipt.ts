// Whoever seals a mail must be able to take it back, and nothing in the sealed
// mail says its id: that is inside the capsule. So sealing leaves a receipt.
import { writeFileSync } from 'node:fs';
import { isMessageId, type SealedMail } from '@postern/envelope';
import { z } from 'zod';
import { CliError, codeOf, EXIT } from './exit-codes.ts';
import { readInput } from './read-input.ts';

const RECEIPT = z.object({
  /** When the messages expire, Unix seconds. */
  expiresAt: z.int().min(0).max(0xffff_ffff),
  messages: z.array(z.object({ messageId: z.string().refine(isMessageId), recipients: z.array(z.string()) })).min(1),
});

export type ReceiptContents = z.infer<typeof RECEIPT>;

/** Throws CliError. */
export async function readReceipt(path: string): Promise<ReceiptContents> {
  const json = (await readInput(path)).toString('utf8');
  try {
    return RECEIPT.parse(JSON.parse(json));
  } catch {
    throw new CliError(EXIT.noInput, `${path} is not a receipt of postern seal --receipt`);
  }
}

export class Receipt {
  readonly #expiresAt: number;
  readonly #messages: ReceiptContents['messages'] = [];

  constructor(expiresAt: number) {
    this.#expiresAt = expiresAt;
  }

  /** The same sealed mails, each noted as it passes. */
  async *noting(sealed: AsyncIterable<SealedMail>): AsyncGenerator<SealedMail, void> {
    for await (const each of sealed) {
      this.#messages.push({ messageId: each.messageId, recipients: [...each.recipients] });
      yield each;
    }
  }

  /**
   * JSON with the recipients into a new file that only its owner can read; without one, a line
   * for each id on standard error, which says nothing of the recipients: it often ends in logs.
   * There they are told too when the file cannot be written, for without an id nothing can be taken back.
   */
  write(file: string | undefined): void {
    if (this.#messages.length === 0) return;
    if (file === undefined) {
      this.#tellIds();
      return;
    }
    const contents: ReceiptContents = { expiresAt: this.#expiresAt, messages: this.#messages };
    try {
      writeFileSync(file, `${JSON.stringify(contents, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    } catch (thrown) {
      this.#tellIds();
      throw new CliError(EXIT.cannotCreate, `cannot write ${file} (${codeOf(thrown)})`);
    }
  }

  #tellIds(): void {
    for (const { messageId } of this.#messages) process.stderr.write(`message id ${messageId}\n`);
  }
}
