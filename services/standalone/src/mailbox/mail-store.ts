/** A mail as the mailbox page shows it. */
export interface StoredMail {
  readonly id: number;
  readonly receivedAt: Date;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** The sealed attachment, if there is one. */
  readonly messageHtml: Buffer | undefined;
  readonly raw: Buffer;
}

const MAX_MAILS = 100;
const MAX_BYTES = 256 * 1024 * 1024;

/** Mails that arrived, newest first, in memory; the oldest go when there are more than 100 or 256 MiB of them. */
export class MailStore {
  #mails: readonly StoredMail[] = [];
  #nextId = 1;

  add(mail: Omit<StoredMail, 'id'>): StoredMail {
    const stored = { ...mail, id: this.#nextId++ };
    const kept = [stored, ...this.#mails].slice(0, MAX_MAILS);
    let bytes = 0;
    this.#mails = kept.filter((each, position) => {
      bytes += each.raw.length;
      return position === 0 || bytes <= MAX_BYTES;
    });
    return stored;
  }

  all(): readonly StoredMail[] {
    return this.#mails;
  }

  find(id: number): StoredMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }
}
