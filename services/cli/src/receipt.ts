// Whoever seals a mail must be able to take it back, and nothing in the sealed
// mail says its id: that is inside the capsule. So sealing leaves a receipt.
import { writeFileSync } from 'node:fs';
import type { SealedMail } from '@postern/envelope';
import { CliError, codeOf, EXIT } from './exit-codes.ts';

interface Entry {
  readonly messageId: string;
  readonly recipients: readonly string[];
}

export class Receipt {
  readonly #entries: Entry[] = [];

  /** The same sealed mails, each noted as it passes. */
  async *noting(sealed: AsyncIterable<SealedMail>): AsyncGenerator<SealedMail, void> {
    for await (const each of sealed) {
      this.#entries.push({ messageId: each.messageId, recipients: each.recipients });
      yield each;
    }
  }

  /**
   * JSON with the recipients into a new file that only its owner can read; without one, a line
   * for each id on standard error, which says nothing of the recipients: it often ends in logs.
   */
  write(file: string | undefined): void {
    if (this.#entries.length === 0) return;
    if (file === undefined) {
      for (const { messageId } of this.#entries) process.stderr.write(`message id ${messageId}\n`);
      return;
    }
    try {
      writeFileSync(file, `${JSON.stringify({ messages: this.#entries }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    } catch (thrown) {
      throw new CliError(EXIT.cannotCreate, `cannot write ${file} (${codeOf(thrown)})`);
    }
  }
}
